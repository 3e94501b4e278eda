"""The tools a desk works with; `wiring.py` hands in the real ones, tests their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from hotline.desk.boards import (
    Beats,
    Beliefs,
    Blocks,
    Budget,
    Dials,
    People,
    Shared,
    Shifts,
    Switch,
    Tally,
    Tries,
)
from hotline.desk.records import (
    Again,
    Callbacks,
    Calls,
    CheckIns,
    Clearing,
    Conversations,
    Errands,
    Marks,
    PeerCalls,
    Rings,
    Seats,
    Threads,
    Traces,
)
from hotline.domain.calls import CallState
from hotline.domain.copies import CopyPage
from hotline.domain.errands import CopyKind
from hotline.domain.phone import Phone
from hotline.domain.standing import Standing
from hotline.flow.edition import Edition

RACES = 5  # times something is decided anew because something else was faster


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

    def whisper(self, room: str, sid: str, url: str) -> None:
        """Say what is asked for at `url` to one call in a room, and to nobody else there."""

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


@dataclass(frozen=True, slots=True)
class LegAddresses:
    """Where the carrier asks and tells about a call that we place. Nothing in them says who anybody
    is."""

    url: str
    fallback: str
    status: str


class Nudges(Protocol):
    """A hint to a worker to look at an errand now, or at some together. May get lost or come
    twice."""

    def look(self, id: str, *more: str) -> None: ...


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
    check_ins: CheckIns
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
    as_published: Callable[[], bool] = lambda: True  # whether `edition` is what was published last
    behind: Callable[[], float] = lambda: 0.0  # seconds by which this machine's clock is behind
    evenings: bool = False  # whether peers are also reminded the evening before a shift
    inside: tuple[Phone, ...] = ()  # those of our numbers that peers write to, and are written from
    fallback: tuple[Phone, ...] = ()  # rung straight from a call while the store is away
