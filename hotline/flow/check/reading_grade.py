"""A rule on plain words: a card should be easy for somebody with six years of school, or in panic.

Each language has the formula that was made for it and tried on readers:
English: Kincaid et al. 1975 (Flesch-Kincaid grade). Spanish: Crawford 1984 (years of school).
French: Kandel and Moles 1958 (ease; 80 and more is what the sixth year reads). Sentences end as
Flesch has it, also at a colon. Syllables are counted by hyphenation: docs/decisions/0013.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from hotline.flow.check.naming import short
from hotline.flow.check.said import line_of
from hotline.flow.document import Book, Card, Text
from hotline.flow.fault import Fault
from hotline.flow.words import normalised_word

if TYPE_CHECKING:
    from pyphen import Pyphen

HARDEST = 6  # years of school
LEAST = 20  # words; of fewer no formula tells anything
_WORD = re.compile(r"\d[\d.,:-]*|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_END = re.compile(r"[.!?:;]+(?:\s|$)|\n")


class _Counted(NamedTuple):
    """Words of a sentence, syllables of a word; both on average."""

    words: float
    syllables: float


def _english(text: _Counted) -> float:
    return 0.39 * text.words + 11.8 * text.syllables - 15.59


def _spanish(text: _Counted) -> float:
    return 4.9 * text.syllables - 20.5 / text.words - 3.407


def _french(text: _Counted) -> float:
    ease = 207 - 1.015 * text.words - 73.6 * text.syllables
    return HARDEST + (80 - ease) / 10  # ten points are a year, between the fifth and the tenth


_FORMULAS: Mapping[str, tuple[str, Callable[[_Counted], float]]] = {
    "en": ("en_US", _english),
    "es": ("es", _spanish),
    "fr": ("fr", _french),
}


def hard_to_read(book: Book) -> Iterator[Fault]:
    """C03: a card that asks for more school than many have had."""
    for card in (place for place in book.places.values() if isinstance(place, Card)):
        for text, language, years in _graded(card):
            if round(years) > HARDEST:
                what = f'"{short(card.name)}" needs about {years:.0f} years of school ({language})'
                fix = "use shorter sentences, and the words people say"
                yield Fault(line_of(text, language), "warning", "C03", what, fix)


def _graded(card: Card) -> Iterator[tuple[Text, str, float]]:
    theirs = _own_words(card)
    for text in (card.text, card.more) if card.more else (card.text,):
        for language, sentence in text.said.items():
            years = grade(sentence, language, theirs)
            if years is not None:
                yield text, language, years


def hardest(card: Card, language: str) -> float | None:
    """Years of school that the harder of its pages needs in a language; None where none tells."""
    years = [years for _, said, years in _graded(card) if said == language]
    return max(years, default=None)


def grade(text: str, language: str, known: frozenset[str] = frozenset()) -> float | None:
    """Years of school; None for a language without a formula, or too few words to tell. `known` are
    words whoever asked has used first, such as the name of a substance: they are not hard."""
    if language not in _FORMULAS:
        return None
    hyphens, formula = _FORMULAS[language]
    words = _WORD.findall(text)
    if len(words) < LEAST:
        return None
    sentences = sum(bool(_WORD.search(piece)) for piece in _END.split(text))
    counted = [word for word in words if word[0].isalpha() and normalised_word(word) not in known]
    syllables = sum(_syllables(hyphens, word) for word in counted) / max(len(counted), 1)
    return formula(_Counted(len(words) / sentences, syllables))


def _own_words(card: Card) -> frozenset[str]:
    listed = card.words.by_language.values() if card.words else ()
    return frozenset(part for ws in listed for w in ws for part in normalised_word(w.text).split())


@cache
def _syllables(hyphens: str, word: str) -> int:
    return len(_dictionary(hyphens).positions(word.lower())) + 1


@cache
def _dictionary(hyphens: str) -> Pyphen:
    from pyphen import Pyphen  # 70 ms for three languages; only whoever checks needs it

    return Pyphen(lang=hyphens, left=1, right=1)
