"""The step `check_in`: ask somebody later whether all is well, and tell people if they are silent.

When they are asked, and when people are told, is the same on every line (`domain/checkin/times`).
"""

from __future__ import annotations

from hotline.domain.checkin.plan import in_bounds
from hotline.flow.document import CheckInStep
from hotline.flow.source.fields import Field, fields_of, items
from hotline.flow.source.links import place, rotation
from hotline.flow.source.page import Page
from hotline.flow.source.shape import (
    DURATION_WORDS,
    TEXT,
    VALUE,
    WORDS,
    YES_NO,
    Fields,
    block,
    listed,
)
from hotline.flow.source.values import one_of, seconds, text, words_of

KIND = "check_in"
_HOW: Fields = {
    "after": listed(DURATION_WORDS),
    "consent": TEXT,
    "alarm": VALUE,
    "offered": YES_NO,
}
FIELDS: Fields = {
    "check_in": block(_HOW),
    "otherwise": VALUE,
    "words": WORDS,
    "alone": WORDS,
    "title": TEXT,
}
_USUAL = (1200, 1800, 3600)  # seconds
_MOST = 5  # lengths that one text has room for
_MISSING = {
    "alarm": "say who is told when nobody answers: alarm: peers",
    "consent": "say what somebody agrees to: consent: {en: If you do not answer, …}",
}


def read(page: Page, name: str, line: int, found: dict[str, Field]) -> CheckInStep | None:
    """One check-in. Nobody may find out at the alarm that it was told to nobody."""
    inner = fields_of(page, found["check_in"], _HOW)
    if inner is None:
        return None
    by, consent = f'"{name}"', text(page, inner.get("consent"))
    for field in (field for field in _MISSING if field not in inner):
        what = f'check-in "{name}" has no {field}'
        page.error(found["check_in"].line, "S04", what, _MISSING[field])
    if "otherwise" not in found:
        fix = "add a line: otherwise: and a card that says what there is instead"
        page.error(line, "S04", f'check-in "{name}" leads nowhere while nobody is on', fix)
    if consent is None:
        return None
    return CheckInStep(
        page.full_name(name),
        page.at(line),
        alarm=rotation(page, inner.get("alarm"), by),
        otherwise=place(page, found.get("otherwise"), by),
        consent=consent,
        after=_lengths(page, name, inner.get("after")),
        offered=one_of(page, inner.get("offered"), ("yes", "no"), "yes") == "yes",
        words=words_of(page, found),
        title=text(page, found.get("title")),
    )


def _lengths(page: Page, name: str, field: Field | None) -> tuple[int, ...]:
    if field is None:
        return _USUAL
    lengths = [seconds(page, item, 0) for item in items(page, field)]
    if not all(in_bounds(length) for length in lengths) or len(lengths) > _MOST:
        what = f'the lengths of check-in "{name}" cannot be offered'
        page.error(field.line, "S04", what, f"write 1 to {_MOST} of 1 minute to 3 hours")
    return tuple(lengths)
