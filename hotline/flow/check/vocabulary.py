"""Every word and phrase of a book, with where it leads and where it counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hotline.domain.peer_commands import COMMANDS as PEERS
from hotline.flow.check.naming import short
from hotline.flow.document import Book, Card, CheckInStep, Menu, Option, Where, Words
from hotline.flow.phrases import TAUGHT
from hotline.flow.words import normalised_word

COMMANDS = (*TAUGHT, "thanks")


class Known(NamedTuple):
    """One phrase. `menu` is the only menu it counts in, empty where it counts everywhere."""

    phrase: str
    written: str
    where: Where
    language: str
    leads: str
    by: str
    menu: str = ""
    emergency: bool = False
    is_label: bool = False
    is_command: bool = False
    alone: bool = False


def vocabulary(book: Book) -> tuple[Known, ...]:
    """All of it."""
    return (*_everywhere(book), *_commands(book), *_menus(book))


def peers_commands(book: Book) -> Iterator[Known]:
    """What those who answer write to us, which leads nobody else anywhere."""
    for row in PEERS:
        name = f"peer_{row.name}"
        for known in _listed(book.words.get(name), f"!{name}", f'a peer\'s word for "{row.name}"'):
            yield known._replace(is_command=True)


def _everywhere(book: Book) -> Iterator[Known]:
    for at, entry in enumerate(book.always, 1):
        by = f'entry {at} of "always"'
        emergency = bool(entry.emergency)
        for known in _listed(entry.words, entry.go, by):
            yield known._replace(emergency=emergency)
    for place in book.places.values():
        if isinstance(place, Card | CheckInStep):
            yield from _listed(place.words, place.name, f'"{short(place.name)}"')


def _commands(book: Book) -> Iterator[Known]:
    person = next((entry.go for entry in book.always if entry.key == "0"), "!person")
    for name in COMMANDS:
        leads = person if name == "person" else f"!{name}"
        for known in _listed(book.words.get(name), leads, f'the line\'s word for "{name}"'):
            language = f" {known.language}" if name == "language" else ""
            yield known._replace(leads=leads + language, is_command=True)


def _menus(book: Book) -> Iterator[Known]:
    for menu in (place for place in book.places.values() if isinstance(place, Menu)):
        for at, option in enumerate(menu.options, 1):
            by = f'option {at} of "{short(menu.name)}"'
            for known in (*_label(option, by), *_listed(option.words, option.go, by)):
                yield known._replace(menu=menu.name)


def _label(option: Option, by: str) -> Iterator[Known]:
    for language, label in option.label.said.items():
        where = option.where._replace(line=option.label.lines.get(language, option.where.line))
        phrase = normalised_word(label)
        if phrase:
            yield Known(phrase, label, where, language, option.go, by, is_label=True)


def _listed(words: Words | None, leads: str, by: str) -> Iterator[Known]:
    for language, listed in (words.by_language if words else {}).items():
        for word in listed:
            phrase = normalised_word(word.text)
            where = words.where._replace(line=word.line) if words else Where("", 0)
            if phrase:
                yield Known(phrase, word.text, where, language, leads, by, alone=word.alone)
