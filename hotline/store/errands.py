"""Errands: what must happen later, sealed, and when it is due."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from hotline.domain.contact import Contact
from hotline.domain.errands import Due, Errand, SendText
from hotline.errors import SealBroken
from hotline.store import keys, records
from hotline.store.commit import ABSENT, ANY, PRESENT, Write, claim, commit, life, take
from hotline.store.keyring import Keyring
from hotline.store.traces import Traces, trace
from hotline.store.vault import LASTING, Box, day, days
from hotline.store.wire import Wire

_PURPOSE = "errand"
_WITHIN_A_DAY = keys.DAY - keys.ERRAND_MARGIN


class Errands:
    """As `desk.records.Errands` describes them.

    What is over within a day is sealed under the day's key and goes with it. What may be needed
    for longer (a carrier's id of a text, 15 days; it says nothing of anybody) is sealed under the
    lasting one.
    """

    def __init__(
        self, wire: Wire, keyring: Keyring, traces: Traces, now: Callable[[], float]
    ) -> None:
        self._wire, self._keyring, self._traces, self._now = wire, keyring, traces, now

    def add(self, due: Due, errand: Errand, of: Contact | None = None) -> None:
        now = self._now()
        writes = [self.written(due, errand, now), *self._listed(due, errand, of, now)]
        commit(self._wire, writes, [due])

    def add_once(self, mark: str, due: Due, errand: Errand, of: Contact | None = None) -> bool:
        now = self._now()
        key, *before = self._seen(mark)
        seen = Write(key, ABSENT, b"1", keys.SEEN_LIFE), *(Write(old, ABSENT) for old in before)
        listed = self._listed(due, errand, of, now, key)
        return commit(self._wire, [*seen, self.written(due, errand, now), *listed], [due])

    def marked(self, mark: str) -> bool:
        found = self._wire.ask(*(("EXISTS", key) for key in self._seen(mark)))
        return any(found)

    def read(self, id: str) -> Errand | None:
        """What is gone, or opens no more, is no longer due either: else it came up for ever."""
        (sealed,) = self._wire.ask(("GET", keys.errand(id)))
        return self._opened(id, sealed)

    def _opened(self, id: str, sealed: bytes | None) -> Errand | None:
        key = keys.errand(id)
        opened = (_opened(box, sealed, key) for box in self._boxes()) if sealed else ()
        errand = next((errand for errand in opened if errand), None)
        if errand is None:
            self.done(id)
        return errand

    def put_off(self, due: Due, errand: Errand) -> None:
        writes = [self.written(due, errand, self._now(), PRESENT), _not_taken(due.id)]
        commit(self._wire, writes, [due])

    def renew(self, due: Due, errand: Errand) -> None:
        """The same, also where it was done or put away meanwhile."""
        commit(self._wire, [self.written(due, errand, self._now()), _not_taken(due.id)], [due])

    def done(self, id: str) -> None:
        commit(self._wire, self.over(id), (), [id])

    def take(self, id: str, now: float, lease: int) -> Errand | Literal["taken", "nothing"]:
        found = take(self._wire, keys.taken(id), keys.errand(id), id, now, lease)
        return found if found == "taken" else self._opened(id, found) or "nothing"

    def claim(self, now: float, lease: float, most: int) -> list[str]:
        return claim(self._wire, now, lease, most)

    def written(self, due: Due, errand: Errand, now: float, wanted: bytes = ANY) -> Write:
        """An errand as a write, for a commit with others."""
        key = keys.errand(due.id)
        box = self._keyring.box(day(now) if errand.until - now < _WITHIN_A_DAY else LASTING)
        left = life(errand.until, now, keys.ERRAND_LIFE, keys.ERRAND_MARGIN)
        return Write(key, wanted, box.seal(_PURPOSE, records.pack(errand), key), left)

    def _listed(
        self, due: Due, errand: Errand, of: Contact | None, now: float, *more: str
    ) -> list[Write]:
        """A text says itself whose it is."""
        of = Contact(errand.line, errand.to) if isinstance(errand, SendText) else of
        return [self._traces.listing(of, (trace(due.id, errand), *more), now)] if of else []

    def gone(self, id: str) -> Write:
        """An errand removed, as a write."""
        return Write(keys.errand(id), ANY)

    def _seen(self, mark: str) -> list[str]:
        """Where a mark is: under today's key, and where it may still be from yesterday."""
        today, *before = days(self._now(), keys.DAY)
        boxes = self._keyring.box(today), *map(self._keyring.existing, before)
        return [keys.seen(box.tag("seen", mark)) for box in boxes if box]

    def over(self, id: str) -> list[Write]:
        """The same, and whoever was at it, for a commit in which it is not due any more."""
        return [self.gone(id), _not_taken(id)]

    def _boxes(self) -> Iterator[Box]:
        """Those it may be sealed under, one by one: a fork has to fetch each."""
        for name in (*days(self._now(), keys.DAY), LASTING):
            if box := self._keyring.existing(name):
                yield box


def _not_taken(id: str) -> Write:
    return Write(keys.taken(id), ANY)


def _opened(box: Box, sealed: bytes, key: str) -> Errand | None:
    try:
        return records.errand(box.open(_PURPOSE, sealed, key))
    except SealBroken:
        return None
