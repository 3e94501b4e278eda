"""Phrases, found by how they begin: a text is compared only with the few that can match."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from hotline.flow.words import slips


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


@dataclass(frozen=True, slots=True)
class Index:
    """Entries by whole phrase, by first word, and by first letter."""

    whole: Mapping[str, tuple[Entry, ...]]
    first_word: Mapping[str, tuple[Entry, ...]]
    first_letter: Mapping[str, tuple[Entry, ...]]

    def exactly(self, said: str) -> tuple[Entry, ...]:
        """The entries that say just this."""
        return self.whole.get(said, ())

    def within(self, words: list[str]) -> Iterator[tuple[int, Entry]]:
        """The entries that are among the words, whole words only, and where each begins."""
        for at, word in enumerate(words):
            for entry in self.first_word.get(word, ()):
                if tuple(words[at : at + len(entry.words)]) == entry.words:
                    yield at, entry

    def nearly_within(self, words: list[str]) -> Iterator[Entry]:
        """The same, where each word of four letters or more may hold one slip."""
        begun = {word: self._nearly_begun(word) for word in words}
        for at, word in enumerate(words):
            for entry in begun[word]:
                part = words[at : at + len(entry.words)]
                if len(part) == len(entry.words) and all(map(_nearly, part, entry.words)):
                    yield entry

    def _nearly_begun(self, word: str) -> list[Entry]:
        near = self.first_letter.get(word[0], ())
        return [entry for entry in near if _nearly(word, entry.words[0])]

    def near(self, said: str) -> tuple[Entry, ...]:
        """The entries that a misspelt or unfinished word can be; the first letter is right."""
        return self.first_letter.get(said[0], ())


def index(entries: Iterable[Entry]) -> Index:
    """Index some entries; where two could match, the first one given comes first."""
    whole, words, letters = (defaultdict[str, list[Entry]](list) for _ in range(3))
    for entry in entries:
        whole[entry.phrase].append(entry)
        words[entry.words[0]].append(entry)
        letters[entry.phrase[0]].append(entry)
    return Index(_frozen(whole), _frozen(words), _frozen(letters))


def _frozen(found: Mapping[str, list[Entry]]) -> dict[str, tuple[Entry, ...]]:
    return {key: tuple(entries) for key, entries in found.items()}


def _nearly(typed: str, word: str) -> bool:
    return typed == word or (len(typed) >= 4 and slips(typed, word, 1) <= 1)
