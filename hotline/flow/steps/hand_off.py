"""The step `hand_off`: bring in a person of a rotation."""

from __future__ import annotations

from hotline.flow.document import HandOff
from hotline.flow.source.fields import Field, fields_of
from hotline.flow.source.links import hours, place, rotation
from hotline.flow.source.page import Page
from hotline.flow.source.shape import DURATION_WORDS, TEXT, VALUE, Fields, block, choice
from hotline.flow.source.values import one_of, seconds, text

KIND = "hand_off"
WAYS = ("all at once", "one by one", "waves")
_HOW: Fields = {"to": VALUE, "ring": DURATION_WORDS, "way": choice(WAYS)}
FIELDS: Fields = {"hand_off": block(_HOW), "open": VALUE, "otherwise": VALUE, "title": TEXT}


def read(page: Page, name: str, line: int, found: dict[str, Field]) -> HandOff | None:
    """One hand-off."""
    inner = fields_of(page, found["hand_off"], _HOW)
    if inner is None:
        return None
    by = f'"{name}"'
    return HandOff(
        page.full_name(name),
        page.at(line),
        to=rotation(page, inner.get("to"), by),
        otherwise=place(page, found.get("otherwise"), by),
        ring=seconds(page, inner.get("ring"), 18),
        way=one_of(page, inner.get("way"), WAYS, WAYS[0]),
        open=hours(page, found.get("open"), by),
        title=text(page, found.get("title")),
    )
