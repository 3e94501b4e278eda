"""Change a room or a seat in it by REST: end it, mute, hold, announce, put somebody out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hotline.rehearsal import wishes
from hotline.rehearsal.calls import fetching, meeting, room_progress, tuning, turns
from hotline.rehearsal.calls.planning import put_room
from hotline.rehearsal.calls.room import Room, Seat
from hotline.rehearsal.refusals import Refusal, refusal
from hotline.rehearsal.wishes import Form, one
from hotline.rehearsal.world import World

TRUTHS = frozenset({"Muted", "Hold", "EndConferenceOnExit"})
URLS = ("HoldUrl", "AnnounceUrl")
METHODS = frozenset({"HoldMethod", "AnnounceMethod"})
KNOWN = TRUTHS | METHODS | frozenset(URLS)
KICKED = "last-participant-kicked"
ANCHOR_KICKED = "participant-with-end-conference-on-exit-kicked"
EVENTS = {
    ("muted", True): "participant-mute",
    ("muted", False): "participant-unmute",
    ("hold", True): "participant-hold",
    ("hold", False): "participant-unhold",
}


def room_updated(before: World, room: Room, form: Form, now: float) -> tuple[World, Refusal | None]:
    problem = wishes.strange(form, frozenset({"Status"}), frozenset(), "changing a room")
    if problem is None and one(form, "Status") != "completed":
        problem = refusal(20001, what="Status", misuse="a room can only be completed")
    if problem or room.status == "completed":
        return before, problem or refusal(20404, what=room.sid)
    return turns.settled(meeting.closed(before, room.sid, meeting.BY_API, now), now), None


def seat_updated(
    before: World, room: Room, seat: Seat, form: Form, now: float
) -> tuple[World, Refusal | None]:
    if problem := _fault(form):
        return before, problem
    changes: dict[str, Any] = {}
    for name, field in (("Muted", "muted"), ("Hold", "hold"), ("EndConferenceOnExit", "end")):
        if name in form:
            changes[field] = one(form, name).lower() == "true"
    new = replace(seat, **changes)
    world = put_room(before, _with(room, new, now))
    for (field, value), event in EVENTS.items():
        if changes.get(field) is value and getattr(seat, field) is not value:
            world = room_progress.told(world, room.sid, event, now, new)
    world = _held(world, room, seat, new, one(form, "HoldUrl"), now)
    if one(form, "AnnounceUrl") and (leg := world.calls.leg(seat.call)):
        world = fetching.ask_beside(world, leg, one(form, "AnnounceUrl"), now)
    return turns.settled(world, now), None


def _fault(form: Form) -> Refusal | None:
    if problem := wishes.strange(form, KNOWN, frozenset(), "changing a participant"):
        return problem
    wrong = [n for n in TRUTHS & set(form) if one(form, n).lower() not in ("true", "false")]
    wrong += [n for n in METHODS & set(form) if one(form, n) != "POST"]
    wrong += [n for n in URLS if one(form, n) and not wishes.web(one(form, n))]
    named = ", ".join(wrong)
    misuse = f"wrong when changing a participant: {named}"
    return refusal(20001, what=named, misuse=misuse) if wrong else None


def _with(room: Room, new: Seat, now: float) -> Room:
    seats = tuple(new if s.call == new.call else s for s in room.seats)
    return replace(room, seats=seats, updated=now)


def _held(world: World, room: Room, old: Seat, new: Seat, url: str, now: float) -> World:
    leg = world.calls.leg(new.call)
    if leg is None or old.hold == new.hold:
        return world
    if new.hold:
        return tuning.waited(world, leg, room, url, now)
    return tuning.tuned(world, room.sid, room.mixing, now, newcomer=new.call)


def put_out(before: World, room: Room, seat: Seat, now: float) -> tuple[World, None]:
    leg = before.calls.leg(seat.call)
    if leg is None:
        return before, None
    reason = ANCHOR_KICKED if seat.end else KICKED
    return turns.settled(meeting.left(before, leg, now, room.sid, reason), now), None
