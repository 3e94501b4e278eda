"""Rings: one record for each contact who waits, written together with what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hotline.domain.counts import NOTHING, Counted
from hotline.domain.errands import Due, Errand
from hotline.domain.ring.record import Ring
from hotline.errors import SealBroken
from hotline.store import keys, records
from hotline.store.commit import ABSENT, ANY, Write, commit, life
from hotline.store.counts import added
from hotline.store.errands import Errands
from hotline.store.keyring import Keyring
from hotline.store.vault import STAMP, Box, day, days
from hotline.store.wire import Wire

_PURPOSE = "ring"


class Rings:
    """As `desk.tools.Rings` describes them."""

    def __init__(self, wire: Wire, keyring: Keyring, errands: Errands) -> None:
        self._wire, self._keyring, self._errands = wire, keyring, errands

    def read(self, id: str, now: float) -> tuple[Ring, bytes] | None:
        key = keys.ring(id)
        (sealed,) = self._wire.ask(("GET", key))
        opened = (_opened(box, sealed, key) for box in self._boxes(now)) if sealed else ()
        ring = next((ring for ring in opened if ring), None)
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
        box, key = self._keyring.box(day(now)), keys.ring(ring.id)
        left = life(ring.lives_until, now, keys.RING_LIFE)
        writes = [
            Write(key, stamp or ABSENT, box.seal(_PURPOSE, records.pack(ring), key), left),
            *([] if stamp or not ring.call else [self._newest(box, ring)]),
            *(self._errands.written(due, errand, now) for due, errand in errands),
            *added(counted),
        ]
        return commit(self._wire, writes, [due for due, _ in errands])

    def forget(self, ring: Ring, now: float) -> None:
        calls = (keys.call(box.tag("call", ring.call)) for box in self._boxes(now))
        commit(self._wire, [Write(name, ANY) for name in (keys.ring(ring.id), *calls)])

    def _newest(self, box: Box, ring: Ring) -> Write:
        """A call's ring is the one that began last, whatever comes late about an older one."""
        name = keys.call(box.tag("call", ring.call))
        return Write(name, ANY, ring.id.encode(), keys.RING_LIFE)

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
        names = [keys.call(box.tag("call", call)) for box in self._boxes(now)]
        (found,) = self._wire.ask(("MGET", *names)) if names else ([],)
        return next((id.decode() for id in found if id), None)

    def _boxes(self, now: float) -> Iterator[Box]:
        for name in days(now, keys.RING_LIFE):
            if box := self._keyring.existing(name):
                yield box


def _opened(box: Box, sealed: bytes, key: str) -> Ring | None:
    try:
        return records.ring(box.open(_PURPOSE, sealed, key))
    except SealBroken:
        return None
