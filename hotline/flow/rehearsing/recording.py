"""A rehearsal written down as an example of a flow file: added as text, so that nothing else in the
file changes, no comment and no line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from hotline.errors import Unfit
from hotline.flow.rehearsing.evening import Evening, Setting, Shown
from hotline.flow.source.nodes import Block, Listing, Node, Scalar, read_nodes

WIDTH = 100
_SNIPPET = 60  # letters of an answer that must be seen again
_PLAIN = re.compile(r"[^\W\d_][\w.!'-]*(?: [^\W_][\w.!'-]*)*\Z")
_SWITCHES = {"yes", "no", "on", "off", "true", "false", "null", "y", "n"}


def recorded(evening: Evening, shown: Sequence[Shown], name: str, flow: str) -> list[str]:
    """The lines of the example, not indented. `flow` is that of the file it is for."""
    setting, (began, lines) = evening.setting, _channel(evening.lines)
    place = evening.place.removeprefix(f"{flow}.")
    fields = (
        ("name", _quoted(name)),
        *_fields_of(setting),
        (began, _list(lines)),
        ("sees", _list(_seen(shown))),
        ("reaches", _quoted(place) if place else ""),
    )
    written = [line for field, value in fields if value for line in _field(field, value)]
    return [f"{'  ' if at else '- '}{line}" for at, line in enumerate(written)]


def added(file: str, text: str, example: Sequence[str]) -> str:
    """The file with the example at the end of its `examples:`. Raises Unfit."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    root, _ = read_nodes(file, text)
    pairs = root.pairs if isinstance(root, Block) else ()
    at = next((at for at, (key, _) in enumerate(pairs) if key.text == "examples"), None)
    if at is None:
        return end.join([*lines, "", "examples:", *_indented(example, 2), ""])
    after = pairs[at + 1][0].line - 1 if at + 1 < len(pairs) else len(lines)
    while not lines[after - 1].strip() or lines[after - 1].lstrip().startswith("#"):
        after -= 1  # what stands above the next heading belongs to that
    spaces = _dashes(file, pairs[at][1], lines)
    return end.join([*lines[:after], *_indented(example, spaces), *lines[after:], ""])


def _dashes(file: str, examples: Node, lines: Sequence[str]) -> int:
    """How far in the examples that are there begin. Raises Unfit."""
    if isinstance(examples, Scalar) and not examples.text:
        return 2
    first = examples.items[:1] if isinstance(examples, Listing) else ()
    dash = re.match(r" *(?=- )", lines[first[0].line - 1]) if first else None
    if dash:
        return len(dash[0])
    fix = "write each example on lines of its own, the first with a dash before its name"
    raise Unfit(f'"examples:" of {file} cannot be added to', fix)


def _channel(lines: Sequence[str]) -> tuple[str, Sequence[str]]:
    """What begins with a call is an example by phone."""
    return ("phone", lines[1:]) if lines[:1] == [":call"] else ("text", lines)


def _fields_of(setting: Setting) -> Iterator[tuple[str, str]]:
    yield "at", _quoted(setting.at) if setting.at else ""
    yield "language", setting.language
    yield "line", setting.line
    yield "on", _list(setting.on) if setting.on else ""
    yield "number", "hidden" if setting.hidden else ""


def _seen(shown: Sequence[Shown]) -> list[str]:
    """The first sentence of each answer; of the same ones in a row, one."""
    seen: list[str] = []
    for one in shown:
        sentence = re.split(r"(?<=[.!?:]) |\n", one.text)[0]
        snippet = sentence if len(sentence) <= _SNIPPET else sentence[:_SNIPPET].rpartition(" ")[0]
        if snippet and not one.aside and snippet not in seen[-1:]:
            seen.append(snippet)
    return seen


def _list(values: Sequence[str]) -> str:
    return "\n".join(_quoted(value) for value in values)


def _field(name: str, value: str) -> list[str]:
    """On one line where it fits; a long list has a line for each item."""
    if name not in {"text", "phone", "sees", "on"}:
        return [f"{name}: {value}"]
    items = value.split("\n")
    line = f"{name}: [{', '.join(items)}]"
    return [line] if len(line) < WIDTH - 6 else [f"{name}:", *(f"  - {item}" for item in items)]


def _quoted(value: str) -> str:
    simple = _PLAIN.match(value) and value.casefold() not in _SWITCHES
    return value if simple else json.dumps(value, ensure_ascii=False)


def _indented(example: Sequence[str], spaces: int) -> list[str]:
    return [" " * spaces + line for line in example]
