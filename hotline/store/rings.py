"""Rings: one record for each contact who waits, written together with what follows from it."""

from __future__ import annotations

from collections.abc import Sequence

from hotline.domain.counts import NOTHING, Counted
from hotline.domain.errands import Due, Errand
from hotline.domain.ring.record import Ring
from hotline.store import keys
from hotline.store.commit import ABSENT, ANY, LASTS, Write, commit, life
from hotline.store.counts import added
from hotline.store.errands import Errands
from hotline.store.keyring import Keyring
from hotline.store.sealed import Sealed
from hotline.store.vault import STAMP
from hotline.store.wire import Wire


class Rings:
    """As `desk.records.Rings` describes them."""

    def __init__(self, wire: Wire, keyring: Keyring, errands: Errands) -> None:
        self._wire, self._errands = wire, errands
        self._rings = Sealed(Ring, "ring", keys.RING_LIFE, keyring)

    def read(self, id: str, now: float) -> tuple[Ring, bytes] | None:
        key = keys.ring(id)
        (sealed,) = self._wire.ask(("GET", key))
        ring = self._rings.opened(key, sealed, now)
        if ring is None or ring.lives_until <= now:
            return None
        return ring, sealed[:STAMP]

    def write(
        self,
        ring: Ring,
        stamp: bytes,
        errands: Sequence[tuple[Due, Errand]],
        now: float,
        counted: Counted = NOTHING,
    ) -> bool:
        left = life(ring.lives_until, now, keys.RING_LIFE)
        writes = [
            self._rings.written(keys.ring(ring.id), ring, stamp or ABSENT, left, now),
            *(self._found_by(ring, left, now, new=not stamp) if ring.call else ()),
            *(self._errands.written(due, errand, now) for due, errand in errands),
            *added(counted),
        ]
        return commit(self._wire, writes, [due for due, _ in errands])

    def forget(self, ring: Ring, now: float) -> None:
        names = keys.ring(ring.id), *self._names(ring.call, now)
        commit(self._wire, [Write(name, ANY) for name in names])

    def _found_by(self, ring: Ring, left: int, now: float, *, new: bool) -> list[Write]:
        """A call's ring is the one that began last, whatever comes late about an older one; and it
        is found by its call as long as it is there."""
        names = self._names(ring.call, now)
        if new:
            return [Write(names[0], ANY, ring.id.encode(), left)]
        return [Write(name, LASTS, life=left) for name in names]

    def waits(self, id: str, now: float) -> None:
        self._wire.ask(
            ("ZREMRANGEBYSCORE", keys.WAITING, "-inf", now - keys.WAITING_LIFE),
            ("ZADD", keys.WAITING, now, id),
            ("EXPIRE", keys.WAITING, keys.WAITING_LIFE),
        )

    def waits_no_more(self, id: str) -> None:
        self._wire.ask(("ZREM", keys.WAITING, id))

    def waiting(self, now: float) -> list[str]:
        (found,) = self._wire.ask(
            ("ZRANGE", keys.WAITING, now - keys.WAITING_LIFE, "+inf", "BYSCORE")
        )
        return [id.decode() for id in found]

    def of_call(self, call: str, now: float) -> str | None:
        names = self._names(call, now)
        (found,) = self._wire.ask(("MGET", *names)) if names else ([],)
        return next((id.decode() for id in found if id), None)

    def _names(self, call: str, now: float) -> list[str]:
        """Where a call's ring is found: by today's name, or still by yesterday's."""
        return [keys.call(box.tag("call", call)) for box in self._rings.boxes(now)]
