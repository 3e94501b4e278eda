"""How the line stands now: the switch, the roster and the rota, read together."""

from __future__ import annotations

from hotline.desk.rota import brought_in, rotation
from hotline.desk.rotations import rotations
from hotline.desk.tools import Desk
from hotline.domain.standing import Standing
from hotline.domain.times import DAY, merged


def how_it_stands(desk: Desk) -> Standing:
    """Ask the store. Raises StoreAway, and SealBroken for a roster that does not open."""
    state, now = desk.switch.read(), desk.now()
    if state != "open":
        return Standing(state)
    coming = {name: _next_on(desk, name, now) for name in rotations(desk)}
    texted = {name: _texted_until(desk, name, now) for name in rotations(desk)}
    return Standing(
        state,
        texted={name: until for name, until in texted.items() if until},
        on=frozenset(name for name, at in coming.items() if at == now),
        next_on={name: at for name, at in coming.items() if at is not None and at > now},
    )


def _texted_until(desk: Desk, name: str, now: float) -> float:
    """Until when somebody of a rotation answers texts; 0 when nobody does now."""
    spells = merged(spell for spell, _ in rotation(desk, name, "texts").spells(now, now + 2 * DAY))
    return next((spell.end for spell in spells if spell.begin <= now < spell.end), 0.0)


def _next_on(desk: Desk, name: str, now: float) -> float | None:
    """When a call rings somebody of a rotation: now, or next within a day.

    Somebody is on then, and it is an hour in which the flows bring this rotation in.
    """
    until = now + DAY
    there = [spell for spell, _ in rotation(desk, name).spells(now, until)]
    hours = brought_in(desk, name, now, until)
    both = [
        (max(shift.begin, spell.begin, now), min(shift.end, spell.end))
        for shift in there
        for spell in (there if hours is None else hours)
    ]
    return min((begin for begin, end in both if begin < end), default=None)
