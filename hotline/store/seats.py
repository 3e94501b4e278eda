"""Seats: what the line keeps of one of us between two texts, for some hours."""

from __future__ import annotations

from collections.abc import Iterator

from hotline.domain.seat import Seat
from hotline.errors import SealBroken
from hotline.store import keys, records
from hotline.store.commit import ABSENT, Write, commit, life
from hotline.store.keyring import Keyring
from hotline.store.vault import STAMP, Box, day, days
from hotline.store.wire import Wire

_PURPOSE = "seat"


class Seats:
    """As `desk.tools.Seats` describes them."""

    def __init__(self, wire: Wire, keyring: Keyring) -> None:
        self._wire, self._keyring = wire, keyring

    def read(self, person: str, now: float) -> tuple[Seat, bytes]:
        key = keys.seat(person)
        (sealed,) = self._wire.ask(("GET", key))
        opened = (_opened(box, sealed, key) for box in self._boxes(now)) if sealed else ()
        seat = next((seat for seat in opened if seat), None)
        stamp = sealed[:STAMP] if sealed else b""
        return (seat if seat and seat.until > now else Seat(person)), stamp

    def write(self, seat: Seat, stamp: bytes, now: float) -> bool:
        return commit(self._wire, [self.written(seat, stamp, now)])

    def written(self, seat: Seat, stamp: bytes, now: float) -> Write:
        """A seat as a write, for a commit with others."""
        box, key = self._keyring.box(day(now)), keys.seat(seat.person)
        left = life(seat.until, now, keys.SEAT_LIFE)
        return Write(key, stamp or ABSENT, box.seal(_PURPOSE, records.pack(seat), key), left)

    def _boxes(self, now: float) -> Iterator[Box]:
        for name in days(now, keys.SEAT_LIFE):
            if box := self._keyring.existing(name):
                yield box


def _opened(box: Box, sealed: bytes, key: str) -> Seat | None:
    try:
        return records.seat(box.open(_PURPOSE, sealed, key))
    except SealBroken:
        return None
