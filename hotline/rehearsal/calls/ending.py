"""A call is answered; a call is over: its record, its callbacks, and who else must hear of it."""

from __future__ import annotations

from urllib.parse import urljoin

from hotline.rehearsal.calls import fetching, progress
from hotline.rehearsal.calls.leg import Bridged, Dialling, Leg, Meeting
from hotline.rehearsal.calls.planning import forgotten, hear, moved_on, plan_surely
from hotline.rehearsal.happenings import Params
from hotline.rehearsal.world import World


def answered(world: World, leg: Leg, now: float) -> tuple[World, Leg]:
    """From here on it is billed."""
    world, leg = moved_on(world, leg, now, status="in-progress", answered=now)
    world = hear(world, leg, now, "answered")
    world = progress.told(world, leg, "answered", now)
    world = plan_surely(world, leg.sid, now + leg.limit, "time limit")
    return world, world.calls.leg(leg.sid) or leg


def ended(world: World, leg: Leg, status: str, now: float) -> World:
    if leg.final:
        return world
    world = torn(world, leg, now)
    changes = {"script": None, "doing": None, "status": status, "ended": now}
    world, over = moved_on(world, leg, now, **changes)
    world = hear(forgotten(world, leg.sid, now), over, now, "ended", status)
    world = progress.told(world, over, "completed", now)
    if world.faults.action_after_hangup:
        world = asked_afterwards(world, leg, world.calls.leg(leg.sid) or over, now)
    if leg.parent:
        world = plan_surely(world, leg.parent, now, "child ended", leg.sid)
    return world


def torn(world: World, leg: Leg, now: float) -> World:
    """The leg leaves what it is in: a dial's phones stop, a room has one less."""
    match leg.doing:
        case Dialling(children=children):
            for child in children:
                world = plan_surely(world, child, now, "parent gone")
        case Meeting(room=room):
            world = plan_surely(world, leg.sid, now, "left", room)
        case Bridged():
            world = plan_surely(world, leg.parent, now, "child ended", leg.sid)
        case _:
            pass
    return world


def asked_afterwards(world: World, before: Leg, leg: Leg, now: float) -> World:
    """A Dial's action is asked for even though its leg hung up or was taken elsewhere.

    The carrier documents it for a redirect; for a hang-up no source settles it, so control
    can turn that off (`calls: action_after_hangup`).
    """
    doing = before.doing
    if not isinstance(doing, (Dialling, Meeting)) or doing.dial.action is None:
        return world
    then = doing.then if isinstance(doing, Meeting) else before.script
    url = urljoin(then.url if then else "", doing.dial.action)
    return fetching.ask_in_vain(world, leg, url, now, _form(doing))


def _form(doing: Dialling | Meeting) -> Params:
    if isinstance(doing, Meeting):
        return (("DialCallStatus", "answered"),)
    status = "completed" if doing.winner else "canceled"
    bridged = str(doing.bridged is not None).lower()
    return (("DialCallStatus", status), ("DialBridged", bridged))


def stopped(world: World, leg: Leg, now: float) -> World:
    """Ended from our side, in whatever state it is."""
    return ended(world, leg, "canceled" if leg.answered is None else "completed", now)
