"""Slips as people make them: on a small keyboard, on the keys of an old phone, and by ear.

Chance is passed in, so that a study can be repeated letter for letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

Pick = Callable[[int], int]  # from so many things, one: a number from 0
Slip = Callable[[str, int, str, Pick], str]

TWICE = 8  # letters of a phrase, from which on every fifth typo holds two slips
_AROUND = {
    "q": "wa", "w": "qeas", "e": "wrsd", "r": "etdf", "t": "ryfg", "y": "tugh", "u": "yihj",
    "i": "uojk", "o": "ipkl", "p": "ol", "a": "qwsz", "s": "weadzx", "d": "ersfxc", "f": "rtdgcv",
    "g": "tyfhvb", "h": "yugjbn", "j": "uihknm", "k": "iojlm", "l": "opk", "z": "asx", "x": "sdzc",
    "c": "dfxv", "v": "fgcb", "b": "ghvn", "n": "hjbm", "m": "jkn",
}  # fmt: skip
_KEYPAD = ("abc", "def", "ghi", "jkl", "mno", "pqrs", "tuv", "wxyz")
# How else a sound gets written, by language. The `ne` that is lost is a word, and no piece of one.
_BY_EAR = {
    "en": (
        ("ph", "f"), ("ck", "k"), ("c", "k"), ("k", "c"), ("ie", "ei"), ("ei", "ie"), ("ea", "ee"),
        ("ee", "ea"), ("ou", "u"), ("oo", "u"), ("ght", "t"), ("wh", "w"), ("ing", "in"),
        ("tion", "shun"), ("er", "ar"), ("or", "er"), ("x", "ks"), ("y", "i"), ("i", "y"),
        ("a", "e"), ("e", "i"), ("o", "a"), ("you", "u"), ("are", "r"), ("to", "2"), ("for", "4"),
        ("th", "t"), ("s", "z"), ("z", "s"), ("h", ""), ("le", "el"), ("nn", "n"), ("ll", "l"),
    ),
    "es": (
        ("b", "v"), ("v", "b"), ("z", "s"), ("s", "z"), ("ce", "se"), ("ci", "si"), ("ll", "y"),
        ("y", "ll"), ("h", ""), ("ge", "je"), ("gi", "ji"), ("que", "ke"), ("qui", "ki"),
        ("que", "q"), ("c", "k"), ("cc", "c"), ("rr", "r"), ("x", "s"), ("es", "s"), ("ado", "ao"),
        ("para", "pa"), ("e", "i"), ("o", "u"), ("güe", "we"), ("hue", "we"), ("n", "m"),
    ),
    "fr": (
        ("ph", "f"), ("qu", "k"), ("eau", "o"), ("au", "o"), ("ez", "er"), ("er", "ez"),
        ("ai", "e"), ("ent", "e"), ("s", ""), ("ll", "l"), ("ss", "s"), ("c", "s"), ("ç", "s"),
        ("h", ""), ("est", "es"), (r"\bne ", ""), ("y", "i"), ("en", "an"), ("an", "en"),
        ("oi", "oa"), ("x", ""),
    ),
}  # fmt: skip
_SOUNDS = {
    language: [(re.compile(old), new) for old, new in written]
    for language, written in _BY_EAR.items()
}


def typo(written: str, language: str, pick: Pick) -> str:
    """The phrase with a slip, or two where it is long. It always differs, if it holds a letter."""
    phrase = written.casefold()
    twice = len(phrase) >= TWICE and pick(5) == 0
    for _ in range(2 if twice else 1):
        phrase = _slipped(phrase, language, pick)
    return phrase


def _slipped(phrase: str, language: str, pick: Pick) -> str:
    """Ways that change nothing here (no accent to lose, no space) are tried again."""
    letters = [at for at, letter in enumerate(phrase) if letter.isalpha()]
    while letters:
        changed = WAYS[pick(len(WAYS))](phrase, letters[pick(len(letters))], language, pick)
        if changed != phrase and changed.strip():
            return changed
        if len(letters) == 1:  # `k` can only be another key, or doubled
            return _doubled(phrase, letters[0], language, pick)
    return phrase


def _neighbour(phrase: str, at: int, _: str, pick: Pick) -> str:
    return _put(phrase, at, at + 1, _beside(phrase[at], pick))


def _inserted(phrase: str, at: int, _: str, pick: Pick) -> str:
    """Two keys at once."""
    return _put(phrase, at, at, _beside(phrase[at], pick))


def _tapped_wrong(phrase: str, at: int, _: str, pick: Pick) -> str:
    """A key of an old phone tapped once too often, or too few times."""
    same = next((key for key in _KEYPAD if _bare(phrase[at]) in key), phrase[at])
    return _put(phrase, at, at + 1, same[pick(len(same))])


def _dropped(phrase: str, at: int, _: str, __: Pick) -> str:
    return _put(phrase, at, at + 1, "")


def _doubled(phrase: str, at: int, _: str, __: Pick) -> str:
    return _put(phrase, at, at, phrase[at])


def _swapped(phrase: str, at: int, _: str, __: Pick) -> str:
    return _put(phrase, at, at + 2, phrase[at : at + 2][::-1])


def _without_accents(phrase: str, _: int, __: str, ___: Pick) -> str:
    return "".join(map(_bare, phrase))


def _without_space(phrase: str, _: int, __: str, pick: Pick) -> str:
    spaces = [found.start() for found in re.finditer(" ", phrase)]
    return _put(phrase, spaces[at := pick(len(spaces))], spaces[at] + 1, "") if spaces else phrase


def _by_ear(phrase: str, at: int, language: str, pick: Pick) -> str:
    """The sound that begins here, or after here, written otherwise."""
    sounds = _SOUNDS.get(language, ())
    fitting = [(found, new) for old, new in sounds if (found := old.search(phrase, at))]
    if not fitting:
        return phrase
    found, new = fitting[pick(len(fitting))]
    return _put(phrase, found.start(), found.end(), new)


def _beside(letter: str, pick: Pick) -> str:
    """A key that touches this one; the key itself where none is known."""
    around = _AROUND.get(_bare(letter), letter)
    return around[pick(len(around))]


def _bare(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[:1]


def _put(phrase: str, start: int, end: int, letters: str) -> str:
    return phrase[:start] + letters + phrase[end:]


# How often each happens, by how often it stands here.
WAYS: tuple[Slip, ...] = (
    *[_neighbour] * 4,
    *[_dropped] * 4,
    *[_swapped] * 3,
    *[_doubled] * 2,
    *[_by_ear] * 4,
    _inserted,
    _tapped_wrong,
    _without_space,
    _without_accents,
)
