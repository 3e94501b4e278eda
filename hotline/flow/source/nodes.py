"""A reader of YAML that never surprises: every scalar stays text, every node knows its line.

It walks the parser's events with a stack of its own, so that nothing is expanded or called deeper
before it has been counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from hotline.flow.document import Where
from hotline.flow.fault import Fault
from hotline.flow.source.lines import refuse_lines
from hotline.flow.source.mending import Refused, mend, refuse_event

MOST_NODES = 20_000  # a line with thousands of emergency words has some 8,000
DEEPEST = 20
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text. `plain`: written without quotes; `cut`: a ` #` ended it."""

    line: int
    last: int
    text: str
    plain: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    line: int
    last: int
    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Fields with values, in the order they were written; every name once."""

    line: int
    last: int
    pairs: tuple[tuple[Scalar, Node], ...]

    def get(self, name: str) -> Node | None:
        """The value of a field, or None."""
        return next((value for key, value in self.pairs if key.text == name), None)


Node = Scalar | Listing | Block


@dataclass(slots=True)
class _Open:
    """A list or block that has not ended yet."""

    line: int
    is_block: bool
    children: list[Node] = field(default_factory=list)


def read_nodes(file: str, text: str) -> tuple[Node | None, tuple[Fault, ...]]:
    """The one document of a file, or the faults that keep it from being read."""
    text = text.removeprefix("\ufeff")
    refused = refuse_lines(file, text)
    if refused:
        return None, refused
    faults: list[Fault] = []
    try:
        root = _build(file, text, faults)
    except Refused as refusal:
        return None, (refusal.fault(file),)
    except yaml.YAMLError as error:
        return None, (mend(file, text, error),)
    return (None if faults else root), tuple(faults)


def _build(file: str, text: str, faults: list[Fault]) -> Node:
    lines = text.splitlines()
    stack = [_Open(1, is_block=False)]
    documents = count = 0
    for event in yaml.parse(text, Loader=_Loader):
        line = _line(event)
        refuse_event(event, line)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise Refused(
                    line,
                    "a second document starts here (a line with three dashes)",
                    "take out the line ---, or make two files",
                )
        elif isinstance(event, yaml.ScalarEvent):
            stack[-1].children.append(_scalar(event, lines))
            count += 1
        elif isinstance(event, yaml.CollectionStartEvent):
            stack.append(_Open(line, isinstance(event, yaml.MappingStartEvent)))
            count += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            node = _closed(file, stack.pop(), faults)
            stack[-1].children.append(node)
        _within_limits(line, count, len(stack))
    if not stack[0].children:
        raise Refused(1, "the file is empty", "write the flow, or delete the file")
    return stack[0].children[0]


def _within_limits(line: int, count: int, depth: int) -> None:
    if count > MOST_NODES:
        raise Refused(
            line,
            f"the file has more than {MOST_NODES} entries",
            "move some of its menus and cards to another file",
        )
    if depth > DEEPEST + 1:
        raise Refused(
            line,
            f"this is nested more than {DEEPEST} deep",
            "take out the extra brackets or indents",
        )


def _line(event: yaml.Event) -> int:
    assert event.start_mark is not None  # only events made by hand have none
    return event.start_mark.line + 1


def _scalar(event: yaml.ScalarEvent, lines: list[str]) -> Scalar:
    start, end = _line(event), event.end_mark
    assert end is not None
    last = end.line + 1 if end.column else end.line
    plain = event.style is None or event.style == ""
    rest = lines[end.line][end.column :] if plain and end.line < len(lines) else ""
    cut = bool(event.value) and rest != rest.lstrip() and rest.lstrip().startswith("#")
    return Scalar(start, max(start, last), event.value, plain, cut)


def _closed(file: str, opened: _Open, faults: list[Fault]) -> Node:
    last = max([opened.line, *(child.last for child in opened.children)])
    if not opened.is_block:
        return Listing(opened.line, last, tuple(opened.children))
    return Block(opened.line, last, tuple(_pairs(file, opened.children, faults)))


def _pairs(file: str, children: list[Node], faults: list[Fault]) -> Iterator[tuple[Scalar, Node]]:
    seen: dict[str, int] = {}
    for key, value in zip(children[::2], children[1::2], strict=True):
        if not isinstance(key, Scalar):
            raise Refused(
                key.line,
                "a name is expected before the colon, not a list or braces",
                "write a name; put a text that begins with [ or { in quotes",
                code="F06",
            )
        if key.text in seen:
            what = f'"{key.text}" is written twice: in line {seen[key.text]} and in line {key.line}'
            fix = "keep one of the two, or give one another name"
            faults.append(Fault(Where(file, key.line), "error", "F03", what, fix))
            continue
        seen[key.text] = key.line
        yield key, value
