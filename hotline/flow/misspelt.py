"""What a whole text may be when letters slipped in it: the phrases it is like, nearest first.

A slip may be anywhere, also in the first letter or in the space between two words.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from typing import NamedTuple

from rapidfuzz.distance.DamerauLevenshtein import distance

from hotline.flow.index import Entry, Index

FAR = 5  # slips, where any likeness counts
MOST = 3  # that are asked about
SURE = 2  # that still leave no doubt
LEAST = 3  # letters; less is like too much to be sure of anything
FEW = 4  # letters, which are too little to tell a word of another language


class Near(NamedTuple):
    """A phrase that a text is like, and how many slips that would be."""

    slips: int
    entry: Entry


def misspelt(
    tiers: Iterable[Index],
    said: str,
    most: int = MOST,
    language: str = "",
    *,
    loosely: bool = False,
) -> list[Near]:
    """The phrases of these tiers that a text may be, with at `most` so many slips. `language`: that
    of whoever writes, which comes first; of another, a short word may not have slipped. `loosely`:
    every third letter may be wrong, as where a word was lost."""
    most = min(most, (len(said) + 1) // 2 if loosely else may_hold(len(said) + 1))
    found = [
        Near(slips, entry)
        for tier in tiers
        for slips, entry in (tier.misspelt(said, most) if most else ())
        if slips <= may_hold(max(len(said), len(entry.phrase)))
        or (loosely and len(said) >= LEAST and 3 * slips <= len(entry.phrase) + 1)
    ]
    found.sort(key=lambda near: near.slips)
    if not language:
        return found
    words = said.split()
    sure = [n for n in found if n.entry.language == language or not _short_slip(n, words)]
    return own_first(sure, said, language)


def _short_slip(near: Near, words: list[str]) -> bool:
    """Whether a word of few letters slipped, and no longer one stands: `my bad`, for `me bat`."""
    if len(words) != len(near.entry.words):
        return False
    pairs = list(zip(words, near.entry.words, strict=True))
    stands = any(typed == word and len(typed) > FEW for typed, word in pairs)
    return not stands and any(typed != word and len(typed) <= FEW for typed, word in pairs)


def own_first(
    found: Sequence[Near], said: str, language: str, others: Sequence[Near] = ()
) -> list[Near]:
    """Without what is of another language than this, where something of it (also of `others`) is as
    near, or a word is too short to tell."""
    own = (near.slips for near in (*found, *others) if near.entry.language == language)
    least = 0 if len(said) <= FEW else min(own, default=FAR + 1)
    return [near for near in found if near.entry.language == language or near.slips < least]


def may_hold(letters: int) -> int:
    """How many slips a text of so many letters may hold: none to 2, one to 5, two to 9 …"""
    return sum(letters >= least for least in (3, 6, 10, 13))


def word_by_word(near: Near, words: list[str]) -> bool:
    """Whether no single word holds so many slips that it is another word: `reads`, not `sees`."""
    meant = near.entry.words
    return len(words) != len(meant) or all(
        typed == word or distance(typed, word) <= max(1, may_hold(max(len(typed), len(word))))
        for typed, word in zip(words, meant, strict=True)
    )


def half_of_each(near: Near, words: list[str]) -> bool:
    """Whether half of each word is left at least (`od privenshun`), or how it begins."""
    meant = near.entry.words
    return len(words) != len(meant) or all(
        2 * distance(typed, word) <= max(len(typed), len(word)) or word.startswith(typed[0])
        for typed, word in zip(words, meant, strict=True)
    )


def still_stands(near: Near, words: list[str]) -> bool:
    """Whether a word of it stands and the others are near, words or not: `gave help narcan`, for
    `gave her narcan`."""
    return near.slips <= SURE and not set(words).isdisjoint(near.entry.words)


def other_words(
    near: Near, words: list[str], ordinary: Container[str], is_word: Callable[[str], bool]
) -> bool:
    """Whether other words were written, and no slips: a word that is one in itself stands for one
    that is not like it (`agua`, for `ayuda`), or is like none (`du fent mauve`, for `devient
    mauve`)."""
    meant = near.entry.words
    if len(words) == len(meant):
        pairs = zip(words, meant, strict=True)
        told = [(typed, word) for typed, word in pairs if len(typed) > 2 and is_word(typed)]
        return any(distance(typed, word) > 1 for typed, word in told)
    letters = near.entry.phrase.replace(" ", "")
    long = [word for word in words if len(word) >= FEW and word not in letters]
    strange = [word for word in long if word in ordinary or is_word(word)]
    return any(all(distance(typed, word) > 1 for word in meant) for typed in strange)


def ordinary_words(
    near: Near, words: list[str], ordinary: Container[str], is_word: Callable[[str], bool]
) -> bool:
    """Whether all that differs are words, one of them `ordinary`, which is rarely a slip."""
    if len(words) != len(near.entry.words):
        return False
    pairs = zip(words, near.entry.words, strict=True)
    differing = [typed for typed, word in pairs if typed != word]
    known = all(typed in ordinary or is_word(typed) for typed in differing)
    return known and any(typed in ordinary for typed in differing)
