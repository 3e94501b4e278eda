"""The rota: who promised to answer when, who is on, where nobody is, and who is rung first.

Only people who agreed to a channel, and are not paused, count for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from math import inf, nextafter

from hotline.domain.people import CHANNELS, Channel, Person
from hotline.domain.times import Spell, Times, missing


@dataclass(frozen=True, slots=True)
class Shift:
    """A person's promise to answer for a rotation at certain times."""

    id: str
    person: str
    rotation: str
    times: Times
    channels: tuple[Channel, ...] = CHANNELS


@dataclass(frozen=True, slots=True)
class Rota:
    """All shifts, and the version in which the store had them."""

    shifts: tuple[Shift, ...] = ()
    stamp: bytes = b""


@dataclass(frozen=True, slots=True)
class Rotation:
    """The people of a rotation and their shifts, seen for one channel."""

    name: str
    people: Sequence[Person]
    shifts: Sequence[Shift]
    channel: Channel = "calls"

    def spells(self, since: float, until: float) -> list[tuple[Spell, Person]]:
        """Who is on when, of all that touches this time; in order."""
        found = [
            (_without_pause(spell, person), person)
            for person, shift in self._promises()
            for spell in shift.times.spells(since, until)
            if spell.end > person.paused_until
        ]
        return sorted(found, key=lambda pair: (pair[0], pair[1].name))

    def on(self, now: float) -> list[Person]:
        """Who is on now; each once."""
        spells = self.spells(now, nextafter(now, inf))
        return list({person.id: person for spell, person in spells if spell.begin <= now}.values())

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
        whole = Spell(since, until)
        asked = [whole] if wanted is None else [_within(spell, whole) for spell in wanted]
        there = (spell for spell, _ in self.spells(since, until))
        return missing((spell for spell in asked if spell.begin < spell.end), there)

    def _promises(self) -> Iterator[tuple[Person, Shift]]:
        known = {person.id: person for person in self.people if person.agreed(self.channel)}
        for shift in self.shifts:
            person = known.get(shift.person)
            if person and shift.rotation == self.name and self.channel in shift.channels:
                yield person, shift

    def _coming(self, now: float) -> Iterator[Spell]:
        """What is on, and of each shift what comes next."""
        for person, shift in self._promises():
            if person.paused_until < inf:
                for spell in shift.times.coming(max(now, person.paused_until)):
                    yield _without_pause(spell, person)

    def _ids(self, at: float) -> set[str]:
        return {person.id for person in self.on(at)}


@dataclass(frozen=True, slots=True)
class Believed:
    """What we believe of people's phones: who is busy, and who was rung when (seconds UTC); and how
    many talks somebody had in the shift that is on."""

    busy: frozenset[str] = frozenset()
    rung: Mapping[str, float] = field(default_factory=dict)
    talks: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wish:
    """What decides the ringing order beside who is on.

    `lately` tells when somebody was last rung (seconds UTC), `unlikely` who is believed busy or
    resting: beliefs sort, they never exclude. `seed` settles ties, and is another for each ring.
    """

    language: str = ""
    excluded: Collection[str] = ()
    lately: Mapping[str, float] = field(default_factory=dict)
    unlikely: Collection[str] = ()
    seed: str = ""


def ring_order(on: Iterable[Person], wish: Wish) -> list[Person]:
    """Who is rung, first to last: likely to answer, speaking the language, rung longest ago."""
    may_be_rung = (person for person in on if person.id not in wish.excluded)
    return sorted(
        may_be_rung,
        key=lambda person: (
            person.id in wish.unlikely,
            bool(wish.language) and wish.language not in person.languages,
            wish.lately.get(person.id, 0.0),
            sha256(f"{wish.seed} {person.id}".encode()).digest(),
        ),
    )


def _without_pause(spell: Spell, person: Person) -> Spell:
    return Spell(max(spell.begin, person.paused_until), spell.end)


def _within(spell: Spell, whole: Spell) -> Spell:
    return Spell(max(spell.begin, whole.begin), min(spell.end, whole.end))
