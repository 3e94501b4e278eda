"""What a worker does about calls: rings a peer, ends a leg or a room, looks whether all are there.

A leg that the carrier may or may not have taken counts as asked for, and is not asked for again:
should it ring, its name is good; should it not, time tells.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from hotline.desk.ready import CARRIER_FAILS, CARRIER_WORKS
from hotline.desk.ringing import Happened, happened
from hotline.desk.tools import Carrier, Desk
from hotline.domain.errands import Due, EndLeg, EndRoom, EraseCall, RingLeg, WatchRing
from hotline.domain.pacing import Dial, Urgency
from hotline.domain.ring.events import (
    LegAsked,
    LegNotPlaced,
    LegPlaced,
    LegPutOff,
    TimePassed,
    WatchTold,
)
from hotline.domain.ring.record import TALK_LIFE, Attempt, Kind, Ring
from hotline.domain.ring.watch import suspicious
from hotline.errors import CarrierBusy, CarrierError, CarrierRefused, CarrierUnsure, StoreAway

RINGS_FOR = 18  # seconds, so that most voicemails do not get it
LASTS = 45.0  # seconds a leg that nobody takes may be there
PUT_OFF = 2.0  # seconds until a leg that the carrier has no room for is asked for again
# Seconds until something is asked of the carrier again, by how often it was.
_END_AGAIN = (2, 5, 15, 30)
_ERASE_AGAIN = (300, 3600, 6 * 3600, 86400)
# A room may be looked for before those who are sent there are in it, or before it shows.
_LOOK_AGAIN = (3, 3, 6)

_URGENCIES: dict[Kind, Urgency] = {"emergency": "emergency", "plain": "waiting", "stay": "waiting"}


def ring_leg(desk: Desk, id: str, errand: RingLeg) -> str:
    """Place the leg that is next, which may be another one: then this one waits for its turn."""
    dial = _dial(desk, id, errand)
    if dial is None:
        _no_more(desk, id)
        return "nothing"
    desk.dials.ask(dial)
    while (taken := desk.dials.take(desk.now(), LASTS)) is not None:
        became = _place(desk, taken)
        if taken == id:
            return became
        if became != "nothing":
            break
    desk.errands.put_off(Due(desk.now() + desk.dials.wait(desk.now()), id), errand)
    return "waits"


def end_leg(desk: Desk, id: str, errand: EndLeg) -> str:
    return _asked(desk, id, errand, lambda carrier: carrier.end_call(errand.sid), _END_AGAIN)


def erase_call(desk: Desk, id: str, errand: EraseCall) -> str:
    return _asked(desk, id, errand, lambda carrier: carrier.erase_call(errand.sid), _ERASE_AGAIN)


def end_room(desk: Desk, id: str, errand: EndRoom) -> str:
    return _asked(desk, id, errand, lambda carrier: carrier.end_room(errand.room), _LOOK_AGAIN)


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


def _dial(desk: Desk, id: str, errand: RingLeg) -> Dial | None:
    """How urgent the leg is; None when it is not wanted any more."""
    found = desk.rings.read(errand.ring, desk.now())
    wanted = _planned(found[0], errand.attempt) if found else None
    if not found or not wanted:
        return None
    ring = found[0]
    return Dial(id, _URGENCIES[ring.kind], ring.began, ring.attempts.index(wanted))


def _planned(ring: Ring, attempt: str) -> Attempt | None:
    found = ring.attempt(attempt)
    return found if found and found.status == "planned" and ring.mode == "rest" else None


def _place(desk: Desk, id: str) -> str:
    """Ring the peer, if the record, read just now, still says so. Written before it is asked."""
    errand = desk.errands.read(id)
    step = _asking(desk, errand) if isinstance(errand, RingLeg) else None
    if not step or not isinstance(errand, RingLeg):
        _no_more(desk, id)
        desk.dials.spare(id)
        return "nothing"
    try:
        sid = _rung(desk, step.after, errand.attempt)
    except CarrierBusy:
        return _no_room(desk, id, errand)
    except CarrierRefused:
        became = "refused"
        happened(desk, errand.ring, LegNotPlaced(errand.attempt))
    except CarrierUnsure:
        became = "unsure"
        desk.beats.beat(CARRIER_FAILS, desk.now())
    else:
        became = "rung"
        happened(desk, errand.ring, LegPlaced(errand.attempt, sid))
        desk.beats.beat(CARRIER_WORKS, desk.now())
    desk.errands.done(id)
    return became


def _no_room(desk: Desk, id: str, errand: RingLeg) -> str:
    """The carrier would not take it just now: nobody is rung, and it is tried again."""
    happened(desk, errand.ring, LegPutOff(errand.attempt))
    desk.dials.over(id)
    return _again(desk, id, errand, PUT_OFF)


def _asking(desk: Desk, errand: RingLeg) -> Happened | None:
    """The step by which this leg became asked for; None when it was before, or is not wanted."""
    step = happened(desk, errand.ring, LegAsked(errand.attempt))
    return step if step and _planned(step.before, errand.attempt) else None


def _rung(desk: Desk, ring: Ring, attempt: str) -> str:
    """Raises CarrierError; a peer without a phone is as one whom the carrier refuses to ring."""
    known = ring.attempt(attempt)
    peer = desk.people.read().with_id(known.peer) if known else None
    if peer is None or not peer.agreed("calls") or not desk.served(peer.numbers[0]):
        raise CarrierRefused
    with suppress(StoreAway):  # a belief: the leg is placed without it
        desk.beliefs.rung(peer.id, desk.now(), desk.now() + LASTS)
    addresses = desk.addresses(attempt)
    return desk.carrier().place_call(
        line=ring.line,
        to=peer.numbers[0],
        url=addresses.url,
        fallback=addresses.fallback,
        status_url=addresses.status,
        timeout=RINGS_FOR,
        time_limit=int(TALK_LIFE),
    )


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


def _no_more(desk: Desk, id: str) -> None:
    desk.dials.drop(id)
    desk.errands.done(id)


def _asked(
    desk: Desk,
    id: str,
    errand: EndLeg | EndRoom | EraseCall,
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


def _again(desk: Desk, id: str, errand: RingLeg | EndLeg | EndRoom | EraseCall, wait: float) -> str:
    later = replace(errand, tries=errand.tries + 1)
    desk.errands.put_off(Due(desk.now() + wait, id), later)
    return "put off"
