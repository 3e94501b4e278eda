"""Counted breaths: the steps, then "breathe" every five seconds, until a person joins.

Nothing here needs a peer, a worker or the store. Each piece is a turn of its own, so that a person
who comes is heard within seconds.
"""

from __future__ import annotations

from dataclasses import replace

from hotline.flow.aloud import spoken
from hotline.flow.oncall import At, CallTurn, OnCall
from hotline.flow.stage import Stage

BREATHING: At = "breathing"
LONGEST = 45 * 60  # seconds
_STEPS = ("call.steps.speaker", "call.steps.shout", "call.steps.naloxone", "call.steps.head")
_EVERY = 4  # seconds to listen after "breathe": with the word and the way here, five
_MINUTE = 60
_NALOXONE_AGAIN = 3  # minutes


def breathed(stage: Stage, on: OnCall, key: str) -> CallTurn:
    """The next piece; or what a key brings: 2 they breathe, 3 ambulance words, 0 something else."""
    match key:
        case "0":
            waiting = replace(_quiet(stage, on), wants="person")
            return CallTurn(waiting, spoken(on, _say(stage, on, "call.ringing")), 1, "person")
        case "1":
            return _piece(stage, replace(on, told=0))
        case "2":
            return CallTurn(_quiet(stage, on), spoken(on, _say(stage, on, "call.they_breathe")), 1)
        case "3":
            return CallTurn(on, spoken(on, _say(stage, on, "call.ambulance")), 1)
        case _:
            return _piece(stage, on)


def _quiet(stage: Stage, on: OnCall) -> OnCall:
    """Waiting for a person, without the count."""
    return replace(on, at="waiting", since=stage.world.now, told=0)


def offered(on: OnCall) -> bool:
    """Whether it was said that 2 means: they breathe."""
    return on.told > len(_STEPS)


def ended(stage: Stage, on: OnCall) -> bool:
    """Whether it was counted long enough."""
    return stage.world.now - on.since >= LONGEST


def counting(stage: Stage, on: OnCall) -> OnCall:
    """Back to the count, without the steps."""
    return replace(on, at=BREATHING, since=stage.world.now, told=len(_STEPS))


def steps_said(on: OnCall) -> bool:
    """Whether every step was said once."""
    return on.told >= len(_STEPS)


def _piece(stage: Stage, on: OnCall) -> CallTurn:
    """`told` counts the pieces: the steps, one by one, then the minutes that were announced."""
    if on.told < len(_STEPS):
        then = replace(on, told=on.told + 1)
        return CallTurn(then, spoken(on, _say(stage, on, _STEPS[on.told])), 1)
    minute = int((stage.world.now - on.since) // _MINUTE)
    if minute <= on.told - len(_STEPS):
        return CallTurn(on, spoken(on, _say(stage, on, "call.breathe")), _EVERY)
    then = replace(on, told=len(_STEPS) + minute)
    name = "call.steps.again" if minute == _NALOXONE_AGAIN else "call.steps.minute"
    words = (_say(stage, on, "call.breathe"), _say(stage, on, name))
    return CallTurn(then, spoken(on, *words), 1)


def _say(stage: Stage, on: OnCall, name: str) -> str:
    return stage.phrase(name, on.session.language)
