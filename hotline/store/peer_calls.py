"""Calls of ours to one of us: a record for some minutes, written with what follows from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hotline.domain.errands import Due, Errand
from hotline.domain.peer_call import PeerCall
from hotline.errors import SealBroken
from hotline.store import keys, records
from hotline.store.commit import ABSENT, ANY, Write, commit, life
from hotline.store.errands import Errands
from hotline.store.keyring import Keyring
from hotline.store.vault import STAMP, Box, day, days
from hotline.store.wire import Wire

_PURPOSE = "peer call"


class PeerCalls:
    """As `desk.tools.PeerCalls` describes them."""

    def __init__(self, wire: Wire, keyring: Keyring, errands: Errands) -> None:
        self._wire, self._keyring, self._errands = wire, keyring, errands

    def read(self, id: str, now: float) -> tuple[PeerCall, bytes] | None:
        key = keys.peer_call(id)
        (sealed,) = self._wire.ask(("GET", key))
        opened = (_opened(box, sealed, key) for box in self._boxes(now)) if sealed else ()
        call = next((call for call in opened if call), None)
        if call is None or call.until <= now:
            return None
        return call, sealed[:STAMP]

    def write(
        self, call: PeerCall, stamp: bytes, errands: Sequence[tuple[Due, Errand]], now: float
    ) -> bool:
        box, key = self._keyring.box(day(now)), keys.peer_call(call.id)
        left = life(call.until, now, keys.PEER_CALL_LIFE)
        writes = [
            Write(key, stamp or ABSENT, box.seal(_PURPOSE, records.pack(call), key), left),
            *(self._errands.written(due, errand, now) for due, errand in errands),
        ]
        return commit(self._wire, writes, [due for due, _ in errands])

    def forget(self, id: str) -> None:
        commit(self._wire, [Write(keys.peer_call(id), ANY)])

    def _boxes(self, now: float) -> Iterator[Box]:
        for name in days(now, keys.PEER_CALL_LIFE):
            if box := self._keyring.existing(name):
                yield box


def _opened(box: Box, sealed: bytes, key: str) -> PeerCall | None:
    try:
        return records.peer_call(box.open(_PURPOSE, sealed, key))
    except SealBroken:
        return None
