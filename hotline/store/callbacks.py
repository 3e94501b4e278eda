"""Callbacks: a promise for each contact who asked, found by nobody else, gone when it is over."""

from __future__ import annotations

from collections.abc import Sequence

from hotline.domain.callback import Callback, look_at
from hotline.domain.contact import Contact
from hotline.domain.counts import NOTHING, Counted
from hotline.domain.errands import Due, Errand, SendText, WatchCallback
from hotline.domain.ring.later import look_errand
from hotline.store import keys
from hotline.store.commit import ABSENT, LIST, Write, commit, life
from hotline.store.counts import added
from hotline.store.errands import Errands
from hotline.store.keyring import Keyring
from hotline.store.sealed import Sealed
from hotline.store.traces import Traces, trace
from hotline.store.vault import STAMP
from hotline.store.wire import Wire


class Callbacks:
    """As `desk.records.Callbacks` describes them.

    Each is named at random and listed among what its contact left, so that FORGET erases it by
    name. The ids of all stand in one list: those that are gone fall out of it when it is read.
    """

    def __init__(self, wire: Wire, keyring: Keyring, errands: Errands, traces: Traces) -> None:
        self._wire = wire
        self._callbacks = Sealed(Callback, "callback", keys.CALLBACK_LIFE, keyring)
        self._errands, self._traces = errands, traces

    def read(self, id: str, now: float) -> tuple[Callback, bytes] | None:
        return next(iter(self._read([id], now)), None)

    def of(self, contact: Contact, now: float) -> list[tuple[Callback, bytes]]:
        found = self._read(self._traces.callbacks(contact, now), now)
        return sorted(found, key=lambda each: (each[0].asked, each[0].id), reverse=True)

    def all(self, now: float) -> list[Callback]:
        (names,) = self._wire.ask(("SMEMBERS", keys.CALLBACKS))
        ids = sorted(name.decode() for name in names)
        there = [callback for callback, _ in self._read(ids, now)]
        if gone := set(ids) - {callback.id for callback in there}:
            self._wire.ask(("SREM", keys.CALLBACKS, *gone))
        return sorted(there, key=lambda callback: (callback.asked, callback.id))

    def add(self, callback: Callback, now: float) -> None:
        writes = self.promised(callback, now)
        commit(self._wire, writes, [due(callback, now)], durable=True)

    def promised(self, callback: Callback, now: float) -> list[Write]:
        """A new one as writes, for a commit in which its errand is due, too."""
        name = keys.callback(callback.id)
        watch = WatchCallback(callback.id, callback.lives_until)
        of = callback.phone and Contact(callback.line, callback.phone)
        return [
            self._written(callback, ABSENT, now),
            Write(keys.CALLBACKS, LIST, callback.id.encode(), keys.CALLBACK_LIFE),
            self._errands.written(due(callback, now), watch, now),
            *([self._traces.listing(of, (name,), now)] if of else []),
        ]

    def write(
        self,
        id: str,
        after: Callback | None,
        stamp: bytes,
        errands: Sequence[tuple[Due, Errand]],
        now: float,
        counted: Counted = NOTHING,
    ) -> bool:
        texts = [(due, errand) for due, errand in errands if isinstance(errand, SendText)]
        written = self._written(after, stamp, now) if after else Write(keys.callback(id), stamp)
        writes = [
            written,
            *(self._errands.written(due, errand, now) for due, errand in errands),
            *(self._listed(due, text, now) for due, text in texts),
            *added(counted),
        ]
        return commit(self._wire, writes, [due for due, _ in errands], durable=True)

    def _listed(self, due: Due, text: SendText, now: float) -> Write:
        return self._traces.listing(Contact(text.line, text.to), [trace(due.id, text)], now)

    def _written(self, callback: Callback, wanted: bytes, now: float) -> Write:
        left = life(callback.lives_until, now, keys.CALLBACK_LIFE)
        return self._callbacks.written(keys.callback(callback.id), callback, wanted, left, now)

    def _read(self, ids: Sequence[str], now: float) -> list[tuple[Callback, bytes]]:
        names = [keys.callback(id) for id in ids]
        (held,) = self._wire.ask(("MGET", *names)) if names else ([],)
        found = []
        for key, sealed in zip(names, held, strict=True):
            callback = self._callbacks.opened(key, sealed, now)
            if callback and callback.lives_until > now:
                found.append((callback, sealed[:STAMP]))
        return found


def due(callback: Callback, now: float) -> Due:
    """When it is looked after first."""
    return Due(look_at(callback, now), look_errand(callback.id))
