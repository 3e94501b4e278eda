"""What a desk keeps of contacts and talks, as the store gives and takes it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Literal, Protocol

from hotline.domain.callback import Callback
from hotline.domain.checkin.record import CheckIn
from hotline.domain.contact import Contact, Held, StoppedBy
from hotline.domain.counts import NOTHING, Counted
from hotline.domain.errands import Due, Errand
from hotline.domain.events import TextArrived
from hotline.domain.peer_call import PeerCall
from hotline.domain.phone import Phone
from hotline.domain.replies import TextReply
from hotline.domain.ring.record import Ring
from hotline.domain.seat import Seat
from hotline.domain.thread.record import Thread
from hotline.flow.oncall import OnCall
from hotline.flow.session import Opened, Session


class Conversations(Protocol):
    """Text sessions, and the answers given lately."""

    def open(self, event: TextArrived, now: float) -> Opened:
        """Read all that concerns this text, and count it. Raises StoreAway."""

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
        """Write the turn and its errands together; False when somebody else was faster.

        `session` None erases it. `called_off` are ids of errands that no longer happen, `promised`
        is what its sender agreed to.
        Raises StoreAway.
        """


class Calls(Protocol):
    """Where callers are, sealed into addresses. No store is asked."""

    def seal(self, on: OnCall, call: str) -> str:
        """A token for the address of the next request of this call."""

    def open(self, token: str, call: str) -> OnCall | None:
        """What was sealed, None when it is no token of ours for this call."""


class Errands(Protocol):
    """Due records and what is to be done: the truth about later."""

    def add(self, due: Due, errand: Errand, of: Contact | None = None) -> None:
        """Write an errand. `of`: whose it is, where it does not say so. Raises StoreAway."""

    def add_once(self, mark: str, due: Due, errand: Errand, of: Contact | None = None) -> bool:
        """The same, unless something of this mark was written lately. Raises StoreAway."""

    def marked(self, mark: str) -> bool:
        """Whether something of this mark was written lately. Raises StoreAway."""

    def read(self, id: str) -> Errand | None:
        """The errand, or None when it was called off, done or has expired. Raises StoreAway."""

    def put_off(self, due: Due, errand: Errand) -> None:
        """Write it again with a new due time, if it is still there. Raises StoreAway."""

    def renew(self, due: Due, errand: Errand) -> None:
        """The same, also where it was done or put away meanwhile. Raises StoreAway."""

    def done(self, id: str) -> None:
        """Forget an errand. Twice is harmless. Raises StoreAway."""

    def take(self, id: str, now: float, lease: int) -> Errand | Literal["taken", "nothing"]:
        """An errand that is now this worker's alone, for `lease` seconds or until it is done or put
        off; or why there is none: another has it, or it is over. Raises StoreAway."""

    def claim(self, now: float, lease: float, most: int) -> list[str]:
        """Ids that are due, each hidden from other claims for `lease` seconds. Raises StoreAway."""


class Again(Protocol):
    """Which peer a caller last talked with, for ten minutes. Each raises StoreAway."""

    def remember(self, line: Phone, caller: Phone, peer: str, now: float) -> None:
        """They just talked."""

    def peer(self, line: Phone, caller: Phone, now: float) -> str | None:
        """The id of that peer."""


class Traces(Protocol):
    """What a contact left with us, on one line. Each raises StoreAway.

    Conversations, errands and the peer they had list themselves.
    """

    def ring(self, contact: Contact, ring: str, now: float) -> None:
        """Peers are about to be rung for them."""

    def rings(self, contact: Contact, now: float) -> list[str]:
        """The rings there were for them since they were last forgotten, lately."""

    def held(self, contact: Contact, now: float) -> list[Held]:
        """What there is, by kind."""

    def forget(self, contacts: Sequence[Contact], now: float) -> None:
        """Erase all of it but rings, durably; what deletes something at the carrier is due now."""


class Marks(Protocol):
    """Who said STOP, on one line. Each raises StoreAway."""

    def stop(self, contact: Contact, by: StoppedBy) -> None:
        """No text passes any more. Durable."""

    def lift(self, contact: Contact) -> None:
        """Texts pass again. Durable."""

    def stopped(self, contact: Contact) -> StoppedBy:
        """Who blocks texts to them, if anybody does."""


class Clearing(Protocol):
    """Everything about everybody at once. Each raises StoreAway."""

    def ids(self, kind: str) -> list[str]:
        """The ids of all there are of a kind: `errand`, `ring`."""

    def contacts(self, kept: Collection[str], now: float) -> Mapping[str, int]:
        """Erase all that is about contacts but these errands; how many of each kind."""

    def everything(self) -> Mapping[str, int]:
        """Erase whatever there is; how many of each kind."""


class Rings(Protocol):
    """Contacts who wait for a peer, or have one."""

    def read(self, id: str, now: float) -> tuple[Ring, bytes] | None:
        """The ring and its stamp; None when it is over for good. Raises StoreAway."""

    def write(
        self,
        ring: Ring,
        stamp: bytes,
        errands: Sequence[tuple[Due, Errand]],
        now: float,
        counted: Counted = NOTHING,
    ) -> bool:
        """Write it with its errands and what is counted, over what was read with this stamp (empty:
        a new one).

        False when somebody else was faster: then nothing is written. Raises StoreAway.
        """

    def forget(self, ring: Ring, now: float) -> None:
        """Nobody may find it any more. Raises StoreAway."""

    def waits(self, id: str, now: float) -> None:
        """A contact begins to wait. Raises StoreAway."""

    def waits_no_more(self, id: str) -> None:
        """They have somebody, or wait no more. Raises StoreAway."""

    def waiting(self, now: float) -> list[str]:
        """The ids of rings of which that was told, the longest waiting first. Raises
        StoreAway."""

    def of_call(self, call: str, now: float) -> str | None:
        """The id of the ring that a contact's call belongs to. Raises StoreAway."""


