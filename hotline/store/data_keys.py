"""The data keys as a change of HOTLINE_SECRET sees them: which secret closes each, and anew.

What they seal is not touched: a data key stays what it is, in another envelope.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from hotline.errors import SealBroken, StoreAway
from hotline.store import keys
from hotline.store.commit import Write, commit
from hotline.store.names import names
from hotline.store.vault import STAMP, Envelope
from hotline.store.wire import Wire


@dataclass(frozen=True, slots=True)
class Closed:
    """How many data keys the first secret closes, an older one that is set too, and none of ours.

    What lies under one of the last is lost, until the secret that closes it is set again.
    """

    first: int
    older: int
    lost: int


class DataKeys:
    """All data keys there are."""

    def __init__(self, wire: Wire, envelope: Envelope) -> None:
        self._wire, self._envelope = wire, envelope

    def closed(self) -> Closed:
        """Raises StoreAway."""
        found = Counter(map(self._by, self._places()))
        return Closed(found["first"], found["older"], found["lost"])

    def opens(self, name: str) -> bool:
        """Whether this data key opens for us, or there is none yet. Raises StoreAway."""
        place = keys.data_key(name)
        (sealed,) = self._wire.ask(("GET", place))
        return not sealed or self._opened(sealed, place) is not None

    def seal_anew(self) -> int:
        """Close every data key with the first secret; how many were not. Raises StoreAway.

        Key by key, each all or nothing: ended in between, it goes on where it is run again.
        """
        return sum(map(self._seal_anew, self._places()))

    def rewrite(self) -> bool:
        """Ask the store to write its file anew, without what was sealed before; False when it may
        not, or is at it already. Raises StoreAway."""
        self._wire.ask(("PING",))
        try:
            self._wire.ask(("BGREWRITEAOF",))
        except StoreAway:  # a rented store refuses
            return False
        return True

    def rewriting(self) -> bool:
        """Whether the store is at it. Raises StoreAway."""
        return bool({"aof_rewrite_in_progress:1", "aof_rewrite_scheduled:1"} & self._told())

    def rewrote(self) -> bool:
        """Whether the last time went well: a full disk ends it, and the old file stays."""
        return "aof_last_bgrewrite_status:ok" in self._told()

    def _told(self) -> set[str]:
        (told,) = self._wire.ask(("INFO", "persistence"))
        return set(told.decode().split())

    def _places(self) -> list[str]:
        return names(self._wire, keys.data_key(""))

    def _by(self, place: str) -> str:
        (sealed,) = self._wire.ask(("GET", place))
        if not sealed:
            return "gone"
        if self._envelope.first_closed(sealed, place):
            return "first"
        return "lost" if self._opened(sealed, place) is None else "older"

    def _seal_anew(self, place: str) -> bool:
        sealed, left = self._wire.ask(("GET", place), ("TTL", place))
        if not sealed or self._envelope.first_closed(sealed, place):
            return False
        key = self._opened(sealed, place)
        if key is None:
            return False
        anew = Write(place, sealed[:STAMP], self._envelope.seal(key, place), max(0, left))
        return commit(self._wire, [anew], durable=True)

    def _opened(self, sealed: bytes, place: str) -> bytes | None:
        try:
            return self._envelope.open(sealed, place)
        except SealBroken:
            return None
