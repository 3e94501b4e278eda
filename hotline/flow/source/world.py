"""`rotations:` and `lines:` the groups of peers, and what each public number starts with."""

from __future__ import annotations

import re

from hotline.flow.document import Line, Rotation
from hotline.flow.source.fields import Field, block_of, fields_of, named_blocks, plain, scalars
from hotline.flow.source.links import place, rotation
from hotline.flow.source.nodes import Listing, Scalar
from hotline.flow.source.page import Page
from hotline.flow.source.shape import VALUE, VALUES, YES_NO, Fields, Shape, block, choice, named
from hotline.flow.source.values import one_of, yes_no
from hotline.flow.steps.hand_off import WAYS

_TEXTS = ("first", "group")  # who takes a text first has it; or all who are on see it
_ROTATION: Fields = {
    "way": choice(WAYS),
    "texts": choice(_TEXTS),
    "zone": VALUE,
    "languages": VALUES,
    "shift_pin": YES_NO,
}
_MODES = ("menu", "direct")
_LINE: Fields = {"start": VALUE, "languages": VALUES, "mode": choice(_MODES), "rotation": VALUE}
ROTATIONS: Shape = {"anyOf": [VALUES, named(block(_ROTATION))]}
LINES = named(block(_LINE))
_E164 = re.compile(r"\+[1-9]\d{6,14}\Z")


def rotations(page: Page, field: Field | None) -> dict[str, Rotation]:
    """All rotations: a list of names, or names with fields."""
    if field is None:
        return {}
    if isinstance(field.node, Listing):
        names = [(node.text, node.line) for node in scalars(page, field)]
        return {name: Rotation(name, page.at(line)) for name, line in names}
    read = [_rotation(page, name, block) for name, block in named_blocks(page, field)]
    return {rotation.name: rotation for rotation in read if rotation}


def _rotation(page: Page, name: str, field: Field) -> Rotation | None:
    found = fields_of(page, field, _ROTATION)
    if found is None:
        return None
    return Rotation(
        name,
        page.at(field.line),
        way=one_of(page, found.get("way"), WAYS, ""),
        texts="group" if one_of(page, found.get("texts"), _TEXTS, "first") == "group" else "",
        zone=plain(page, found.get("zone")),
        languages=languages(page, found.get("languages")),
        shift_pin=yes_no(page, found.get("shift_pin")),
    )


def lines(page: Page, field: Field | None) -> tuple[Line, ...]:
    """All public numbers that start with something of their own."""
    block = block_of(page, field) if field else None
    pairs = block.pairs if block else ()
    read = [_line(page, key, Field(key.line, node, "this line")) for key, node in pairs]
    return tuple(line for line in read if line)


def _line(page: Page, key: Scalar, field: Field) -> Line | None:
    found = fields_of(page, field, _LINE)
    number = re.sub(r"[\s().-]", "", key.text)
    if not _E164.match(number):
        fix = "write it with + and its country code, such as: +1 555 555 0100"
        page.error(key.line, "F06", "this is not a telephone number", fix)
        return None
    if found is None:
        return None
    direct = one_of(page, found.get("mode"), _MODES, "menu") == "direct"
    return Line(
        page.at(key.line),
        number,
        place(page, found.get("start"), "a line"),
        languages(page, found.get("languages")),
        "direct" if direct else "menu",
        rotation(page, found.get("rotation"), "a line"),
    )


def languages(page: Page, field: Field | None) -> tuple[str, ...]:
    """Some of the flow's languages."""
    nodes = scalars(page, field)
    return tuple(
        one_of(page, Field(node.line, node, "a language"), page.languages, node.text)
        for node in nodes
    )
