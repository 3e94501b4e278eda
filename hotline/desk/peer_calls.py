"""Calls of ours to one of us: begun by a coordinator, placed by a worker, answered by a phone."""

from __future__ import annotations

from dataclasses import dataclass

from hotline.desk.dialling import dial
from hotline.desk.doors import number_for_peers
from hotline.desk.tools import RACES, Desk
from hotline.domain.errands import (
    FIRST_ERASURE,
    GIVE_UP_ERASING,
    CallPeer,
    Due,
    EraseCall,
    copy_of,
)
from hotline.domain.pacing import Dial
from hotline.domain.peer_call import (
    LASTS,
    Asked,
    Event,
    Kind,
    PeerCall,
    Placed,
    PutOff,
    Refused,
    Reply,
    step,
)
from hotline.domain.people import Person
from hotline.domain.phone import Phone
from hotline.domain.rota import Part
from hotline.errors import StoreAway

PATIENCE = 600.0  # seconds in which a call about the rota is placed, or not at all


@dataclass(frozen=True, slots=True)
class Happened:
    """The call before and after, and what is said now; None where nothing is."""

    before: PeerCall
    after: PeerCall
    reply: Reply | None


def begin(desk: Desk, kind: Kind, person: Person, line: Phone, patience: float) -> str:
    """Have somebody rung, once, within `patience` seconds or not at all; returns the call's id.

    Raises StoreAway.
    """
    now, id = desk.now(), desk.token()
    placed_by = now + patience
    call = PeerCall(id, kind, person.id, line, placed_by + LASTS)
    due = Due(now, errand_of(id))
    if not desk.peer_calls.write(call, b"", [(due, CallPeer(id, placed_by))], now):
        raise StoreAway("a call of that name is there")
    desk.nudges.look(due.id)
    return id


def begin_once(
    desk: Desk, kind: Kind, person: Person, mark: str, about: Part | None = None
) -> None:
    """The same about a time of the rota, once a day at most for each mark.

    The record comes first: a call that nothing places is forgotten within minutes.
    """
    once, now = f"{mark} {person.id}", desk.now()
    if desk.errands.marked(once):
        return
    line = number_for_peers(desk, person.asked_from or desk.lines[0])
    call = PeerCall(desk.token(), kind, person.id, line, now + PATIENCE + LASTS, about=about)
    due, errand = Due(now, errand_of(call.id)), CallPeer(call.id, now + PATIENCE)
    if desk.peer_calls.write(call, b"", [], now) and desk.errands.add_once(once, due, errand):
        desk.nudges.look(due.id)


def happened(desk: Desk, id: str, event: Event) -> Happened | None:
    """None when there is no such call (any more). Raises StoreAway."""
    for _ in range(RACES):
        now = desk.now()
        found = desk.peer_calls.read(id, now)
        if found is None:
            return None
        before, stamp = found
        after, reply = step(before, event)
        if desk.peer_calls.write(after, stamp, _later(before, after, now), now):
            return Happened(before, after, reply)
    raise StoreAway("others were faster")


def errand_of(id: str) -> str:
    """The id of the errand that places a call; the pacer knows the call by it."""
    return f"{id}-call"


def call_dial(desk: Desk, id: str, errand: CallPeer) -> Dial | None:
    """How urgent it is: whoever waits for somebody comes first, then what has least time left."""
    found = desk.peer_calls.read(errand.call, desk.now())
    if not found or not _wanted(desk, found[0]):
        return None
    return Dial(id, "reminder", errand.until)


def place_call(desk: Desk, errand: CallPeer) -> str:
    """Ring them, if the record, read just now, still says so."""
    found = desk.peer_calls.read(errand.call, desk.now())
    person = _wanted(desk, found[0]) if found else None
    if not found or not person:
        return "nothing"
    asked = happened(desk, errand.call, Asked())
    if asked is None or asked.before.state != "waits":
        return "nothing"
    call = asked.after
    became, sid = dial(desk, "peer", call.id, call.line, person, int(LASTS))
    told: dict[str, Event] = {"rung": Placed(sid), "put off": PutOff(), "refused": Refused()}
    if became in told:
        happened(desk, call.id, told[became])
    return became


def _wanted(desk: Desk, call: PeerCall) -> Person | None:
    """Whom to ring: nobody who was rung, who has gone, or who has answered in another way."""
    person = desk.people.read().with_id(call.person)
    if person is None or person.shut or call.state != "waits":
        return None
    state = person.calls.state
    asked = state == "asked" or (state == "given" and person.asked_again > 0)
    return person if (asked if call.kind == "consent" else state == "given") else None


def _later(before: PeerCall, after: PeerCall, now: float) -> list[tuple[Due, EraseCall]]:
    """As soon as we know the carrier's id of it, its record there is to be deleted."""
    if after.sid == before.sid:
        return []
    erase = EraseCall(after.sid, now + GIVE_UP_ERASING)
    return [(Due(now + FIRST_ERASURE, copy_of(after.id)), erase)]
