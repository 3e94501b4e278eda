"""Seats: what the line keeps of one of us between two texts, for some hours."""

from __future__ import annotations

from hotline.domain.seat import Seat
from hotline.store import keys
from hotline.store.commit import ABSENT, Write, commit, life
from hotline.store.keyring import Keyring
from hotline.store.sealed import Sealed
from hotline.store.vault import STAMP
from hotline.store.wire import Wire


class Seats:
    """As `desk.tools.Seats` describes them."""

    def __init__(self, wire: Wire, keyring: Keyring) -> None:
        self._wire = wire
        self._seats = Sealed(Seat, "seat", keys.SEAT_LIFE, keyring)

    def read(self, person: str, now: float) -> tuple[Seat, bytes]:
        key = keys.seat(person)
        (sealed,) = self._wire.ask(("GET", key))
        seat = self._seats.opened(key, sealed, now)
        stamp = sealed[:STAMP] if sealed else b""
        return (seat if seat and seat.until > now else Seat(person)), stamp

    def write(self, seat: Seat, stamp: bytes, now: float) -> bool:
        return commit(self._wire, [self.written(seat, stamp, now)])

    def written(self, seat: Seat, stamp: bytes, now: float) -> Write:
        """A seat as a write, for a commit with others."""
        left = life(seat.until, now, keys.SEAT_LIFE)
        return self._seats.written(keys.seat(seat.person), seat, stamp or ABSENT, left, now)
