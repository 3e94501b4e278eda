"""How everything in calls is written down: a leg put back, a sound heard, a thing for later."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hotline.rehearsal import world as worlds
from hotline.rehearsal.calls import state
from hotline.rehearsal.calls.leg import Leg
from hotline.rehearsal.calls.room import Room
from hotline.rehearsal.calls.sound import Sound
from hotline.rehearsal.happenings import Params, Timer
from hotline.rehearsal.world import Alert, World

ANY_TURN = -1


def put(world: World, leg: Leg) -> World:
    return replace(world, calls=state.with_leg(world.calls, leg))


def put_room(world: World, room: Room) -> World:
    return replace(world, calls=state.with_room(world.calls, room))


def moved_on(world: World, leg: Leg, now: float, **changes: Any) -> tuple[World, Leg]:
    """The leg begins something else: its sound stops, and what it had planned is void."""
    world = replace(world, calls=state.cut(world.calls, leg.sid, now))
    leg = replace(leg, turn=leg.turn + 1, updated=now, **changes)
    return put(world, leg), leg


def plan(world: World, leg: Leg, at: float, what: str, about: str = "") -> World:
    return worlds.later(world, at, Timer(leg.sid, leg.turn, what, about))


def plan_surely(world: World, sid: str, at: float, what: str, about: str = "") -> World:
    """Whatever the leg does meanwhile."""
    return worlds.later(world, at, Timer(sid, ANY_TURN, what, about))


def forgotten(world: World, sid: str, now: float) -> World:
    """What a call that is over had planned for later never happens."""
    due = tuple(d for d in world.due if not _later(d.what, sid) or d.at <= now)
    return replace(world, due=due)


def _later(what: object, sid: str) -> bool:
    return isinstance(what, Timer) and what.sid == sid


def hear(
    world: World, leg: Leg, now: float, kind: str, words: str = "", lasts: float = 0.0, **how: str
) -> World:
    sound = Sound(0, now, now + lasts, leg.sid, leg.phone, kind, words, **how)
    return replace(world, calls=state.heard(world.calls, sound))


def alert(
    world: World,
    leg: Leg,
    code: int,
    why: str,
    now: float,
    url: str = "",
    variables: Params = (),
    response: str = "",
) -> World:
    """An entry in the carrier's debugger about a call: it keeps the whole request."""
    entry = Alert(
        sid=worlds.drawn(f"{leg.sid}{leg.turn}{code}{why}{now}", "NO", len(world.alerts)),
        at=now,
        code=code,
        why=why,
        url=url,
        variables=variables,
        response=response[:2000],
        about=leg.sid,
        line=leg.line,
        contact=leg.phone,
    )
    return worlds.alerted(world, entry)
