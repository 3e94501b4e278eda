"""The record of a ring: who waits, who is rung, who has it. No number of anybody but the line's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from hotline.domain.phone import Phone

# `callback`: the contact is rung by us, once a peer waits for them.
Kind = Literal["plain", "emergency", "stay", "callback"]
Mode = Literal["rest", "direct"]
State = Literal["wait", "claimed", "talk", "parted", "away", "ended"]
# `void` may not win any more, though its leg may still be ringing. An attempt that is over is not
# in the record any more, and its name is never given again: whatever comes about it later is
# answered, and changes nothing.
Status = Literal["planned", "asked", "prompt", "inside", "outside", "void"]
# Why a ring is over: nobody took it, or nobody else after it was given on; the contact hung up or
# chose something else; a peer ended it; a contact whom we rang did not come.
Outcome = Literal["", "nobody", "nobody else", "gone", "other", "finished", "unanswered"]

TALK_LIFE = 14400.0  # seconds a talk may last; the carrier ends it then
FRESH = 4.0  # seconds in which a beat says: alive and alone in the room, now
# Whether somebody who learns may listen: the contact is to be asked, or was, and what they said;
# then it is told to the one who has it. `never`: they said no, and are not asked again.
Listening = Literal["", "ask", "asked", "yes", "no", "never"]
REMEMBERED = 8  # events whose second arrival is known as such


@dataclass(frozen=True, slots=True)
class Attempt:
    """One leg to one peer.

    `at` is when its status last changed, `wanted` when it was planned (seconds UTC), however often
    the carrier would not place it since; `sid` the carrier's id of it, `room` the one that the peer
    was last sent to.
    """

    id: str
    peer: str
    status: Status
    at: float
    sid: str = ""
    room: str = ""
    second: bool = False  # asked in by the peer who has it, and so no rival
    engaged: bool = False  # its phone rings for somebody else: others are rung meanwhile
    listens: bool = False  # a second who learns, whom nobody hears
    came: float = 0.0  # when its peer first went into a room (seconds UTC), 0: never
    wanted: float = 0.0

    @property
    def hopeful(self) -> bool:
        """Whether this peer may still press 1."""
        return self.status in {"planned", "asked", "prompt"}


@dataclass(frozen=True, slots=True)
class Alone:
    """Somebody's beats from the room, of one run: the first and the last (seconds UTC)."""

    first: float = 0.0
    last: float = 0.0

    def again(self, now: float) -> Alone:
        """One more beat; after a gap it begins anew."""
        return Alone(self.first if self.fresh(now) else now, now)

    def fresh(self, now: float) -> bool:
        return now - self.last <= FRESH


@dataclass(frozen=True, slots=True)
class Ring:
    """A contact for whom peers are rung.

    `owner` is the attempt that has it; `room` is named after it, so that no late word about one
    room can ever mean another. `contact_in` is the room that the contact was last sent to, until
    they are known to be out of it. `until` is when waiting ends, whatever else is broken, and
    `patience` how long a wait may be; `turned` is the contact's last sign of life, `heard` their
    last turn; `since` when the state was entered, `began` when this waiting did; `watch` when
    somebody is to look whether both are still there, 0 when not. `passed` are never rung
    again for this contact, `tried` not in this wave; `mark` is what blocks know the contact's phone
    by, empty where it can't be blocked. `callback` is the promise for which peers are rung, `asked`
    when that was asked for; `absent` holds until the contact, whose phone we ring for it, has
    pressed 1. Times are seconds UTC, peers are ids of people.
    """

    id: str
    line: Phone
    call: str
    language: str
    order: tuple[str, ...]
    at_once: int
    patience: float
    kind: Kind = "plain"
    mode: Mode = "rest"
    mark: str = ""
    callback: str = ""
    asked: float = 0.0
    absent: bool = False
    state: State = "wait"
    outcome: Outcome = ""
    owner: str = ""
    room: str = ""
    contact_in: str = ""
    began: float = 0.0
    since: float = 0.0
    until: float = 0.0
    turned: float = 0.0
    heard: float = 0.0
    watch: float = 0.0
    attempts: tuple[Attempt, ...] = ()
    numbered: int = 0  # attempts there ever were: an attempt's name is never given again
    passed: tuple[str, ...] = ()
    learners: tuple[str, ...] = ()  # peers who learn: on, and rung only to listen
    listening: Listening = ""
    hushed: tuple[str, ...] = ()  # peers who were told by text, and are rung once they want it
    tried: tuple[str, ...] = ()
    waves: int = 0  # times the order was rung from its start again, in this waiting
    waved: float = 0.0  # when it last was rung from there
    dialled: float = 0.0  # when the contact's own call last dialled somebody
    calling: bool = False  # whether the one who has it wants a second, who is not there yet
    accepted: float = 0.0  # when the carrier last took a leg, as far as was told
    dropped: bool = False  # whether the contact is still to be told that their person is gone
    handed: bool = False  # whether it was given on by one who had it, or by the contact's own wish
    had: str = ""  # the peer whose leg dropped out of it, and who is rung first
    ring_back: bool = False  # whether the contact allowed to be rung back, should their call drop
    second: str = ""  # who of us said that they come in, should they be asked in
    counting: float = 0.0  # since when silence is counted aloud for the one who has it, 0: not
    offered: bool = False  # whether the contact, out of the room, was asked what they want
    peer_alone: Alone = Alone()
    contact_alone: Alone = Alone()
    seen: tuple[str, ...] = ()

    @property
    def lives_until(self) -> float:
        """When nobody will ask for this record any more (seconds UTC)."""
        talking = self.mode == "direct" or self.state in {"claimed", "talk", "parted", "away"}
        return max(self.until + 600, self.turned + TALK_LIFE if talking else 0.0)

    def attempt(self, id: str) -> Attempt | None:
        return next((attempt for attempt in self.attempts if attempt.id == id), None)

    @property
    def listener(self) -> Attempt | None:
        """The one who listens, or is rung for it."""
        return next((a for a in self.attempts if a.listens and a.status != "void"), None)


def ring_of(attempt: str) -> str:
    """The ring that an attempt belongs to: its name says so, nothing has to be looked up."""
    return attempt.rpartition("-")[0]


def marked(ring: Ring, id: str, status: Status, now: float, sid: str = "") -> Ring:
    """The ring with an attempt's status changed; a name the ring does not know changes nothing."""
    return replace(
        ring,
        attempts=tuple(
            replace(a, status=status, at=now, sid=sid or a.sid) if a.id == id else a
            for a in ring.attempts
        ),
    )


def forgotten(ring: Ring, id: str) -> Ring:
    """The ring without an attempt that is over."""
    return replace(ring, attempts=tuple(a for a in ring.attempts if a.id != id))


def entered(ring: Ring, state: State, now: float) -> Ring:
    """The ring in another state."""
    return replace(ring, state=state, since=now, offered=False)
