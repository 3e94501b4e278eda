"""What was written for the eye, made fit for a voice; and how long a voice takes to say it."""

from __future__ import annotations

import re

WORDS_A_MINUTE = 160  # a rented voice; it differs by 15 %

_DIGITS = re.compile(r"(?<![\w:])\d{3}(?:-\d{3,4})*(?![\w:])|(?<!\w)\d{5,}(?!\w)")
_CODES = re.compile(r"\d{3,}")
_BREAK = re.compile(r"(?<![.!?:,;])\n")
_ENDS = (".", "!", "?")


def speakable(text: str) -> str:
    """Lines become sentences, and numbers that are dialled are said digit by digit."""
    flowing = _BREAK.sub(". ", text.strip()).replace("\n", " ").removesuffix(":")
    spelled = _DIGITS.sub(lambda found: _spelled(found[0]), flowing)
    return spelled if spelled.endswith(_ENDS) else f"{spelled}."


def _spelled(number: str) -> str:
    return ", ".join(" ".join(group) for group in number.split("-"))


def dictated(text: str) -> str:
    """Somebody's own words, for one who writes them down: every number of three digits or more is
    said digit by digit, it may open a door."""
    return speakable(_CODES.sub(lambda found: " ".join(found[0]), text))


def seconds(words: str) -> float:
    """How long a voice takes."""
    return len(words.split()) * 60 / WORDS_A_MINUTE
