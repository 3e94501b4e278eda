"""What everybody in a room hears, now that somebody came or left: each other, or waiting words.

Who is alone in a room hears its wait document. Whether that begins again when the others have
left no source settles (the carrier documents it for the beginning only); it does here, and
control can turn it off (`calls: wait_again`), so that a line can be tried against both.
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urljoin

from hotline.rehearsal.calls import fetching, room_progress
from hotline.rehearsal.calls.leg import Leg, Meeting
from hotline.rehearsal.calls.planning import hear, moved_on, put_room
from hotline.rehearsal.calls.room import Room, Seat
from hotline.rehearsal.happenings import Params
from hotline.rehearsal.world import World


def tuned(world: World, sid: str, was: bool, now: float, newcomer: str = "") -> World:
    """Everybody hears what the room now is: each other, or what one hears alone."""
    room = world.calls.room(sid)
    if room is None:
        return world
    if room.mixing and room.status == "init":
        world = put_room(world, room := replace(room, status="in-progress"))
        world = room_progress.told(world, sid, "conference-start", now)
    for seat in room.seats:
        leg = world.calls.leg(seat.call)
        if leg is None or seat.hold or (room.mixing == was and seat.call != newcomer):
            continue
        if room.mixing:
            world, leg = moved_on(world, leg, now, script=None)
            world = hear(world, leg, now, "together")
        else:
            again = seat.call == newcomer or world.faults.wait_again
            world = waited(world, leg, room, seat.wish.wait if again else "", now)
    return world


def waited(world: World, leg: Leg, room: Room, wait: str | None, now: float) -> World:
    """This leg hears the room's waiting words, the carrier's music (None), or silence (empty)."""
    world, leg = moved_on(world, leg, now, script=None)
    world = hear(world, leg, now, "waiting")
    if not wait:  # the carrier's music, or silence
        return world
    then = leg.doing.then.url if isinstance(leg.doing, Meeting) else ""
    extra: Params = (("ConferenceSid", room.sid), ("FriendlyName", room.name))
    return fetching.ask(world, leg, urljoin(then, wait), now, extra, "wait")


def beeped(world: World, room: Room, seat: Seat, now: float) -> World:
    """Everybody in the room hears that somebody came."""
    if seat.wish.beep not in ("true", "onEnter"):
        return world
    for other in room.seats:
        if leg := world.calls.leg(other.call):
            world = hear(world, leg, now, "beep")
    return world
