"""What lasts, taken out of a store and put into another.

Records are opened, and sealed anew by the keys of the store they come into. Marks are names that
nobody can make again without the numbers: they come as they are, with `lists`, the key behind them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hotline.errors import StoreAway, Unfit
from hotline.store import keys
from hotline.store.commit import ANY, Write, commit
from hotline.store.flows import Flows
from hotline.store.kept import Kept, Mark
from hotline.store.keyring import Keyring
from hotline.store.names import names
from hotline.store.people import People
from hotline.store.rota import Shifts
from hotline.store.shared import Shared
from hotline.store.switch import Switch
from hotline.store.vault import LISTS
from hotline.store.wire import Wire

MARKS = ("stop:", "block:")  # how keys begin that are named by a tag under `lists`


class Lasting:
    """Takes it out, and puts it back."""

    def __init__(self, wire: Wire, keyring: Keyring) -> None:
        self._wire, self._keyring = wire, keyring
        self._flows, self._people = Flows(wire, keyring), People(wire, keyring)
        self._rota, self._shared = Shifts(wire, keyring), Shared(wire, keyring)
        self._switch = Switch(wire)

    def take(self, now: float) -> Kept:
        """Raises StoreAway, and SealBroken when a record does not open."""
        return Kept(
            at=now,
            people=self._people.read().people,
            rota=self._rota.read(),
            shared=self._shared.read().numbers,
            switch=self._switch.read(),
            flows=self._flows.published(),
            lists=self._keyring.key(LISTS),
            marks=self._marks(),
        )

    def put(self, kept: Kept, now: float, settle: Callable[[], None]) -> None:
        """Over what is there; twice is harmless. Raises StoreAway, and Unfit where marks would be
        lost.

        Where the marks bring another `lists` key, `settle` is called: it returns once every process
        has learned of it.
        """
        if kept.lists and kept.lists != self._keyring.key(LISTS):
            self._exchange(kept.lists)
            settle()
        marks = [_written(mark, now) for mark in kept.marks if not 0 <= mark.end <= now]
        commit(self._wire, marks, durable=True)
        wrote = (
            self._people.write(self._people.read(), kept.people),
            self._rota.write(self._rota.read(), kept.rota),
            self._shared.write(self._shared.read(), kept.shared),
            kept.flows is None or self._publish(*kept.flows),
        )
        self._switch.write(kept.switch)
        if not all(wrote):
            raise StoreAway("somebody else wrote at the same time: do it once more")

    def _publish(self, revision: str, files: Mapping[str, str]) -> bool:
        there = self._flows.revision()
        if there is None:
            return self._flows.seed(files, revision)
        return self._flows.publish(files, revision, there)

    def _exchange(self, lists: bytes) -> None:
        """What the other key sealed goes with it; marks under it nobody would find any more."""
        if self._marks():
            raise Unfit(
                "this store knows who said STOP, or is blocked, under a key of its own",
                "put it into a fresh store",
            )
        commit(self._wire, [Write(keys.SHARED, ANY)], durable=True)
        self._keyring.exchange(LISTS, lists)

    def _marks(self) -> tuple[Mark, ...]:
        found = (name for beginning in MARKS for name in names(self._wire, beginning))
        read = ((n, *self._wire.ask(("GET", n), ("EXPIRETIME", n))) for n in found)
        return tuple(Mark(name, word, end) for name, word, end in read if word)


def _written(mark: Mark, now: float) -> Write:
    return Write(mark.name, ANY, mark.word, life=0 if mark.end < 0 else int(mark.end - now) + 1)
