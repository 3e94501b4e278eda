"""Days in a text, in whatever language of the line: `SAT 20-02`, `mañana`, `2026-12-24`."""

from __future__ import annotations

from datetime import date

from hotline.domain.said_times import Said, by_beginnings, read_said
from hotline.flow.document import Book
from hotline.flow.words import normalise, normalised_word


def read_days(book: Book, text: str, today: date) -> tuple[Said, ...]:
    """The days of a text, each with the hours behind it; none where it says anything else."""
    listed = book.words.get("days")
    named = {
        normalised_word(word.text): at
        for words in (listed.by_language.values() if listed else ())
        for at, word in enumerate(words)
    }
    kept = " ".join(_bare(word) for word in text.split())
    return read_said(kept, by_beginnings(named), today)


def _bare(word: str) -> str:
    """Without accents, but with what hours are written with."""
    return word if any(map(str.isdigit, word)) else normalise(word) or word
