"""`flows/phrases/*.yaml`: the line's own sentences and words, by name and language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from hotline.flow.document import Text, Words
from hotline.flow.phrases import PHRASES, WORDS
from hotline.flow.source.fields import Field, block_of, fields_of
from hotline.flow.source.nodes import Node
from hotline.flow.source.page import Page
from hotline.flow.source.values import text, words

# These choose a language, so they may name only those the line speaks.
_CHOOSING = ("language", "known_by")


@dataclass(frozen=True, slots=True)
class Sayings:
    """All sentences and words that were found."""

    phrases: dict[str, Text] = field(default_factory=dict)
    words: dict[str, Words] = field(default_factory=dict)


def read_sayings(page: Page, root: Node, sayings: Sayings) -> None:
    """Add what one file holds."""
    found = fields_of(page, Field(1, root, "a phrases file"), ("phrases", "words"))
    if found is None:
        return
    for name, inner in _named(page, found.get("phrases"), PHRASES, sayings.phrases):
        sentence = text(page, inner, any_language=True)
        if sentence:
            sayings.phrases[name] = sentence
    for name, inner in _named(page, found.get("words"), WORDS, sayings.words):
        listed = words(page, inner, any_language=True)
        if listed:
            sayings.words[name] = _spoken(page, listed) if name in _CHOOSING else listed


def _named(
    page: Page, group: Field | None, known: Iterable[str], have: dict[str, Text] | dict[str, Words]
) -> list[tuple[str, Field]]:
    """The entries below `phrases:` or `words:` that are known and new."""
    allowed = tuple(known)
    found = fields_of(page, group, allowed) if group else None
    entries = []
    for name, inner in (found or {}).items():
        if name in have:
            where = have[name].where
            what = f'"{name}" is already written in {where.file}, line {where.line}'
            page.error(inner.line, "F08", what, "keep one of the two")
        elif block_of(page, inner):
            entries.append((name, inner))
    return entries


def _spoken(page: Page, listed: Words) -> Words:
    kept = {x: ws for x, ws in listed.by_language.items() if x in page.languages}
    return Words(listed.where, kept)
