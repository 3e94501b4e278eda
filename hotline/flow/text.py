"""How a text travels: which letters it may hold, how many parts it costs, where it is cut.

Sources: GSM 03.38 (the 7-bit alphabet), Twilio's segment rules (153/67 letters in joined parts,
152/66 on toll-free numbers), Canadian carriers' guide (136 letters in a single part).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal, NamedTuple

from hotline.domain.phone import Phone, is_toll_free, region_of

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_TWICE = frozenset("\f^{}\\[~]|€")  # escaped: each costs two letters
_PLAIN = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "…": "...",
     "\u00a0": " ", "\u202f": " ", "\u2011": "-", "•": "-", "œ": "oe", "Œ": "OE"}
)  # fmt: skip
_ODD = re.compile("[^" + re.escape("".join(sorted(_BASIC | _TWICE))) + "]")
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
LONGEST = 1600  # letters in one message (Twilio 21617)


class PartSize(NamedTuple):
    """How many letters a part holds: alone and joined, in the 7-bit alphabet and in UCS-2."""

    single: int = 160
    joined: int = 153
    single_wide: int = 70
    joined_wide: int = 67


class Parts(NamedTuple):
    """What a text costs on a given line."""

    encoding: Literal["GSM-7", "UCS-2"]
    units: int
    parts: int


# What is counted and cut is what the line says, never what anybody wrote: it may be remembered.
_remembered = lru_cache(maxsize=2048)


@lru_cache(maxsize=64)
def part_size(line: Phone) -> PartSize:
    """The part size of one of our numbers."""
    if is_toll_free(line):
        return PartSize(joined=152, joined_wide=66)
    return PartSize(single=136) if region_of(line) == "CA" else PartSize()


def tidy(text: str) -> str:
    """Without control, direction and half characters: they break XML (12100) or hide in a bill."""
    return _UNFIT.sub("", text)


def odd_letters(text: str) -> str:
    """The letters that push a text out of the 7-bit alphabet, each once."""
    return "".join(dict.fromkeys(_ODD.findall(text)))


@_remembered
def parts(text: str, size: PartSize = PartSize()) -> Parts:  # noqa: B008 - an immutable value
    """Count what the carrier will bill; an escaped pair or a surrogate pair is never split."""
    if not odd_letters(text):
        widths = [2 if c in _TWICE else 1 for c in text]
        return Parts("GSM-7", sum(widths), _count(widths, size.single, size.joined))
    widths = [2 if ord(c) > 0xFFFF else 1 for c in text]
    return Parts("UCS-2", sum(widths), _count(widths, size.single_wide, size.joined_wide))


def _count(widths: list[int], single: int, joined: int) -> int:
    if sum(widths) <= single:
        return 1 if widths else 0
    count, room = 1, joined
    for width in widths:
        if width > room:
            count, room = count + 1, joined
        room -= width
    return max(count, 2)  # where a lone part holds less than a joined one, it is split all the same


def without_accents(text: str) -> str:
    """The same words in the 7-bit alphabet: á í ó ú lose their accent, é ñ stay."""
    return "".join(map(_nearest, text.translate(_PLAIN)))


@lru_cache(maxsize=1024)
def _nearest(letter: str) -> str:
    if letter in _BASIC or letter in _TWICE:
        return letter
    bare = unicodedata.normalize("NFD", letter)[0]
    return bare if bare in _BASIC else letter


@_remembered
def cheapest(text: str, size: PartSize = PartSize(), *, drop_accents: bool = True) -> str:  # noqa: B008
    """The text as it is sent: without accents only where that makes it fewer parts."""
    if not drop_accents or not odd_letters(text):
        return text
    bare = without_accents(text)
    return bare if parts(bare, size).parts < parts(text, size).parts else text


@_remembered
def pages(text: str, most: int, hint: str, size: PartSize = PartSize()) -> tuple[str, ...]:  # noqa: B008
    """Cut a text into pages of at most `most` parts, at line or sentence ends; all but the last
    close with `hint`, which tells how to get the next."""
    if _fits(text, most, size):
        return (text,)
    cut: list[str] = []
    page = ""
    for piece in _pieces(text):
        if page and not _fits(f"{page}{piece}".rstrip() + f"\n{hint}", most, size):
            cut.append(f"{page.rstrip()}\n{hint}")
            page = ""
        page += piece
    return (*cut, page.rstrip())


def _fits(text: str, most: int, size: PartSize) -> bool:
    return len(text) <= LONGEST and parts(text, size).parts <= most


def _pieces(text: str) -> list[str]:
    """Sentences and lines with the space after them; a very long sentence comes in words."""
    pieces = re.findall(r".+?(?:[.!?]\s+|\n+|$)", text, flags=re.DOTALL)
    return [
        word
        for piece in pieces
        for word in (re.findall(r"\S{1,60}\s*", piece) if len(piece) > 120 else [piece])
    ]
