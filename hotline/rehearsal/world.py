"""All that the pretend carrier knows at one moment, bounded, as one value."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass, replace

from hotline.rehearsal.calls.state import Calls
from hotline.rehearsal.faults import Faults
from hotline.rehearsal.happenings import Effect, Params, Timer, Turn
from hotline.rehearsal.message import Message

UNSEEN = frozenset({"queued", "sending"})
NO_FAULTS, NO_CALLS = Faults(), Calls()
MESSAGES, ALERTS, ERRORS, ASKED, PHONES = 500, 200, 200, 1000, 24


@dataclass(frozen=True, slots=True)
class Line:
    """A number of the account; `settings` by the carrier's parameter names."""

    sid: str
    number: str
    settings: Params

    def setting(self, name: str) -> str:
        return dict(self.settings).get(name, "")


@dataclass(frozen=True, slots=True)
class Due:
    """Something that happens later."""

    at: float
    what: Effect | Turn | Timer


@dataclass(frozen=True, slots=True)
class Alert:
    """An entry of the carrier's debugger. It keeps the whole request: that is the danger."""

    sid: str
    at: float
    code: int
    why: str
    url: str
    variables: Params
    response: str
    about: str = ""  # SID of the message concerned
    line: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Misuse:
    """Something asked that this carrier does not know: always a bug in whoever asked."""

    at: float
    what: str


@dataclass(frozen=True, slots=True)
class World:
    """The carrier's whole state."""

    account: str
    lines: tuple[Line, ...]
    pace: float = 1.0
    faults: Faults = NO_FAULTS
    messages: tuple[Message, ...] = ()  # the carrier's records, oldest first
    handsets: tuple[Message, ...] = ()  # what phones have shown: deleting a record leaves it there
    blocked: frozenset[tuple[str, str]] = frozenset()  # (line, contact)
    due: tuple[Due, ...] = ()  # soonest first
    alerts: tuple[Alert, ...] = ()
    errors: tuple[Misuse, ...] = ()
    asked: tuple[str, ...] = ()
    webhooks: tuple[str, ...] = ()  # the addresses it reached the line at
    phones: tuple[str, ...] = ()
    answering: tuple[str, ...] = ()  # incoming texts whose webhook is running
    serial: int = 0
    calls: Calls = NO_CALLS


Step = tuple[World, tuple[Effect, ...]]


def drawn(seed: str, prefix: str, at: int = 0) -> str:
    """An id like the carrier's own, drawn from a seed that was random."""
    return prefix + hashlib.sha256(f"{seed}/{prefix}/{at}".encode()).hexdigest()[:32]


def added(world: World, message: Message) -> World:
    message = replace(message, serial=world.serial + 1)
    kept = (*world.messages, message)[-MESSAGES:]
    world = replace(world, messages=kept, serial=message.serial)
    return shown(with_phone(world, message.contact), message)


def shown(world: World, message: Message) -> World:
    """A phone shows a text once it has left; later only its fate changes there."""
    if message.status in UNSEEN:
        return world
    old = next((m for m in world.handsets if m.sid == message.sid), None)
    if old is None:
        return replace(world, handsets=(*world.handsets, message)[-MESSAGES:])
    new = replace(old, status=message.status, error=message.error)
    return replace(world, handsets=tuple(new if m is old else m for m in world.handsets))


def changed(world: World, message: Message) -> World:
    kept = tuple(message if m.sid == message.sid else m for m in world.messages)
    return replace(world, messages=kept)


def removed(world: World, sid: str) -> World:
    return replace(world, messages=tuple(m for m in world.messages if m.sid != sid))


def found(world: World, sid: str) -> Message | None:
    return next((m for m in world.messages if m.sid == sid), None)


def line_of(world: World, number: str) -> Line | None:
    return next((line for line in world.lines if line.number == number), None)


def later(world: World, at: float, what: Effect | Turn | Timer) -> World:
    nth = bisect_right(world.due, at, key=lambda d: d.at)
    return replace(world, due=(*world.due[:nth], Due(at, what), *world.due[nth:]))


def alerted(world: World, alert: Alert) -> World:
    return replace(world, alerts=(*world.alerts, alert)[-ALERTS:])


def misused(world: World, what: str, now: float) -> World:
    return replace(world, errors=(*world.errors, Misuse(now, what))[-ERRORS:])


def was_asked(world: World, request: str) -> World:
    return replace(world, asked=(*world.asked, request)[-ASKED:])


def has_reached(world: World, url: str) -> World:
    return replace(world, webhooks=(*world.webhooks, url)[-ASKED:])


def with_phone(world: World, number: str) -> World:
    if number in world.phones or len(world.phones) >= PHONES:
        return world
    return replace(world, phones=(*world.phones, number))


def with_faults(world: World, faults: Faults) -> World:
    return world if faults is world.faults else replace(world, faults=faults)
