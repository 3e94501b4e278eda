"""Records that are sealed under the key of their day, and opened under that or the one before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Generic, TypeVar

from hotline.errors import SealBroken
from hotline.store import records
from hotline.store.commit import Write
from hotline.store.keyring import Keyring
from hotline.store.vault import Box, day, days

T = TypeVar("T", bound=records.Record)


class Sealed(Generic[T]):
    """How one kind of record is closed. `life` is the longest that one is kept, in seconds."""

    def __init__(self, kind: type[T], purpose: str, life: int, keyring: Keyring) -> None:
        self._kind, self._purpose, self._life = kind, purpose, life
        self._keyring = keyring

    def opened(self, key: str, sealed: bytes | None, now: float) -> T | None:
        """What lies under this key; None where nothing does, or nothing that we can open."""
        for box in self.boxes(now) if sealed else ():
            with suppress(SealBroken):
                return records.one(self._kind, box.open(self._purpose, sealed or b"", key))
        return None

    def written(self, key: str, record: T, wanted: bytes, left: int, now: float) -> Write:
        """It, sealed, as a write for `left` seconds."""
        box = self._keyring.box(day(now))
        return Write(key, wanted, box.seal(self._purpose, records.pack(record), key), left)

    def boxes(self, now: float) -> Iterator[Box]:
        """Those that it may be sealed under, or named by, one by one: each may take a trip."""
        for name in days(now, self._life):
            if box := self._keyring.existing(name):
                yield box
