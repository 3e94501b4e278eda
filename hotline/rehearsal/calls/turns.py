"""What a call planned for itself happens: every timer by its name, all that is due at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hotline.rehearsal.calls import (
    dialled,
    dialling,
    ending,
    gathering,
    meeting,
    ringing,
    walking,
)
from hotline.rehearsal.calls.leg import Leg
from hotline.rehearsal.calls.planning import ANY_TURN
from hotline.rehearsal.happenings import Timer
from hotline.rehearsal.world import World

TIMERS: dict[str, Callable[[World, Leg, float], World]] = {
    "place": ringing.placed,
    "reach": ringing.reached,
    "nobody": ringing.nobody,
    "pick up": ringing.picked_up,
    "decline": ringing.declined,
    "hang up": dialled.hung_up,
    "time limit": ending.stopped,
    "walk": walking.walked,
    "prompt": gathering.prompted,
    "silence": gathering.silence,
    "parent gone": ending.stopped,
    "dial gives up": dialling.gave_up,
    "talk limit": dialling.parted,
}
ABOUT: dict[str, Callable[[World, Leg, float, str], World]] = {
    "press": dialled.pressed,
    "child ended": dialling.child_ended,
    "left": meeting.left,
    "room limit": meeting.limited,
}


def rung(world: World, timer: Timer, now: float) -> World:
    leg = world.calls.leg(timer.sid)
    if leg is None or timer.turn not in (ANY_TURN, leg.turn):
        return world
    if timer.what in ABOUT:
        return ABOUT[timer.what](world, leg, now, timer.about)
    return TIMERS[timer.what](world, leg, now)


def settled(world: World, now: float) -> World:
    """All timers that are due, one after another; requests stay where they are."""
    while (found := _ripe(world, now)) is not None:
        nth, timer = found
        rest = world.due[:nth] + world.due[nth + 1 :]
        world = rung(replace(world, due=rest), timer, now)
    return world


def _ripe(world: World, now: float) -> tuple[int, Timer] | None:
    """The first timer that is due, and where it stands."""
    for nth, due in enumerate(world.due):
        if due.at > now:
            return None
        if isinstance(due.what, Timer):
            return nth, due.what
    return None
