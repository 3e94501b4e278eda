"""A phone's call as the page shows it: the newest one, with what the phone heard in it."""

from __future__ import annotations

from itertools import pairwise

from hotline.rehearsal.calls.leg import INBOUND, Leg
from hotline.rehearsal.calls.sound import Sound
from hotline.rehearsal.world import World

UNHEARD = frozenset({"queued", "initiated"})  # the phone does not ring yet


def call(world: World, number: str, now: float) -> dict[str, object] | None:
    known = (g for g in reversed(world.calls.legs) if g.phone == number)
    leg = next((g for g in known if g.status not in UNHEARD), None)
    if leg is None:
        return None
    sounds = [s for s in world.calls.sounds if s.call == leg.sid and s.at <= now]
    return {
        "id": leg.sid,
        "incoming": leg.direction != INBOUND,
        "other": leg.called if leg.direction == INBOUND else leg.caller,
        "state": _state(leg),
        "seconds": round(_seconds(leg, now)),
        "sounds": [_sound(s) for s in _without_echoes(sounds)],
    }


def _state(leg: Leg) -> str:
    return "over" if leg.final else "ringing" if leg.answered is None else "talking"


def _seconds(leg: Leg, now: float) -> float:
    if leg.answered is None:
        return 0.0
    return (leg.ended if leg.ended is not None else now) - leg.answered


def _without_echoes(sounds: list[Sound]) -> list[Sound]:
    """A waiting tune that comes again and again is shown once."""
    again = {b.serial for a, b in pairwise(sounds) if _same(a, b)}
    return [s for s in sounds if s.serial not in again]


def _same(one: Sound, other: Sound) -> bool:
    return one.kind == other.kind == "recording" and one.words == other.words


def _sound(sound: Sound) -> dict[str, object]:
    return {
        "id": sound.serial,
        "kind": sound.kind,
        "words": sound.words,
        "language": sound.language,
    }
