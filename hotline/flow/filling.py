"""A sentence of the line's own, with what it tells filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

# One o'clock stands alone where the other hours are many: "a las 2", "a la 1"; "2 heures".
_AT_ONE = {"es": (r"\blas (?=1\b)", "la "), "fr": (r"\b1 heures\b", "1 heure")}


def filled(sentence: str, language: str, fillers: Mapping[str, str]) -> str:
    """The sentence, each `{filler}` in it told."""
    for filler, value in fillers.items():
        sentence = sentence.replace(f"{{{filler}}}", value)
    return re.sub(*_AT_ONE[language], sentence) if fillers and language in _AT_ONE else sentence


def with_keys(question: str, keys: Sequence[str]) -> str:
    """The question, whose digits count from 1 as it is written, with these in their place."""
    at, told = 0, ""
    for number, key in enumerate(keys, 1):
        found = re.compile(rf"\b{number}\b").search(question, at)
        if found is None:
            return question
        told += question[at : found.start()] + key
        at = found.end()
    return told + question[at:]
