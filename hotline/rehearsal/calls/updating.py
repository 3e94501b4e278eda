"""Change a call by REST: hang up, take back, send it to another document, delete its record."""

from __future__ import annotations

from dataclasses import replace

from hotline.rehearsal import faults, wishes
from hotline.rehearsal.calls import creating, ending, fetching, state, turns
from hotline.rehearsal.calls.leg import WAITING, Leg
from hotline.rehearsal.calls.planning import moved_on
from hotline.rehearsal.refusals import Refusal, refusal
from hotline.rehearsal.wishes import Form, one
from hotline.rehearsal.world import World

KNOWN = frozenset({"Status", "Twiml", *creating.URLS, *creating.METHODS}) - {"StatusCallback"}
NOT_IN_STATE = 21220


def updated(before: World, leg: Leg, form: Form, now: float) -> tuple[World, Leg | Refusal]:
    problem = wishes.strange(form, KNOWN, frozenset(), "changing a call")
    if problem is None and "Status" in form:
        problem = _status_fault(leg, one(form, "Status"))
    elif problem is None:
        problem = creating.addresses(form) or _state_fault(leg)
    if problem:
        return before, problem
    if "Status" in form:
        world = ending.stopped(before, leg, now)
    else:
        world = _redirected(before, leg, form, now)
    world = turns.settled(world, now)
    return world, world.calls.leg(leg.sid) or leg


def _status_fault(leg: Leg, status: str) -> Refusal | None:
    """`completed` always; `canceled` before the answer, and not for a phone that <Dial> rings."""
    if status not in ("completed", "canceled"):
        return refusal(20001, what="Status", misuse=f"a call cannot be made {status}")
    waiting = leg.status in WAITING and not leg.parent
    wrong = leg.final or (status == "canceled" and not waiting)
    return refusal(NOT_IN_STATE) if wrong else None


def _state_fault(leg: Leg) -> Refusal | None:
    return None if leg.status == "in-progress" else refusal(NOT_IN_STATE)


def _redirected(before: World, leg: Leg, form: Form, now: float) -> World:
    """Out of whatever it is in. A Dial that it sat in also asks for its action."""
    world = ending.torn(before, leg, now)
    changes = {"doing": None, "script": None, "fallback": one(form, "FallbackUrl", leg.fallback)}
    world, fresh = moved_on(world, leg, now, **changes)
    world = ending.asked_afterwards(world, leg, fresh, now)
    if one(form, "Twiml"):
        return fetching.inline(world, fresh, one(form, "Twiml"), now)
    return fetching.ask(world, fresh, one(form, "Url"), now)


def deleted(before: World, leg: Leg, now: float) -> tuple[World, Refusal | None]:
    """The record goes; what phones heard stays with the phones."""
    if not leg.final or now < leg.updated + faults.settles(before.faults, leg.sid):
        return before, refusal(20009)
    return replace(before, calls=state.without_leg(before.calls, leg.sid)), None
