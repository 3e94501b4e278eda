"""A shift that begins with a PIN: until its peer has given it by phone they are as if on a break.

So a phone that was taken from somebody gets nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import inf, nextafter

from hotline.domain.people import Person
from hotline.domain.rota import Held
from hotline.domain.times import Spell, merged

EARLY = 1800.0  # seconds before a time in which a PIN opens it already
LONGEST = 16 * 3600.0  # seconds that one PIN opens; a longer time asks for it once more
RINGS = (-600.0, 0.0)  # seconds from a beginning at which its peer is rung for the PIN,
MISSED = 300.0  # and after which coordinators hear that nobody gave it
FRESH = 240.0  # seconds in which they are still rung, where that could not be done in time


def opened_until(held: Iterable[Held], person: str, now: float) -> float:
    """Until when their PIN, given now, opens what they have (seconds UTC): the time that is on, or
    begins soon. 0 where there is none."""
    there = (spell for spell in _theirs(held, person) if spell.begin - EARLY <= now < spell.end)
    spell = next(there, None)
    return min(spell.end, max(now, spell.begin) + LONGEST) if spell else 0.0


def closed(person: Person, held: Iterable[Held], now: float) -> Person:
    """As if paused for the time that is on, unless they have opened it."""
    if person.opened > now:
        return person
    ends = (spell.end for spell in _theirs(held, person.id) if spell.begin <= now < spell.end)
    return replace(person, paused_until=max(person.paused_until, next(ends, nextafter(now, inf))))


def to_open(held: Iterable[Held], person: Person) -> list[Spell]:
    """What of their times still asks for a PIN, when no break is in it."""
    since = max(person.opened, person.paused_until)
    asked = (Spell(max(begin, since), end) for begin, end in _theirs(held, person.id))
    return [spell for spell in asked if spell.begin < spell.end]


def _theirs(held: Iterable[Held], person: str) -> list[Spell]:
    return merged(one.spell for one in held if one.person == person)
