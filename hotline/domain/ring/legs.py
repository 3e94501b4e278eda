"""What the carrier and our own worker tell of legs and rooms."""

from __future__ import annotations

from dataclasses import replace

from hotline.domain.ring.contact import gone
from hotline.domain.ring.events import (
    Beat,
    ContactFinal,
    LegAsked,
    LegFinal,
    LegNotPlaced,
    LegPlaced,
    LegPutOff,
    PeersAdded,
    PeerWilling,
    SecondCame,
    SecondFound,
    TimePassed,
    WatchTold,
)
from hotline.domain.ring.moves import COMING, ended, lost, sent_in
from hotline.domain.ring.order import filled, may_ring, planned
from hotline.domain.ring.record import Ring, forgotten, marked
from hotline.domain.ring.replies import Reply

ELSEWHERE = 60.0  # seconds without a turn after which whoever should wait does something else

Move = tuple[Ring, Reply | None]


def asked(ring: Ring, event: LegAsked, now: float) -> Move:
    attempt = ring.attempt(event.attempt)
    if not attempt or attempt.status != "planned" or ring.mode != "rest":
        return ring, None
    return _with_phone(marked(ring, attempt.id, "asked", now), attempt.id, engaged=False), None


def placed(ring: Ring, event: LegPlaced, now: float) -> Move:
    """Its status says nothing new: the leg may have been answered before we hear of it."""
    attempt = ring.attempt(event.attempt)
    if not attempt or attempt.sid:
        return ring, None
    ring = marked(ring, attempt.id, attempt.status, attempt.at, event.sid)
    return replace(ring, accepted=now), None


def put_off(ring: Ring, event: LegPutOff, now: float) -> Move:
    """Planned again; one that nobody wants any more was never there."""
    attempt = ring.attempt(event.attempt)
    if attempt and attempt.status == "void" and not attempt.sid:
        return forgotten(ring, attempt.id), None
    if not attempt or attempt.status not in {"planned", "asked"}:
        return ring, None
    ring = marked(ring, attempt.id, "planned", now)
    return filled(_with_phone(ring, attempt.id, engaged=event.engaged), now), None


def final(ring: Ring, event: LegFinal | LegNotPlaced, now: float) -> Move:
    """This attempt is dead for ever, whatever word of it is still on its way."""
    if ring.state == "ended" or event.attempt != ring.owner:
        return filled(forgotten(ring, event.attempt), now), None
    return lost(ring, now, dropped=True, over=True), None


def beaten(ring: Ring, event: Beat, now: float) -> Move:
    if event.attempt is None:
        alone = ring.contact_alone.again(now)
        return replace(ring, turned=now, contact_alone=alone), None
    attempt = ring.attempt(event.attempt)
    if not attempt or attempt.status != "inside" or attempt.listens:
        return ring, None
    return replace(ring, peer_alone=ring.peer_alone.again(now)), None


def told(ring: Ring, event: WatchTold, now: float) -> Move:
    """What the carrier says now takes the place of what it did not tell in time."""
    if event.contact is False:
        return gone(ring, ContactFinal(), now)
    if event.peer is False:
        return final(ring, LegFinal(event.attempt), now)
    if event.contact:
        ring = replace(ring, turned=now)
    if _elsewhere(ring, now):
        return ended(ring, "other", now), None
    return filled(ring, now), None


def _with_phone(ring: Ring, attempt: str, *, engaged: bool) -> Ring:
    there = (replace(a, engaged=engaged) if a.id == attempt else a for a in ring.attempts)
    return replace(ring, attempts=tuple(there))


def _elsewhere(ring: Ring, now: float) -> bool:
    """Whether the contact, of whose call we hear that it is there, waits no more: they chose
    something else, and that got lost. Whoever waits takes a turn within seconds; whoever was sent
    to a peer is not there, where that peer is alone all the time."""
    waits = ring.mode == "rest" and not ring.absent and ring.state != "ended"
    beats = ring.peer_alone
    waited_for = beats.fresh(now) and now - beats.first >= ELSEWHERE
    return waits and now - ring.heard >= ELSEWHERE and (not ring.contact_in or waited_for)


def added(ring: Ring, event: PeersAdded, now: float) -> Move:
    more = tuple(peer for peer in event.peers if peer not in ring.order)
    return filled(replace(ring, order=(*ring.order, *more)), now), None


def willing(ring: Ring, event: PeerWilling, now: float) -> Move:
    """Rung beside all who are, whatever they did before. Only a 1 claims."""
    if ring.state != "wait":
        return ring, None
    there = any(a.peer == event.peer and a.hopeful and may_ring(a, now) for a in ring.attempts)
    ring = replace(
        ring,
        order=ring.order if event.peer in ring.order else (*ring.order, event.peer),
        hushed=tuple(peer for peer in ring.hushed if peer != event.peer),
        passed=tuple(peer for peer in ring.passed if peer != event.peer),
        until=max(ring.until, now + COMING),
    )
    if there or ring.mode == "direct":
        return ring, None
    return planned(replace(ring, tried=(*ring.tried, event.peer)), event.peer, now), None


def second_found(ring: Ring, event: SecondFound, now: float) -> Move:
    """They are the first to be rung once somebody is asked in."""
    if ring.state == "ended" or ring.second:
        return ring, None
    order = (event.peer, *(peer for peer in ring.order if peer != event.peer))
    passed = tuple(peer for peer in ring.passed if peer != event.peer)
    return replace(ring, second=event.peer, order=order, passed=passed), None


def second_came(ring: Ring, event: SecondCame, now: float) -> Move:
    """With the leg that they are on; where it is asked twice, once."""
    there = any(a.sid == event.sid for a in ring.attempts)
    if there or not ring.owner or ring.state == "ended":
        return ring, None
    ring = planned(ring, event.peer, now)
    id = ring.attempts[-1].id
    return sent_in(marked(ring, id, "inside", now, event.sid), id, now), None


def passed_time(ring: Ring, event: TimePassed, now: float) -> Move:
    return filled(ring, now), None
