"""<Gather>: prompts that a key cuts short, keys with time between them, and what they make."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urljoin

from hotline.rehearsal.calls import fetching, prompting
from hotline.rehearsal.calls.leg import Gathering, Leg
from hotline.rehearsal.calls.planning import moved_on, plan, put
from hotline.rehearsal.calls.verbs import Gather
from hotline.rehearsal.happenings import Params
from hotline.rehearsal.world import World


def begun(world: World, leg: Leg, gather: Gather, now: float) -> World:
    world, leg = moved_on(world, leg, now, doing=Gathering(gather, gather.prompts))
    return prompted(world, leg, now)


def prompted(world: World, leg: Leg, now: float) -> World:
    """The next prompt; after the last, the time for a first key begins."""
    doing = leg.doing
    if not isinstance(doing, Gathering):
        return world
    if not doing.prompts:
        world = put(world, leg := replace(leg, doing=replace(doing, speaking=False)))
        return plan(world, leg, now + doing.gather.timeout, "silence")
    first, rest = doing.prompts[0], doing.prompts[1:]
    world = put(world, leg := replace(leg, doing=replace(doing, prompts=rest, speaking=True)))
    base = leg.script.url if leg.script else ""
    world, lasts = prompting.prompted(world, leg, first, base, now)
    return plan(world, leg, now + lasts, "prompt")


def pressed(world: World, leg: Leg, key: str, now: float) -> World:
    doing = leg.doing
    if not isinstance(doing, Gathering) or (doing.speaking and not doing.gather.barge_in):
        return world
    gather, digits = doing.gather, doing.digits
    if key in gather.finish:
        return _finished(world, leg, doing, now, key)
    doing = replace(doing, prompts=(), digits=digits + key, speaking=False)
    world, leg = moved_on(world, leg, now, doing=doing)
    if gather.digits is not None and len(doing.digits) >= gather.digits:
        return _finished(world, leg, doing, now)
    return plan(world, leg, now + gather.timeout, "silence")


def silence(world: World, leg: Leg, now: float) -> World:
    """Nothing more was pressed: what there is counts; nothing at all falls through."""
    doing = leg.doing
    if not isinstance(doing, Gathering):
        return world
    if doing.digits or doing.gather.on_empty:
        return _finished(world, leg, doing, now)
    world, leg = moved_on(world, leg, now, doing=None)
    return plan(world, leg, now, "walk")


def _finished(world: World, leg: Leg, doing: Gathering, now: float, key: str = "") -> World:
    script = leg.script
    base, kind = (script.url, script.kind) if script else ("", "call")
    form: Params = (("Digits", doing.digits), ("FinishedOnKey", key))
    world, leg = moved_on(world, leg, now, doing=None)
    url = urljoin(base, doing.gather.action) if doing.gather.action else base
    return fetching.ask(world, leg, url, now, form, kind)
