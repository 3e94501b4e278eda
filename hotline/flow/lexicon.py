"""All the words a book understands, prepared once, so that reading a text is a few look-ups."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hotline.flow.document import Book, CheckInStep, Menu, Words
from hotline.flow.index import Command, Entry, Go, Index, Speak, Target, index
from hotline.flow.phrases import CHECKS
from hotline.flow.words import normalised_word

COMMANDS = ("menu", "back", "again", "more", "privacy", "clear", "forget", "thanks")
# What takes something away: a near miss is asked back, because what is guessed may only give.
TAKING = frozenset({"clear", "forget"})
ANY = ""  # language
_FILLER = re.compile(r"\{[a-z]+\}")
PRIVACY = Command("privacy")
STOP = Command("stop")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one book. `anywhere` are those that may stand inside a sentence, `checks` those
    of check-ins, `asks` the sentences that ask whether all is well, without a clock."""

    emergency: Index
    maybe: Index
    commands: Index
    anywhere: Index
    menus: Mapping[str, Index]
    stop: Index
    negations: Index
    asking: Index
    not_now: Index
    ordinary: Mapping[str, frozenset[str]]
    no: frozenset[str]
    numbers: Mapping[str, str]
    marks: Mapping[str, frozenset[str]]
    checks: Mapping[str, Index]
    asks: tuple[str, ...]

    def is_word(self, typed: str, language: str = ANY) -> bool:
        """Whether it tells this language, or any, or means something here by itself."""
        marks = self.marks.values() if language == ANY else [self.marks.get(language, frozenset())]
        return any(typed in known for known in marks) or bool(self.anywhere.exactly(typed))

    def ordinary_in(self, language: str) -> frozenset[str]:
        """The words of a language that are no slip of an emergency."""
        return self.ordinary.get(language, frozenset())

    def ordinary_for(self, entry: Entry) -> frozenset[str]:
        """Those that are no slip of this: of its language (Spanish `peru` is one of French `perdu
        connaissance`), or of any if it is a single word (French `sous` is none of `sos`)."""
        return self.ordinary_in(entry.language if len(entry.words) > 1 else ANY)

    def marked_language(self, words: list[str], now: str) -> str:
        """The language these words are marked by, or `now` when none is marked more. A lone letter
        tells none: it is a slip, or a piece of something."""
        if len(words) == 1 and len(words[0]) == 1:
            return now
        found = {language: sum(w in marks for w in words) for language, marks in self.marks.items()}
        best = max(found, key=lambda language: found[language], default=now)
        return best if found.get(best, 0) > found.get(now, 0) else now


def lexicon_of(book: Book) -> Lexicon:
    """Prepare the words of a book."""
    named = book.words
    commands = [*_commands(book), *_languages(book)]
    in_sentences = [e for e in commands if isinstance(e.target, Speak) or e.target == PRIVACY]
    return Lexicon(
        emergency=index(_always(book, "yes")),
        maybe=index(_always(book, "maybe")),
        commands=index(commands),
        anywhere=index([*_always(book, ""), *_places(book), *_persons(book), *in_sentences]),
        menus={name: index(_menu(p)) for name, p in book.places.items() if isinstance(p, Menu)},
        stop=index(_stops(book)),
        negations=_phrases(named.get("negations")),
        asking=_phrases(named.get("asking_what")),
        not_now=_phrases(named.get("not_now")),
        ordinary=_ordinary(named.get("ordinary")),
        no=_just_words(named.get("no")),
        numbers=_numbers(named.get("numbers")),
        marks=_by_language(named.get("known_by")),
        checks={name: _phrases(named.get(name)) for name in CHECKS},
        asks=tuple(_asks(book)),
    )


def entries(words: Words | None, target: Target) -> Iterator[Entry]:
    """An entry for each word a coordinator wrote."""
    for language, listed in words.by_language.items() if words else ():
        for word in listed:
            yield from _entry(word.text, target, language, alone=word.alone)


def _entry(text: str, target: Target, language: str, *, alone: bool = False) -> Iterator[Entry]:
    phrase = normalised_word(text)
    if phrase:
        yield Entry(phrase, tuple(phrase.split()), target, language, alone)


def person_place(book: Book) -> str:
    """Where 0 leads: the entry with key 0, or nowhere."""
    return next((entry.go for entry in book.always if entry.key == "0"), "")


def other_lines(book: Book) -> str:
    """Where 6 leads: option 6 of the first list, in a call as by text; or nowhere."""
    menu = book.places[book.start]
    options = menu.options if isinstance(menu, Menu) else ()
    return next((option.go for option in options if option.key == "6"), "")


def _always(book: Book, emergency: str) -> Iterator[Entry]:
    for always in book.always:
        if always.emergency == emergency:
            for entry in entries(always.words, Go(always.go)):
                yield entry._replace(asks_if_past=always.asks_if_past)


def _places(book: Book) -> Iterator[Entry]:
    for flow in book.flows.values():
        for card in flow.cards.values():
            yield from entries(card.words, Go(card.name))
        for step in flow.steps.values():
            if isinstance(step, CheckInStep):
                yield from entries(step.words, Go(step.name))


def _persons(book: Book) -> Iterator[Entry]:
    place = person_place(book)
    target: Target = Go(place) if place else Command("person")
    yield from entries(book.words.get("person"), target)


def _menu(menu: Menu) -> Iterator[Entry]:
    for option in menu.options:
        for language, label in option.label.said.items():
            yield from _entry(label, Go(option.go), language)
        yield from entries(option.words, Go(option.go))


def _commands(book: Book) -> Iterator[Entry]:
    for name in COMMANDS:
        yield from entries(book.words.get(name), Command(name))


def _languages(book: Book) -> Iterator[Entry]:
    named = book.words.get("language")
    for language, listed in named.by_language.items() if named else ():
        for word in listed:
            yield from _entry(word.text, Speak(language), language)


def _stops(book: Book) -> Iterator[Entry]:
    yield from entries(book.words.get("stop_writing"), STOP)
    for entry in entries(book.words.get("stop_whole"), STOP):
        yield entry._replace(alone=True)


def _phrases(words: Words | None) -> Index:
    return index(entries(words, PRIVACY))


def _asks(book: Book) -> Iterator[str]:
    """Of each, what stands between two fillers and is longest."""
    for name in ("check.ask", "check.ask.again", "check.ask.again.texts"):
        for said in book.phrases[name].said.values() if name in book.phrases else ():
            yield normalised_word(max(_FILLER.split(said), key=len))


def _just_words(words: Words | None) -> frozenset[str]:
    return frozenset(entry.phrase for entry in entries(words, PRIVACY))


def _numbers(words: Words | None) -> dict[str, str]:
    """Number words: the first one listed is 0, the next 1, and so on. O is what 0 looks like."""
    listed = words.by_language.values() if words else ()
    named = {normalised_word(w.text): str(n) for one in listed for n, w in enumerate(one)}
    return {"o": "0", **named}


def _ordinary(words: Words | None) -> dict[str, frozenset[str]]:
    known = _by_language(words)
    return {**known, ANY: frozenset[str]().union(*known.values())}


def _by_language(words: Words | None) -> dict[str, frozenset[str]]:
    listed = words.by_language.items() if words else ()
    return {language: frozenset(normalised_word(w.text) for w in ws) for language, ws in listed}
