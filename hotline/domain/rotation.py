"""A rotation: who of a group is on, when next, and where nobody is.

Only people who agreed to a channel, and are not paused, count for it. A backup is on as everybody
else is, and is rung after those who are first. A trainee is on for nobody: they only listen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf, nextafter

from hotline.domain.overrides import parts
from hotline.domain.people import Channel, Person
from hotline.domain.rota import ANSWER, Held, Place, Rota, Shift
from hotline.domain.times import Spell, missing


@dataclass(frozen=True, slots=True)
class Rotation:
    """The people of a rotation and the rota, seen for one channel and for shifts of some places."""

    name: str
    people: Sequence[Person]
    rota: Rota
    channel: Channel = "calls"
    places: tuple[Place, ...] = ANSWER

    @property
    def shifts(self) -> Sequence[Shift]:
        """Those of this rotation."""
        here = (shift for shift in self.rota.shifts if shift.rotation == self.name)
        return [shift for shift in here if shift.place in self.places]

    def spells(self, since: float, until: float) -> list[tuple[Spell, Person]]:
        """Who is on when, of all that touches this time; in order."""
        found = [(held.spell, person) for held, person in self._held(since, until)]
        return sorted(found, key=lambda pair: (pair[0], pair[1].name))

    def on(self, now: float) -> list[Person]:
        """Who is on now; each once."""
        return list({person.id: person for _, person in self._on(now)}.values())

    def learners(self, now: float) -> list[Person]:
        """Who is on to listen."""
        return replace(self, places=("trainee",)).on(now)

    def backups(self, now: float) -> set[str]:
        """Who of them is on as a backup only."""
        there = self._on(now)
        first = {person.id for held, person in there if held.shift.place == "first"}
        return {person.id for _, person in there} - first

    def next_change(self, now: float) -> float | None:
        """When next somebody comes on or goes off; None when nobody ever does."""
        turns = sorted({turn for spell in self._coming(now) for turn in spell if turn > now})
        before = ((turn, nextafter(turn, 0)) for turn in turns)
        return next((turn for turn, just in before if self._ids(just) != self._ids(turn)), None)

    def next_on(self, now: float) -> float | None:
        """When somebody is on: now, or next; None when nobody ever is."""
        return min((max(spell.begin, now) for spell in self._coming(now)), default=None)

    def gaps(
        self, since: float, until: float, wanted: Iterable[Spell] | None = None
    ) -> list[Spell]:
        """When nobody is on though somebody should be (always, unless `wanted` tells)."""
        asked = [Spell(since, until)] if wanted is None else parts(wanted, since, until)
        there = (spell for spell, _ in self.spells(since, until))
        return missing(asked, there)

    def _held(self, since: float, until: float) -> Iterator[tuple[Held, Person]]:
        known = self._known()
        for held in self.rota.held(since, until):
            person = known.get(held.person)
            if person and self._counts(held.shift) and held.spell.end > person.paused_until:
                spell = _without_pause(held.spell, person)
                if spell.begin < until:
                    yield held._replace(spell=spell), person

    def _on(self, now: float) -> list[tuple[Held, Person]]:
        found = self._held(now, nextafter(now, inf))
        return [(held, person) for held, person in found if held.spell.begin <= now]

    def _coming(self, now: float) -> Iterator[Spell]:
        """What is on, and of each shift what comes next."""
        known = self._known()
        for shift in filter(self._counts, self.rota.shifts):
            for spell, who, _ in self._after_pauses(shift, now):
                if who in known and spell.end > known[who].paused_until:
                    yield _without_pause(spell, known[who])

    def _after_pauses(self, shift: Shift, now: float) -> list[Held]:
        """What is to come: of who has it now, and, if they are paused, of the time after."""
        owner = self._known().get(shift.person)
        paused = owner.paused_until if owner else 0.0
        later = self.rota.coming(shift, paused) if now < paused < inf else []
        return [*self.rota.coming(shift, now), *later]

    def _counts(self, shift: Shift) -> bool:
        known = shift.rotation == self.name and shift.place in self.places
        return known and self.channel in shift.channels

    def _known(self) -> dict[str, Person]:
        return {person.id: person for person in self.people if person.agreed(self.channel)}

    def _ids(self, at: float) -> set[str]:
        return {person.id for person in self.on(at)}


def _without_pause(spell: Spell, person: Person) -> Spell:
    return Spell(max(spell.begin, person.paused_until), spell.end)
