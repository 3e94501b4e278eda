"""All the words a book understands, prepared once, so that reading a text is a few look-ups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from hotline.flow.document import Always, Book, Menu, Words
from hotline.flow.words import normalised_word


class Go(NamedTuple):
    """The contact wants this place."""

    place: str


class Command(NamedTuple):
    """The contact wants what every line can do: `menu`, `back`, `privacy`, …"""

    name: str


class Speak(NamedTuple):
    """The contact wants this language."""

    language: str


Target = Go | Command | Speak


class Entry(NamedTuple):
    """One phrase that is understood: its words, where it leads, in which language it is."""

    phrase: str
    words: tuple[str, ...]
    target: Target
    language: str


# What each command word does when a text is only nearly it. What is guessed may only give:
# clear and forget take something away, so a near miss is asked back (decision 23).
COMMANDS = ("menu", "back", "again", "more", "privacy", "clear", "forget", "thanks")
TAKING = frozenset({"clear", "forget"})


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one book."""

    emergency: tuple[Entry, ...]
    maybe: tuple[Entry, ...]
    everywhere: tuple[Entry, ...]
    commands: tuple[Entry, ...]
    stop: tuple[tuple[str, ...], ...]
    negations: tuple[tuple[str, ...], ...]
    asking: tuple[tuple[str, ...], ...]
    no: frozenset[str]
    numbers: dict[str, str]
    marks: dict[str, frozenset[str]]
    menus: dict[str, tuple[Entry, ...]] = field(default_factory=dict)

    def marked_language(self, words: list[str], now: str) -> str:
        """The language these words are marked by, or `now` when none is marked more."""
        found = {language: sum(w in marks for w in words) for language, marks in self.marks.items()}
        best = max(found, key=lambda language: found[language], default=now)
        return best if found.get(best, 0) > found.get(now, 0) else now


def lexicon_of(book: Book) -> Lexicon:
    """Prepare the words of a book."""
    named = book.words
    return Lexicon(
        emergency=tuple(_always(book, "yes")),
        maybe=tuple(_always(book, "maybe")),
        everywhere=(*_always(book, ""), *_cards(book), *_persons(book)),
        commands=(*_commands(book), *_languages(book)),
        stop=_phrases(named.get("stop_writing")),
        negations=_phrases(named.get("negations")),
        asking=_phrases(named.get("asking_what")),
        no=frozenset(" ".join(phrase) for phrase in _phrases(named.get("no"))),
        numbers=_numbers(named.get("numbers")),
        marks=_marks(named.get("known_by")),
        menus={name: tuple(_menu(p)) for name, p in book.places.items() if isinstance(p, Menu)},
    )


def entries(words: Words | None, target: Target) -> Iterator[Entry]:
    """An entry for each word a coordinator wrote."""
    if words is None:
        return
    for language, listed in words.by_language.items():
        for word in listed:
            phrase = normalised_word(word.text)
            if phrase:
                yield Entry(phrase, tuple(phrase.split()), target, language)


def person_place(book: Book) -> str:
    """Where 0 leads: the entry with key 0, or nowhere."""
    return next((entry.go for entry in book.always if entry.key == "0"), "")


def _always(book: Book, emergency: str) -> Iterator[Entry]:
    said: Iterable[Always] = (a for a in book.always if a.emergency == emergency)
    for always in said:
        yield from entries(always.words, Go(always.go))


def _cards(book: Book) -> Iterator[Entry]:
    for flow in book.flows.values():
        for card in flow.cards.values():
            yield from entries(card.words, Go(card.name))


def _persons(book: Book) -> Iterator[Entry]:
    place = person_place(book)
    target: Target = Go(place) if place else Command("person")
    yield from entries(book.words.get("person"), target)


def _menu(menu: Menu) -> Iterator[Entry]:
    for option in menu.options:
        for language, label in option.label.said.items():
            phrase = normalised_word(label)
            if phrase:
                yield Entry(phrase, tuple(phrase.split()), Go(option.go), language)
        yield from entries(option.words, Go(option.go))


def _commands(book: Book) -> Iterator[Entry]:
    for name in COMMANDS:
        yield from entries(book.words.get(name), Command(name))


def _languages(book: Book) -> Iterator[Entry]:
    named = book.words.get("language")
    for language, listed in (named.by_language if named else {}).items():
        for word in listed:
            phrase = normalised_word(word.text)
            yield Entry(phrase, tuple(phrase.split()), Speak(language), language)


def _phrases(words: Words | None) -> tuple[tuple[str, ...], ...]:
    return tuple(entry.words for entry in entries(words, Command("")))


def _numbers(words: Words | None) -> dict[str, str]:
    """Number words: the first one listed is 0, the next 1, and so on."""
    listed = words.by_language.values() if words else ()
    return {normalised_word(w.text): str(n) for one in listed for n, w in enumerate(one)}


def _marks(words: Words | None) -> dict[str, frozenset[str]]:
    listed = words.by_language.items() if words else ()
    return {language: frozenset(normalised_word(w.text) for w in ws) for language, ws in listed}
