"""Who else is at the store, and what is in it that should not be. Only a doctor asks."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from hotline.errors import StoreAway
from hotline.store.keys import row_of
from hotline.store.names import names
from hotline.store.wire import Wire

_PICKLED = b"\x80"  # how every pickle since 2003 begins


@dataclass(frozen=True, slots=True)
class Found:
    """Counts: connections that watch every command (None: the store does not say), keys that are
    none of ours, keys of ours that should end by themselves and will not, jobs that run whatever
    code is in them."""

    watching: int | None
    strange: int
    endless: int
    pickled: int


class Company:
    """Looks through all of the store."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def look(self) -> Found:
        """Raises StoreAway."""
        here = names(self._wire, "")
        return Found(
            watching=self._watching(),
            strange=sum(row_of(name) is None for name in here),
            endless=sum(map(self._endless, here)),
            pickled=sum(map(self._pickled, (n for n in here if n.startswith("rq:job:")))),
        )

    def _watching(self) -> int | None:
        try:
            (clients,) = self._wire.ask(("CLIENT", "LIST"))
        except StoreAway:  # a rented store may refuse; one that is away is noticed by the next
            return None
        flags = (word[6:] for word in clients.decode().split() if word.startswith("flags="))
        return sum("O" in flag for flag in flags)

    def _endless(self, name: str) -> bool:
        row = row_of(name)
        if row is None or row.life is None or row.loose:
            return False
        (left,) = self._wire.ask(("TTL", name))
        return bool(left == -1)

    def _pickled(self, name: str) -> bool:
        (data,) = self._wire.ask(("HGET", name, "data"))
        return _unpacked(data or b"").startswith(_PICKLED)


def _unpacked(data: bytes) -> bytes:
    """RQ packs what it keeps, where that makes it shorter or not."""
    try:
        return zlib.decompress(data)
    except zlib.error:
        return data
