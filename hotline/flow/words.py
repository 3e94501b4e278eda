"""How a text is reduced before it is compared: case, accents and punctuation fall away."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import OSA

# What phones write by themselves when somebody reacts to a text of ours; it quotes our own words.
_REACTION = re.compile(
    r"(?:liked|loved|disliked|laughed at|emphasi[sz]ed|questioned|reacted\b.{0,12}\bto"
    r"|[^\w\s]{1,4}\s*(?:to|a|à))\s*[“\"«]",
    re.IGNORECASE,
)
# A thumb, hands, or hearts alone, of whatever colour.
_THANKFUL = re.compile(
    "[\U0001f44c\U0001f44d\U0001f44f\U0001f64f\U0001f64c\u2764\u2665\U0001f90d-\U0001f90e\U0001f9e1"
    "\U0001f493-\U0001f49f\U0001f3fb-\U0001f3ff\ufe0f\\s]+"
)
_APOSTROPHE = re.compile(r"[’‘`´]")
_JOINED = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})  # phones write cœur alone
_INITIALS = re.compile(r"(?<=\b\w)\.(?=\w\b)")
_APART = re.compile(r"[^\w]+|_+")


def normalise(text: str) -> str:
    """`O.D.` → `od`, `she OD'd` → `she oded`, `¿Español?` → `espanol`, `isn't` → `isnt`."""
    if not text.isascii():
        # A letter is three at most; some single signs are whole sentences, and not worth the time.
        folded = unicodedata.normalize("NFKD", _APOSTROPHE.sub("'", text))[: 3 * len(text) + 60]
        bare = "".join(c for c in folded if not unicodedata.combining(c))
        text = bare.translate(_JOINED)
    bare = text.casefold()
    if "'" in bare:
        bare = re.sub(r"(?<=\w)'d\b", "ed", bare).replace("'", "")
    return " ".join(_APART.sub(" ", _INITIALS.sub("", bare)).split())


@lru_cache(maxsize=16384)  # all words of three languages, or each reading of them starts anew
def normalised_word(text: str) -> str:
    """The same, remembered: for words out of flow files, never for what somebody wrote."""
    return normalise(text)


def is_reaction(text: str) -> bool:
    """Whether a phone wrote this by itself, to report a thumb or a heart, or it is one."""
    return bool(_REACTION.match(text.lstrip()) or (text.strip() and _THANKFUL.fullmatch(text)))


def slips(typed: str, word: str, most: int) -> int:
    """Slips (a letter too many, too few, wrong, or two swapped); above `most` it is only more."""
    if typed == word:
        return 0
    if not most or typed[:1] != word[:1] or abs(len(typed) - len(word)) > most:
        return most + 1
    return OSA.distance(typed, word, score_cutoff=most)
