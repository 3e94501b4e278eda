"""What closes values and names: data keys in an envelope, a key of its own for each purpose.

HOTLINE_SECRET seals a few data keys, which the store keeps: `lasting`, `lists`, and one for each
day. The store destroys a day's key after two days, and with it all that was sealed that day.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Sequence
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from hotline.errors import SealBroken
from hotline.store import dice
from hotline.store.keys import DAY

Random = Callable[[int], bytes]

LASTING = "lasting"
LISTS = "lists"
STAMP = 13  # bytes at the head of a sealed value that are never twice the same

_VERSION = b"\x01"
_NONCE = 12
_TAIL = 16
_LENGTH = 4
_BUCKETS = tuple(512 * 4**step for step in range(12))
_BITS = {
    "session": 80,
    "answer": 80,
    "seen": 80,
    "limit": 64,
    "sent": 64,
    "whose": 80,
    "turned": 64,
    "tries": 64,
    "call": 80,
    "again": 80,
    "block": 24,  # short on purpose: see store/blocks.py
    "trace": 80,
    "talk": 80,
    "check": 80,
    "stop": 24,
}
_SECRET = 32


def day(now: float) -> str:
    """The name of the data key of a moment."""
    return f"day:{int(now // DAY)}"


def days(now: float, life: float) -> tuple[str, ...]:
    """The day keys under which something may lie that lives so long: today's, yesterday's."""
    today, before = day(now), day(now - min(life, DAY))
    return (today,) if before == today else (today, before)


class Box:
    """One data key, in use: it tags and seals, with a key of its own for each purpose."""

    def __init__(self, key: bytes, random: Random = dice.random) -> None:
        self._random = random
        self._for_tags = lru_cache(32)(lambda purpose: _derive(key, f"tag {purpose}"))
        self._for_seals = lru_cache(32)(
            lambda purpose: ChaCha20Poly1305(_derive(key, f"seal {purpose}"))
        )

    def tag(self, purpose: str, text: str) -> str:
        """What stands for a text in the name of a key."""
        digest = hmac.digest(self._for_tags(purpose), text.encode("utf-8", "replace"), "sha256")
        return digest[: _BITS[purpose] // 8].hex()

    def seal(self, purpose: str, blob: bytes, name: str) -> bytes:
        """Seal a value, to be opened under this name of a key only. Its length tells little."""
        nonce = self._random(_NONCE)
        box = self._for_seals(purpose)
        return _VERSION + nonce + box.encrypt(nonce, _padded(blob), name.encode())

    def open(self, purpose: str, sealed: bytes, name: str) -> bytes:
        """Raises SealBroken."""
        plain = self._opened(purpose, sealed, name)
        if plain is None:
            raise SealBroken("not sealed by this key, for this purpose and place")
        length = int.from_bytes(plain[:_LENGTH])
        return plain[_LENGTH : _LENGTH + length]

    def _opened(self, purpose: str, sealed: bytes, name: str) -> bytes | None:
        if sealed[:1] != _VERSION or len(sealed) < STAMP + _LENGTH + _TAIL:
            return None
        try:
            return self._for_seals(purpose).decrypt(sealed[1:STAMP], sealed[STAMP:], name.encode())
        except InvalidTag:
            return None


class Envelope:
    """Closes with HOTLINE_SECRET itself: data keys for their stay in the store, and the places of
    callers, which must open while the store is away. The first secret seals, any opens."""

    def __init__(self, chosen: Sequence[bytes], random: Random = dice.random) -> None:
        if not chosen or any(len(secret) < _SECRET for secret in chosen):
            raise ValueError("a secret of at least 32 bytes is needed")
        self._boxes = tuple(Box(secret, random) for secret in chosen)
        self._random = random

    def fresh(self) -> bytes:
        """A new data key."""
        return self._random(_SECRET)

    def seal(self, blob: bytes, name: str, purpose: str = "envelope") -> bytes:
        return self._boxes[0].seal(purpose, blob, name)

    def first_closed(self, sealed: bytes, name: str) -> bool:
        """Whether it is the first secret that closed this data key."""
        try:
            self._boxes[0].open("envelope", sealed, name)
        except SealBroken:
            return False
        return True

    def open(self, sealed: bytes, name: str, purpose: str = "envelope") -> bytes:
        """Raises SealBroken when no secret of ours closed it."""
        for box in self._boxes[:-1]:
            try:
                return box.open(purpose, sealed, name)
            except SealBroken:
                continue
        return self._boxes[-1].open(purpose, sealed, name)


def _derive(key: bytes, purpose: str) -> bytes:
    info = f"hotline 1 {purpose}".encode()
    return HKDF(algorithm=SHA256(), length=_SECRET, salt=None, info=info).derive(key)


def _padded(blob: bytes) -> bytes:
    size = next(bucket for bucket in _BUCKETS if bucket >= len(blob) + _LENGTH)
    return (len(blob).to_bytes(_LENGTH) + blob).ljust(size, b"\0")
