"""Phrases, found by how they begin: a text is compared only with the few that can match."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.distance.DamerauLevenshtein import distance
from rapidfuzz.process import extract

from hotline.flow.words import slips

WITH_SLIP = 4  # letters of a word, from which on it may hold one


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
    """One phrase that is understood: its words, where it leads, in which language it is.

    `alone`: only where it is the whole text. `asks_if_past`: a cry, unless told of long ago.
    """

    phrase: str
    words: tuple[str, ...]
    target: Target
    language: str
    alone: bool = False
    asks_if_past: bool = False

    def counts(self, words: list[str]) -> bool:
        """Whether it may stand among these words."""
        return not self.alone or len(self.words) == len(words)

    def differs_by(self, ordinary: Container[str], words: list[str]) -> bool:
        """Whether, where these words differ from its own, one of them is an `ordinary` one."""
        pairs = zip(words, self.words, strict=False)
        return any(typed != word and typed in ordinary for typed, word in pairs)


@dataclass(slots=True)
class Node:
    """A word of some phrases: the entries that end with it, the words after it, those by their
    shape (first letter and length), so that a long text meets only the few that it can hold."""

    ends: list[tuple[int, Entry]] = field(default_factory=list)
    after: dict[str, Node] = field(default_factory=dict)
    shapes: dict[tuple[str, int], list[str]] = field(default_factory=dict)

    def add(self, number: int, entry: Entry) -> None:
        """Put in an entry; `number` keeps the order in which they were given."""
        node = self
        for word in entry.words:
            if word not in node.after:
                node.after[word] = Node()
                node.shapes.setdefault((word[0], len(word)), []).append(word)
            node = node.after[word]
        node.ends.append((number, entry))

    def same(self, typed: str) -> list[Node]:
        """Where just this word leads."""
        return [self.after[typed]] if typed in self.after else []

    def alike(self, typed: str) -> list[Node]:
        """Where it leads if a word of four letters or more may hold one slip."""
        if len(typed) < WITH_SLIP:
            return self.same(typed)
        sizes = (len(typed) - 1, len(typed), len(typed) + 1)
        words = (word for size in sizes for word in self.shapes.get((typed[0], size), ()))
        return [self.after[word] for word in words if slips(typed, word, 1) <= 1]


@dataclass(frozen=True, slots=True)
class Index:
    """Entries by whole phrase, word by word, by first letter, and phrases by their length."""

    whole: Mapping[str, tuple[Entry, ...]]
    tree: Node
    first_letter: Mapping[str, tuple[Entry, ...]]
    lengths: Mapping[int, tuple[str, ...]]

    def exactly(self, said: str) -> tuple[Entry, ...]:
        """The entries that say just this."""
        return self.whole.get(said, ())

    def within(self, words: list[str]) -> Iterator[tuple[int, Entry]]:
        """The entries that are among the words, whole words only, and where each begins."""
        for at in range(len(words)):
            for _, entry in sorted(_ends(self.tree, words, at, Node.same)):
                if entry.counts(words):
                    yield at, entry

    def nearly_within(
        self, words: list[str], ordinary: Callable[[Entry], Container[str]]
    ) -> list[tuple[int, Entry]]:
        """The same, where each word of four letters or more may hold one slip, unless it is an
        `ordinary` one for the entry. What is exact comes first, then what was given first."""
        begun = {word: self.tree.alike(word) for word in set(words)}
        found = [
            (entry.words != tuple(words[at : at + len(entry.words)]), number, at, entry)
            for at, word in enumerate(words)
            for node in begun[word]
            for number, entry in _ends(node, words, at + 1, Node.alike)
            if entry.counts(words) and not entry.differs_by(ordinary(entry), words[at:])
        ]
        return [(at, entry) for _, _, at, entry in sorted(found)]

    def begun(self, said: str) -> list[Entry]:
        """The entries that an unfinished word or phrase begins."""
        same = self.first_letter.get(said[0], ())
        return [entry for entry in same if entry.phrase.startswith(said)]

    def misspelt(self, said: str, most: int) -> Iterator[tuple[int, Entry]]:
        """The entries that the whole text may be with so many slips, and how many it holds.

        `mh` is two slips of `him`, a letter lost and its neighbours swapped; OSA, ten times as
        fast, says three, never more than half as many again: it only sieves.
        """
        sieve = most + most // 2
        for length in range(len(said) - most, len(said) + most + 1):
            phrases = self.lengths.get(length, ())
            near = extract(said, phrases, scorer=OSA.distance, score_cutoff=sieve, limit=None)
            for phrase, _, _ in near if phrases else ():
                slipped = distance(said, phrase, score_cutoff=most)
                for entry in self.whole[phrase] if slipped <= most else ():
                    yield slipped, entry


def index(entries: Iterable[Entry]) -> Index:
    """Index some entries; where two could match, the first one given comes first."""
    whole, letters = (defaultdict[str, list[Entry]](list) for _ in range(2))
    lengths = defaultdict[int, list[str]](list)
    tree = Node()
    for number, entry in enumerate(entries):
        whole[entry.phrase].append(entry)
        letters[entry.phrase[0]].append(entry)
        tree.add(number, entry)
    for phrase in whole:
        lengths[len(phrase)].append(phrase)
    of_length = {length: tuple(phrases) for length, phrases in lengths.items()}
    return Index(_frozen(whole), tree, _frozen(letters), of_length)


def _frozen(found: Mapping[str, list[Entry]]) -> dict[str, tuple[Entry, ...]]:
    return {key: tuple(entries) for key, entries in found.items()}


def _ends(
    node: Node, words: list[str], at: int, step: Callable[[Node, str], list[Node]]
) -> list[tuple[int, Entry]]:
    """The entries that end from here on, each with its number."""
    found = list(node.ends)
    if at < len(words) and node.after:
        for further in step(node, words[at]):
            found += _ends(further, words, at + 1, step)
    return found
