"""The tools a desk works with; `wiring.py` hands in the real ones, tests their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from hotline.domain.errands import Due, Errand
from hotline.domain.events import TextArrived
from hotline.domain.people import Person, Roster
from hotline.domain.phone import Phone
from hotline.domain.replies import TextReply
from hotline.domain.rota import Rota, Shift
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
    ) -> bool:
        """Write the turn and its errands together; False when somebody else was faster.

        `session` None erases it. `called_off` are ids of errands that no longer happen.
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

    def add(self, due: Due, errand: Errand) -> None:
        """Write an errand. Raises StoreAway."""

    def add_once(self, mark: str, due: Due, errand: Errand) -> bool:
        """Write an errand, unless something of this mark was written lately. Raises StoreAway."""

    def read(self, id: str) -> Errand | None:
        """The errand, or None when it was called off, done or has expired. Raises StoreAway."""

    def put_off(self, due: Due, errand: Errand) -> None:
        """Write it again with a new due time, if it is still there. Raises StoreAway."""

    def done(self, id: str) -> None:
        """Forget an errand. Twice is harmless. Raises StoreAway."""

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
        """All shifts. Raises StoreAway."""

    def write(self, read: Rota, shifts: tuple[Shift, ...]) -> bool:
        """Put these in the place of what was read; False when somebody else was faster.

        Raises StoreAway.
        """


class Carrier(Protocol):
    """What we ask of the carrier outside of an answer. Raises CarrierError."""

    def send_text(
        self, *, line: Phone, to: Phone, body: str, receipt: str, valid: int, whatsapp: bool
    ) -> str:
        """Send; returns the carrier's id. After `valid` seconds it is dropped, not delivered."""

    def erase_text(self, id: str) -> None:
        """Delete the carrier's copy of a text, or at least its words.

        Raises CarrierBusy when it is not final yet (its words are gone then if they could be).
        """


class Beats(Protocol):
    """Signs of life of the parts of the line."""

    def beat(self, part: str, now: float) -> None:
        """This part works, now. Raises StoreAway."""

    def last(self, part: str) -> float | None:
        """When it last did (seconds UTC), None when not lately. Raises StoreAway."""


class Nudges(Protocol):
    """A hint to a worker to look at an errand now. May get lost or come twice."""

    def look(self, id: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything the use cases work with. `edition` gives the flows as published now."""

    edition: Callable[[], Edition]
    conversations: Conversations
    calls: Calls
    errands: Errands
    beats: Beats
    people: People
    rota: Shifts
    carrier: Callable[[], Carrier]
    nudges: Nudges
    now: Callable[[], float]  # seconds UTC
    token: Callable[[], str]  # random, 128 bits, [A-Za-z0-9_-]
    served: Callable[[Phone], bool]  # whether we may write to a number (its country is on our list)
    zone: str  # the line's own (IANA)
