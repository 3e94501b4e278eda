"""What a whole text may be when letters slipped in it: the phrases it is like, nearest first.

A slip may be anywhere, also in the first letter or in the space between two words.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from typing import NamedTuple

from rapidfuzz.distance import OSA

from hotline.flow.index import Entry, Index

FAR = 4  # slips, where any likeness counts
MOST = 3  # that are asked about
SURE = 2  # that still leave no doubt


class Near(NamedTuple):
    """A phrase that a text is like, and how many slips that would be."""

    slips: int
    entry: Entry


def misspelt(tiers: Iterable[Index], said: str, most: int = MOST) -> list[Near]:
    """The phrases of these tiers that a text may be, with at `most` so many slips."""
    most = min(most, may_hold(len(said) + 1))
    found = [
        Near(slips, entry)
        for tier in tiers
        for slips, entry in (tier.misspelt(said, most) if most else ())
        if slips <= may_hold(max(len(said), len(entry.phrase)))
    ]
    return sorted(found, key=lambda near: near.slips)


def may_hold(letters: int) -> int:
    """How many slips a text of so many letters may hold: none to 2, one to 5, two to 9 …"""
    return sum(letters >= least for least in (3, 6, 10, 16))


def word_by_word(near: Near, words: list[str]) -> bool:
    """Whether no single word holds so many slips that it is another word: `reads`, not `sees`."""
    meant = near.entry.words
    return len(words) != len(meant) or all(
        typed == word or OSA.distance(typed, word) <= max(1, may_hold(max(len(typed), len(word))))
        for typed, word in zip(words, meant, strict=True)
    )


def is_other(
    near: Near, words: list[str], ordinary: Container[str], is_word: Callable[[str], bool]
) -> bool:
    """Whether other words were written, and no slips: where a word that is one in itself stands for
    one that is not like it (`agua`, for `ayuda`); or all that differs is `ordinary`, which is never
    a slip, and the rest leaves doubt: less than two words."""
    if len(words) != len(near.entry.words):
        return False
    pairs = zip(words, near.entry.words, strict=True)
    differing = [(typed, word) for typed, word in pairs if typed != word]
    if any(is_word(typed) and OSA.distance(typed, word) > 1 for typed, word in differing):
        return True
    same = len(words) - len(differing)
    return same < 2 and all(typed in ordinary for typed, _ in differing)
