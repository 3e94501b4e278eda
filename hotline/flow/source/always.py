"""`always:` words understood at any point."""

from __future__ import annotations

from hotline.flow.document import Always, Words
from hotline.flow.source.fields import Field, fields_of, items, plain
from hotline.flow.source.links import place
from hotline.flow.source.page import Page
from hotline.flow.source.shape import KEY, VALUE, WORDS, YES_NO, Fields, block, listed
from hotline.flow.source.values import one_of, words_of, yes_no

_EMERGENCY = ("yes", "maybe", "no")
_FIELDS: Fields = {
    "words": WORDS,
    "alone": WORDS,
    "go": VALUE,
    "key": KEY,
    "emergency": {"enum": [*_EMERGENCY, True, False]},
    "asks_if_past": YES_NO,
}
SHAPE = listed(block(_FIELDS))


def always(page: Page, field: Field | None) -> tuple[Always, ...]:
    """All the entries, in their order."""
    listed = enumerate(items(page, field), 1)
    entries = [_entry(page, item, f'entry {at} of "always"') for at, item in listed]
    return tuple(entry for entry in entries if entry)


def _entry(page: Page, field: Field, by: str) -> Always | None:
    found = fields_of(page, field._replace(of=by), _FIELDS)
    if found is None:
        return None
    emergency = one_of(page, found.get("emergency"), _EMERGENCY, "no")
    said = words_of(page, found, any_language=emergency != "no")
    if said is None and not found.keys() & {"key", "words", "alone"}:
        fix = "add a line: words: {en: [one, another]}"
        page.error(field.line, "F06", f'{by} has neither "words" nor "key"', fix)
    return Always(
        page.at(field.line),
        said or Words(page.at(field.line), {}),
        place(page, found.get("go"), by),
        key=plain(page, found.get("key")),
        emergency="yes" if emergency == "yes" else "maybe" if emergency == "maybe" else "",
        asks_if_past=yes_no(page, found.get("asks_if_past")),
    )
