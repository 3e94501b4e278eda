"""The whole carrier in one function: (world, what happened, now) -> (world, what to do)."""

from __future__ import annotations

from dataclasses import replace

from hotline.rehearsal import answering, arriving, life, world
from hotline.rehearsal.calls import dialled, fetching, turns
from hotline.rehearsal.happenings import (
    DocumentCame,
    Event,
    Hook,
    HookEnded,
    RingEnded,
    TextTyped,
    TimePassed,
    Timer,
    Turn,
)
from hotline.rehearsal.world import Alert, Step, World


def step(before: World, event: Event, now: float) -> Step:
    match event:
        case TextTyped():
            return arriving.arrived(before, event, now)
        case HookEnded():
            return answering.answered(before, event, now)
        case RingEnded():
            return _rung(before, event, now), ()
        case DocumentCame():
            return turns.settled(fetching.came(before, event, now), now), ()
        case TimePassed():
            return _passed(before, now)
        case call:
            return turns.settled(dialled.happened(before, call, now), now), ()


def next_due(before: World) -> float | None:
    """When something next happens by itself; while the carrier is down, nothing does."""
    return before.due[0].at if before.due and not before.faults.down else None


def _passed(before: World, now: float) -> Step:
    at = next_due(before)
    if at is None or at > now:
        return before, ()
    first, rest = before.due[0], before.due[1:]
    kept = replace(before, due=rest)
    match first.what:
        case Turn() as turn:
            return life.turned(kept, turn, now), ()
        case Timer() as timer:
            return turns.settled(turns.rung(kept, timer, now), now), ()
        case Hook() as hook:
            return replace(kept, answering=(*kept.answering, hook.sid)), (hook,)
        case asking:  # a status callback, or a voice document
            return kept, (asking,)


def _rung(before: World, event: RingEnded, now: float) -> World:
    answer, ring = event.answer, event.ring
    if answer.failure is None and 200 <= answer.status < 300:
        return before
    alert = Alert(
        sid=world.drawn(event.seed, "NO"),
        at=now,
        code=answer.failure or 11200,
        why="a status callback was not taken",
        url=ring.url,
        variables=ring.params,
        response=answer.body[:2000],
        about=ring.sid,
    )
    return world.alerted(before, alert)
