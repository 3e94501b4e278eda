"""How many parts a text takes, and in which alphabet."""

from __future__ import annotations

from dataclasses import dataclass

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
DOUBLE = frozenset("\f^{}\\[~]|€")  # these take an escape and count twice

# SmartEncoded swaps look-alike punctuation only, never accents.
SMART = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " "}
)


@dataclass(frozen=True, slots=True)
class Count:
    """Alphabet, units used, parts billed."""

    encoding: str
    units: int
    parts: int


def count(text: str) -> Count:
    if all(c in BASIC or c in DOUBLE for c in text):
        return _split("GSM-7", [2 if c in DOUBLE else 1 for c in text], 160, 153)
    return _split("UCS-2", [2 if ord(c) > 0xFFFF else 1 for c in text], 70, 67)


def smart(text: str) -> str:
    return text.translate(SMART)


def _split(encoding: str, sizes: list[int], alone: int, joined: int) -> Count:
    units = sum(sizes)
    if units <= alone:
        return Count(encoding, units, 1 if sizes else 0)
    parts, room = 1, joined
    for size in sizes:  # an escape pair or a surrogate pair is never cut in two
        if size > room:
            parts, room = parts + 1, joined
        room -= size
    return Count(encoding, units, parts)
