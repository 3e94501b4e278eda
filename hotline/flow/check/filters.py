"""A rule on what carriers let through."""

from __future__ import annotations

from collections.abc import Iterator

from hotline.flow.check.naming import short
from hotline.flow.check.said import line_of
from hotline.flow.check.topics import BLOCKED
from hotline.flow.document import Book, Card, Text
from hotline.flow.fault import Fault


def blocked_words(book: Book) -> Iterator[Fault]:
    """C02: a card with words that carriers block, and no second wording without them."""
    for card in (place for place in book.places.values() if isinstance(place, Card)):
        found = _found(card.text)
        if found and (card.plain is None or _found(card.plain)):
            words = sorted({word.casefold() for listed in found.values() for word in listed})
            what = f'carriers may block "{short(card.name)}" for: {", ".join(words)}'
            fix = (
                "add plain: with the same help in words they let through, sent if they do block it"
            )
            yield Fault(line_of(card.text, next(iter(found))), "note", "C02", what, fix)


def _found(text: Text) -> dict[str, list[str]]:
    """By language."""
    found = {language: BLOCKED.findall(sentence) for language, sentence in text.said.items()}
    return {language: words for language, words in found.items() if words}
