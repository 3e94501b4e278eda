"""The fields of a block, its lists and single values; what is of the wrong kind is said here."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from hotline.flow.source.near import among, nearest
from hotline.flow.source.nodes import Block, Listing, Node, Scalar
from hotline.flow.source.page import Ok, Page
from hotline.flow.source.shape import LANGUAGE_NAME

LANGUAGE = re.compile(rf"{LANGUAGE_NAME}\Z")
_SHORT = 2  # letters of most languages' names
_NAME = re.compile(r"[^\W_][\w-]*\Z")
_OK = re.compile(r"([A-Z]\d\d)\s+(\S.*)\Z", re.DOTALL)


class Field(NamedTuple):
    """A value, the line its name stands on, and what it belongs to (for messages)."""

    line: int
    node: Node
    of: str

    @property
    def empty(self) -> bool:
        """Whether nothing is written after the colon."""
        return isinstance(self.node, Scalar) and not self.node.text


def block_of(page: Page, field: Field) -> Block | None:
    """A value that must have fields; nothing at all is a block without any."""
    if isinstance(field.node, Block):
        return field.node
    if field.empty:
        return Block(field.line, field.line, ())
    page.error(field.line, "F06", f"{field.of} needs fields below it (name: value)", _INDENTED)
    return None


_INDENTED = "write each field on its own line below, two spaces further in"


def fields_of(page: Page, field: Field, allowed: Collection[str]) -> dict[str, Field] | None:
    """The known fields of a block by name; None where something was wrong with their names."""
    block = block_of(page, field)
    if block is None:
        return None
    found: dict[str, Field] = {}
    for key, node in block.pairs:
        if key.text == "ok":
            acknowledge(page, field.line, block.last, node)
        elif key.text in allowed:
            found[key.text] = Field(key.line, node, f'"{key.text}" of {field.of}')
        else:
            unknown_field(page, key, field.of, allowed)
    wrong = len(found) + (block.get("ok") is not None) < len(block.pairs)
    return None if wrong else found


def unknown_field(page: Page, key: Scalar, of: str, allowed: Collection[str]) -> None:
    """Say that a field or heading is not known, and which was probably meant."""
    spoken = set(page.languages).intersection(allowed)
    short = len(key.text) == _SHORT  # `fr` is not a misspelt `en`
    near = nearest(key.text, [name for name in allowed if not (short and name in spoken)])
    if LANGUAGE.match(key.text) and spoken and not near:
        fix = f'add "{key.text}" to languages, or take its texts out'
        if any(fault.fix == fix for fault in page.faults):
            return  # once for a file is enough
    else:
        fix = f'did you mean "{near}"?' if near else among(sorted(allowed))
    page.error(key.line, "F05", f'"{key.text}" is not known in {of}', fix)


def acknowledge(page: Page, first: int, last: int, node: Node) -> None:
    """Note the findings that somebody has seen and explained."""
    for item in node.items if isinstance(node, Listing) else (node,):
        found = _OK.match(item.text) if isinstance(item, Scalar) else None
        if found:
            page.oks.append(Ok(page.at(item.line), first, last, found[1], found[2]))
        else:
            what = "ok needs the code of a finding, then the reason"
            page.error(item.line, "F06", what, "write it like this: ok: T04 it has to be long")


def named_blocks(page: Page, field: Field | None) -> list[tuple[str, Field]]:
    """Blocks with names, as below `menus:`; a name that cannot be one is a fault."""
    block = block_of(page, field) if field else None
    named = []
    for key, node in block.pairs if block else ():
        if _NAME.match(key.text):
            named.append((key.text, Field(key.line, node, f'"{key.text}"')))
        else:
            fix = "use letters, digits, _ and - only, beginning with a letter or digit"
            page.error(key.line, "F05", f'"{key.text}" cannot be a name', fix)
    return named


def scalar(page: Page, field: Field | None) -> Scalar | None:
    """A single value that must not be empty."""
    if field is None:
        return None
    if isinstance(field.node, Scalar) and field.node.text.strip():
        return field.node
    if field.empty:
        page.error(field.line, "F06", f"{field.of} is empty", "write its value after the colon")
    elif isinstance(field.node, Listing):
        page.error(field.line, "F06", f"{field.of} is a list, but one value is expected", _ONE)
    else:
        page.error(field.line, "F06", f"{field.of} has fields, but text is expected", _BRACES)
    return None


_ONE = "write one value, without brackets or dashes"
_BRACES = 'write text; if it begins with a brace {, put the whole text in quotes: "…"'


def plain(page: Page, field: Field | None, default: str = "") -> str:
    """A single value as text."""
    node = scalar(page, field)
    return node.text if node else default


def items(page: Page, field: Field | None) -> tuple[Field, ...]:
    """The items of a list; a single value or block counts as a list of one."""
    if field is None or field.empty:
        return ()
    if not isinstance(field.node, Listing):
        return (field,)
    return tuple(
        Field(item.line, item, f"item {at} of {field.of}")
        for at, item in enumerate(field.node.items, 1)
    )


def scalars(page: Page, field: Field | None) -> tuple[Scalar, ...]:
    """The items of a list of single values."""
    return tuple(node for item in items(page, field) if (node := scalar(page, item)))
