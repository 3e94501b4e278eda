"""Where a rotation wants it, a shift begins with a PIN: its peer is rung for it, and who does not
give it is a gap that coordinators hear of.
"""

from __future__ import annotations

from hotline.desk.gaps import alarm
from hotline.desk.peer_calls import begin_once
from hotline.desk.rotations import asks_pin, rotations
from hotline.desk.tools import Desk
from hotline.domain.opening import FRESH, MISSED, RINGS, to_open
from hotline.domain.people import Person, quieted
from hotline.domain.rota import Held, Part
from hotline.domain.times import Spell


def ask_for_pins(desk: Desk, held: list[Held], now: float) -> None:
    """Whoever has a shift to open is rung shortly before it begins, and once more as it does; five
    minutes later it is told that it is not open. Raises StoreAway."""
    for name in filter(lambda name: asks_pin(desk, name), rotations(desk)):
        here = [one for one in held if one.shift.rotation == name]
        for person in desk.people.read().people:
            for spell in to_open(here, quieted(person, now)):
                _look_at(desk, name, person, spell, now)


def _look_at(desk: Desk, name: str, person: Person, spell: Spell, now: float) -> None:
    for at in RINGS:
        due = 0 <= now - spell.begin - at < FRESH and quieted(person, now).paused_until <= now
        if due and person.agreed("calls") and person.pin:
            begin_once(desk, "shift", person, f"pin {int(spell.begin)} {int(at)}")
    if spell.begin + MISSED <= now < spell.end:
        alarm(desk, "gap.closed", Part("", name, now, spell.end), f"{person.id} {int(spell.begin)}")
