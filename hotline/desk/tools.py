"""The tools a desk works with; `wiring.py` hands in the real ones, tests their own."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from hotline.domain.blocks import Block, Kept, Size
from hotline.domain.callback import Callback
from hotline.domain.calls import CallState
from hotline.domain.contact import Contact, Held, StoppedBy
from hotline.domain.copies import CopyPage
from hotline.domain.counts import NOTHING, Counted
from hotline.domain.errands import CopyKind, Due, Errand
from hotline.domain.events import TextArrived
from hotline.domain.pacing import Dial
from hotline.domain.peer_call import PeerCall
from hotline.domain.people import Person, Roster
from hotline.domain.phone import Phone
from hotline.domain.replies import TextReply
from hotline.domain.ring.record import Ring
from hotline.domain.ring_order import Believed
from hotline.domain.rota import Rota
from hotline.domain.seat import Seat
from hotline.domain.shared import SharedNumber, SharedNumbers
from hotline.domain.standing import Standing, State
from hotline.domain.thread.record import Thread
from hotline.flow.edition import Edition
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

    def read(self, id: str) -> Errand | None:
        """The errand, or None when it was called off, done or has expired. Raises StoreAway."""

    def put_off(self, due: Due, errand: Errand) -> None:
        """Write it again with a new due time, if it is still there. Raises StoreAway."""

    def done(self, id: str) -> None:
        """Forget an errand. Twice is harmless. Raises StoreAway."""

    def take(self, id: str, now: float, lease: int) -> bool:
        """Whether an errand is now this worker's alone, for `lease` seconds or until it is done or
        put off. Raises StoreAway."""

    def claim(self, now: float, lease: float, most: int) -> list[str]:
        """Ids that are due, each hidden from other claims for `lease` seconds. Raises StoreAway."""


class People(Protocol):
    """The roster."""

    def read(self) -> Roster:
        """Everybody. Raises StoreAway."""

    def write(self, read: Roster, people: tuple[Person, ...]) -> bool:
        """Put these in the place of what was read; False when somebody else was faster.

        Raises StoreAway.
        """

    def whose(self, phone: Phone) -> str | None:
        """The id of the person with this number, None when it is nobody's. Raises StoreAway."""


class Shifts(Protocol):
    """The rota."""

    def read(self) -> Rota:
        """All of it. Raises StoreAway."""

    def write(self, read: Rota, rota: Rota) -> bool:
        """Put this in the place of what was read; False when somebody else was faster.

        Raises StoreAway.
        """


class Shared(Protocol):
    """Shared numbers. Each raises StoreAway."""

    def read(self) -> SharedNumbers:
        """All of them."""

    def write(self, read: SharedNumbers, numbers: tuple[SharedNumber, ...]) -> bool:
        """Put these in the place of what was read; False when somebody else was faster."""

    def turned_away(self, line: Phone, now: float) -> None:
        """A direct line was not rung for a caller: one more today."""

    def turned(self, line: Phone, now: float) -> int:
        """How many there were today (UTC)."""


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


class Switch(Protocol):
    """The state of the line."""

    def read(self) -> State:
        """As it was last set; open until somebody sets it. Raises StoreAway."""

    def write(self, state: State) -> None:
        """Set it. Raises StoreAway."""


class Blocks(Protocol):
    """Phones that are kept from people. Each raises StoreAway."""

    def mark(self, line: Phone, phone: Phone) -> str:
        """A short tag by which blocks know a phone on a line."""

    def add(self, mark: str, size: Size, peer: str) -> None:
        """Keep it from this peer, or from everybody, as far as `size` says."""

    def of(self, mark: str, peers: Sequence[str]) -> Kept:
        """Whether it is kept from everybody, or from which of these."""

    def all(self, now: float) -> list[Block]:
        """All that stand, the first to end first."""

    def lift(self, mark: str) -> int:
        """End all of this mark; returns how many there were."""

    def lift_one(self, block: Block) -> None:
        """End this one."""


class Budget(Protocol):
    """What the line may send."""

    def spend(self, line: Phone, to: Phone, now: float) -> bool:
        """Count a text that goes to a phone because a caller wished so; False when there were too
        many, to this phone or in all. Raises StoreAway."""


class Tries(Protocol):
    """PINs that were tried."""

    def spend(self, who: str, now: float) -> bool:
        """Count a try; False when there were too many wrong ones today. Raises StoreAway."""

    def refund(self, who: str, now: float) -> None:
        """It was right, and does not count. Raises StoreAway."""


class Tally(Protocol):
    """How often what happened. Each raises StoreAway."""

    def add(self, counted: Counted) -> None:
        """One more of each of these names."""

    def of_days(self, days: list[date]) -> list[dict[str, int]]:
        """The counts of some days; empty for one that is long past."""

    def found_nobody(self, begin: float, end: float) -> int:
        """How many found nobody in these hours (seconds UTC, whole hours), if they are not long
        past."""

    def of_quarters(self, quarters: list[str]) -> list[dict[str, int]]:
        """The counts of some quarters, each like `2026q4`."""


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
        durable: bool = False,
    ) -> bool:
        """Write them, each over what was read with its stamp (empty: a new one), with their errands
        and the seats of whom it is about; one that is closed is erased, with all that is its.

        `due` are errands that were written before, and are due now; `dropped` need not be done any
        more. False when somebody else was faster,
        or the handle of a new one is taken: then nothing is written.
        """


