"""Tools for a desk that keep in memory what they were asked to do."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from math import inf
from pathlib import Path
from typing import Literal

from hotline.desk.standing import how_it_stands
from hotline.desk.tools import Desk, LegAddresses
from hotline.domain.blocks import EVERYBODY, Block, Kept, Size
from hotline.domain.callback import Callback, look_at
from hotline.domain.calls import CallState
from hotline.domain.checkin.record import CheckIn, due_of, is_due
from hotline.domain.checkin.times import next_due
from hotline.domain.contact import Contact, Held, StoppedBy
from hotline.domain.copies import CopyPage
from hotline.domain.counts import NOBODY, NOTHING, Counted
from hotline.domain.errands import (
    CopyKind,
    Due,
    EraseCall,
    EraseText,
    Errand,
    RelayText,
    SendText,
    WatchCallback,
    copy_of,
)  # fmt: skip
from hotline.domain.events import TextArrived
from hotline.domain.flood import CARDS_DAY, Asked
from hotline.domain.pacing import Dial, Pace, choose, rank
from hotline.domain.peer_call import PeerCall
from hotline.domain.people import Person, Roster
from hotline.domain.phone import Phone, region_of
from hotline.domain.replies import TextReply
from hotline.domain.ring.later import look_errand
from hotline.domain.ring.record import Ring
from hotline.domain.ring_order import Believed
from hotline.domain.rota import Rota, Shift
from hotline.domain.seat import Seat
from hotline.domain.shared import SharedNumber, SharedNumbers
from hotline.domain.standing import State
from hotline.domain.thread.record import Thread, watch_of
from hotline.errors import CarrierError, StoreAway
from hotline.flow.edition import Edition, edition_of
from hotline.flow.folder import read_folder
from hotline.flow.load import load
from hotline.flow.session import Opened, Session
from hotline.noticeboard import Noticeboard
from hotline.store.calls import Calls
from hotline.store.tries import MOST
from hotline.store.vault import Envelope

ROOT = Path(__file__).parents[2]
LINE, OTHER_LINE = Phone("+12025550100"), Phone("+12025550101")
ANNA = Phone("+12025550147")
NOON = 1767283200.0


@dataclass
class Store:
    """Conversations, errands and beats; `away` breaks it, `losing` loses that many races."""

    sessions: dict[tuple[Phone, Phone], Session] = field(default_factory=dict)
    answers: dict[str, tuple[TextReply, ...]] = field(default_factory=dict)
    errands: dict[str, Errand] = field(default_factory=dict)
    due: dict[str, float] = field(default_factory=dict)
    taken: dict[str, float] = field(default_factory=dict)
    beats: dict[str, float] = field(default_factory=lambda: {"worker": inf, "clock": inf})
    counts: Counter[str] = field(default_factory=Counter)
    in_vain: Counter[int] = field(default_factory=Counter)
    marks: set[str] = field(default_factory=set)
    listed: dict[Contact, set[str]] = field(default_factory=dict)
    stopped_by: dict[Contact, StoppedBy] = field(default_factory=dict)
    lately: int = 1
    flooded: bool = False
    away: bool = False
    on_disk: bool = True
    losing: int = 0
    threads: Threads | None = None

    def __post_init__(self) -> None:
        self.callbacks = Callbacks(self)

    def open(self, event: TextArrived, now: float) -> Opened:
        self.here()
        session = self.sessions.get((event.line, event.sender))
        answer = self.answers.get(event.id)
        stopped = self.stopped_by.get(Contact(event.line, event.sender), "")
        seen = event.id in self.answers
        of = Contact(event.line, event.sender)
        thread = self.threads.of_contact(of, now) if self.threads else ""
        return Opened(session, b"", False, answer, seen, self.lately, self.flooded, stopped, thread)

    def close(
        self,
        event: TextArrived,
        opened: Opened,
        *,
        session: Session | None,
        answer: Sequence[TextReply],
        errands: Sequence[tuple[Due, Errand]],
        called_off: Sequence[str],
        now: float,
        counted: Counted = NOTHING,
        promised: Callback | None = None,
    ) -> bool:
        self.here()
        if self.losing:
            self.losing -= 1
            return False
        if session is None:
            self.sessions.pop((event.line, event.sender), None)
        else:
            self.sessions[event.line, event.sender] = session
        self.answers[event.id] = tuple(answer)
        of = Contact(event.line, event.sender)
        self.listed.setdefault(of, set()).update(
            (event.id, *(copy_of(reply.receipt) for reply in answer))
        )
        for id in called_off:
            self.done(id)
        for due, errand in errands:
            self.add(due, errand, of)
        self.count(counted)
        if promised:
            self.callbacks.add(promised, now)
        return True

    def count(self, counted: Counted) -> None:
        self.here()
        self.counts.update(counted.names)
        self.in_vain[counted.hour] += counted.names.count(NOBODY)

    def add(self, due: Due, errand: Errand, of: Contact | None = None) -> None:
        self.here()
        self.errands[due.id], self.due[due.id] = errand, due.at
        of = Contact(errand.line, errand.to) if isinstance(errand, SendText) else of
        if of:
            self.listed.setdefault(of, set()).add(due.id)

    def add_once(self, mark: str, due: Due, errand: Errand, of: Contact | None = None) -> bool:
        self.here()
        if mark in self.marks:
            return False
        self.marks.add(mark)
        self.add(due, errand, of)
        return True

    def marked(self, mark: str) -> bool:
        self.here()
        return mark in self.marks

    def read(self, id: str) -> Errand | None:
        self.here()
        return self.errands.get(id)

    def put_off(self, due: Due, errand: Errand) -> None:
        if due.id in self.errands:
            self.renew(due, errand)

    def renew(self, due: Due, errand: Errand) -> None:
        self.add(due, errand)
        self.taken.pop(due.id, None)

    def done(self, id: str) -> None:
        self.here()
        self.errands.pop(id, None)
        self.due.pop(id, None)
        self.taken.pop(id, None)

    def take(self, id: str, now: float, lease: int) -> Errand | Literal["taken", "nothing"]:
        if self.taken.get(id, 0.0) > now:
            return "taken"
        self.taken[id] = now + lease
        if id not in self.errands:
            self.done(id)
        return self.errands.get(id, "nothing")

    def claim(self, now: float, lease: float, most: int) -> list[str]:
        return [id for id, at in self.due.items() if at <= now][:most]

    def beat(self, part: str, now: float, lasts: int = 60) -> None:
        self.beats[part] = now

    def saw(self, now: float) -> None:
        self.beats["latest"] = now

    def latest(self) -> float:
        return self.beats.get("latest", 0.0)

    def keeps(self) -> bool:
        self.here()
        return self.on_disk

    def last(self, part: str) -> float | None:
        self.here()
        return self.beats.get(part)

    def here(self) -> None:
        if self.away:
            raise StoreAway


@dataclass
class People:
    """A roster in memory; `losing` loses that many races."""

    store: Store
    people: tuple[Person, ...] = ()
    version: int = 0
    losing: int = 0

    def read(self) -> Roster:
        self.store.here()
        return Roster(self.people, str(self.version).encode())

    def write(self, read: Roster, people: tuple[Person, ...]) -> bool:
        if self.losing or read.stamp != str(self.version).encode():
            self.losing = max(self.losing - 1, 0)
            return False
        self.people, self.version = people, self.version + 1
        return True

    def whose(self, phone: Phone) -> str | None:
        person = self.read().with_number(phone)
        return person.id if person else None


@dataclass
class Shifts:
    """A rota in memory."""

    store: Store
    rota: Rota = field(default_factory=Rota)
    version: int = 0

    @property
    def shifts(self) -> tuple[Shift, ...]:
        return self.rota.shifts

    @shifts.setter
    def shifts(self, shifts: tuple[Shift, ...]) -> None:
        self.rota = replace(self.rota, shifts=shifts)

    def read(self) -> Rota:
        self.store.here()
        return replace(self.rota, stamp=str(self.version).encode())

    def write(self, read: Rota, rota: Rota) -> bool:
        self.store.here()
        if read.stamp != str(self.version).encode():
            return False
        self.rota, self.version = rota, self.version + 1
        return True


@dataclass
class Shared:
    """Shared numbers in memory, and how many were turned away."""

    store: Store
    numbers: tuple[SharedNumber, ...] = ()
    away: dict[Phone, int] = field(default_factory=dict)

    def read(self) -> SharedNumbers:
        self.store.here()
        return SharedNumbers(self.numbers)

    def write(self, read: SharedNumbers, numbers: tuple[SharedNumber, ...]) -> bool:
        self.store.here()
        self.numbers = numbers
        return True

    def turned_away(self, line: Phone, now: float) -> None:
        self.away[line] = self.away.get(line, 0) + 1

    def turned(self, line: Phone, now: float) -> int:
        return self.away.get(line, 0)


@dataclass
class Again:
    """Who talked with whom, in memory."""

    store: Store
    peers: dict[tuple[Phone, Phone], tuple[str, float]] = field(default_factory=dict)

    def remember(self, line: Phone, caller: Phone, peer: str, now: float) -> None:
        self.store.here()
        self.peers[line, caller] = peer, now + 600

    def peer(self, line: Phone, caller: Phone, now: float) -> str | None:
        self.store.here()
        peer, until = self.peers.get((line, caller), ("", 0.0))
        return peer if until > now else None


@dataclass
class Traces:
    """Who left what, in memory: ids of texts and errands, and of rings."""

    store: Store
    again: Again
    waiting: dict[Contact, list[str]] = field(default_factory=dict)

    def ring(self, contact: Contact, ring: str, now: float) -> None:
        self.store.here()
        self.waiting.setdefault(contact, []).append(ring)
        self.store.listed.setdefault(contact, set()).add(copy_of(ring))

    def rings(self, contact: Contact, now: float) -> list[str]:
        self.store.here()
        return self.waiting.get(contact, [])

    def held(self, contact: Contact, now: float) -> list[Held]:
        there = {callback.id for callback, _ in self.store.callbacks.of(contact, now)}
        listed = self.store.listed.get(contact, set()) | there
        return [Held(name, now) for name in sorted(listed)]

    def forget(self, contacts: Sequence[Contact], now: float) -> None:
        self.store.here()
        for contact in contacts:
            self.waiting.pop(contact, None)
            self.again.peers.pop((contact.line, contact.phone), None)
            self.store.sessions.pop((contact.line, contact.phone), None)
            self.store.callbacks.forget(contact)
            for id in self.store.listed.pop(contact, ()):
                self.store.answers.pop(id, None)
                if isinstance(self.store.errands.get(id), EraseText | EraseCall):
                    self.store.due[id] = now
                else:
                    self.store.done(id)


@dataclass
class Marks:
    """Who said STOP, in memory."""

    store: Store

    def stop(self, contact: Contact, by: StoppedBy) -> None:
        self.store.here()
        self.store.stopped_by[contact] = by

    def lift(self, contact: Contact) -> None:
        self.store.here()
        self.store.stopped_by.pop(contact, None)

    def stopped(self, contact: Contact) -> StoppedBy:
        self.store.here()
        return self.store.stopped_by.get(contact, "")


@dataclass
class Clearing:
    """What contacts left, out of memory at once."""

    store: Store

    def ids(self, kind: str) -> list[str]:
        return list(self.store.errands) if kind == "errand" else []

    def contacts(self, kept: Collection[str], now: float) -> Mapping[str, int]:
        gone = [id for id in self.store.errands if id not in kept]
        for id in gone:
            self.store.done(id)
        sessions = len(self.store.sessions)
        self.store.sessions.clear()
        self.store.answers.clear()
        self.store.listed.clear()
        self.store.callbacks.held.clear()
        if self.store.threads:
            self.store.threads.threads.clear()
            self.store.threads.seats.seats.clear()
        return {"errand": len(gone), "session": sessions}

    def everything(self) -> Mapping[str, int]:
        return self.contacts((), 0.0)


@dataclass
class Switch:
    """A switch in memory; `asked` counts how often it was looked at."""

    store: Store
    state: State = "open"
    asked: int = 0

    def read(self) -> State:
        self.asked += 1
        self.store.here()
        return self.state

    def write(self, state: State) -> None:
        self.store.here()
        self.state = state


@dataclass
class Tries:
    """PINs that were tried, in memory."""

    store: Store
    wrong: Counter[str] = field(default_factory=Counter)

    def spend(self, who: str, now: float) -> bool:
        self.store.here()
        self.wrong[who] += 1
        return self.wrong[who] <= MOST

    def refund(self, who: str, now: float) -> None:
        self.store.here()
        self.wrong[who] -= 1


@dataclass
class Blocks:
    """Phones kept from people, in memory; nothing ends."""

    store: Store
    kept: set[tuple[str, str]] = field(default_factory=set)

    def mark(self, line: Phone, phone: Phone) -> str:
        self.store.here()
        return f"{line.e164} {phone.e164}"

    def add(self, mark: str, size: Size, peer: str) -> None:
        self.store.here()
        self.kept.add((mark, peer if size.own else EVERYBODY))

    def of(self, mark: str, peers: Sequence[str]) -> Kept:
        self.store.here()
        own = frozenset(peer for peer in peers if (mark, peer) in self.kept)
        return Kept((mark, EVERYBODY) in self.kept, own)

    def all(self, now: float) -> list[Block]:
        return [Block(mark, peer, now + 1) for mark, peer in sorted(self.kept)]

    def lift(self, mark: str) -> int:
        gone = {block for block in self.kept if block[0] == mark}
        self.kept -= gone
        return len(gone)

    def lift_one(self, block: Block) -> None:
        self.kept.discard((block.mark, block.peer))


@dataclass
class Budget:
    """What went to each phone, in memory."""

    store: Store
    spent: Counter[tuple[Phone, Asked]] = field(default_factory=Counter)

    def spend(self, line: Phone, to: Phone, now: float, asked: Asked = "by phone") -> bool:
        self.store.here()
        self.spent[to, asked] += 1
        return self.spent[to, asked] <= CARDS_DAY and not self.store.flooded


@dataclass
class Tally:
    """Counts in memory, of one long day."""

    store: Store

    def add(self, counted: Counted) -> None:
        self.store.count(counted)

    def of_days(self, days: list[date]) -> list[dict[str, int]]:
        return [dict(self.store.counts) for _ in days]

    def of_quarters(self, quarters: list[str]) -> list[dict[str, int]]:
        return [dict(self.store.counts) for _ in quarters]

    def found_nobody(self, begin: float, end: float) -> int:
        return sum(self.store.in_vain[hour] for hour in range(int(begin) // 3600, int(end) // 3600))


@dataclass
class Rings:
    """Rings in memory; `racing` is what else happens just before the next one is written."""

    store: Store
    rings: dict[str, tuple[Ring, bytes]] = field(default_factory=dict)
    racing: list[Callable[[], object]] = field(default_factory=list)
    written: int = 0
    since: dict[str, float] = field(default_factory=dict)

    def waits(self, id: str, now: float) -> None:
        self.store.here()
        self.since[id] = now

    def waits_no_more(self, id: str) -> None:
        self.store.here()
        self.since.pop(id, None)

    def waiting(self, now: float) -> list[str]:
        self.store.here()
        return sorted(self.since, key=self.since.__getitem__)

    def read(self, id: str, now: float) -> tuple[Ring, bytes] | None:
        self.store.here()
        found = self.rings.get(id)
        return found if found and found[0].lives_until > now else None

    def write(
        self,
        ring: Ring,
        stamp: bytes,
        errands: Sequence[tuple[Due, Errand]],
        now: float,
        counted: Counted = NOTHING,
    ) -> bool:
        if self.racing:
            self.racing.pop(0)()
        if (self.rings[ring.id][1] if ring.id in self.rings else b"") != stamp:
            return False
        self.written += 1
        self.rings[ring.id] = ring, b"%013d" % self.written
        self.store.count(counted)
        for due, errand in errands:
            self.store.add(due, errand)
        return True

    def forget(self, ring: Ring, now: float) -> None:
        self.store.here()
        self.rings.pop(ring.id, None)

    def of_call(self, call: str, now: float) -> str | None:
        self.store.here()
        newest_first = reversed(self.rings.items())
        return next((id for id, (ring, _) in newest_first if ring.call == call), None)


@dataclass
class Seats:
    """What is kept of each of us, in memory."""

    store: Store
    seats: dict[str, tuple[Seat, bytes]] = field(default_factory=dict)
    written: int = 0

    def read(self, person: str, now: float) -> tuple[Seat, bytes]:
        self.store.here()
        seat, stamp = self.seats.get(person, (Seat(person), b""))
        return (seat if seat.until > now else Seat(person)).at(now), stamp

    def write(self, seat: Seat, stamp: bytes, now: float) -> bool:
        self.store.here()
        if self.read(seat.person, now)[1] != stamp:
            return False
        self.written += 1
        self.seats[seat.person] = seat, b"%013d" % self.written
        return True


@dataclass
class Threads:
    """Threads in memory; `racing` is what else happens just before the next write."""

    store: Store
    seats: Seats
    threads: dict[str, tuple[Thread, bytes]] = field(default_factory=dict)
    handles: set[str] = field(default_factory=set)
    racing: list[Callable[[], object]] = field(default_factory=list)
    ever: set[tuple[str, Phone]] = field(default_factory=set)  # which person had which contact
    named: dict[str, Phone] = field(default_factory=dict)  # whom a handle stands for, or stood
    over: dict[str, float] = field(default_factory=dict)  # when each ended; infinite: not yet
    written: int = 0

    def read(self, id: str, now: float) -> tuple[Thread, bytes] | None:
        self.store.here()
        found = self.threads.get(id)
        return found if found and found[0].until > now else None

    def live(self, now: float) -> list[tuple[Thread, bytes]]:
        self.store.here()
        return [found for found in self.threads.values() if found[0].until > now]

    def of_contact(self, contact: Contact, now: float) -> str:
        whose = (t for t, _ in self.live(now) if Contact(t.line, t.phone) == contact)
        return next((thread.id for thread in whose), "")

    def used(self, handles: Collection[str]) -> set[str]:
        return self.handles & set(handles)

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
        self.store.here()
        if self.racing:
            self.racing.pop(0)()
        if any((self.threads[t.id][1] if t.id in self.threads else b"") != s for t, s in threads):
            return False
        new = [thread for thread, stamp in threads if not stamp]
        if any(self.of_contact(Contact(t.line, t.phone), now) for t in new):
            return False
        if any(thread.handle in self.handles for thread in new):
            return False
        if any(self.seats.read(seat.person, now)[1] != stamp for seat, stamp in seats):
            return False
        for seat, stamp in seats:
            self.seats.write(seat, stamp, now)
        self.handles |= {thread.handle for thread in new}
        self.named |= {thread.handle: thread.phone for thread in new}
        self.ever |= {(person, t.phone) for t, _ in threads for person in t.peers}
        gone = set(dropped)
        for thread, _ in threads:
            ended = thread.state == "closed" or thread.question == "nobody"
            self.over[thread.id] = min(self.over.get(thread.id, inf), now if ended else inf)
            if thread.state == "closed":
                self.threads.pop(thread.id)
                gone |= {watch_of(thread.id), *(item.id for item in thread.items)}
            else:
                self.written += 1
                self.threads[thread.id] = thread, b"%013d" % self.written
        for when, errand in errands:
            if when.id not in gone:
                self.store.add(when, errand, self._whose(errand, threads))
        self.store.due.update({row.id: row.at for row in due if row.id in self.store.errands})
        for id in gone:
            self.store.done(id)
        for callback in promised:
            self.store.callbacks.add(callback, now)
            self.store.due[look_errand(callback.id)] = now
        return True

    def _whose(self, errand: Errand, threads: Sequence[tuple[Thread, bytes]]) -> Contact | None:
        if not isinstance(errand, RelayText):
            return None
        return next(Contact(t.line, t.phone) for t, _ in threads if t.id == errand.thread)


@dataclass
class CheckIns:
    """Check-ins in memory. `on_disk` False: the store cannot say so."""

    store: Store
    held: dict[str, tuple[CheckIn, bytes]] = field(default_factory=dict)
    sealed: set[str] = field(default_factory=set)  # those that do not open
    on_disk: bool = True
    written: int = 0

    def read(self, id: str) -> tuple[CheckIn, bytes] | None:
        self.store.here()
        return None if id in self.sealed else self.held.get(id)

    def of(self, contact: Contact) -> str:
        self.store.here()
        theirs = (c for c, _ in self.held.values() if Contact(c.line, c.phone) == contact)
        return next((check_in.id for check_in in theirs if not check_in.silent), "")

    def all(self) -> list[tuple[CheckIn, bytes]]:
        self.store.here()
        return [found for id, found in self.held.items() if id not in self.sealed]

    def lost(self, id: str) -> Literal["", "gone", "closed"]:
        if due_of(id) not in self.store.due or (id in self.held and id not in self.sealed):
            return ""
        if id in self.held:
            return "closed"
        self.store.due.pop(due_of(id))
        return "gone"

    def unreadable(self) -> int:
        return len(self.sealed)

    def due_between(self, begin: float, end: float) -> int:
        return sum(begin <= at < end for id, at in self.store.due.items() if is_due(id))

    def put_off(self, id: str, at: float) -> None:
        self.store.due[due_of(id)] = at

    def keep_due(self, now: float) -> int:
        missing = [c for c, _ in self.held.values() if due_of(c.id) not in self.store.due]
        self.store.due |= {due_of(c.id): now for c in missing}
        return len(missing)

    def write(
        self,
        check_in: CheckIn,
        stamp: bytes,
        errands: Sequence[tuple[Due, Errand]],
        now: float,
        *,
        durable: bool,
        counted: Counted = NOTHING,
        done: Collection[str] = (),
    ) -> bool:
        self.store.here()
        if (self.held[check_in.id][1] if check_in.id in self.held else b"") != stamp:
            return False
        if not stamp and self.of(Contact(check_in.line, check_in.phone)):
            return False
        self.written += 1
        if check_in.state == "closed":
            self.held.pop(check_in.id, None)
            self.store.due.pop(due_of(check_in.id), None)
        else:
            self.held[check_in.id] = check_in, b"%013d" % self.written
            self.store.due[due_of(check_in.id)] = max(next_due(check_in), now)
        for due, errand in errands:
            self.store.add(due, errand)
        for id in done:
            self.store.done(id)
        self.store.count(counted)
        if durable and not self.on_disk:
            raise StoreAway("the store did not write it down in time")
        return True


@dataclass
class PeerCalls:
    """Calls to one of us, in memory."""

    store: Store
    calls: dict[str, tuple[PeerCall, bytes]] = field(default_factory=dict)
    written: int = 0

    def read(self, id: str, now: float) -> tuple[PeerCall, bytes] | None:
        self.store.here()
        found = self.calls.get(id)
        return found if found and found[0].until > now else None

    def write(
        self, call: PeerCall, stamp: bytes, errands: Sequence[tuple[Due, Errand]], now: float
    ) -> bool:
        self.store.here()
        if (self.calls[call.id][1] if call.id in self.calls else b"") != stamp:
            return False
        self.written += 1
        self.calls[call.id] = call, b"%013d" % self.written
        for due, errand in errands:
            self.store.add(due, errand)
        return True

    def forget(self, id: str) -> None:
        self.store.here()
        self.calls.pop(id, None)


@dataclass
class Callbacks:
    """Callbacks in memory, and whose each is."""

    store: Store
    held: dict[str, tuple[Callback, bytes]] = field(default_factory=dict)
    whose: dict[str, Contact] = field(default_factory=dict)
    written: int = 0

    def read(self, id: str, now: float) -> tuple[Callback, bytes] | None:
        self.store.here()
        found = self.held.get(id)
        return found if found and found[0].lives_until > now else None

    def of(self, contact: Contact, now: float) -> list[tuple[Callback, bytes]]:
        self.store.here()
        there = [self.held[id] for id in self.held if self.whose[id] == contact]
        there = [each for each in there if each[0].lives_until > now]
        return sorted(there, key=lambda each: each[0].asked, reverse=True)

    def all(self, now: float) -> list[Callback]:
        self.store.here()
        return [callback for callback, _ in self.held.values() if callback.lives_until > now]

    def add(self, callback: Callback, now: float) -> None:
        assert callback.phone
        self.whose[callback.id] = Contact(callback.line, callback.phone)
        assert self.write(callback.id, callback, b"", (), now)
        watch = WatchCallback(callback.id, callback.lives_until)
        self.store.add(Due(look_at(callback, now), look_errand(callback.id)), watch)

    def write(
        self,
        id: str,
        after: Callback | None,
        stamp: bytes,
        errands: Sequence[tuple[Due, Errand]],
        now: float,
        counted: Counted = NOTHING,
    ) -> bool:
        self.store.here()
        if (self.held[id][1] if id in self.held else b"") != stamp:
            return False
        self.written += 1
        if after:
            self.held[id] = after, b"%013d" % self.written
        else:
            self.held.pop(id, None)
        self.store.count(counted)
        for due, errand in errands:
            self.store.add(due, errand)
        return True

    def forget(self, contact: Contact) -> None:
        for id in [id for id in self.held if self.whose[id] == contact]:
            del self.held[id]


@dataclass
class Dials:
    """The pacer in memory, by the choice of the core."""

    pace: Pace = field(default_factory=Pace)
    waiting: dict[str, Dial] = field(default_factory=dict)
    there: dict[str, float] = field(default_factory=dict)
    slot: float = 0.0

    def ask(self, dial: Dial) -> None:
        self.waiting[dial.id] = dial

    def drop(self, id: str) -> None:
        self.waiting.pop(id, None)

    def take(self, now: float, lasts: float) -> str | None:
        self.there = {id: until for id, until in self.there.items() if until > now}
        waiting, live = self.waiting.values(), len(self.there)
        dial = choose(waiting, now=now, slot=self.slot, live=live, pace=self.pace)
        if dial is None:
            return None
        del self.waiting[dial.id]
        self.there[dial.id], self.slot = now + lasts, now + self.pace.gap
        return dial.id

    def spare(self, id: str) -> None:
        self.over(id)
        self.slot = 0.0

    def live(self, id: str, until: float) -> None:
        self.there[id] = until

    def over(self, *ids: str) -> None:
        for id in ids:
            self.there.pop(id, None)

    def wait(self, id: str, now: float) -> float:
        order = sorted(self.waiting.values(), key=lambda dial: (rank(dial), dial.id))
        before = next((n for n, dial in enumerate(order) if dial.id == id), 0)
        return self.pace.wait(self.slot - now, before)


@dataclass
class Beliefs:
    """Beliefs about phones, in memory."""

    until: dict[tuple[str, str], float] = field(default_factory=dict)
    at: dict[str, float] = field(default_factory=dict)
    rests: dict[str, float] = field(default_factory=dict)
    talks: Counter[str] = field(default_factory=Counter)

    def read(self, now: float) -> Believed:
        busy = frozenset(person for (person, _), until in self.until.items() if until > now)
        resting = frozenset(person for person, until in self.rests.items() if until > now)
        return Believed(busy, resting, self.at, dict(self.talks))

    def talked(self, person: str) -> None:
        self.talks[person] += 1

    def forget_talks(self, *people: str) -> None:
        for person in people:
            self.talks.pop(person, None)

    def rung(self, person: str, call: str, now: float, until: float) -> None:
        self.at[person] = now
        self.busy(person, call, until)

    def busy(self, person: str, call: str, until: float) -> None:
        self.until[person, call] = until

    def rest(self, person: str, until: float) -> None:
        self.rests[person] = until

    def free(self, person: str, call: str) -> None:
        self.until.pop((person, call), None)


@dataclass
class Carrier:
    """A carrier that keeps what it was asked; `failing` are the errors it answers with next."""

    sent: list[dict[str, object]] = field(default_factory=list)
    erased: list[str] = field(default_factory=list)
    pages: dict[tuple[str, str], CopyPage] = field(default_factory=dict)  # by kind and page
    listed: list[tuple[str, float, str]] = field(default_factory=list)
    placed: list[dict[str, object]] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    rooms: list[str] = field(default_factory=list)
    states: dict[str, CallState] = field(default_factory=dict)
    failing: list[CarrierError] = field(default_factory=list)

    def send_text(self, **asked: object) -> str:
        self._fail()
        self.sent.append(asked)
        return f"SM{len(self.sent):032x}"

    def erase_text(self, id: str) -> None:
        self._fail()
        self.erased.append(id)

    def copies(self, kind: CopyKind, since: float, page: str) -> CopyPage:
        self._fail()
        self.listed.append((kind, since, page))
        return self.pages.get((kind, page), CopyPage(()))

    def _fail(self) -> None:
        if self.failing:
            raise self.failing.pop(0)

    def place_call(self, **asked: object) -> str:
        self._fail()
        self.placed.append(asked)
        return f"CA{len(self.placed):032x}"

    def end_call(self, sid: str) -> None:
        self._fail()
        self.ended.append(sid)

    def end_room(self, room: str) -> bool:
        self._fail()
        if room in self.rooms:
            self.ended.append(room)
        return room in self.rooms

    def whisper(self, room: str, sid: str, url: str) -> None:
        self._fail()

    def call_state(self, sid: str) -> CallState:
        self._fail()
        return self.states.get(sid, "unknown")

    def erase_call(self, sid: str) -> None:
        self._fail()
        self.erased.append(sid)


@dataclass
class Nudges:
    """Remembers what a worker was told to look at."""

    looked: list[str] = field(default_factory=list)

    def look(self, id: str, *more: str) -> None:
        self.looked += (id, *more)


def no_pause(_: float) -> None:
    """A test does not wait."""


@cache
def default_edition() -> Edition:
    """The flows as they ship."""
    book = load(read_folder(ROOT / "flows")).book
    assert book
    return edition_of(book)


@dataclass
class Line:
    """A whole line in memory, and a contact who texts it."""

    edition: Edition
    store: Store = field(default_factory=Store)
    carrier: Carrier = field(default_factory=Carrier)
    nudges: Nudges = field(default_factory=Nudges)
    dials: Dials = field(default_factory=Dials)
    beliefs: Beliefs = field(default_factory=Beliefs)
    now: float = NOON
    texts: int = 0
    dice: random.Random = field(default_factory=lambda: random.Random(7))  # the same each time
    inside: tuple[Phone, ...] = ()
    as_published: bool = True
    tokens: itertools.count[int] = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        self.people, self.rota = People(self.store), Shifts(self.store)
        self.rings, self.switch = Rings(self.store), Switch(self.store)
        self.again, self.blocks = Again(self.store), Blocks(self.store)
        self.clearing, self.tries = Clearing(self.store), Tries(self.store)
        self.traces, self.marks = Traces(self.store, self.again), Marks(self.store)
        self.shared, self.peer_calls = Shared(self.store), PeerCalls(self.store)
        self.seats = Seats(self.store)
        self.threads = Threads(self.store, self.seats)
        self.store.threads = self.threads
        self.check_ins = CheckIns(self.store)

    def desk(self) -> Desk:
        board = Noticeboard(lambda: how_it_stands(desk), lambda: self.now)
        desk = Desk(
            edition=lambda: self.edition,
            as_published=lambda: self.as_published,
            standing=board.standing,
            conversations=self.store,
            calls=Calls(Envelope([b"s" * 32], self.dice.randbytes), lambda: self.now),
            errands=self.store,
            rings=self.rings,
            dials=self.dials,
            beliefs=self.beliefs,
            peer_calls=self.peer_calls,
            seats=self.seats,
            callbacks=self.store.callbacks,
            threads=self.threads,
            check_ins=self.check_ins,
            addresses=lambda kind, name: LegAddresses(
                f"/{kind}/{name}", f"/sorry/{name}", f"/told/{name}"
            ),
            beats=self.store,
            people=self.people,
            switch=self.switch,
            tally=Tally(self.store),
            budget=Budget(self.store),
            tries=self.tries,
            blocks=self.blocks,
            rota=self.rota,
            again=self.again,
            shared=self.shared,
            traces=self.traces,
            marks=self.marks,
            clearing=self.clearing,
            lines=(LINE, OTHER_LINE, *self.inside),
            inside=self.inside,
            carrier=lambda: self.carrier,
            nudges=self.nudges,
            now=lambda: self.now,
            token=lambda: f"a-random-token-{next(self.tokens):07}",  # as long as a real one
            served=lambda phone: region_of(phone) in {"US", "CA"},
            zone="America/New_York",
        )
        return desk

    def arrives(
        self, body: str, sender: Phone = ANNA, id: str = "", line: Phone = LINE
    ) -> TextArrived:
        self.texts += 1
        return TextArrived(id or f"SM{self.texts:032x}", line, sender, body)

    def due(self) -> list[str]:
        return self.store.claim(self.now, 30, 100)
