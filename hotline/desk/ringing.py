"""Something happened around a ring: load, ask the core, commit with what follows, reply."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from hotline.desk.tools import RACES, Desk
from hotline.domain.counts import counted, of_ring
from hotline.domain.errands import Due, EndRoom
from hotline.domain.ring.events import Beat, Event, RingAsked
from hotline.domain.ring.later import ENDING
from hotline.domain.ring.record import TALK_LIFE, Attempt, Ring
from hotline.domain.ring.replies import Reply
from hotline.domain.ring.step import Stepped, begin, step
from hotline.errors import StoreAway

LONG = 1800.0  # seconds of a talk after which its peer rests
REST = 1800.0  # seconds in which they are rung last


@dataclass(frozen=True, slots=True)
class Happened:
    """The ring before and after, and what is said now; None where nothing is."""

    before: Ring
    after: Ring
    reply: Reply | None


def begun(desk: Desk, asked: RingAsked) -> Ring:
    """Peers are to be rung for a contact. Raises StoreAway."""
    stepped = begin(asked, desk.now())
    if not _written(desk, stepped, b"", ()):
        raise StoreAway("a ring of that name is there")
    _tell_waiting(desk, None, stepped.ring)
    return stepped.ring


def happened(desk: Desk, ring: str, event: Event) -> Happened | None:
    """None when the ring is over for good, or was lost: who still waits begins a new one.

    Raises StoreAway, also when others were faster each time.
    """
    for _ in range(RACES):
        found = desk.rings.read(ring, desk.now())
        if found is None:
            return None
        before, stamp = found
        stepped = step(before, event, desk.now())
        counts = of_ring(before, stepped.ring, event, desk.now())
        if _written(desk, stepped, stamp, counts):
            _tell_pacer(desk, before, stepped.ring)
            _tell_waiting(desk, before, stepped.ring)
            return Happened(before, stepped.ring, stepped.reply)
    raise StoreAway("others were faster")


def alone(desk: Desk, ring: str, beat: Beat, room: str) -> None:
    """Somebody is alone in a room. Of a ring that is no more (lost, or erased in a panic) nothing
    else would lead them out: the room is ended, and so they are back in turns."""
    with suppress(StoreAway):  # the sound goes on, and the next beat tells
        if happened(desk, ring, beat) is None:
            now, id = desk.now(), f"{room}-room"
            desk.errands.add(Due(now, id), EndRoom(room, now + ENDING))
            desk.nudges.look(id)


def leg_errand(attempt: str) -> str:
    """The id of the errand that places an attempt's leg; the pacer knows the leg by it."""
    return f"{attempt}-leg"


def long_talk(attempt: Attempt, now: float) -> bool:
    """Whether this peer was in the talk for so long that they rest."""
    return 0 < attempt.came <= now - LONG


def _written(desk: Desk, stepped: Stepped, stamp: bytes, counts: tuple[str, ...]) -> bool:
    now = desk.now()
    adds = counted(now, desk.zone, *counts)
    if not desk.rings.write(stepped.ring, stamp, stepped.errands, now, adds):
        return False
    for due, _ in stepped.errands:
        if due.at <= now:
            desk.nudges.look(due.id)
    return True


def _tell_pacer(desk: Desk, before: Ring, after: Ring) -> None:
    """Legs that are over make room for others; one that became a talk takes it, and its peer, for
    long.

    These are beliefs: what happened has been written, and is answered without them.
    """
    known = {a.id: a for a in before.attempts}
    over = [known[id] for id in known.keys() - {a.id for a in after.attempts}]
    with suppress(StoreAway):
        if over:
            desk.dials.over(*(leg_errand(attempt.id) for attempt in over))
        for attempt in over:
            if attempt.status != "planned":
                desk.beliefs.free(attempt.peer, attempt.id)
            if long_talk(attempt, desk.now()):
                desk.beliefs.rest(attempt.peer, desk.now() + REST)
        for attempt in after.attempts:
            if _went_in(known.get(attempt.id), attempt):
                desk.dials.live(leg_errand(attempt.id), desk.now() + TALK_LIFE)
                desk.beliefs.busy(attempt.peer, attempt.id, desk.now() + TALK_LIFE)
                desk.beliefs.talked(attempt.peer)


def _tell_waiting(desk: Desk, before: Ring | None, after: Ring) -> None:
    """Who wants to be rung for whoever waits finds them by this: a hint, too."""
    waited = before is not None and before.state == "wait"
    with suppress(StoreAway):
        if after.state == "wait" and not waited:
            desk.rings.waits(after.id, desk.now())
        if after.state != "wait" and waited:
            desk.rings.waits_no_more(after.id)


def _went_in(before: Attempt | None, after: Attempt) -> bool:
    return after.status == "inside" and not (before and before.room)