class Dials(Protocol):
    """Calls that wait to be placed, in the order of `domain.pacing`. Each raises StoreAway."""

    def ask(self, dial: Dial) -> None:
        """Let it wait. Twice is harmless."""

    def drop(self, id: str) -> None:
        """It need not be placed any more."""

    def take(self, now: float, lasts: float) -> str | None:
        """The one to place now, counted as there for `lasts` seconds; None when none may be."""

    def spare(self, id: str) -> None:
        """The one just taken was not placed: another may be, at once."""

    def live(self, id: str, until: float) -> None:
        """This call is there, until then at most (seconds UTC)."""

    def over(self, *ids: str) -> None:
        """These calls are over."""

    def wait(self, now: float) -> float:
        """Seconds until it is worth asking again."""


class Carrier(Protocol):
    """What we ask of the carrier outside of an answer. Raises CarrierError."""

    def send_text(
        self, *, line: Phone, to: Phone, body: str, receipt: str, valid: int, whatsapp: bool
    ) -> str:
        """Send; returns the carrier's id. After `valid` seconds it is dropped, not delivered."""

    def erase_text(self, id: str) -> None:
        """Delete the carrier's copy of a text, or at least its words.

        Raises NotFinal when it must wait (its words are gone then if they could be).
        """

    def place_call(
        self,
        *,
        line: Phone,
        to: Phone,
        url: str,
        fallback: str,
        status_url: str,
        timeout: int,
        time_limit: int,
    ) -> str:
        """Ring somebody; returns the carrier's id of the call.

        It rings for `timeout` seconds and lasts `time_limit` at most. What is said is asked for at
        `url`, or at `fallback` when that fails; how far it came is told to `status_url`.
        """

    def end_call(self, sid: str) -> None:
        """End a call, also one that still rings. One that is over is none."""

    def end_room(self, room: str) -> bool:
        """End a room; False when there is none of that name."""

    def call_state(self, sid: str) -> CallState:
        """How far a call came."""

    def erase_call(self, sid: str) -> None:
        """Delete the carrier's records of a call and of those that were dialled from it.

        Raises NotFinal when one must wait.
        """

    def copies(self, kind: CopyKind, since: float, page: str) -> CopyPage:
        """Records that the carrier lists, newest first: those that came about on the (UTC) day of
        `since` or later, all of them when it is 0; the page that `page` leads to, empty: the first.
        """


class Beliefs(Protocol):
    """What we believe of peers; it sorts, and never excludes. Each raises StoreAway."""

    def read(self, now: float) -> Believed:
        """Who is busy now, who rests, and who was rung when."""

    def rung(self, person: str, now: float, until: float) -> None:
        """Their phone is asked to ring; it is busy until then at most (seconds UTC)."""

    def busy(self, person: str, until: float) -> None:
        """They are in a talk, until then at most."""

    def rest(self, person: str, until: float) -> None:
        """They had a long or heavy talk, and rest until then."""

    def free(self, *people: str) -> None:
        """Their legs are over."""

    def talked(self, person: str) -> None:
        """They had one more talk in this shift."""

    def forget_talks(self, *people: str) -> None:
        """Their shift is over."""


@dataclass(frozen=True, slots=True)
class LegAddresses:
    """Where the carrier asks and tells about a call that we place. Nothing in them says who anybody
    is."""

    url: str
    fallback: str
    status: str


class Beats(Protocol):
    """Signs of life of the parts of the line."""

    def beat(self, part: str, now: float, lasts: int = 60) -> None:
        """This part works, now; known for so many seconds. Raises StoreAway."""

    def last(self, part: str) -> float | None:
        """When it last did (seconds UTC), None when not lately. Raises StoreAway."""


class Nudges(Protocol):
    """A hint to a worker to look at an errand now. May get lost or come twice."""

    def look(self, id: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything the use cases work with.

    `edition` gives the flows as published now, `standing` how the line stands: both without a trip
    to the store, as they were a few seconds ago.
    """

    edition: Callable[[], Edition]
    standing: Callable[[], Standing]
    conversations: Conversations
    calls: Calls
    errands: Errands
    rings: Rings
    dials: Dials
    beliefs: Beliefs
    peer_calls: PeerCalls
    seats: Seats
    threads: Threads
    # Of a `leg`, by its attempt, or of a call to a `peer`, by its id.
    callbacks: Callbacks
    # Of a `leg`, by its attempt; of a call to a `peer`, by its id; of one `back`, by its ring.
    addresses: Callable[[str, str], LegAddresses]
    beats: Beats
    people: People
    rota: Shifts
    again: Again
    shared: Shared
    switch: Switch
    tally: Tally
    budget: Budget
    tries: Tries
    blocks: Blocks
    traces: Traces
    marks: Marks
    clearing: Clearing
    lines: tuple[Phone, ...]  # all our numbers, the first a public one
    carrier: Callable[[], Carrier]
    nudges: Nudges
    now: Callable[[], float]  # seconds UTC
    token: Callable[[], str]  # random, 128 bits, [A-Za-z0-9_-]
    served: Callable[[Phone], bool]  # whether we may write to a number (its country is on our list)
    zone: str  # the line's own (IANA)
    evenings: bool = False  # whether peers are also reminded the evening before a shift
    inside: tuple[Phone, ...] = ()  # those of our numbers that peers write to, and are written from
    fallback: tuple[Phone, ...] = ()  # rung straight from a call while the store is away
