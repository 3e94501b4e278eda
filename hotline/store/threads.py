"""Threads: one record for each contact who writes with a peer, and what follows from it.

A contact's thread is found by a daily tag of their number, a peer's by looking through all there
are: these are few. A handle is a key of its own, so that no two threads can ever share it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from hotline.domain.callback import Callback
from hotline.domain.contact import Contact
from hotline.domain.errands import Due, Errand, RelayText, SendText
from hotline.domain.ring.later import look_errand
from hotline.domain.seat import Seat
from hotline.domain.thread.record import Thread, watch_of
from hotline.store import keys
from hotline.store.callbacks import Callbacks
from hotline.store.commit import ABSENT, ANY, LIST, UNLIST, Write, commit, life
from hotline.store.errands import Errands
from hotline.store.keyring import Keyring
from hotline.store.sealed import Sealed
from hotline.store.seats import Seats
from hotline.store.traces import Traces
from hotline.store.vault import STAMP, day
from hotline.store.wire import Wire


class Threads:
    """As `desk.records.Threads` describes them."""

    def __init__(
        self,
        wire: Wire,
        keyring: Keyring,
        errands: Errands,
        seats: Seats,
        traces: Traces,
        callbacks: Callbacks,
    ) -> None:
        self._wire, self._keyring, self._errands = wire, keyring, errands
        self._threads = Sealed(Thread, "thread", keys.DAY, keyring)
        self._seats, self._traces, self._callbacks = seats, traces, callbacks

    def read(self, id: str, now: float) -> tuple[Thread, bytes] | None:
        (sealed,) = self._wire.ask(("GET", keys.thread(id)))
        return self._opened(id, sealed, now)

    def live(self, now: float) -> list[tuple[Thread, bytes]]:
        (names,) = self._wire.ask(("SMEMBERS", keys.THREADS))
        ids = sorted(name.decode() for name in names)
        if not ids:
            return []
        (held,) = self._wire.ask(("MGET", *(keys.thread(id) for id in ids)))
        if gone := [id for id, sealed in zip(ids, held, strict=True) if sealed is None]:
            self._wire.ask(("SREM", keys.THREADS, *gone))
        found = (self._opened(id, sealed, now) for id, sealed in zip(ids, held, strict=True))
        return [thread for thread in found if thread]

    def of_contact(self, contact: Contact, now: float) -> str:
        names = list(self.names(contact, now))
        (found,) = self._wire.ask(("MGET", *names)) if names else ([],)
        return next((id.decode() for id in found if id), "")

    def names(self, contact: Contact, now: float) -> Iterator[str]:
        """Where a contact's thread is found: by today's name, or still by yesterday's."""
        self._keyring.box(day(now))  # made, where there is none: the first name is today's
        for box in self._threads.boxes(now):
            yield keys.talk(box.tag("talk", f"{contact.line.e164} {contact.phone.e164}"))

    def used(self, handles: Collection[str]) -> set[str]:
        (held,) = self._wire.ask(("MGET", *(keys.handle(handle) for handle in handles)))
        return {handle for handle, there in zip(handles, held, strict=True) if there}

    def write(
        self,
        threads: Sequence[tuple[Thread, bytes]],
        errands: Sequence[tuple[Due, Errand]],
        now: float,
        *,
        seats: Sequence[tuple[Seat, bytes]] = (),
        due: Sequence[Due] = (),
        dropped: Collection[str] = (),
        promised: Sequence[Callback] = (),
        durable: bool = False,
    ) -> bool:
        closed = [thread for thread, _ in threads if thread.state == "closed"]
        gone = {*dropped, *(watch_of(t.id) for t in closed)}
        gone |= {item.id for thread in closed for item in thread.items}
        kept = [(due, errand) for due, errand in errands if due.id not in gone]
        writes = [
            *(write for thread, stamp in threads for write in self._written(thread, stamp, now)),
            *(self._errands.written(due, errand, now) for due, errand in kept),
            *(self._errands.gone(id) for id in gone),
            *(write for seat, stamp in seats for write in self._seats.written(seat, stamp, now)),
            *self._listed([thread for thread, _ in threads], kept, now),
            *(write for call in promised for write in self._callbacks.promised(call, now)),
        ]
        when = [
            *(row for row, _ in kept),
            *(row for row in due if row.id not in gone),
            *(Due(now, look_errand(call.id)) for call in promised),
        ]
        return commit(self._wire, writes, when, sorted(gone), durable=durable)

    def _written(self, thread: Thread, stamp: bytes, now: float) -> list[Write]:
        key, contact = keys.thread(thread.id), Contact(thread.line, thread.phone)
        if thread.state == "closed":
            return [
                Write(key, stamp),
                Write(keys.THREADS, UNLIST, thread.id.encode()),
                *(Write(name, ANY) for name in self.names(contact, now)),
            ]
        left = life(thread.until, now, keys.THREAD_LIFE)
        writes = [self._threads.written(key, thread, stamp or ABSENT, left, now)]
        if stamp:
            return writes
        talk, id = next(iter(self.names(contact, now))), thread.id.encode()
        return [
            *writes,
            Write(talk, ABSENT, id, left),
            Write(keys.handle(thread.handle), ABSENT, b"1", keys.HANDLE_LIFE),
            Write(keys.THREADS, LIST, id, keys.THREAD_LIFE),
        ]

    def _listed(
        self, threads: Sequence[Thread], errands: Sequence[tuple[Due, Errand]], now: float
    ) -> Iterator[Write]:
        """All that is about a contact is listed with what they left; a text says whose it is."""
        found: dict[Contact, set[str]] = {}
        for due, errand in errands:
            if isinstance(errand, SendText):
                of = Contact(errand.line, errand.to)
            elif isinstance(errand, RelayText):
                of = next(Contact(t.line, t.phone) for t in threads if t.id == errand.thread)
            else:
                continue
            found.setdefault(of, set()).add(keys.errand(due.id))
        for thread in threads:
            if thread.state != "closed":
                contact = Contact(thread.line, thread.phone)
                about = {keys.thread(thread.id), *self.names(contact, now)}
                found.setdefault(contact, set()).update(about)
        return (self._traces.listing(of, sorted(names), now) for of, names in found.items())

    def _opened(self, id: str, sealed: bytes | None, now: float) -> tuple[Thread, bytes] | None:
        thread = self._threads.opened(keys.thread(id), sealed, now)
        live = thread and sealed and thread.until > now
        return (thread, sealed[:STAMP]) if thread and sealed and live else None
