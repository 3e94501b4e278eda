"""Rules on places that are offered."""

from __future__ import annotations

from collections.abc import Iterator

from hotline.flow.check.naming import short
from hotline.flow.document import Book, Card
from hotline.flow.fault import Fault


def offers_without_name(book: Book) -> Iterator[Fault]:
    """M10: a card offers a place that nothing gives a name people could read."""
    cards = (place for place in book.places.values() if isinstance(place, Card))
    for card in cards:
        for name in card.offer:
            if name in book.places and not book.title_of(name, book.languages[0]):
                what = f'"{short(card.name)}" offers "{short(name)}", which has no name to show'
                fix = f'add a title to "{short(name)}", or an option of a menu that leads there'
                yield Fault(card.where, "error", "M10", what, fix)
