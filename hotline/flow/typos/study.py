"""Every label and keyword of a book, mistyped many times: what does the live engine make of it?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

from hotline.domain.phone import Phone
from hotline.flow.check.vocabulary import Known, vocabulary
from hotline.flow.edition import Edition
from hotline.flow.engine import advance
from hotline.flow.index import Index
from hotline.flow.scene import settled, show
from hotline.flow.session import Session
from hotline.flow.stage import Stage, World
from hotline.flow.text import without_accents
from hotline.flow.turn import Turn
from hotline.flow.typos.slips import Pick, typo
from hotline.flow.words import normalise

# `breath?`: asked whether somebody breathes, or given the steps, where less was meant; `another`:
# what was typed holds another word of the line, letter for letter: no reader could tell.
# `false alarm`: an ordinary word brought an emergency card; `lost cry`: an emergency brought
# something else.
Verdict = Literal[
    "understood", "asked", "breath?", "missed", "another", "wrong", "false alarm", "lost cry"
]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
FAULTS: tuple[Verdict, ...] = ("lost cry", "false alarm", "wrong")
NEVER = FAULTS[:2]
_LINE = Phone("+12025550100")


class Misread(NamedTuple):
    """What was typed, what it was taken for, and the place it brought."""

    typed: str
    verdict: Verdict
    place: str


@dataclass(slots=True)
class Tried:
    """A word, and what became of its typos. `astray`: where it leads even when spelt right, if not
    where it should."""

    word: Known
    astray: str = ""
    counts: Counter[Verdict] = field(default_factory=Counter)
    misread: list[Misread] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """What sort of word it is."""
        if self.word.emergency:
            return "emergency"
        return "labels" if self.word.is_label else "keywords"


class _Meaning(NamedTuple):
    """The word as it stands, before whom, what comes of it, and what should."""

    word: Known
    before: Session
    turn: Turn
    there: str


def study(
    edition: Edition, pick: Pick, each: int, words: Iterable[Known] | None = None
) -> Iterator[Tried]:
    """Try so many typos of these words, or of all, in the menu where each counts."""
    book = edition.book
    stage = Stage(book, edition.lexicon, World(0.0, _LINE, "UTC"))
    for word in vocabulary(book) if words is None else words:
        yield _tried(stage, _meaning(stage, word), pick, each)


def _meaning(stage: Stage, word: Known) -> _Meaning:
    """To somebody who chose the language of the word, and has been greeted."""
    book = stage.book
    language = word.language if word.language in book.languages else book.languages[0]
    fresh = Session(language=language, chosen=True, greeted=True, hinted=True)
    before = show(stage, fresh, word.menu or book.start).session._replace(until=1.0)
    turn = advance(stage, before, word.written)
    there = show(stage, before, word.leads).text if word.leads in book.places else turn.say
    return _Meaning(word, before, turn, without_accents(there))


def _tried(stage: Stage, meaning: _Meaning, pick: Pick, each: int) -> Tried:
    word = meaning.word
    right = without_accents(meaning.turn.say) == meaning.there
    tried = Tried(word, "" if right else _place(meaning.turn))
    made = Counter(typo(word.written, word.language, pick) for _ in range(each))
    for typed, times in made.items():  # half of them come twice and are read once
        turn = advance(stage, meaning.before, typed)
        verdict = _verdict(stage, meaning, turn, typed)
        tried.counts[verdict] += times
        if verdict in FAULTS:
            tried.misread.append(Misread(typed, verdict, _place(turn)))
    return tried


def _verdict(stage: Stage, meaning: _Meaning, turn: Turn, typed: str) -> Verdict:
    word = meaning.word
    if turn.say == meaning.turn.say or without_accents(turn.say) == meaning.there:
        return "understood"
    if turn.outcome in {"missed", "muted"}:
        return "missed"
    if turn.outcome == "asked":
        return "asked"
    if _spells_another(stage, word, normalise(typed)):
        return "another"
    return _otherwise(stage, word, _place(meaning.turn), _place(turn))


def _otherwise(stage: Stage, word: Known, meant: str, went: str) -> Verdict:
    """What it is that another place came. A step before the steps only chooses among them."""
    always = stage.book.always
    steps = {settled(stage, Session(), a.go).name for a in always if a.emergency == "yes"}
    doubts = [a.go for a in always if a.emergency == "maybe"]
    urgent = meant in steps or meant in doubts
    # After the question all but a clear answer brings the steps, on purpose.
    if went == next(iter(doubts), "") or (went in steps and (urgent or word.menu in doubts)):
        return "breath?"
    if went in steps or went in doubts:
        return "lost cry" if urgent else "false alarm"
    return "lost cry" if urgent else "wrong"


def _spells_another(stage: Stage, word: Known, said: str) -> bool:
    """Whether other words of the line are in it, letter for letter."""
    lexicon = stage.lexicon
    here = lexicon.menus.get(word.menu or stage.book.start)
    inside = (lexicon.emergency, lexicon.maybe, lexicon.anywhere, *((here,) if here else ()))
    return (
        said.isdigit()
        or said in lexicon.numbers
        or any(tier.exactly(said) for tier in (*inside, lexicon.commands))
        or any(_newly(tier, said, word.phrase) for tier in inside)
    )


def _newly(tier: Index, said: str, before: str) -> bool:
    """Whether a phrase is in a text that was not in it before the slip."""
    found = (f" {entry.phrase} " for _, entry in tier.within(said.split()))
    return any(phrase not in f" {before} " for phrase in found)


def _place(turn: Turn) -> str:
    return turn.session.place if turn.session else turn.outcome
