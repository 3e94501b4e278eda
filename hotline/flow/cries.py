"""Whether a text is a cry: the steps at once, the question first, or neither.

What tells of now fires however it is typed. What may be told of long ago, denied, or asked about
the line is asked: a question too many costs a moment, one too few a life.
"""

from __future__ import annotations

from typing import NamedTuple

from hotline.flow.index import Entry, Index, Target
from hotline.flow.lexicon import Lexicon


class Cry(NamedTuple):
    """Where it leads, and in which language it was said. Not `certain`: it is asked first."""

    target: Target
    language: str
    certain: bool


def cry(lexicon: Lexicon, words: list[str]) -> Cry | None:
    """The cry in a text, if there is one."""
    found = [
        entry
        for at, entry in lexicon.emergency.nearly_within(words, lexicon.ordinary)
        if not _inside_another(lexicon, words, at, entry)
    ]
    doubt = _Doubt.about(lexicon, words)
    certain = next((entry for entry in found if not doubt.touches(entry)), None)
    if certain:
        return Cry(certain.target, certain.language, certain=True)
    for _, entry in lexicon.maybe.nearly_within(words, lexicon.ordinary):
        return Cry(entry.target, entry.language, certain=False)
    return _asked(lexicon, found[0]) if found else None


class _Doubt(NamedTuple):
    """Why a cry may be none: the text begins as a question about us, or tells of another time."""

    asking: bool
    past: bool

    @classmethod
    def about(cls, lexicon: Lexicon, words: list[str]) -> _Doubt:
        past = lexicon.not_now.nearly_within(words, lexicon.ordinary)
        return cls(begins(lexicon.asking, words), bool(past))

    def touches(self, entry: Entry) -> bool:
        """A single word in what begins as a question about us ("what is an overdose line", "are
        you there, she overdosed") may be a cry; "i od'd last year" hardly."""
        return (self.asking and len(entry.words) == 1) or (self.past and entry.asks_if_past)


def _inside_another(lexicon: Lexicon, words: list[str], at: int, entry: Entry) -> bool:
    """Whether it is part of a longer phrase that is no cry (`od kit`, `signs of overdose`), or
    only a slip of one (`want blue` is not `went blue`)."""
    end = at + len(entry.words)
    slip = entry.words != tuple(words[at:end])
    return any(
        begin <= at and end <= begin + len(other.words) and len(other.words) + slip > end - at
        for begin, other in lexicon.anywhere.within(words)
    )


def _asked(lexicon: Lexicon, doubtful: Entry) -> Cry | None:
    """The question that the first doubtful entry leads to."""
    question = next(iter(lexicon.maybe.whole.values()), None)
    return Cry(question[0].target, doubtful.language, certain=False) if question else None


def begins(phrases: Index, words: list[str]) -> bool:
    """Whether a text begins with one of these phrases."""
    return any(at == 0 for at, _ in phrases.within(words))
