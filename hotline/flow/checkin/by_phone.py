"""A check-in is set up by phone: in how many minutes we call, read back, and a key for yes.

Nothing else is asked: whoever wants more of a plan has it by text, and a person is a key away. Who
calls may be anybody, for a number can be forged: so nobody learns here whether one is on, and
nothing of one is changed.
"""

from __future__ import annotations

from dataclasses import replace

from hotline.domain.checkin.plan import in_bounds
from hotline.flow.aloud import spoken
from hotline.flow.oncall import CallTurn, OnCall
from hotline.flow.stage import Stage

USUAL = 20  # minutes, where only the pound key was pressed
KEY_WAIT = 6  # seconds to find a key
TRIES = 3


def ask_minutes(stage: Stage, on: OnCall, before: str = "") -> CallTurn:
    """In how many minutes?"""
    language = on.session.language
    said = stage.phrase(before, language) if before else ""
    words = spoken(on, said, stage.phrase("check.call.how", language))
    return CallTurn(replace(on, at="minutes", ring=""), words, KEY_WAIT, types=True)


def typed(stage: Stage, on: OnCall, digits: str) -> CallTurn | None:
    """What was typed, read back; None: too often nothing that could be."""
    minutes = int(digits[:6]) if digits else USUAL
    if in_bounds(60.0 * minutes):
        return read_back(stage, replace(on, missed=0, minutes=minutes))
    missed = replace(on, missed=on.missed + 1)
    return ask_minutes(stage, missed, "check.call.length") if missed.missed < TRIES else None


def read_back(stage: Stage, on: OnCall) -> CallTurn:
    """When, and all that would be said; is that right?"""
    language = on.session.language
    at = stage.clock(stage.world.now + 60.0 * on.minutes, language)
    words = stage.phrase("check.call.read", language, minutes=str(on.minutes), time=at)
    return CallTurn(replace(on, at="check"), spoken(on, words), KEY_WAIT)


def pressed(stage: Stage, on: OnCall, key: str) -> CallTurn | None:
    """1: it is wanted. 2: another time. None: it is left."""
    match key:
        case "1":
            return CallTurn(on, (), checks=True)
        case "2":
            return ask_minutes(stage, replace(on, missed=0))
        case _ if key != "9" and on.missed + 1 < TRIES:
            return read_back(stage, replace(on, missed=on.missed + 1))
        case _:
            return None
