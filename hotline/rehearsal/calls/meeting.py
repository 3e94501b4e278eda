"""<Dial> with a room: enter, wait, be together, leave; one who must not leave ends it for all."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urljoin

from hotline.rehearsal import world as worlds
from hotline.rehearsal.calls import fetching, room_progress, tuning
from hotline.rehearsal.calls.leg import Leg, Meeting, Script
from hotline.rehearsal.calls.planning import (
    alert,
    hear,
    moved_on,
    plan,
    plan_surely,
    put_room,
)
from hotline.rehearsal.calls.room import Room, Seat
from hotline.rehearsal.calls.verbs import Conference, Dial
from hotline.rehearsal.world import World

SAME_LABEL, FULL, NO_NAME = 16025, 16020, 12200
LAST, ANCHOR, BY_API = (
    "last-participant-left",
    "participant-with-end-conference-on-exit-left",
    "conference-ended-via-api",
)


def entered(world: World, leg: Leg, dial: Dial, now: float) -> World:
    wish = dial.room or Conference("")
    then = leg.script or Script((), "")
    room = _open(world, wish.name) or _new(leg, wish, then.url, now)
    if fault := _fault(room, wish):
        world = alert(world, leg, *fault, now)
        return _gone_on(world, leg, Meeting(dial, room.sid, then), now, "failed")
    doing = Meeting(dial, room.sid, then)
    world, leg = moved_on(world, leg, now, doing=doing, script=None)
    was = room.mixing
    seat = Seat(leg.sid, wish, now, muted=wish.muted, end=wish.end)
    room = replace(room, seats=(*room.seats, seat), updated=now)
    world = put_room(world, room)
    world = room_progress.told(world, room.sid, "participant-join", now, seat)
    world = tuning.beeped(world, room, seat, now)
    world = plan_surely(world, leg.sid, now + dial.limit, "room limit", f"{room.sid}{now}")
    return tuning.tuned(world, room.sid, was, now, newcomer=leg.sid)


def _open(world: World, name: str) -> Room | None:
    alive = (r for r in world.calls.rooms if r.name == name and r.status != "completed")
    return next(alive, None)


def _new(leg: Leg, wish: Conference, base: str, now: float) -> Room:
    sid = worlds.drawn(f"{leg.sid}{leg.turn}", "CF")
    return Room(sid, 0, wish.name, wish, created=now, updated=now, base=base)


def _fault(room: Room, wish: Conference) -> tuple[int, str] | None:
    if not wish.name:
        return NO_NAME, "<Conference> has no name"
    if len(room.seats) >= room.first.most:
        return FULL, "the room is full"
    if wish.label and any(s.wish.label == wish.label for s in room.seats):
        return SAME_LABEL, "somebody has this participantLabel already"
    return None


def left(world: World, leg: Leg, now: float, sid: str, reason: str = "") -> World:
    """This seat is empty: the room may be over, and a leg that lives goes on."""
    room = world.calls.room(sid)
    seat = room.seat(leg.sid) if room else None
    if room is None or seat is None:
        return world
    was = room.mixing
    room = replace(room, seats=tuple(s for s in room.seats if s is not seat), updated=now)
    world = room_progress.told(put_room(world, room), sid, "participant-leave", now, seat)
    if isinstance(leg.doing, Meeting) and not leg.final:
        world = _gone_on(world, leg, leg.doing, now)
    if seat.end:
        return closed(world, sid, reason or ANCHOR, now, leg.sid)
    if not room.seats:
        return closed(world, sid, reason or LAST, now, leg.sid)
    return tuning.tuned(world, sid, was, now)


def starred(world: World, leg: Leg, now: float) -> World:
    return left(world, leg, now, leg.doing.room) if isinstance(leg.doing, Meeting) else world


def limited(world: World, leg: Leg, now: float, stay: str) -> World:
    doing = leg.doing
    room = world.calls.room(doing.room) if isinstance(doing, Meeting) else None
    seat = room.seat(leg.sid) if room else None
    same = room is not None and seat is not None and f"{room.sid}{seat.at}" == stay
    return starred(world, leg, now) if same else world


def closed(world: World, sid: str, reason: str, now: float, by: str = "") -> World:
    """The conference ends, and everybody who is still in it goes on with what follows."""
    room = world.calls.room(sid)
    if room is None or room.status == "completed":
        return world
    seats = room.seats
    over = replace(room, status="completed", seats=(), updated=now, reason=reason, ended_by=by)
    world = put_room(world, over)
    for seat in seats:
        world = room_progress.told(world, sid, "participant-leave", now, seat)
        leg = world.calls.leg(seat.call)
        if leg and isinstance(leg.doing, Meeting) and not leg.final:
            world = _gone_on(world, leg, leg.doing, now)
    return room_progress.told(world, sid, "conference-end", now)


def _gone_on(world: World, leg: Leg, doing: Meeting, now: float, status: str = "answered") -> World:
    """A leg out of the room: its Dial's action, or the next verb."""
    world, leg = moved_on(world, leg, now, doing=None, script=doing.then)
    world = hear(world, leg, now, "apart")
    if doing.dial.action is None:
        return plan(world, leg, now, "walk")
    url = urljoin(doing.then.url, doing.dial.action)
    return fetching.ask(world, leg, url, now, (("DialCallStatus", status),))
