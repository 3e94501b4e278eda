"""What a worker does about legs: rings a peer, ends one or a room, looks whether all are there."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from hotline.desk.dialling import LASTS, PUT_OFF, dial
from hotline.desk.ready import CARRIER_FAILS
from hotline.desk.ringing import Happened, happened, leg_errand
from hotline.desk.tools import Carrier, Desk
from hotline.domain.errands import Due, EndLeg, EndRoom, RingLeg, WatchRing
from hotline.domain.pacing import Dial, Urgency, rank
from hotline.domain.people import Person
from hotline.domain.ring.events import (
    Event,
    LegAsked,
    LegFinal,
    LegNotPlaced,
    LegPlaced,
    LegPutOff,
    TimePassed,
    WatchTold,
)
from hotline.domain.ring.later import contact_errand
from hotline.domain.ring.record import TALK_LIFE, Attempt, Kind, Ring, ring_of
from hotline.domain.ring.watch import suspicious
from hotline.errors import CarrierBusy, CarrierError, CarrierRefused, CarrierUnsure, StoreAway

# Seconds until something is asked of the carrier again, by how often it was.
_END_AGAIN = (2, 5, 15, 30)
# A room may be looked for before those who are sent there are in it, or before it shows.
_LOOK_AGAIN = (3, 3, 6)

_URGENCIES: dict[Kind, Urgency] = {
    "emergency": "emergency",
    "plain": "waiting",
    "stay": "waiting",
    "callback": "callback",
}


def leg_dial(desk: Desk, id: str, errand: RingLeg) -> Dial | None:
    """How urgent the leg is; None when it is not wanted any more."""
    found = desk.rings.read(errand.ring, desk.now())
    wanted = _planned(found[0], errand.attempt) if found else None
    if not found or not wanted:
        return None
    return _dial(id, found[0], wanted)


def place_leg(desk: Desk, errand: RingLeg) -> str:
    """Ring the peer, if the record, read just now, still says so. Written before it is asked."""
    attempt = errand.attempt
    if _engaged(desk, errand):
        happened(desk, errand.ring, LegPutOff(attempt, engaged=True))
        return "engaged"
    step = _asking(desk, errand)
    if not step:
        return "nothing"
    peer = _peer(desk, step.after, attempt)
    if peer:
        with suppress(StoreAway):  # a belief: the leg is placed without it
            desk.beliefs.rung(peer.id, attempt, desk.now(), desk.now() + LASTS)
    became, sid = dial(desk, "leg", attempt, step.after.line, peer, int(TALK_LIFE))
    told: dict[str, Event] = {
        "rung": LegPlaced(attempt, sid),
        "put off": LegPutOff(attempt),
        "refused": LegNotPlaced(attempt),
    }
    if became in told:
        happened(desk, errand.ring, told[became])
    if became == "put off" and peer:
        with suppress(StoreAway):
            desk.beliefs.free(peer.id, attempt)
    return became


def end_leg(desk: Desk, id: str, errand: EndLeg) -> str:
    return _asked(desk, id, errand, lambda carrier: carrier.end_call(errand.sid), _END_AGAIN)


def end_room(desk: Desk, id: str, errand: EndRoom) -> str:
    return _asked(desk, id, errand, lambda carrier: carrier.end_room(errand.room), _LOOK_AGAIN)


def surely_over(desk: Desk, name: str) -> None:
    """A call whose record could be erased is over, whatever was not told of it: that of a contact
    whom we rang, or a leg, makes room for others, and a leg's peer is free. The name may be of
    something else, and then says nothing."""
    with suppress(StoreAway):  # beliefs: they end by themselves
        desk.dials.over(contact_errand(name), leg_errand(name))
        found = desk.rings.read(ring_of(name), desk.now())
        if found and found[0].attempt(name):
            happened(desk, found[0].id, LegFinal(name))


def watch_ring(desk: Desk, id: str, errand: WatchRing) -> str:
    """When it was too quiet the carrier is asked: its answer takes the place of what was lost."""
    found = desk.rings.read(errand.ring, desk.now())
    asked = found is not None and suspicious(found[0], desk.now())
    event = _looked(desk, found[0]) if found and asked else TimePassed()
    step = happened(desk, errand.ring, event)
    if step is None or not step.after.watch:
        desk.errands.done(id)
        return "nothing"
    desk.errands.put_off(Due(step.after.watch, id), errand)
    return "asked" if asked else "well"


def _planned(ring: Ring, attempt: str) -> Attempt | None:
    found = ring.attempt(attempt)
    return found if found and found.status == "planned" and ring.mode == "rest" else None


def _engaged(desk: Desk, errand: RingLeg) -> bool:
    """Whether the peer's phone was asked to ring a moment ago, and as far as we know still does:
    it does not ring twice at once. Nor does it ring for this one where another waits for it who
    comes first. These are beliefs, and so not believed for long."""
    now = desk.now()
    found = desk.rings.read(errand.ring, now)
    wanted = _planned(found[0], errand.attempt) if found else None
    if not found or not wanted or errand.tries * PUT_OFF >= LASTS:
        return False
    with suppress(StoreAway):
        believed = desk.beliefs.read(now)
        if wanted.peer in believed.busy and now - believed.rung.get(wanted.peer, 0.0) < LASTS:
            return True
        return _yields(desk, found[0], wanted)
    return False


def _yields(desk: Desk, ring: Ring, wanted: Attempt) -> bool:
    """Whether another waits for this phone who comes first: it became free a moment ago, and they
    look at it within two seconds. Raises StoreAway."""
    mine = rank(_dial("", ring, wanted))
    others = (desk.rings.read(id, desk.now()) for id in desk.rings.waiting(desk.now()))
    return any(
        attempt.engaged and attempt.peer == wanted.peer and rank(_dial("", other, attempt)) < mine
        for other, _ in filter(None, others)
        for attempt in other.attempts
    )


def _dial(id: str, ring: Ring, attempt: Attempt) -> Dial:
    return Dial(id, _URGENCIES[ring.kind], ring.began, ring.attempts.index(attempt))


def _asking(desk: Desk, errand: RingLeg) -> Happened | None:
    """The step by which this leg became asked for; None when it was before, or is not wanted."""
    step = happened(desk, errand.ring, LegAsked(errand.attempt))
    return step if step and _planned(step.before, errand.attempt) else None


def _peer(desk: Desk, ring: Ring, attempt: str) -> Person | None:
    """Whom to ring; None where they agreed to no calls."""
    known = ring.attempt(attempt)
    peer = desk.people.read().with_id(known.peer) if known else None
    return peer if peer and peer.agreed("calls") else None


def _looked(desk: Desk, ring: Ring) -> WatchTold:
    owner = ring.attempt(ring.owner)
    return WatchTold(
        _there(desk, ring.call), ring.owner, _there(desk, owner.sid) if owner else None
    )


def _there(desk: Desk, sid: str) -> bool | None:
    try:
        state = desk.carrier().call_state(sid) if sid else "unknown"
    except CarrierError:
        return None
    return None if state == "unknown" else state != "final"


def _asked(
    desk: Desk,
    id: str,
    errand: EndLeg | EndRoom,
    ask: Callable[[Carrier], bool | None],
    again: tuple[int, ...],
) -> str:
    """Ask the carrier for something that is harmless twice; False is as if it was not there yet."""
    wait = again[min(errand.tries, len(again) - 1)]
    try:
        found = ask(desk.carrier())
    except CarrierRefused:
        desk.errands.done(id)
        return "refused"
    except (CarrierBusy, CarrierUnsure) as failure:
        if isinstance(failure, CarrierUnsure):
            desk.beats.beat(CARRIER_FAILS, desk.now())
        return _again(desk, id, errand, wait)
    if found is False and errand.tries < len(again):
        return _again(desk, id, errand, wait)
    desk.errands.done(id)
    return "done"


def _again(desk: Desk, id: str, errand: EndLeg | EndRoom, wait: float) -> str:
    later = replace(errand, tries=errand.tries + 1)
    desk.errands.put_off(Due(desk.now() + wait, id), later)
    return "put off"
