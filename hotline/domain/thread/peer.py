"""The moves of one of us in a thread. What is not theirs to do changes nothing."""

from __future__ import annotations

from dataclasses import replace

from hotline.domain.thread import events
from hotline.domain.thread.lane import put
from hotline.domain.thread.offering import (
    came,
    closed,
    joined,
    left,
    offered,
    taken,
    wanted,
    without_owner,
)
from hotline.domain.thread.record import CONTACT, Thread, asked_contact
from hotline.domain.thread.told import SILENT, Telling, ToContact, ToPeer


def took(thread: Thread, event: events.PeerTook, now: float) -> tuple[Thread, list[Telling]]:
    """The first one has it. Asked again, they hear the same; the others that it is taken."""
    if event.person == thread.owner:
        return thread, [ToPeer(event.person, "to_peer.yours")]
    inside = event.person in thread.peers  # a second keeps the door they have
    there = thread if inside else thread.at_door(event.person, event.door)
    if thread.offering:
        return taken(there, event.person, event.ends, now)
    if thread.group and not inside:
        return came(thread, event.person, event.door)
    if thread.second_at and event.person not in thread.seconds:
        return joined(there, event.person)
    return thread, [ToPeer(event.person, "to_peer.group" if thread.group else "to_peer.missed")]


def passed(thread: Thread, event: events.PeerPassed, now: float) -> tuple[Thread, list[Telling]]:
    """No to an offer, or a wish to hand it over: until somebody takes it, it stays theirs."""
    person = event.person
    if person == thread.owner and not (thread.group and thread.seconds):
        thread, said = wanted(thread, event.on, now)
        return thread, [ToPeer(person, "to_peer.offering"), *said]
    if thread.group or person not in thread.seconds:
        thread = replace(thread, passed=tuple(dict.fromkeys((*thread.passed, person))))
    done = ToPeer(person, "to_peer.passed")
    if person == thread.owner:  # the others see it already
        thread, said = without_owner(thread, event.on, now)
        return thread, [done, *said]
    return left(thread, person), [done]


def wrote(thread: Thread, event: events.PeerWrote, now: float) -> tuple[Thread, list[Telling]]:
    """To the contact; whoever else is in it sees it too."""
    if event.person not in thread.peers:
        return thread, [ToPeer(event.person, "to_peer.unsent")]
    if thread.silent:
        return thread, [ToPeer(event.person, SILENT)]
    said: list[Telling] = []
    if not thread.owner:
        thread, said = answered(thread, event.person, event.ends, now)
    thread, more = put(thread, event.person, CONTACT, event.body, now)
    said += more
    for other in thread.peers:
        if other != event.person:
            thread, more = put(thread, event.person, other, event.body, now, extra=True)
            said += more
    told = tuple(n for n in thread.told if n not in {"nudge", "slow", "others", "idle"})
    offering = thread.offering and "others" not in thread.told  # they are back
    asked = thread.asked if offering or thread.second_at else ()
    gone = [ToPeer(p, "to_peer.taken") for p in thread.asked if p not in asked]
    thread = replace(
        thread, wrote_at=now, waits=0.0, told=told, offering=offering, asked=asked, question=""
    )
    return thread, [*said, *gone]


def answered(thread: Thread, person: str, ends: float, now: float) -> tuple[Thread, list[Telling]]:
    """Where all who are on see it, who writes first has it, without a word."""
    thread, said = taken(thread, person, ends, now)
    return thread, [t for t in said if not (isinstance(t, ToPeer) and t.person == person)]


def shut(thread: Thread, event: events.PeerClosed, now: float) -> tuple[Thread, list[Telling]]:
    if event.person not in thread.peers:
        return thread, [ToPeer(event.person, "to_peer.unsent")]
    if event.banned:
        return closed(thread, "", "to_peer.over", by=event.person, contact_hears=False)
    thread, said = closed(thread, "thread.closed", "to_peer.over", by=event.person)
    return thread, [*said, ToPeer(event.person, "to_peer.closed")]


def wants_second(
    thread: Thread, event: events.BackupAsked, now: float
) -> tuple[Thread, list[Telling]]:
    if event.person not in thread.peers:
        return thread, [ToPeer(event.person, "to_peer.unsent")]
    told = tuple(name for name in thread.told if name != "no_second")
    thread, said = offered(
        replace(thread, second_at=now, told=told), event.on, "to_peer.offer.second"
    )
    return thread, [*said, ToPeer(event.person, "to_peer.second.asked")]


def stays(thread: Thread, event: events.PeerStays, now: float) -> tuple[Thread, list[Telling]]:
    return thread, [ToPeer(event.person, "to_peer.stays")]


def goes_off(thread: Thread, event: events.PeerGoesOff, now: float) -> tuple[Thread, list[Telling]]:
    """The contact is asked; nothing moves before somebody takes it."""
    if event.person != thread.owner:
        return thread, [ToPeer(event.person, "to_peer.unsent")]
    if thread.group and thread.seconds:
        return passed(thread, events.PeerPassed(event.person), now)
    name = "thread.goes_off" if event.after else "thread.goes_off.nobody"
    thread = asked_contact(thread, "goes_off" if event.after else "goes_off.nobody", now)
    until: dict[str, str | float] = {"time": event.at}
    return thread, [ToContact(name, until), ToPeer(event.person, "to_peer.goes_off")]
