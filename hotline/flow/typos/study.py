"""Every label and keyword of a book, mistyped many times: what does the live engine make of it?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, get_args

from hotline.domain.phone import Phone
from hotline.flow.check.vocabulary import Known, vocabulary
from hotline.flow.edition import Edition
from hotline.flow.engine import advance
from hotline.flow.index import Index
from hotline.flow.scene import show
from hotline.flow.session import Session
from hotline.flow.stage import Stage, World
from hotline.flow.turn import Turn
from hotline.flow.typos.slips import Pick, typo
from hotline.flow.words import normalise

# `breath`: asked whether somebody breathes, or given the steps, where less was meant; `another`:
# what was typed is another word of the line, letter for letter, and no reader could tell.
# `false alarm`: an ordinary word brought the steps, unasked; `lost cry`: an emergency brought
# something else.
Verdict = Literal[
    "understood", "asked", "breath", "missed", "another", "wrong", "false alarm", "lost cry"
]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
FAULTS: tuple[Verdict, ...] = ("lost cry", "false alarm", "wrong")
_LINE = Phone("+12025550100")


@dataclass(slots=True)
class Tried:
    """A word, and what became of its typos: how many of each, and those that were misread."""

    word: Known
    counts: Counter[Verdict] = field(default_factory=Counter)
    misread: dict[str, tuple[Verdict, str]] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """What sort of word it is, for a table."""
        if self.word.emergency:
            return "emergency"
        return "labels" if self.word.is_label else "keywords"


def study(
    edition: Edition, pick: Pick, each: int, words: Iterable[Known] | None = None
) -> Iterator[Tried]:
    """Try so many typos of each word, or of all."""
    tester = _Tester(edition)
    for word in words or vocabulary(edition.book):
        yield tester.tried(word, pick, each)


@dataclass(slots=True)
class _Tester:
    edition: Edition
    stage: Stage = field(init=False)
    certain: set[str] = field(init=False)
    doubtful: set[str] = field(init=False)
    question: str = field(init=False)

    def __post_init__(self) -> None:
        book = self.edition.book
        self.stage = Stage(book, self.edition.lexicon, World(0.0, _LINE, "UTC"))
        self.certain = {always.go for always in book.always if always.emergency == "yes"}
        maybe = [always.go for always in book.always if always.emergency == "maybe"]
        self.doubtful, self.question = set(maybe), next(iter(maybe), "")

    def tried(self, word: Known, pick: Pick, each: int) -> Tried:
        """Mistype a word, in the menu where it counts, by somebody who chose its language."""
        book, before = self.edition.book, self._before(word)
        wanted = advance(self.stage, before, word.written)
        there = show(self.stage, before, word.leads).text if word.leads in book.places else wanted.say
        tried = Tried(word)
        for _ in range(each):
            typed = typo(word.written, word.language, pick)
            turn = advance(self.stage, before, typed)
            verdict = self._verdict(word, wanted, there, turn, typed)
            tried.counts[verdict] += 1
            if verdict in FAULTS:
                tried.misread[typed] = (verdict, _place(turn))
        return tried

    def _before(self, word: Known) -> Session:
        book = self.edition.book
        language = word.language if word.language in book.languages else book.languages[0]
        fresh = Session(language=language, chosen=True, greeted=True, hinted=True)
        return show(self.stage, fresh, word.menu or book.start).session._replace(until=600.0)

    def _verdict(self, word: Known, wanted: Turn, there: str, turn: Turn, typed: str) -> Verdict:
        if turn.say in (wanted.say, there):
            return "understood"
        if turn.outcome in {"missed", "muted"}:
            return "missed"
        if turn.outcome == "asked":
            return "asked"
        if self._spells_another(typed, word):
            return "another"
        went, meant = _place(turn), _place(wanted)
        if went == self.question:
            return "breath"
        urgent = meant in self.certain | self.doubtful
        if went in self.certain and (urgent or word.menu in self.doubtful):
            return "breath"
        if went in self.certain | self.doubtful and not urgent:
            return "false alarm"
        return "lost cry" if urgent else "wrong"

    def _spells_another(self, typed: str, word: Known) -> bool:
        """Whether other words of the line are in it, letter for letter."""
        said = normalise(typed)
        lexicon = self.edition.lexicon
        here = lexicon.menus.get(word.menu or self.edition.book.start)
        tiers = [lexicon.emergency, lexicon.maybe, lexicon.anywhere, *([here] if here else [])]
        whole = [*tiers, lexicon.commands]
        return (
            said.isdigit()
            or said in lexicon.numbers
            or any(tier.exactly(said) for tier in whole)
            or any(_newly(tier, said, word.phrase) for tier in tiers)
        )


def _newly(tier: Index, said: str, before: str) -> bool:
    """Whether a phrase is in a text that was not in it before the slip."""
    return any(
        f" {entry.phrase} " not in f" {before} " for _, entry in tier.within(said.split())
    )


def _place(turn: Turn) -> str:
    return turn.session.place if turn.session else turn.outcome
