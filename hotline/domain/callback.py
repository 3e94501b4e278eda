"""A callback: somebody asked to be rung, or written to, once a person is there. One record, `step`.

Peers are asked first, so that the contact never waits. The contact's phone is rung twice at most,
not after `until`, and not once they have called it off: where it is not known whether it rang, it
counts as rung. Better lost than rung once more on a phone that is not safe any more.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from hotline.domain.contact import Contact
from hotline.domain.phone import Phone
from hotline.domain.ring.record import Outcome

Way = Literal["call", "text"]
# `waiting` for a person; `offered`: a ring runs that rings peers, and then the contact; `taken`:
# the contact was written to, and this says only who is theirs first.
State = Literal["waiting", "offered", "taken"]
# What became of a ring: it runs, the store has lost it, or how it ended.
Ringing = Outcome | Literal["running", "lost"]

MOST = 2  # times the contact's phone is rung
BETWEEN = 480.0  # seconds from one time to the next
LOOK = 60.0  # seconds from one look for a peer to the next
ROUND = 300.0  # seconds for which peers, none of whom took it, are left in peace
FIRST = 7200.0  # seconds in which whoever took a text-back is asked first
WITHIN = 600.0  # seconds within which a peer and a contact who both agreed are brought together
LATE = 1800.0  # seconds after its end in which a callback may still be told to have lapsed


@dataclass(frozen=True, slots=True)
class Promise:
    """What a contact agrees to: to be rung or written to by then (seconds UTC), by somebody of this
    rotation."""

    way: Way
    rotation: str
    until: float


@dataclass(frozen=True, slots=True)
class Callback:
    """One promise to ring or write to a contact. Times are seconds UTC, peers are ids of people.

    `phone` is None once it is not needed any more. `only` is the one peer who is rung for it, once;
    empty: whoever is on. `ring` is the ring that runs for it or ran last, `rounds` how many there
    were; `tries` how often the contact's phone was rung, or may have been, `rung` when and
    `rung_for` in which ring. `not_before` is when peers may next be asked; `asked_peers` were told
    of it by text, `passed` are not asked again, and `peer` is who took it.
    """

    id: str
    line: Phone
    phone: Phone | None = field(repr=False)
    way: Way
    language: str
    rotation: str
    asked: float
    until: float
    whatsapp: bool = False
    only: str = ""
    state: State = "waiting"
    ring: str = ""
    rounds: int = 0
    tries: int = 0
    rung: float = 0.0
    rung_for: str = ""
    not_before: float = 0.0
    asked_peers: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    peer: str = ""

    @staticmethod
    def between(
        id: str, person: str, contact: Contact, language: str, now: float, within: float
    ) -> Callback:
        """This peer and this contact both agreed: once, within so many seconds."""
        line, phone = contact.line, contact.phone
        return Callback(id, line, phone, "call", language, "", now, now + within, only=person)

    @property
    def lives_until(self) -> float:
        """When nobody will ask for this record any more."""
        return self.until + (0.0 if self.state == "taken" else LATE)


@dataclass(frozen=True, slots=True)
class Looked:
    """It was looked who may be asked now, first to last, and what became of its ring: who of it
    does not want to be asked again, and who had it."""

    free: tuple[str, ...] = ()
    ring: Ringing = "lost"
    passed: tuple[str, ...] = ()
    had: str = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """A peer waits in this ring, and the carrier is about to be asked for the contact's phone."""

    ring: str


@dataclass(frozen=True, slots=True)
class PutOff:
    """The carrier had no room for it just now: it did not ring."""

    ring: str


@dataclass(frozen=True, slots=True)
class Came:
    """The contact picked up, and pressed 1."""

    ring: str


@dataclass(frozen=True, slots=True)
class NotNow:
    """The contact said that now is bad; or no phone is there to be rung."""

    ring: str


@dataclass(frozen=True, slots=True)
class CalledOff:
    """The contact wants it no more."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A peer took a text-back: the contact is written to."""

    peer: str


Event = Looked | Asking | PutOff | Came | NotNow | CalledOff | Taken


@dataclass(frozen=True, slots=True)
class RingPeers:
    """Ring these, first to last, and then the contact."""

    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TellPeers:
    """Tell these, by text, that somebody asked to be written to."""

    peers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RingContact:
    """Ask the carrier for the contact's phone, once."""


