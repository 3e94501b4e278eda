"""What a whole text may be when letters slipped in it: the phrases it is like, nearest first.

A slip may be anywhere, also in the first letter or in the space between two words.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
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


def is_ordinary(near: Near, words: list[str], ordinary: Container[str]) -> bool:
    """Whether what differs is an ordinary word, which is never a slip of another; unless the rest
    leaves little doubt: two words and more."""
    if len(words) != len(near.entry.words):
        return False
    differing = [
        typed for typed, word in zip(words, near.entry.words, strict=True) if typed != word
    ]
    return len(words) - len(differing) < 2 and all(typed in ordinary for typed in differing)
