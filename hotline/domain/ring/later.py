"""What a worker has to do follows from what changed: no happening can forget it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hotline.domain.errands import (
    FIRST_ERASURE,
    GIVE_UP_ERASING,
    CallContact,
    Due,
    EndLeg,
    EndRoom,
    EraseCall,
    Errand,
    RingLeg,
    WatchCallback,
    WatchRing,
    copy_of,
)
from hotline.domain.ring.events import Beat, Event, TimePassed, WatchTold
from hotline.domain.ring.moves import CALLING
from hotline.domain.ring.record import TALK_LIFE, Attempt, Ring
from hotline.domain.ring.watch import AGAIN, OVERDUE, watch_at

ENDING = 600.0  # seconds for which it is worth ending a leg or a room
UNTOLD = 3600.0  # seconds after which it is tried though nobody has told that a call is over
LEFT = 120.0  # the same, from when a ring ended: whoever is left in a call of it hangs up soon

Errands = tuple[tuple[Due, Errand], ...]


def later(before: Ring | None, after: Ring, event: Event | None, now: float) -> Errands:
    """The errands of one step. Each has one name, however often it is asked for."""
    known = {a.id: a for a in before.attempts} if before else {}
    there = {a.id for a in after.attempts}
    return (
        *(_leg(after, a, now) for a in after.attempts if a.id not in known),
        *(_end_leg(a, now) for a in after.attempts if _to_end(known.get(a.id), a)),
        *(_erase(a.id, a.sid, now + UNTOLD) for a in after.attempts if _new(known.get(a.id), a)),
        *(_erase(name, sid, now + LEFT) for name, sid in _left(before, after)),
        *(_erase(a.id, a.sid, now + FIRST_ERASURE) for a in known.values() if _over(a, there)),
        *((_erase(after.id, after.call, now + UNTOLD),) if _new_call(before, after) else ()),
        *_contact(before, after, now),
        *(_end_room(room, now) for room in _rooms(before, after, event)),
        *_watch(before, after, now),
    )


def watched(before: Ring | None, after: Ring, event: Event | None, now: float) -> Ring:
    """The ring with its next look: brought forward when need be, moved on once it was had,
    and anew where it did not come about."""
    wanted = watch_at(after, now)
    if isinstance(event, TimePassed | WatchTold):
        return replace(after, watch=max(wanted, now + AGAIN) if wanted else 0.0)
    armed = before is not None and now - OVERDUE < before.watch <= wanted
    return replace(after, watch=wanted) if wanted and not armed else after


def _rooms(before: Ring | None, after: Ring, event: Event | None) -> Iterator[str]:
    """Rooms nobody has any more: as they lose their owner, and when somebody still waits there."""
    if before and before.room and (after.room != before.room or _just_ended(before, after)):
        yield before.room
    if isinstance(event, Beat):
        yield from _beaten_for_nothing(after, event)


def _beaten_for_nothing(ring: Ring, beat: Beat) -> Iterator[str]:
    """Whoever beats from a room that is not the ring's, or no longer, would wait for ever."""
    if beat.attempt is None:
        room = ring.contact_in
    else:
        attempt = ring.attempt(beat.attempt)
        # One whom the ring has forgotten had it once, and that room is named after them.
        room = (attempt and attempt.room) or beat.attempt
    if room and (ring.state == "ended" or room != ring.room):
        yield room


def _new_call(before: Ring | None, after: Ring) -> bool:
    return bool(after.call) and (before is None or before.call != after.call)


def _contact(before: Ring | None, after: Ring, now: float) -> Errands:
    """Of a contact who is not there: their phone is to ring once a peer has it, and no more where
    it was called off; and whoever keeps the promise looks again when it is over."""
    if not before or not before.absent or before.state == after.state:
        return ()
    if after.state == "claimed" and after.absent:
        return ((Due(now, contact_errand(after.id)), CallContact(after.id, now + CALLING)),)
    if after.state != "ended":
        return ()
    promised = after.kind == "callback"  # else whoever stayed with them says what comes next
    look = Due(now, look_errand(after.callback)), WatchCallback(after.callback, now + ENDING)
    vain = after.call and after.outcome == "other"
    end = ((Due(now, f"{after.id}-end"), EndLeg(after.call, now + ENDING)),) if vain else ()
    return *((look,) if promised else ()), *end


def contact_errand(ring: str) -> str:
    """The id of the errand that rings a contact; the pacer knows the call by it."""
    return f"{ring}-contact"


def look_errand(callback: str) -> str:
    """The id of the errand that looks after a callback."""
    return f"{callback}-look"


def _just_ended(before: Ring, after: Ring) -> bool:
    return after.state == "ended" != before.state


def _to_end(before: Attempt | None, after: Attempt) -> bool:
    """A leg that rings for nothing. Whoever has picked up already is told so, within seconds, by
    the answer to their key or their silence."""
    asking = before is not None and before.status in {"prompt", "outside"}
    return _in_vain(after) and not (before and _in_vain(before)) and not asking


def _in_vain(attempt: Attempt) -> bool:
    return attempt.status == "void" and bool(attempt.sid)


def _leg(ring: Ring, attempt: Attempt, now: float) -> tuple[Due, Errand]:
    """For as long as a ring may last, since a wait may become a longer one: whoever looks at it
    sees in the record whether it is wanted."""
    return Due(now, f"{attempt.id}-leg"), RingLeg(ring.id, attempt.id, now + TALK_LIFE)


def _end_leg(attempt: Attempt, now: float) -> tuple[Due, Errand]:
    return Due(now, f"{attempt.id}-end"), EndLeg(attempt.sid, now + ENDING)


def _new(before: Attempt | None, after: Attempt) -> bool:
    return bool(after.sid) and not (before and before.sid)


def _left(before: Ring | None, after: Ring) -> Iterator[tuple[str, str]]:
    """The calls of a ring that just ended, by name and carrier's id: its legs, and that of whom we
    rang."""
    if before and _just_ended(before, after):
        yield from ((attempt.id, attempt.sid) for attempt in after.attempts if attempt.sid)
        if after.callback and after.call:
            yield after.id, after.call


def _over(attempt: Attempt, there: set[str]) -> bool:
    return bool(attempt.sid) and attempt.id not in there


def _erase(id: str, sid: str, at: float) -> tuple[Due, Errand]:
    """The carrier's record of a call: soon after it is over, or late where that got lost."""
    return Due(at, copy_of(id)), EraseCall(sid, at + GIVE_UP_ERASING)


def _end_room(room: str, now: float) -> tuple[Due, Errand]:
    return Due(now, f"{room}-room"), EndRoom(room, now + ENDING)


def _watch(before: Ring | None, after: Ring, now: float) -> Errands:
    if not after.watch or (before and before.watch == after.watch):
        return ()
    return ((Due(after.watch, f"{after.id}-watch"), WatchRing(after.id, after.lives_until)),)
