"""What lasts, taken out of a store and put into another.

Records are opened, and sealed anew by the keys of the store they come into. Marks are names that
nobody can make again without the numbers: they come as they are, with `lists`, the key behind them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Lasting:
    """Takes it out, and puts it back."""

    wire: Wire
    keyring: Keyring
    flows: Flows
    people: People
    rota: Shifts
    shared: Shared
    switch: Switch

    def take(self, now: float) -> Kept:
        """Raises StoreAway, and SealBroken when a record does not open."""
        return Kept(
            at=now,
            people=self.people.read().people,
            shifts=self.rota.read().shifts,
            shared=self.shared.read().numbers,
            switch=self.switch.read(),
            flows=self.flows.published(),
            lists=self.keyring.key(LISTS),
            marks=self._marks(),
        )

    def put(self, kept: Kept, now: float, settle: Callable[[], None]) -> None:
        """Over what is there; twice is harmless. Raises StoreAway, and Unfit where marks would be
        lost.

        Where the marks bring another `lists` key, `settle` is called: it returns once every process
        has learned of it.
        """
        if kept.lists and kept.lists != self.keyring.key(LISTS):
            self._exchange(kept.lists)
            settle()
        marks = [_written(mark, now) for mark in kept.marks if not 0 <= mark.end <= now]
        commit(self.wire, marks, durable=True)
        wrote = (
            self.people.write(self.people.read(), kept.people),
            self.rota.write(self.rota.read(), kept.shifts),
            self.shared.write(self.shared.read(), kept.shared),
            kept.flows is None or self._publish(*kept.flows),
        )
        self.switch.write(kept.switch)
        if not all(wrote):
            raise StoreAway("somebody else wrote at the same time: do it once more")

    def _publish(self, revision: str, files: Mapping[str, str]) -> bool:
        there = self.flows.revision()
        if there is None:
            return self.flows.seed(files, revision)
        return self.flows.publish(files, revision, there)

    def _exchange(self, lists: bytes) -> None:
        """What the other key sealed goes with it; marks under it nobody would find any more."""
        if self._marks():
            raise Unfit(
                "this store knows who said STOP, or is blocked, under a key of its own",
                "put it into a fresh store",
            )
        commit(self.wire, [Write(keys.SHARED, ANY)], durable=True)
        self.keyring.exchange(LISTS, lists)

    def _marks(self) -> tuple[Mark, ...]:
        found = (name for beginning in MARKS for name in names(self.wire, beginning))
        read = ((n, *self.wire.ask(("GET", n), ("EXPIRETIME", n))) for n in found)
        return tuple(Mark(name, word, end) for name, word, end in read if word)


def _written(mark: Mark, now: float) -> Write:
    return Write(mark.name, ANY, mark.word, life=0 if mark.end < 0 else int(mark.end - now) + 1)
