"""`when:` a condition from the closed list."""

from __future__ import annotations

import re
from datetime import date

from hotline.flow.document import When
from hotline.flow.source.fields import Field, block_of, plain
from hotline.flow.source.links import hours, rotation
from hotline.flow.source.near import among, nearest
from hotline.flow.source.page import Page
from hotline.flow.source.shape import VALUE, Fields, Shape, choice
from hotline.flow.source.values import one_of

_CHANNELS = ("text", "phone")
_HAS = ("someone", "nobody")
_DATES = r"(\d{4}-\d\d-\d\d)\s*\.\.\s*(\d{4}-\d\d-\d\d)"
FIELDS: Fields = {
    "hours": VALUE,
    "not_hours": VALUE,
    "channel": choice(_CHANNELS),
    "language": VALUE,
    "rotation": VALUE,
    "has": choice(_HAS),
    "date": {"type": "string", "pattern": f"^{_DATES}$"},
}
SHAPE: Shape = {"$ref": "#/$defs/when"}


def when(page: Page, field: Field | None, by: str) -> When | None:
    """A condition, or none."""
    if field is None:
        return None
    found = _fields(page, field)
    if not found:
        if not page.faults:
            page.error(field.line, "S09", f'"when" of {by} is empty', among(FIELDS))
        return None
    _pair(page, found, by)
    channel = one_of(page, found.get("channel"), _CHANNELS, "")
    has = one_of(page, found.get("has"), _HAS, "")
    return When(
        page.at(field.line),
        hours=hours(page, found.get("hours"), f'"when" of {by}'),
        not_hours=hours(page, found.get("not_hours"), f'"when" of {by}'),
        channel="text" if channel == "text" else "phone" if channel else "",
        language=one_of(page, found.get("language"), page.languages, ""),
        rotation=rotation(page, found.get("rotation"), f'"when" of {by}'),
        has="someone" if has == "someone" else "nobody" if has else "",
        dates=_dates(page, found.get("date")),
    )


def _fields(page: Page, field: Field) -> dict[str, Field]:
    block = block_of(page, field)
    found = {}
    for key, node in block.pairs if block else ():
        if key.text in FIELDS:
            found[key.text] = Field(key.line, node, f'"{key.text}" of {field.of}')
            continue
        near = nearest(key.text, FIELDS)
        fix = f'did you mean "{near}"?' if near else among(FIELDS)
        page.error(key.line, "S09", f'"{key.text}" is not a condition that can be used', fix)
    return found


def _pair(page: Page, found: dict[str, Field], by: str) -> None:
    """`rotation` and `has` only say something together."""
    if ("rotation" in found) != ("has" in found):
        line = (found.get("rotation") or found["has"]).line
        what = f'"when" of {by} needs both "rotation" and "has"'
        page.error(line, "S09", what, "write both: {rotation: peers, has: nobody}")


def _dates(page: Page, field: Field | None) -> tuple[str, str] | None:
    written = plain(page, field)
    if field is None or not written:
        return None
    found = re.fullmatch(_DATES, written)
    if found and _is_date(found[1]) and _is_date(found[2]) and found[1] <= found[2]:
        return found[1], found[2]
    fix = "write the first and last day like this: 2026-12-24..2026-12-26"
    page.error(field.line, "S09", f'"{written}" is not a range of days', fix)
    return None


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
