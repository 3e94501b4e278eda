"""The shapes in which a number or a word could lie around, and what it could lie in."""

from __future__ import annotations

import base64
import codecs
import gzip
import hashlib
import json
import re
import urllib.parse
import zlib
from collections.abc import Iterator

from ahocorasick_rs import BytesAhoCorasick

DEEPEST = 4
SHORTEST = (
    7  # letters; and a needle of so few digits counts only where no other digit is next to it
)
_BEFORE = re.compile(rb"\d\.?\Z")  # these seven digits are the end of a longer number
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")


def written(number: str) -> list[str]:
    """A number (E.164, +1 and ten digits) as it may be written."""
    n = number[2:]
    return [
        number, number[1:], n, n[3:], f"({n[:3]}) {n[3:6]}-{n[6:]}", f"{n[:3]}-{n[3:6]}-{n[6:]}",
        f"{n[:3]}.{n[3:6]}.{n[6:]}", f"{n[:3]} {n[3:6]} {n[6:]}",
        f"+1 {n[:3]}-{n[3:6]}-{n[6:]}", number[::-1],
    ]  # fmt: skip


def needles(words: list[str], numbers: list[str]) -> Needles:
    """Every needle, and what it is a shape of."""
    found: dict[bytes, str] = {}
    for text in [*words, *(shape for number in numbers for shape in written(number))]:
        for needle in _encoded(text):
            found.setdefault(needle, text)
    for number in numbers:
        value = int(number[1:])
        for needle in (value.to_bytes(8, "big"), value.to_bytes(8, "little")):
            found.setdefault(needle, number)
    return Needles({needle: what for needle, what in found.items() if len(needle) >= SHORTEST})


def plain_shapes(texts: list[str]) -> Needles:
    """Texts as they lie in memory: bytes, and the wider letters in which a program holds them."""
    kinds = ("utf-8", "utf-16-le", "utf-32-le")
    return Needles({text.encode(kind): text for text in texts for kind in kinds})


def _encoded(text: str) -> Iterator[bytes]:
    plain = text.encode()
    yield from (plain, text.encode("utf-16-le"), text.encode("utf-16-be"), text.encode("utf-32-le"))
    quoted = urllib.parse.quote(text, safe="")
    yield from (
        quoted.encode(),
        urllib.parse.quote(quoted, safe="").encode(),
        urllib.parse.quote_plus(text).encode(),
    )
    yield from (plain.hex().encode(), plain.hex().upper().encode(), json.dumps(text)[1:-1].encode())
    yield from (codecs.encode(text, "rot13").encode(), text[::-1].encode())
    for digest in (hashlib.md5, hashlib.sha1, hashlib.sha256):
        yield from (digest(plain).hexdigest().encode(), digest(plain).digest())
    for shift in range(3):
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            whole = encode(b"\0" * shift + plain)
            yield whole[(shift * 8 + 5) // 6 + (shift > 0) :].rstrip(b"=")[:-1]


class Needles:
    """Shapes, and what each is a shape of; all are looked for in one pass."""

    def __init__(self, shapes: dict[bytes, str]) -> None:
        self._shapes = list(shapes.items())
        self._all_at_once = BytesAhoCorasick(list(shapes))

    def here(self, blob: bytes) -> set[str]:
        """What of it is in a blob as it lies there."""
        return {
            self._shapes[which][1]
            for which, start, end in self._all_at_once.find_matches_as_indexes(
                blob, overlapping=True
            )
            if _stands(blob, start, end)
        }


def search(blob: bytes, wanted: Needles, deep: int = 0) -> set[str]:
    """What of it is in a blob, also inside what is compressed or encoded there."""
    found = wanted.here(blob)
    if deep < DEEPEST:
        for inner in opened(blob):
            found |= search(inner, wanted, deep + 1)
    return found


def _stands(blob: bytes, start: int, end: int) -> bool:
    """Is it there as itself? Seven digits also turn up within a moment, which the store writes
    beside all that ends or is due (1795735556478 ms, 1795735501.5556478 s). Longer ones do not."""
    if end - start > SHORTEST or not blob[start:end].isdigit():
        return True
    return not (_BEFORE.search(blob[max(start - 2, 0) : start]) or blob[end : end + 1].isdigit())


def opened(blob: bytes) -> Iterator[bytes]:
    for at in (m.start() for m in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", blob)):
        yield from _unzipped(zlib.decompressobj(), blob[at:])
    for at in (m.start() for m in re.finditer(rb"\x1f\x8b\x08", blob)):
        try:
            yield gzip.decompress(blob[at:])
        except (OSError, EOFError, zlib.error):
            continue
    runs = dict.fromkeys(_BASE64.findall(blob))  # of many thousand in a log, all in one piece
    if runs:
        yield b"\n".join(_decoded(run) for run in runs)
    if b"%" in blob and len(blob) < 1_000_000:
        decoded = urllib.parse.unquote_to_bytes(blob)
        if decoded != blob:
            yield decoded


def _decoded(run: bytes) -> bytes:
    whole = run.rstrip(b"=").replace(b"+", b"-").replace(b"/", b"_")
    return base64.urlsafe_b64decode(whole[: len(whole) // 4 * 4])


def _unzipped(inflater: zlib._Decompress, blob: bytes) -> Iterator[bytes]:
    try:
        out = inflater.decompress(blob, 1_000_000)
    except zlib.error:
        return
    if out:
        yield out
