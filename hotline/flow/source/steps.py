"""`steps:` things to do; each kind reads itself."""

from __future__ import annotations

from hotline.flow.document import Step
from hotline.flow.source.fields import Field, block_of, fields_of
from hotline.flow.source.near import among
from hotline.flow.source.nodes import Block
from hotline.flow.source.page import Page
from hotline.flow.source.shape import Shape, block
from hotline.flow.steps import KINDS

SHAPE: Shape = {"anyOf": [block(kind.fields, name) for name, kind in KINDS.items()]}
# Kinds that the format has and this version cannot do yet.
_LATER = ("callback",)


def step(page: Page, name: str, field: Field) -> Step | None:
    """One step."""
    block = block_of(page, field)
    if block is None:
        return None
    kinds = [key.text for key, _ in block.pairs if key.text in KINDS or key.text in _LATER]
    if not kinds:
        _nothing(page, name, field, block)
        return None
    if kinds[0] in _LATER:
        _not_yet(page, name, kinds[0], block)
        return None
    found = fields_of(page, field, KINDS[kinds[0]].fields)
    return KINDS[kinds[0]].read(page, name, field.line, found) if found else None


def _nothing(page: Page, name: str, field: Field, block: Block) -> None:
    known = {name for kind in KINDS.values() for name in kind.fields}
    strange = [key for key, _ in block.pairs if key.text not in known and key.text != "ok"]
    if strange:
        fields_of(page, field, sorted(known))
    else:
        page.error(
            field.line, "S03", f'step "{name}" does nothing', "add what it does; " + among(KINDS)
        )


def _not_yet(page: Page, name: str, kind: str, block: Block) -> None:
    line = next(key.line for key, _ in block.pairs if key.text == kind)
    what = f'"{name}" is a {kind}, which this version cannot do yet'
    fix = "take the step out, and what leads to it; or lead to a hand_off or a card instead"
    page.error(line, "F05", what, fix)
