"""Whether a text is a cry: the steps at once, the question first, or neither.

What tells of now fires however it is typed. What may be told of long ago, denied, or asked about
the line is asked: a question too many costs a moment, one too few a life.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from rapidfuzz.distance.DamerauLevenshtein import distance

from hotline.flow.index import WITH_SLIP, Entry, Index, Target
from hotline.flow.lexicon import Lexicon
from hotline.flow.misspelt import (
    FAR,
    FEW,
    MOST,
    SURE,
    Near,
    half_of_each,
    misspelt,
    ordinary_words,
    other_words,
    own_first,
    still_stands,
    word_by_word,
)


class Cry(NamedTuple):
    """Where it leads, and in which language it was said. Not `certain`: it is asked first."""

    target: Target
    language: str
    certain: bool


def cry(lexicon: Lexicon, words: list[str]) -> Cry | None:
    """The cry in a text, if there is one."""
    others = _phrases_at(lexicon.anywhere, words)
    asked = _phrases_at(lexicon.maybe, words)
    found = [
        entry
        for at, entry in lexicon.emergency.nearly_within(words, lexicon.ordinary_for)
        if not _longer(others[at], at, entry)
        and not _only_a_slip((*others[at], *asked[at]), words, at, entry)
    ]
    ask = question(lexicon)
    doubtful = _doubt(lexicon, words) if found and ask else _never
    for entry in found:
        if not doubtful(entry):
            return Cry(entry.target, entry.language, certain=True)
    doubts = lexicon.maybe.nearly_within(words, lexicon.ordinary_for)
    for at, entry in doubts:
        if not _longer(others[at], at, entry) and not _only_a_slip(others[at], words, at, entry):
            worse = entry.target != ask and _like_another(lexicon, words, at, entry)
            return Cry(ask if ask and worse else entry.target, entry.language, certain=False)
    return Cry(ask, found[0].language, certain=False) if ask and found else None


def question(lexicon: Lexicon) -> Target | None:
    """Whether somebody breathes: where the first words lead that may be a cry."""
    return next((same[0].target for same in lexicon.maybe.whole.values()), None)


def misspelt_cry(
    lexicon: Lexicon, words: list[str], language: str, others: Sequence[Near], *, alone: bool
) -> Entry | None:
    """The cry that the whole text is like, one in this `language` first; not where `others`,
    ordinary words that it is like, are clearly nearer. `alone`: nothing else would be made of the
    text, so that ordinary words are no slips, and each short word holds but one: `he is fine` is no
    `he is pale`. Nor does it hold more in another language."""
    said = " ".join(words)
    if alone and len(said) < WITH_SLIP:
        return None
    like = own_first(_like_cries(lexicon, words, alone=alone), said, language, others)
    near = [
        one
        for one in like
        if (not alone and one.entry.language == language)
        or (one.slips <= SURE and word_by_word(one, words))
    ]
    if others:
        slips, nearest = others[0].slips, others[0].entry.phrase
        near = [
            one
            for one in near
            if one.slips <= max(slips + 1, SURE) or (slips >= SURE and nearest in one.entry.phrase)
        ]
    own = (one.entry for one in near if one.entry.language == language)
    return next(own, near[0].entry if near else None)


def _like_cries(lexicon: Lexicon, words: list[str], *, alone: bool) -> list[Near]:
    """The cries that the whole text is like, unless it is other words. Where something else would
    be made of it, no other word excuses two slips: what is guessed there may only give."""
    said, tiers = " ".join(words), (lexicon.emergency, lexicon.maybe)
    near = misspelt(tiers, said, SURE if alone else FAR, loosely=not alone)
    return [
        one
        for one in near
        if (one.slips <= MOST or half_of_each(one, words))
        and (not _other_words(lexicon, one, words) or (not alone and still_stands(one, words)))
        and not (alone and _ordinary_words(lexicon, one, words))
    ]


def _like_another(lexicon: Lexicon, words: list[str], at: int, entry: Entry) -> bool:
    """Whether the whole text is as well like what leads elsewhere (`dontthink hes breathing`), or a
    lone word that begins cries is only like this one (`révsille`)."""
    if tuple(words) == entry.words:
        return False
    exact = entry.words == tuple(words[at : at + len(entry.words)])
    if not exact and len(entry.words) == 1 and entry.phrase in lexicon.emergency.tree.after:
        return True
    said = " ".join(words)
    cries = misspelt((lexicon.emergency, lexicon.maybe), said, MOST)
    others = misspelt((lexicon.anywhere,), said, distance(said, entry.phrase))
    return any(
        one.entry.phrase.startswith(entry.phrase)
        or not exact
        or (one.slips <= SURE and _as_well(lexicon, one, words, entry))
        for one in (*cries, *others)
        if one.entry.target != entry.target
    )


def _as_well(lexicon: Lexicon, near: Near, words: list[str], entry: Entry) -> bool:
    """Whether it holds what was found (`get si respira`, for `ver si respira`), or no word is
    another."""
    return entry.phrase in near.entry.phrase or not _other_words(lexicon, near, words)


def _doubt(lexicon: Lexicon, words: list[str]) -> Callable[[Entry], bool]:
    """Which cries may be none here: a single word in what begins as a question about us ("what is
    an overdose line"), what is told afterwards in a text that tells of another time ("i od'd
    last year"), a part of what is like a longer phrase that holds it and is no cry ("kitde
    sobredosis"), what is hardly nearer than a phrase that is none ("wetn blue", for "want
    blue"), and few letters with a slip among other words ("day t odey")."""
    said = " ".join(words)
    asking = begins(lexicon.asking, words)
    past = bool(lexicon.not_now.nearly_within(words, lexicon.ordinary_for))
    like = [
        near
        for near in misspelt((lexicon.anywhere, lexicon.commands), said, FAR, loosely=True)
        if (near.slips <= MOST or half_of_each(near, words))
        and not _other_words(lexicon, near, words)
    ]
    phrases = [near.entry.phrase for near in like]
    nearest = min((near.slips for near in like), default=len(said))

    def misspelt_here(entry: Entry) -> bool:
        return f" {entry.phrase} " not in f" {said} "

    return lambda entry: (
        (asking and len(entry.words) == 1)
        or (past and entry.asks_if_past)
        or (tuple(words) != entry.words and any(entry.phrase in phrase for phrase in phrases))
        or (misspelt_here(entry) and nearest <= distance(said, entry.phrase) + 1)
        or (misspelt_here(entry) and len(entry.phrase) <= FEW and len(words) > 1)
    )


def _other_words(lexicon: Lexicon, near: Near, words: list[str]) -> bool:
    """Told by the words of its own language: `toi` is a slip of `took`, though one of French."""
    is_word = partial(lexicon.is_word, language=near.entry.language)
    return other_words(near, words, lexicon.ordinary_for(near.entry), is_word)


def _ordinary_words(lexicon: Lexicon, near: Near, words: list[str]) -> bool:
    return ordinary_words(near, words, lexicon.ordinary_for(near.entry), lexicon.is_word)


def _never(_: Entry) -> bool:
    return False


def _phrases_at(tier: Index, words: list[str]) -> Mapping[int, list[range]]:
    """For each word, the phrases of this kind, letter for letter, that it is a part of."""
    found = defaultdict[int, list[range]](list)
    for begin, entry in tier.within(words):
        phrase = range(begin, begin + len(entry.words))
        for at in phrase:
            found[at].append(phrase)
    return found


def _longer(others: Iterable[range], at: int, entry: Entry) -> bool:
    """Whether it is a part of a longer phrase that is no cry: `od kit`, `signs of overdose`."""
    length = len(entry.words)
    return any(at + length <= other.stop and len(other) > length for other in others)


def _only_a_slip(others: Iterable[range], words: list[str], at: int, entry: Entry) -> bool:
    """Whether what was typed is another phrase, letter for letter: `want blue`, not `went blue`.
    `pas réveiller` (somebody else, or oneself) asks; it is no slip of `pas réveillé`."""
    end = at + len(entry.words)
    return entry.words != tuple(words[at:end]) and any(end <= other.stop for other in others)


def begins(phrases: Index, words: list[str]) -> bool:
    """Whether a text begins with one of these phrases."""
    return any(at == 0 for at, _ in phrases.within(words))
