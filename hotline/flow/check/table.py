"""All cards as rows: what each costs to send, to hear and to read, in each language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hotline.flow.check.menus import LONGEST_SPOKEN
from hotline.flow.check.reading_grade import HARDEST, hardest
from hotline.flow.check.sizes import parts_of
from hotline.flow.document import Book, Card
from hotline.flow.speech import seconds, speakable


@dataclass(frozen=True, slots=True)
class Row:
    """A card in one language. `parts` are those of each message it is sent as, `seconds` those of
    its pages as spoken: its text, then `more`."""

    card: Card
    language: str
    parts: tuple[int, ...]
    seconds: tuple[float, ...]
    grade: float | None
    over: tuple[str, ...]


def rows(book: Book) -> Iterator[Row]:
    """Every card in every language it is written in, in the order of the files."""
    cards = (place for place in book.places.values() if isinstance(place, Card))
    for card in cards:
        for language in (one for one in book.languages if one in card.text.said):
            yield _row(book, card, language)


def _row(book: Book, card: Card, language: str) -> Row:
    sent = parts_of(book, card, language)
    spoken = tuple(seconds(speakable(text)) for text in _pages(card, language))
    years = hardest(card, language)
    limits = (
        ("parts", max(sent) > book.settings.max_parts),
        ("seconds", max(spoken) > LONGEST_SPOKEN),
        ("grade", years is not None and round(years) > HARDEST),
    )
    over = tuple(name for name, exceeded in limits if exceeded)
    return Row(card, language, sent, spoken, years, over)


def _pages(card: Card, language: str) -> Iterator[str]:
    for text in (card.say or card.text, card.more_say or card.more):
        if text:
            yield text.in_language(language)
