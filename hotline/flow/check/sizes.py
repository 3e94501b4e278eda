"""Rules on what a message costs, counted as it is sent: greeting, question and options together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hotline.domain.phone import Phone
from hotline.flow.check.naming import short
from hotline.flow.check.said import line_of
from hotline.flow.document import Book, Card, Menu, Text, Where
from hotline.flow.fault import Fault
from hotline.flow.phrases import LONGEST, WRITTEN
from hotline.flow.text import PartSize, cheapest, odd_letters, part_size, parts

_TO_PEERS = "to_peer."


class Message(NamedTuple):
    """One message as it would be sent."""

    where: Where
    of: str
    language: str
    text: str
    one_part: bool = False  # an answer to one of us, who may pay for each part


def too_many_parts(book: Book) -> Iterator[Fault]:
    """T04: a message longer than a flow allows."""
    size = _smallest(book)
    for message in _messages(book):
        count = parts(message.text, size)
        most = 1 if message.one_part else book.settings.max_parts
        if count.parts > most:
            what = (
                f"{message.of} is {count.parts} parts long in {message.language}"
                f" ({count.units} letters); meant to be enough: {most}"
            )
            fix = "shorten it; of a card, move the rest to more:"
            yield Fault(message.where, "warning", "T04", what, fix)


def costly_letters(book: Book) -> Iterator[Fault]:
    """T05: a few letters that make the whole message more parts."""
    size = _smallest(book)
    for message in _messages(book):
        odd = odd_letters(message.text)
        if not odd:
            continue
        bare = "".join("-" if letter in odd else letter for letter in message.text)
        with_them, without = parts(message.text, size).parts, parts(bare, size).parts
        if without < with_them:
            shown = " ".join(f"{letter} (U+{ord(letter):04X})" for letter in odd[:6])
            what = (
                f"{message.of} is {with_them} parts in {message.language},"
                f" but {without} without: {shown}"
            )
            fix = "use plain letters, straight quotes and no emoji"
            yield Fault(message.where, "note", "T05", what, fix)


def parts_of(book: Book, card: Card, language: str) -> tuple[int, ...]:
    """The parts of each message a card is sent as: its text with its choices, `more`, `plain`, and
    what follows later; those that are written in this language."""
    drop, size = book.settings.drop_accents, _smallest(book)
    texts = (message.text for message in _card(book, card, language))
    return tuple(parts(cheapest(text, size, drop_accents=drop), size).parts for text in texts)


def _smallest(book: Book) -> PartSize:
    """The smallest parts that any of our numbers has."""
    sizes = [part_size(Phone(line.number)) for line in book.lines] or [PartSize()]
    return min(sizes)


def _messages(book: Book) -> Iterator[Message]:
    drop, size = book.settings.drop_accents, _smallest(book)
    for message in _composed(book):
        yield message._replace(text=cheapest(message.text, size, drop_accents=drop))


def _composed(book: Book) -> Iterator[Message]:
    for place in book.places.values():
        for language in book.languages:
            if isinstance(place, Menu):
                yield _menu(place, language)
            elif isinstance(place, Card):
                yield from _card(book, place, language)
    for name, phrase in book.phrases.items():
        for language in book.languages:
            if name in WRITTEN and language in phrase.said:
                text = _filled(phrase.said[language])
                of, peers = f'the sentence "{name}"', name.startswith(_TO_PEERS)
                yield Message(line_of(phrase, language), of, language, text, one_part=peers)


def _menu(menu: Menu, language: str) -> Message:
    said = [text.in_language(language) for text in (menu.hello, menu.ask) if text]
    said += [
        f"{option.key or at} {option.label.in_language(language)}"
        for at, option in enumerate(menu.options, 1)
    ]
    return Message(menu.where, f'the menu "{short(menu.name)}"', language, "\n".join(said))


def _card(book: Book, card: Card, language: str) -> Iterator[Message]:
    offers = [f"{at} {book.title_of(name, language)}" for at, name in enumerate(card.offer, 1)]
    of = f'the card "{short(card.name)}"'
    if language in card.text.said:
        text = "\n".join([card.text.said[language], *offers])
        yield Message(line_of(card.text, language), of, language, text)
    others: list[Text | None] = [card.more, card.plain, *(f.text for f in card.follow)]
    for kind, extra in zip(["more", "plain", *["follow"] * len(card.follow)], others, strict=True):
        if extra and language in extra.said:
            yield Message(
                line_of(extra, language), f'"{kind}" of {of}', language, extra.said[language]
            )


def _filled(sentence: str) -> str:
    for filler, longest in LONGEST.items():
        sentence = sentence.replace(f"{{{filler}}}", longest)
    return sentence
