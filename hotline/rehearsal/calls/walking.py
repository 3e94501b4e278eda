"""Carry a document out, verb by verb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from hotline.rehearsal.calls import dialling, ending, fetching, gathering, meeting, prompting
from hotline.rehearsal.calls.leg import INBOUND, Leg, Script
from hotline.rehearsal.calls.planning import alert, plan, put
from hotline.rehearsal.calls.verbs import (
    Dial,
    Gather,
    Hangup,
    Pause,
    Play,
    Prompt,
    Redirect,
    Reject,
    Say,
    Verb,
)
from hotline.rehearsal.world import World

TOO_LATE = 12200  # <Reject> after something has answered the call


def walked(world: World, leg: Leg, now: float) -> World:
    """The next verb; after the last, what the document was for."""
    script = leg.script
    if script is None:
        return world
    if not script.verbs:
        return OVER[script.kind](world, leg, now)
    verb, rest = script.verbs[0], replace(script, verbs=script.verbs[1:])
    if leg.status == "ringing" and _answers(verb):
        world, leg = ending.answered(world, leg, now)
    world = put(world, leg := replace(leg, script=rest))
    return CARRIED[type(verb)](world, leg, verb, now)


def _answers(verb: Verb) -> bool:
    """Some first verbs leave the caller ringing."""
    if isinstance(verb, Dial):
        return not verb.on_bridge or verb.room is not None
    return not isinstance(verb, (Pause, Redirect, Reject))


def _said(world: World, leg: Leg, prompt: Prompt, now: float) -> World:
    base = leg.script.url if leg.script else ""
    world, lasts = prompting.prompted(world, leg, prompt, base, now)
    return plan(world, leg, now + lasts, "walk")


def _redirected(world: World, leg: Leg, verb: Redirect, now: float) -> World:
    script = leg.script or Script((), "")
    return fetching.ask(world, leg, urljoin(script.url, verb.url), now, kind=script.kind)


def _hung_up(world: World, leg: Leg, verb: Hangup, now: float) -> World:
    return ending.ended(world, leg, "completed", now)


def _rejected(world: World, leg: Leg, verb: Reject, now: float) -> World:
    if leg.direction != INBOUND or leg.answered is not None:
        world = alert(world, leg, TOO_LATE, "<Reject> is not the first verb", now)
        return ending.ended(world, leg, "completed", now)
    status = "busy" if verb.reason == "busy" else "no-answer"
    return ending.ended(world, leg, status, now)


def _dialled(world: World, leg: Leg, verb: Dial, now: float) -> World:
    if verb.room is not None:
        return meeting.entered(world, leg, verb, now)
    return dialling.begun(world, leg, verb, now)


def _nothing_left(world: World, leg: Leg, now: float) -> World:
    return ending.ended(world, leg, "completed", now)


def _silent(world: World, leg: Leg, now: float) -> World:
    """Words for who waits are not begun again by themselves."""
    return world


# Each takes (world, leg, its verb, now).
CARRIED: dict[type[Any], Callable[[World, Leg, Any, float], World]] = {
    Say: _said,
    Play: _said,
    Pause: _said,
    Gather: gathering.begun,
    Redirect: _redirected,
    Hangup: _hung_up,
    Reject: _rejected,
    Dial: _dialled,
}
OVER: dict[str, Callable[[World, Leg, float], World]] = {
    "call": _nothing_left,
    "whisper": dialling.bridged,
    "wait": _silent,
}
