"""Status callbacks of a call: which it asked for, when they travel, and what goes wrong."""

from __future__ import annotations

from dataclasses import replace

from hotline.rehearsal import faults
from hotline.rehearsal import world as worlds
from hotline.rehearsal.calls import forms
from hotline.rehearsal.calls.leg import Leg
from hotline.rehearsal.calls.planning import put
from hotline.rehearsal.happenings import Params, Ring
from hotline.rehearsal.world import World

SOON, AGAIN, OVERTAKEN = 0.1, 1.0, 3.0
HELD = frozenset({"initiated", "answered", "participant-join", "conference-start"})


def told(world: World, leg: Leg, event: str, now: float) -> World:
    """`event`: initiated, ringing, answered or completed (which is any end)."""
    if not leg.callback or event not in leg.events:
        return world
    form = forms.progress(world.account, leg, now)
    world = put(world, replace(leg, told=leg.told + 1))
    return travel(world, leg.sid, leg.callback, form, event, now)


def travel(world: World, sid: str, url: str, form: Params, event: str, now: float) -> World:
    """Off it goes, once; or late, twice, overtaken, or never, as arranged."""
    dice = f"{sid}{event}{now}{len(world.due)}"
    times, left = faults.take_callback(world.faults, dice)
    world = replace(world, faults=left)
    ring = Ring(sid, url, form, worlds.drawn(dice, ""))
    late = OVERTAKEN if left.callback_out_of_order and event in HELD else SOON
    at = now + left.callback_delay + late * world.pace
    for nth in range(times):
        world = worlds.later(world, at + nth * AGAIN * world.pace, ring)
    return world
