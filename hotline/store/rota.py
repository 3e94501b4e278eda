"""The rota: all shifts, and what is otherwise for once, in one sealed record."""

from __future__ import annotations

from dataclasses import replace

from hotline.domain.rota import Rota
from hotline.store import keys, records
from hotline.store.commit import Write, commit
from hotline.store.keyring import Keyring
from hotline.store.vault import LASTING, STAMP
from hotline.store.wire import Wire

_PURPOSE = "rota"


class Shifts:
    """As `desk.boards.Shifts` describes them.

    A rota that does not open raises SealBroken: as if empty, it would be written over.
    """

    def __init__(self, wire: Wire, keyring: Keyring) -> None:
        self._wire, self._keyring = wire, keyring

    def read(self) -> Rota:
        (sealed,) = self._wire.ask(("GET", keys.ROTA))
        if not sealed:
            return Rota()
        blob = self._keyring.box(LASTING).open(_PURPOSE, sealed, keys.ROTA)
        return replace(records.rota(blob), stamp=sealed[:STAMP])

    def write(self, read: Rota, rota: Rota) -> bool:
        blob = records.pack_rota(rota)
        sealed = self._keyring.box(LASTING).seal(_PURPOSE, blob, keys.ROTA)
        return commit(self._wire, [Write(keys.ROTA, read.stamp, sealed)], durable=True)
