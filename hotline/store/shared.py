"""Shared numbers in one sealed record, and how many calls a direct line turned away."""

from __future__ import annotations

from hotline.domain.phone import Phone
from hotline.domain.shared import SharedNumber, SharedNumbers
from hotline.store import keys, records
from hotline.store.commit import COUNT, Write, commit
from hotline.store.keyring import Keyring
from hotline.store.vault import LISTS, STAMP, day
from hotline.store.wire import Wire

_PURPOSE = "shared"


class Shared:
    """As `desk.boards.Shared` describes them.

    A list that does not open raises SealBroken: as if empty, it would be written over.
    """

    def __init__(self, wire: Wire, keyring: Keyring) -> None:
        self._wire, self._keyring = wire, keyring

    def read(self) -> SharedNumbers:
        (sealed,) = self._wire.ask(("GET", keys.SHARED))
        if not sealed:
            return SharedNumbers()
        blob = self._keyring.box(LISTS).open(_PURPOSE, sealed, keys.SHARED)
        return SharedNumbers(records.rows(SharedNumber, blob), sealed[:STAMP])

    def write(self, read: SharedNumbers, numbers: tuple[SharedNumber, ...]) -> bool:
        blob = records.pack_rows(numbers)
        sealed = self._keyring.box(LISTS).seal(_PURPOSE, blob, keys.SHARED)
        return commit(self._wire, [Write(keys.SHARED, read.stamp, sealed)], durable=True)

    def turned_away(self, line: Phone, now: float) -> None:
        commit(self._wire, [Write(self._count(line, now), COUNT, life=keys.TURNED_LIFE)])

    def turned(self, line: Phone, now: float) -> int:
        (count,) = self._wire.ask(("GET", self._count(line, now)))
        return int(count or 0)

    def _count(self, line: Phone, now: float) -> str:
        return keys.turned(self._keyring.box(day(now)).tag("turned", line.e164))
