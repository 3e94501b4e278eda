"""The step `choose`: go the first way whose condition holds."""

from __future__ import annotations

from hotline.flow.document import Choose, When
from hotline.flow.source.conditions import SHAPE as WHEN
from hotline.flow.source.conditions import when
from hotline.flow.source.fields import Field, fields_of, items
from hotline.flow.source.links import place
from hotline.flow.source.page import Page
from hotline.flow.source.shape import TEXT, VALUE, Fields, block, listed
from hotline.flow.source.values import text

KIND = "choose"
_WAY: Fields = {"when": WHEN, "go": VALUE, "otherwise": VALUE}
FIELDS: Fields = {"choose": listed(block(_WAY)), "otherwise": VALUE, "title": TEXT}


def read(page: Page, name: str, line: int, found: dict[str, Field]) -> Choose | None:
    """One choice that is made for the contact. `otherwise` may be the last way or a field."""
    by = f'"{name}"'
    otherwise = place(page, found.get("otherwise"), by)
    cases: list[tuple[When, str]] = []
    for at, item in enumerate(items(page, found["choose"]), 1):
        way = fields_of(page, item, _WAY)
        if way is None:
            continue
        if "otherwise" in way:
            otherwise = place(page, way["otherwise"], by)
            continue
        case = _case(page, item, way, f"way {at} of {by}")
        cases += [case] if case else []
    title = text(page, found.get("title"))
    return Choose(page.full_name(name), page.at(line), tuple(cases), otherwise, title)


def _case(page: Page, item: Field, way: dict[str, Field], by: str) -> tuple[When, str] | None:
    condition = when(page, way.get("when"), by)
    go = place(page, way.get("go"), by)
    if "when" not in way or "go" not in way:
        fix = "write it like this: {when: {channel: phone}, go: talk}"
        page.error(item.line, "F06", f'{by} needs "when" and "go"', fix)
    return (condition, go) if condition and go else None
