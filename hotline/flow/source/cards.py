"""`cards:` short texts to give."""

from __future__ import annotations

from hotline.flow.document import Card, Follow, Text
from hotline.flow.source.conditions import SHAPE as WHEN
from hotline.flow.source.conditions import when
from hotline.flow.source.fields import Field, fields_of, items, plain
from hotline.flow.source.links import place, places
from hotline.flow.source.page import Page
from hotline.flow.source.shape import (
    DATE,
    DURATION_WORDS,
    TEXT,
    VALUE,
    VALUES,
    WORDS,
    YES_NO,
    Fields,
    block,
    listed,
)
from hotline.flow.source.values import seconds, text, words_of, yes_no

_TEXTS = ("text", "say", "more", "more_say", "plain", "title")
FACTS: Fields = {
    "source": VALUE,
    "source_year": VALUE,
    "confidence": VALUE,
    "checked_by": VALUE,
    "checked_on": DATE,
    "reviewed": DATE,
    "stale_after": DATE,
    "region": VALUE,
    "police_policy": VALUE,
}
_FOLLOW: Fields = {"after": DURATION_WORDS, "text": TEXT, "when": WHEN}
_CARD: Fields = {
    **dict.fromkeys(_TEXTS, TEXT),
    "words": WORDS,
    "alone": WORDS,
    "follow": listed(block(_FOLLOW)),
    "offer": VALUES,
    "next": VALUE,
    "text_me": YES_NO,
    "calls_off": YES_NO,
    **FACTS,
}
SHAPE = block(_CARD)


def card(page: Page, name: str, field: Field) -> Card | None:
    """One card."""
    found = fields_of(page, field, _CARD)
    if found is None:
        return None
    by = f'"{name}"'
    texts = {kind: text(page, found.get(kind)) for kind in _TEXTS}
    return Card(
        page.full_name(name),
        page.at(field.line),
        texts["text"] or Text(page.at(field.line), {}, {}),
        words=words_of(page, found),
        say=texts["say"],
        more=texts["more"],
        more_say=texts["more_say"],
        plain=texts["plain"],
        follow=_follows(page, found.get("follow"), by),
        offer=places(page, found.get("offer"), by),
        next=place(page, found.get("next"), by),
        title=texts["title"],
        text_me=yes_no(page, found.get("text_me")),
        calls_off=yes_no(page, found.get("calls_off")),
        facts={fact: plain(page, found[fact]) for fact in FACTS if fact in found},
        fact_lines={fact: found[fact].line for fact in FACTS if fact in found},
    )


def _follows(page: Page, field: Field | None, by: str) -> tuple[Follow, ...]:
    return tuple(
        follow for item in items(page, field) if (follow := _follow(page, item, f"follow of {by}"))
    )


def _follow(page: Page, field: Field, by: str) -> Follow | None:
    found = fields_of(page, field, _FOLLOW)
    if found is None:
        return None
    missing = [name for name in ("after", "text") if name not in found]
    if missing:
        fix = "write it like this: {after: 20 seconds, text: {en: …}}"
        page.error(field.line, "F06", f'{by} needs "{missing[0]}"', fix)
    said = text(page, found.get("text"))
    after = seconds(page, found.get("after"), 0)
    condition = when(page, found.get("when"), by)
    return Follow(page.at(field.line), after, said, condition) if said else None
