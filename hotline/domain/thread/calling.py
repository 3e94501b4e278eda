"""A call in place of texts: the contact is asked first, and one answer is a yes."""

from __future__ import annotations

from dataclasses import replace

from hotline.domain.thread import events
from hotline.domain.thread.peer import wrote
from hotline.domain.thread.record import Thread, item_name
from hotline.domain.thread.told import SILENT, Rings, Telling, ToContact, ToPeer

Moved = tuple[Thread, list[Telling]]


def wanted(thread: Thread, event: events.CallWanted, now: float) -> Moved:
    """The question goes behind whatever is on its way to them; it is open once the carrier has it.

    Else a "1" to a text before it would be a yes to a call on a phone that may not be safe.
    """
    person, asking = event.person, item_name(thread)
    if person not in thread.peers or thread.state != "open":
        return thread, [ToPeer(person, "to_peer.unsent")]
    if thread.silent:
        return thread, [ToPeer(person, SILENT)]
    thread, said = wrote(thread, events.PeerWrote(person, event.body, card=True), now)
    thread = replace(thread, caller=person, asking=asking)
    return thread, [*said, ToPeer(person, "to_peer.call.asked")]


def agreed(thread: Thread, event: events.ContactAgreed, now: float) -> Moved:
    """They may be rung, now and by this one."""
    person, thread = thread.caller, replace(thread, question="", caller="")
    if person not in thread.peers:
        return thread, [ToContact("thread.call.not")]
    return thread, [ToContact("thread.call.yes"), Rings(person)]


def declined(thread: Thread, event: events.ContactDeclined, now: float) -> Moved:
    person, thread = thread.caller, replace(thread, question="", caller="")
    return thread, [ToContact("thread.call.no"), ToPeer(person, "to_peer.call.no")]


def over(thread: Thread, event: events.CallOver, now: float) -> Moved:
    """It did not come about; who waits for their phone to ring hears so."""
    if event.rung:
        return thread, [ToPeer(event.person, "to_peer.call.missed")]
    return thread, [ToContact("thread.call.not"), ToPeer(event.person, "to_peer.call.missed.you")]


def line_spoke(thread: Thread, event: events.LineSpoke, now: float) -> Moved:
    return replace(thread, question=""), []
