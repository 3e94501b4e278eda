"""The moves of a contact in a thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hotline.domain.thread import events
from hotline.domain.thread.lane import put, stopped
from hotline.domain.thread.offering import closed, gathered, left, taken, wanted, without_owner
from hotline.domain.thread.record import CONTACT, Thread, asked_contact
from hotline.domain.thread.told import Telling, ToContact

LATE = "late"  # among what was told: that words may reach them late

# What the contact and the peers hear where a contact ends it; empty: nothing.
_ENDS: Mapping[events.Why, tuple[str, str]] = {
    "erased": ("", "to_peer.over"),
    "stopped": ("", "to_peer.stopped"),
    "left": ("", "to_peer.over"),
    "banned": ("", "to_peer.over"),
    "enough": ("thread.closed", "to_peer.enough"),
    "not_now": ("thread.not_now", "to_peer.over"),
}


def wrote(thread: Thread, event: events.ContactWrote, now: float) -> tuple[Thread, list[Telling]]:
    """To whoever has it, and all who are in it; where nobody is yet, to whoever will be."""
    thread, said = gathered(thread, event.together) if thread.group else (thread, [])
    thread, more = put(thread, CONTACT, thread.lead, event.body, now)
    said += more
    for other in thread.peers[1:]:
        thread, more = put(thread, CONTACT, other, event.body, now, extra=True)
        said += more
    waits = thread.waits or (now if thread.owner else 0.0)
    to_peer_at = now if thread.peers else thread.to_peer_at
    thread = replace(thread, wrote_at=now, waits=waits, to_peer_at=to_peer_at, question="")
    return _lateness(thread, event.late, said)


def _lateness(thread: Thread, late: bool, said: list[Telling]) -> tuple[Thread, list[Telling]]:
    """Said once each time that it begins."""
    if late and LATE not in thread.told:
        return replace(thread, told=(*thread.told, LATE)), [*said, ToContact("thread.late")]
    told = thread.told if late else tuple(name for name in thread.told if name != LATE)
    return replace(thread, told=told), said


def sent_picture(
    thread: Thread, event: events.ContactSentPicture, now: float
) -> tuple[Thread, list[Telling]]:
    return thread, [ToContact("thread.pictures")]


def asked(thread: Thread, event: events.ContactAsked, now: float) -> tuple[Thread, list[Telling]]:
    """0: with a person it is asked what they want; else they hear that people are asked. Whoever
    asks for one wants them also when their check-in is over."""
    if thread.owner:
        return asked_contact(thread, "zero", now), [ToContact("thread.zero")]
    thread = replace(thread, check_in=False)
    return asked_contact(thread, "not_now", now), [ToContact("thread.asking")]


def waits(thread: Thread, event: events.ContactWaits, now: float) -> tuple[Thread, list[Telling]]:
    return replace(thread, question=""), [ToContact("thread.waits")]


def wants_other(
    thread: Thread, event: events.ContactWantsOther, now: float
) -> tuple[Thread, list[Telling]]:
    """Whoever has it is not asked again, and hears of it when another has taken it."""
    if not thread.owner:
        return thread, [ToContact("thread.asking")]
    thread, said = wanted(replace(thread, question=""), event.on, now)
    return thread, [ToContact("thread.other"), *said]


def ended(thread: Thread, event: events.ContactEnded, now: float) -> tuple[Thread, list[Telling]]:
    to_contact, to_peers = _ENDS[event.why]
    return closed(thread, to_contact, to_peers, contact_hears=False)


def said_trouble(
    thread: Thread, event: events.ContactSaidTrouble, now: float
) -> tuple[Thread, list[Telling]]:
    """It looks as after an OK: nobody need look at an unclear answer any more, and any other talk
    goes on. What they wrote, and write, is still seen by whoever has it, or takes it: it may be all
    that anybody learns of them. No yes to a call is left to be given; what else they were asked
    they have read, and it is answered as ever."""
    if thread.check_in and not thread.owner:
        return closed(thread, "", "to_peer.over", contact_hears=False)
    thread, said = stopped(thread)
    question = "" if thread.question == "call" else thread.question
    return replace(thread, silent=True, question=question, caller="", asking=""), said


def person_gone(thread: Thread, event: events.PeerGone, now: float) -> tuple[Thread, list[Telling]]:
    """Out of it at once, whatever they were in it."""
    thread = replace(
        thread,
        passed=tuple(dict.fromkeys((*thread.passed, event.person))),
        asked=tuple(p for p in thread.asked if p != event.person),
    )
    if event.person in thread.seconds:
        thread = left(thread, event.person)
    if thread.owner != event.person:
        return thread, []
    if event.heir and not thread.seconds:  # a second knows what was written
        return taken(thread.in_any_chat(event.heir), event.heir, event.ends, now)
    return without_owner(thread, event.on, now)
