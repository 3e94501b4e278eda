"""The rota: who promised to answer when, what is otherwise for once, and who asks for cover."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

from hotline.domain.overrides import Holiday, Override, shared_out
from hotline.domain.people import CHANNELS, Channel
from hotline.domain.times import DAY, Spell, Times

# In the order in which people are rung; a trainee is not, but may be asked in to listen.
Place = Literal["first", "backup", "trainee"]
ANSWER: tuple[Place, ...] = ("first", "backup")
PLACES: tuple[Place, ...] = (*ANSWER, "trainee")
_EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Shift:
    """A person's promise to answer for a rotation at certain times."""

    id: str
    person: str
    rotation: str
    times: Times
    channels: tuple[Channel, ...] = CHANNELS
    place: Place = "first"


@dataclass(frozen=True, slots=True)
class Part:
    """One time of a shift, or part of one (seconds UTC); without a shift: one that nobody has."""

    shift: str
    rotation: str
    begin: float
    end: float

    @property
    def spell(self) -> Spell:
        return Spell(self.begin, self.end)


@dataclass(frozen=True, slots=True)
class Cover:
    """Somebody (`by`; empty: the line) asks who takes this, `taker` once somebody has.

    For a swap `back` are the parts of which the taker gives up one of theirs. `told`: the others
    know.
    """

    id: str
    by: str
    give: Part
    back: tuple[Part, ...] = ()
    taker: str = ""
    told: bool = False


class Held(NamedTuple):
    """A time that somebody has, of a shift that may be another's."""

    spell: Spell
    person: str
    shift: Shift


@dataclass(frozen=True, slots=True)
class Rota:
    """All shifts, what is otherwise for once, and the version in which the store had them."""

    shifts: tuple[Shift, ...] = ()
    stamp: bytes = b""
    overrides: tuple[Override, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    covers: tuple[Cover, ...] = ()

    def held(self, since: float, until: float) -> list[Held]:
        """Who has promised which time, of all that touches this time, whole; in order."""
        found = [
            held
            for shift in self.shifts
            for held in self.shared(shift, shift.times.spells(since, until, self.off(shift)))
            if held.spell.begin < until and held.spell.end > since
        ]
        return sorted(found, key=lambda held: (held.spell, held.person))

    def coming(self, shift: Shift, now: float) -> list[Held]:
        """Who has what is on or to come of a shift, so far that all of it is seen that returns."""
        ahead = shift.times.coming(now, self._sight(now), self.off(shift))
        return [held for held in self.shared(shift, ahead) if held.spell.end > now]

    def shared(self, shift: Shift, spells: Iterable[Spell]) -> list[Held]:
        """Who has these times of a shift."""
        mine = [over for over in self.overrides if over.shift == shift.id]
        return [Held(spell, who, shift) for spell, who in shared_out(spells, shift.person, mine)]

    def off(self, shift: Shift) -> Collection[date]:
        """The dates on which it does not begin."""
        return {holiday.on for holiday in self.holidays if holiday.rotation == shift.rotation}

    def closed(self, rotation: str, zone: str) -> list[Spell]:
        """What holidays leave to nobody: these days in a zone, and whatever of its weekly shifts
        would begin on them."""
        days = {holiday.on for holiday in self.holidays if holiday.rotation == rotation}
        weekly = [shift.times for shift in self.shifts if shift.rotation == rotation]
        rests = [
            replace(times, days=(), on=day)
            for times in weekly
            for day in days
            if day.weekday() in times.days
        ]
        whole = [Times(0, 1440, zone, on=day) for day in days]
        return [spell for times in (*whole, *rests) for spell in times.coming(0.0)]

    def _sight(self, now: float) -> float:
        """When the last of what is otherwise for once is over."""
        ends = (over.end for over in self.overrides)
        days = ((holiday.on.toordinal() - _EPOCH + 3) * DAY for holiday in self.holidays)
        return max((now, *ends, *days))
