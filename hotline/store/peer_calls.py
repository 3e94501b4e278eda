"""Calls of ours to one of us: a record for some minutes, written with what follows from it."""

from __future__ import annotations

from collections.abc import Sequence

from hotline.domain.errands import Due, Errand
from hotline.domain.peer_call import PeerCall
from hotline.store import keys
from hotline.store.commit import ABSENT, ANY, Write, commit, life
from hotline.store.errands import Errands
from hotline.store.keyring import Keyring
from hotline.store.sealed import Sealed
from hotline.store.vault import STAMP
from hotline.store.wire import Wire


class PeerCalls:
    """As `desk.records.PeerCalls` describes them."""

    def __init__(self, wire: Wire, keyring: Keyring, errands: Errands) -> None:
        self._wire, self._errands = wire, errands
        self._calls = Sealed(PeerCall, "peer call", keys.PEER_CALL_LIFE, keyring)

    def read(self, id: str, now: float) -> tuple[PeerCall, bytes] | None:
        key = keys.peer_call(id)
        (sealed,) = self._wire.ask(("GET", key))
        call = self._calls.opened(key, sealed, now)
        if call is None or call.until <= now:
            return None
        return call, sealed[:STAMP]

    def write(
        self, call: PeerCall, stamp: bytes, errands: Sequence[tuple[Due, Errand]], now: float
    ) -> bool:
        left = life(call.until, now, keys.PEER_CALL_LIFE)
        writes = [
            self._calls.written(keys.peer_call(call.id), call, stamp or ABSENT, left, now),
            *(self._errands.written(due, errand, now) for due, errand in errands),
        ]
        return commit(self._wire, writes, [due for due, _ in errands])

    def forget(self, id: str) -> None:
        commit(self._wire, [Write(keys.peer_call(id), ANY)])
