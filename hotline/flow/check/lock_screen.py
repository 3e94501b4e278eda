"""A rule on locked screens: whoever holds the phone reads the first words of every text."""

from __future__ import annotations

from collections.abc import Iterator

from hotline.flow.check.naming import short
from hotline.flow.check.said import line_of
from hotline.flow.check.topics import TELLING
from hotline.flow.check.urgent import urgent
from hotline.flow.document import Book, Card, Menu, Place, Text
from hotline.flow.fault import Fault

SHOWN = 40  # letters


def telling_beginnings(book: Book) -> Iterator[Fault]:
    """C04: a text whose first letters tell what it is about. What a cry leads to is spared: there
    the first words must help. So is what MORE brings: whoever asks for it holds the phone."""
    spared = urgent(book)
    for place in (place for place in book.places.values() if place.name not in spared):
        for of, text in _sent(place):
            for language, sentence in text.said.items():
                found = TELLING.search(sentence[:SHOWN])
                if found:
                    what = f'{of} of "{short(place.name)}" shows "{found[0]}" on a locked screen'
                    fix = 'begin with harmless words, such as: "Here is what you asked for"'
                    yield Fault(line_of(text, language), "warning", "C04", what, fix)


def _sent(place: Place) -> Iterator[tuple[str, Text]]:
    """The texts of a place that a message can begin with."""
    if isinstance(place, Card):
        yield "the text", place.text
        yield from (('"plain"', text) for text in (place.plain,) if text)
        yield from (('"follow"', follow.text) for follow in place.follow)
    elif isinstance(place, Menu):
        yield from (("the beginning", text) for text in (place.hello or place.ask,) if text)
