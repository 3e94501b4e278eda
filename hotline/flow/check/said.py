"""Every text of a book with what it belongs to, so that rules need not know where texts are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hotline.flow.check.naming import short
from hotline.flow.document import Book, Card, CheckInStep, Menu, Place, Text, Where


class Said(NamedTuple):
    """A text, what it is, and whether it is spoken on the phone as it stands."""

    text: Text
    of: str
    spoken: bool


def all_texts(book: Book) -> Iterator[Said]:
    """The texts of all places, in the order of the files."""
    for place in book.places.values():
        yield from _texts(place)


def card_texts(card: Card) -> Iterator[Said]:
    """All the texts of a card."""
    return _texts(card)


def _texts(place: Place) -> Iterator[Said]:
    name = f'"{short(place.name)}"'
    if place.title:
        yield Said(place.title, f"the title of {name}", spoken=True)
    if isinstance(place, Menu):
        for kind, text in (("hello", place.hello), ("ask", place.ask)):
            if text:
                yield Said(text, f'"{kind}" of {name}', spoken=True)
        for at, option in enumerate(place.options, 1):
            yield Said(option.label, f"option {at} of {name}", spoken=True)
    elif isinstance(place, CheckInStep):
        yield Said(place.consent, f"the consent of {name}", spoken=True)
    elif isinstance(place, Card):
        yield Said(place.text, f"the text of {name}", spoken=place.say is None)
        for kind, text, spoken in (
            ("say", place.say, True),
            ("more", place.more, place.more_say is None),
            ("more_say", place.more_say, True),
            ("plain", place.plain, False),
        ):
            if text:
                yield Said(text, f'"{kind}" of {name}', spoken=spoken)
        for follow in place.follow:
            yield Said(follow.text, f'"follow" of {name}', spoken=False)


def line_of(text: Text, language: str) -> Where:
    """The line of a text in one language, or where the text begins."""
    return text.where._replace(line=text.lines.get(language, text.where.line))
