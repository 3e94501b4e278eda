"""A call that the line makes: out of the queue, to a phone, picked up there or not."""

from __future__ import annotations

from dataclasses import replace

from hotline.rehearsal.calls import dialling, ending, fetching, progress
from hotline.rehearsal.calls.leg import Leg
from hotline.rehearsal.calls.phone import PICKS_UP, Behaviour
from hotline.rehearsal.calls.planning import hear, moved_on, plan, plan_surely, put
from hotline.rehearsal.world import World, with_phone

REACHES = 1.0  # seconds from the carrier to the phone
PATIENCE = 5.0  # the carrier adds this to every time-out


def placed(world: World, leg: Leg, now: float) -> World:
    leg = replace(leg, status="initiated", updated=now)
    world = progress.told(put(world, leg), leg, "initiated", now)
    return plan(world, leg, now + REACHES * world.pace, "reach")


def reached(world: World, leg: Leg, now: float) -> World:
    behaviour = world.calls.behaviour(leg.phone)
    if behaviour.kind == "unreachable":
        return ending.ended(world, leg, "failed", now)
    if behaviour.kind == "busy" or world.calls.at_phone(leg.phone):
        return ending.ended(world, leg, "busy", now)  # one call at a time; nobody waits in line
    leg = replace(leg, status="ringing", updated=now)
    world = hear(put(with_phone(world, leg.phone), leg), leg, now, "ringing")
    world = progress.told(world, leg, "ringing", now)
    world = plan(world, leg, now + leg.timeout + PATIENCE, "nobody")
    if behaviour.kind in PICKS_UP:
        return plan(world, leg, now + behaviour.after, "pick up")
    if behaviour.kind == "declines":
        return plan(world, leg, now + behaviour.after, "decline")
    return world


def picked_up(world: World, leg: Leg, now: float) -> World:
    world, leg = ending.answered(world, leg, now)
    world = _acted(world, leg, world.calls.behaviour(leg.phone), now)
    return dialling.taken(world, leg, now) if leg.parent else begun(world, leg, now)


def _acted(world: World, leg: Leg, behaviour: Behaviour, now: float) -> World:
    if behaviour.kind not in PICKS_UP:
        return world
    if behaviour.keys:
        world = plan_surely(world, leg.sid, now + behaviour.wait, "press", behaviour.keys)
    if behaviour.stays is not None:
        world = plan_surely(world, leg.sid, now + behaviour.stays, "hang up")
    return world


def begun(world: World, leg: Leg, now: float) -> World:
    if leg.twiml:
        world, leg = moved_on(world, leg, now)
        return fetching.inline(world, leg, leg.twiml, now)
    return fetching.ask(world, leg, leg.url, now)


def declined(world: World, leg: Leg, now: float) -> World:
    return ending.ended(world, leg, "busy", now)


def nobody(world: World, leg: Leg, now: float) -> World:
    return ending.ended(world, leg, "no-answer", now)
