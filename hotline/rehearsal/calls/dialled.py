"""What people do with their phones: dial, answer, decline, press, speak, hang up."""

from __future__ import annotations

from dataclasses import replace

from hotline.rehearsal import faults
from hotline.rehearsal import world as worlds
from hotline.rehearsal.calls import dialling, ending, fetching, gathering, meeting, ringing
from hotline.rehearsal.calls.leg import INBOUND, Bridged, Dialling, Leg, Meeting
from hotline.rehearsal.calls.planning import alert, hear, put
from hotline.rehearsal.happenings import (
    CallAnswered,
    CallDeclined,
    CallDialled,
    CallEvent,
    HungUp,
    KeysPressed,
    WordsSpoken,
)
from hotline.rehearsal.world import Line, World

TOO_MANY, NO_ADDRESS = 10004, 11100


def sid_of(event: CallDialled) -> str:
    return worlds.drawn(event.seed, "CA")


def happened(world: World, event: CallEvent, now: float) -> World:
    if isinstance(event, CallDialled):
        return _dialled(world, event, now)
    leg = world.calls.at_phone(event.phone)
    if leg is None:
        return worlds.misused(world, "a phone that is in no call was used", now)
    match event:
        case CallAnswered():
            return answered(world, leg, now)
        case CallDeclined():
            return hung_up(world, leg, now)
        case KeysPressed(keys=keys):
            return pressed(world, leg, now, keys)
        case WordsSpoken(words=words):
            return _spoken(world, leg, words, now)
        case HungUp():
            return hung_up(world, leg, now)


def _dialled(world: World, event: CallDialled, now: float) -> World:
    line = worlds.line_of(world, event.line)
    if line is None:
        return worlds.misused(world, "a number that is not ours was dialled", now)
    hidden, left = faults.take_hidden(world.faults)
    world = worlds.with_faults(world, left)
    event = replace(event, shown=event.shown or hidden)
    full = 0 < world.faults.calls_at_once <= world.calls.busy
    leg = _leg(event, line, now)
    world = hear(put(worlds.with_phone(world, event.phone), leg), leg, now, "ringing")
    if full:
        world = alert(world, leg, TOO_MANY, "too many calls at once", now)
        return ending.ended(world, leg, "busy", now)
    if not line.setting("VoiceUrl"):
        world = alert(world, leg, NO_ADDRESS, "the number has no VoiceUrl", now)
        return ending.ended(world, leg, "failed", now)
    return fetching.ask(world, leg, line.setting("VoiceUrl"), now)


def _leg(event: CallDialled, line: Line, now: float) -> Leg:
    return Leg(
        sid=sid_of(event),
        serial=0,
        direction=INBOUND,
        phone=event.phone,
        caller=event.shown or event.phone,
        called=line.number,
        status="ringing",
        created=now,
        updated=now,
        fallback=line.setting("VoiceFallbackUrl"),
        callback=line.setting("StatusCallback"),
    )


def answered(world: World, leg: Leg, now: float) -> World:
    rung = leg.direction != INBOUND and leg.status == "ringing"
    return ringing.picked_up(world, leg, now) if rung else world


def hung_up(world: World, leg: Leg, now: float) -> World:
    if leg.answered is not None:
        return ending.ended(world, leg, "completed", now)
    return ending.ended(world, leg, "no-answer" if leg.direction == INBOUND else "busy", now)


def pressed(world: World, leg: Leg, now: float, keys: str) -> World:
    world = hear(world, leg, now, "keys", keys)
    for key in keys:
        now_leg = world.calls.leg(leg.sid)
        if now_leg is None or now_leg.answered is None or now_leg.final:
            return world
        world = _pressed(world, now_leg, key, now)
    return world


def _pressed(world: World, leg: Leg, key: str, now: float) -> World:
    """A key that nothing waits for is lost, as on the real network."""
    match leg.doing:
        case Dialling(dial=dial) if dial.star and key == "*":
            return dialling.parted(world, leg, now)
        case Meeting(dial=dial) if dial.star and key == "*":
            return meeting.starred(world, leg, now)
        case _:
            return gathering.pressed(world, leg, key, now)


def _spoken(world: World, leg: Leg, words: str, now: float) -> World:
    world = hear(world, leg, now, "said", words)
    for sid in _audience(world, leg):
        if other := world.calls.leg(sid):
            world = hear(world, other, now, "speech", words)
    return world


def _audience(world: World, leg: Leg) -> tuple[str, ...]:
    match leg.doing:
        case Dialling(winner=winner, bridged=bridged) if bridged is not None:
            return (winner,)
        case Bridged():
            return (leg.parent,)
        case Meeting(room=sid):
            room = world.calls.room(sid)
            seat = room.seat(leg.sid) if room else None
            if room is None or seat is None or not room.mixing or not seat.heard:
                return ()
            return tuple(s.call for s in room.seats if s.call != leg.sid and not s.hold)
        case _:
            return ()
