"""Seats: what the line keeps of one of us between two texts, for some hours.

Words that wait to be addressed lie by themselves, and are gone in minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hotline.domain.seat import Seat
from hotline.store import keys
from hotline.store.commit import ABSENT, ANY, Write, commit, life
from hotline.store.keyring import Keyring
from hotline.store.sealed import Sealed
from hotline.store.vault import STAMP
from hotline.store.wire import Wire


class Seats:
    """As `desk.records.Seats` describes them."""

    def __init__(self, wire: Wire, keyring: Keyring) -> None:
        self._wire = wire
        self._seats = Sealed(Seat, "seat", keys.SEAT_LIFE, keyring)
        self._held = Sealed(Seat, "held", keys.HELD_LIFE, keyring)

    def read(self, person: str, now: float) -> tuple[Seat, bytes]:
        key, words = keys.seat(person), keys.held(person)
        ((sealed, held),) = self._wire.ask(("MGET", key, words))
        seat = self._seats.opened(key, sealed, now)
        stamp = sealed[:STAMP] if sealed else b""
        if seat is None or seat.until <= now:
            return Seat(person), stamp
        waiting = self._held.opened(words, held, now) or Seat(person)
        return replace(seat, held=waiting.held).at(now), stamp

    def write(self, seat: Seat, stamp: bytes, now: float) -> bool:
        return commit(self._wire, list(self.written(seat, stamp, now)))

    def written(self, seat: Seat, stamp: bytes, now: float) -> Iterator[Write]:
        """A seat as writes, for a commit with others."""
        left, key = life(seat.until, now, keys.SEAT_LIFE), keys.seat(seat.person)
        yield self._seats.written(key, replace(seat, held=""), stamp or ABSENT, left, now)
        words = keys.held(seat.person)
        if seat.holds(now):
            short = life(seat.held_until, now, keys.HELD_LIFE)
            waiting = Seat(seat.person, held=seat.held)
            yield self._held.written(words, waiting, ANY, short, now)
        else:
            yield Write(words, ANY)
