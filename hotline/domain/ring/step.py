"""One step of a ring: what happened makes a new record, what is said now, what is done later."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from hotline.domain.ring import after, block, contact, events, legs, peer
from hotline.domain.ring.later import Errands, later, watched
from hotline.domain.ring.order import filled
from hotline.domain.ring.record import REMEMBERED, Ring
from hotline.domain.ring.replies import Reply

_MOVES: Mapping[type, Callable[[Ring, Any, float], tuple[Ring, Reply | None]]] = {
    events.TurnCame: contact.turned,
    events.ContactPlaced: contact.placed,
    events.ContactCame: contact.came,
    events.ContactLeft: contact.left,
    events.ContactFinal: contact.gone,
    events.ContactChose: contact.chose,
    events.KindChanged: contact.kind_changed,
    events.LanguageChanged: contact.language_changed,
    events.DirectEnded: contact.direct_ended,
    events.PeerPicked: peer.picked,
    events.PeerPressed: peer.pressed,
    events.PeerLeft: peer.left,
    events.PeerChose: peer.chose,
    events.PeerBlocked: block.blocked,
    events.PeerParted: after.parted,
    events.PeerFinished: after.finished,
    events.LegAsked: legs.asked,
    events.LegPlaced: legs.placed,
    events.LegPutOff: legs.put_off,
    events.LegNotPlaced: legs.final,
    events.LegFinal: legs.final,
    events.Beat: legs.beaten,
    events.WatchTold: legs.told,
    events.PeersAdded: legs.added,
    events.PeerWilling: legs.willing,
    events.SecondFound: legs.second_found,
    events.SecondCame: legs.second_came,
    events.TimePassed: legs.passed_time,
}


class Stepped(NamedTuple):
    """What became of it. `reply` is None where nothing is to be said."""

    ring: Ring
    reply: Reply | None
    errands: Errands


def begin(asked: events.RingAsked, now: float) -> Stepped:
    """A contact begins to wait. Their first turn says what they hear."""
    ring = Ring(
        id=asked.ring,
        line=asked.line,
        call=asked.call,
        language=asked.language,
        order=asked.order,
        at_once=asked.at_once,
        patience=asked.patience,
        kind=asked.kind,
        mode=asked.mode,
        mark=asked.mark,
        callback=asked.callback,
        asked=asked.asked,
        absent=bool(asked.callback),
        hushed=asked.hushed,
        learners=asked.learners,
        ring_back=asked.ring_back,
        began=now,
        since=now,
        turned=now,
        heard=now,
        waved=now,
        until=now + asked.patience,
    )
    after = watched(None, filled(ring, now), None, now)
    return Stepped(after, None, later(None, after, None, now))


def step(ring: Ring, event: events.Event, now: float) -> Stepped:
    """Any event, in any state; one that is known to have come is answered, and changes nothing.

    But for a turn: however often it is asked for, the contact is where its last answer sends them.
    """
    moved, reply = _MOVES[type(event)](ring, event, now)
    moved = contact.unattended(moved, now)
    known = event.id and event.id in ring.seen
    if known and not isinstance(event, events.TurnCame):
        return Stepped(ring, reply, ())
    if event.id and not known:
        moved = replace(moved, seen=(*moved.seen, event.id)[-REMEMBERED:])
    after = watched(ring, moved, event, now)
    return Stepped(after, reply, later(ring, after, event, now))