class Seats(Protocol):
    """What the line keeps of one of us between two texts. Each raises StoreAway."""

    def read(self, person: str, now: float) -> tuple[Seat, bytes]:
        """Somebody's seat, an empty one where nothing is kept, and its stamp."""

    def write(self, seat: Seat, stamp: bytes, now: float) -> bool:
        """Write it over what was read with this stamp; False when somebody else was faster."""


class Callbacks(Protocol):
    """Promises to ring or write to a contact. Each raises StoreAway."""

    def read(self, id: str, now: float) -> tuple[Callback, bytes] | None:
        """The callback and its stamp; None when it is over."""

    def of(self, contact: Contact, now: float) -> list[tuple[Callback, bytes]]:
        """Those of one contact, the newest first."""

    def all(self, now: float) -> list[Callback]:
        """All there are, the oldest first."""

    def add(self, callback: Callback, now: float) -> None:
        """Write down a new one, durably, and what looks after it."""

    def write(
        self,
        id: str,
        after: Callback | None,
        stamp: bytes,
        errands: Sequence[tuple[Due, Errand]],
        now: float,
        counted: Counted = NOTHING,
    ) -> bool:
        """Write it over what was read with this stamp, with its errands, durably; None erases it.

        False when somebody else was faster, or it was called off: then nothing is written.
        """


class Threads(Protocol):
    """Contacts who write with a peer, or wait for one. Each raises StoreAway."""

    def read(self, id: str, now: float) -> tuple[Thread, bytes] | None:
        """The thread and its stamp; None when it is over."""

    def live(self, now: float) -> list[tuple[Thread, bytes]]:
        """All there are."""

    def of_contact(self, contact: Contact, now: float) -> str:
        """The id of the one that a contact has; empty when none."""

    def used(self, handles: Collection[str]) -> set[str]:
        """Which of these stand for somebody, or did lately."""

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
        """Write them, each over what was read with its stamp (empty: a new one), with their errands
        and the seats of whom it is about; one that is closed is erased, with all that is its.

        `due` are errands that were written before, and are due now; `dropped` need not be done any
        more; `promised` are calls that are to come about at once. False when somebody else was
        faster, or the handle of a new one is taken: then nothing is written.
        """


class CheckIns(Protocol):
    """Check-ins: one for each contact. Each raises StoreAway."""

    def read(self, id: str) -> tuple[CheckIn, bytes] | None:
        """The check-in and its stamp; None when it is over, or does not open."""

    def of(self, contact: Contact) -> str:
        """The id of the one that a contact has; empty when none, or none that they may know of."""

    def all(self) -> list[tuple[CheckIn, bytes]]:
        """All that run."""

    def lost(self, id: str) -> Literal["", "gone", "closed"]:
        """What is the matter with one that is due and was not read: nothing, since it is over; it
        is gone; or it is there, and does not open."""

    def unreadable(self) -> int:
        """How many there are that do not open."""

    def due_between(self, begin: float, end: float) -> int:
        """How many are due from `begin` on and before `end` (seconds UTC)."""

    def put_off(self, id: str, at: float) -> None:
        """Look at this one then, whatever it is."""

    def keep_due(self, now: float) -> int:
        """See to it that each that runs is due; how many were not: these are looked at now."""

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
        """Write it over what was read with this stamp (empty: a new one), with its errands, and due
        at its next moment; one that is closed is erased. `durable`: it is on disk then, or
        StoreAway is raised. `done` are errands that need not be done any more.

        False when somebody else was faster, its contact has one already or its handle is taken:
        then nothing is written.
        """


class PeerCalls(Protocol):
    """Calls of ours to one of us."""

    def read(self, id: str, now: float) -> tuple[PeerCall, bytes] | None:
        """The call and its stamp; None when it is over for good. Raises StoreAway."""

    def write(
        self, call: PeerCall, stamp: bytes, errands: Sequence[tuple[Due, Errand]], now: float
    ) -> bool:
        """Write it with its errands, over what was read with this stamp (empty: a new one).

        False when somebody else was faster: then nothing is written. Raises StoreAway.
        """

    def forget(self, id: str) -> None:
        """How it went is known, and nobody's business any more. Raises StoreAway."""