@dataclass(frozen=True, slots=True)
class WriteToContact:
    """The one text that was agreed on."""


@dataclass(frozen=True, slots=True)
class Reached:
    """They talk: it is kept."""


@dataclass(frozen=True, slots=True)
class Lapsed:
    """It could not be kept. Who asked for a text is told; a phone does not ring for it. Nor was it
    where one peer wanted it and now is bad: they are told."""


Reply = RingPeers | TellPeers | RingContact | WriteToContact | Reached | Lapsed


class Stepped(NamedTuple):
    """What became of it: None where it is erased, and the number with it."""

    callback: Callback | None
    reply: Reply | None = None


def step(callback: Callback, event: Event, now: float) -> Stepped:
    """Any event, in any state; what comes twice or late changes nothing."""
    match event:
        case Looked():
            return _looked(callback, event, now)
        case Asking(ring):
            return _asking(callback, ring, now)
        case PutOff(ring) if ring == callback.rung_for:
            return Stepped(replace(callback, tries=callback.tries - 1, rung=0.0, rung_for=""))
        case Came(ring) if ring == callback.rung_for:
            return Stepped(None, Reached())
        case NotNow(ring) if ring == callback.rung_for:
            return Stepped(None, Lapsed() if callback.only else None)
        case CalledOff():
            return Stepped(None)
        case Taken(peer) if _takeable(callback, now):
            taken = replace(callback, state="taken", phone=None, peer=peer, until=now + FIRST)
            return Stepped(taken, WriteToContact())
        case _:
            return Stepped(callback)


def look_at(callback: Callback, now: float) -> float:
    """When to look next, whatever happens until then."""
    return min(now + LOOK, callback.until) if now < callback.until else now + LOOK


def _runs(callback: Callback, ring: str) -> bool:
    return callback.state == "offered" and callback.ring == ring


def _takeable(callback: Callback, now: float) -> bool:
    return callback.way == "text" and callback.state == "waiting" and now < callback.until


def _asking(callback: Callback, ring: str, now: float) -> Stepped:
    """Once in a ring, and written down before the carrier hears of it."""
    there_is_time = now < callback.until and callback.tries < MOST
    if not there_is_time or not _runs(callback, ring) or callback.rung_for == ring:
        return Stepped(callback)
    asked = replace(callback, tries=callback.tries + 1, rung=now, rung_for=ring)
    return Stepped(asked, RingContact())


def _looked(callback: Callback, event: Looked, now: float) -> Stepped:
    if callback.state == "taken" or (callback.state == "offered" and event.ring == "running"):
        return Stepped(callback)
    if callback.state == "offered":
        callback = _round_over(callback, event, now)
    if now >= callback.until or callback.tries >= MOST or (callback.only and callback.rounds):
        return Stepped(None, Lapsed())
    free = _first(callback, [peer for peer in event.free if peer not in callback.passed])
    if not free or now < max(callback.not_before, callback.rung and callback.rung + BETWEEN):
        return Stepped(callback)
    return _offered(callback, free)


def _offered(callback: Callback, free: tuple[str, ...]) -> Stepped:
    if callback.way == "call":
        named = f"{callback.id}-{callback.rounds}"
        offered = replace(callback, state="offered", ring=named, rounds=callback.rounds + 1)
        return Stepped(offered, RingPeers(free))
    fresh = tuple(peer for peer in free if peer not in callback.asked_peers)
    told = replace(callback, asked_peers=(*callback.asked_peers, *fresh))
    return Stepped(told, TellPeers(fresh) if fresh else None)


def _round_over(callback: Callback, event: Looked, now: float) -> Callback:
    """Who passed is not asked again, nor who ended it; who waited in vain is asked first."""
    passed = (*event.passed, *((event.had,) if event.ring == "finished" else ()))
    return replace(
        callback,
        state="waiting",
        passed=tuple(dict.fromkeys((*callback.passed, *passed))),
        peer=event.had or callback.peer,
        not_before=now + (ROUND if event.ring == "nobody" else 0.0),
    )


def _first(callback: Callback, free: list[str]) -> tuple[str, ...]:
    return tuple(sorted(free, key=lambda peer: peer != callback.peer))
