"""The calls that the carrier knows at one moment, and how a leg, a room, a sound is put back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from hotline.rehearsal.calls.leg import Leg
from hotline.rehearsal.calls.phone import PERSON, Behaviour
from hotline.rehearsal.calls.room import Room
from hotline.rehearsal.calls.sound import Sound

LEGS, ROOMS, SOUNDS = 500, 200, 4000


@dataclass(frozen=True, slots=True)
class Calls:
    """Part of the world: legs and rooms oldest first."""

    legs: tuple[Leg, ...] = ()
    rooms: tuple[Room, ...] = ()
    sounds: tuple[Sound, ...] = ()
    behaviours: Mapping[str, Behaviour] = field(default_factory=dict)  # by number
    recordings: Mapping[str, float] = field(default_factory=dict)  # seconds, by path
    verified: frozenset[str] = frozenset()  # numbers that may be shown though not ours
    slot: float = 0.0  # when the next call of the queue may be placed
    serial: int = 0

    def leg(self, sid: str) -> Leg | None:
        return next((leg for leg in reversed(self.legs) if leg.sid == sid), None)

    def room(self, sid: str) -> Room | None:
        return next((room for room in self.rooms if room.sid == sid), None)

    def at_phone(self, number: str) -> Leg | None:
        """The call that this phone rings with or is in; what still queues is not heard of."""
        live = (g for g in reversed(self.legs) if g.phone == number and not g.final)
        return next((g for g in live if g.status not in ("queued", "initiated")), None)

    def behaviour(self, number: str) -> Behaviour:
        return self.behaviours.get(number, PERSON)

    def children(self, parent: str) -> tuple[Leg, ...]:
        return tuple(leg for leg in self.legs if leg.parent == parent)

    @property
    def busy(self) -> int:
        """How many calls the account has now, queued ones too."""
        return sum(not leg.final for leg in self.legs)


def with_leg(calls: Calls, leg: Leg) -> Calls:
    """Put a leg back, or add it."""
    if calls.leg(leg.sid) is None:
        added = replace(leg, serial=calls.serial + 1)
        legs = (*calls.legs, added)[-LEGS:]
        return replace(calls, legs=legs, serial=added.serial)
    return replace(calls, legs=tuple(leg if old.sid == leg.sid else old for old in calls.legs))


def without_leg(calls: Calls, sid: str) -> Calls:
    return replace(calls, legs=tuple(leg for leg in calls.legs if leg.sid != sid))


def with_room(calls: Calls, room: Room) -> Calls:
    if calls.room(room.sid) is None:
        added = replace(room, serial=calls.serial + 1)
        rooms = (*calls.rooms, added)[-ROOMS:]
        return replace(calls, rooms=rooms, serial=added.serial)
    return replace(calls, rooms=tuple(room if r.sid == room.sid else r for r in calls.rooms))


def heard(calls: Calls, sound: Sound) -> Calls:
    numbered = replace(sound, serial=calls.serial + 1)
    return replace(calls, sounds=(*calls.sounds, numbered)[-SOUNDS:], serial=numbered.serial)


def cut(calls: Calls, call: str, now: float) -> Calls:
    """Whatever this leg was still hearing stops."""
    on = [n for n, s in enumerate(calls.sounds) if s.until > now and s.call == call]
    if not on:
        return calls
    sounds = list(calls.sounds)
    for n in on:
        sounds[n] = replace(sounds[n], until=now)
    return replace(calls, sounds=tuple(sounds))
