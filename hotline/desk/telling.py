"""Texts of the line's own to one of us: in their language, and in the time of their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hotline.desk.doors import number_for_peers
from hotline.desk.rotations import rotations
from hotline.desk.staging import staged
from hotline.desk.tools import Desk
from hotline.domain.errands import Due, SendText, note_of
from hotline.domain.people import Person, quiet_until
from hotline.domain.rota import Rota
from hotline.domain.times import Spell
from hotline.domain.written_times import DAYS
from hotline.flow.stage import Stage, World
from hotline.flow.text import cheapest, part_size

LASTS = 4 * 3600.0  # seconds in which such a text may still be delivered


class Answer(NamedTuple):
    """A sentence of the line's own, by name, and what is filled in."""

    name: str
    fillers: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes to one person: `zone` is where their shifts are, `language` their first."""

    desk: Desk
    language: str
    zone: str

    def phrase(self, name: str, **fillers: str) -> str:
        """One of the line's own sentences."""
        return self._stage().phrase(name, self.language, **fillers)

    def when(self, spell: Spell, rotation: str = "") -> str:
        """`Sat 8 pm to 2 am`; with the rotation where there are several."""
        told = self.phrase("rota.when", day=self.day(spell.begin), hours=self.hours(spell))
        several = rotation and len(rotations(self.desk)) > 1
        return f"{told} ({rotation})" if several else told

    def hours(self, spell: Spell) -> str:
        """`8 pm to 2 am`; with the day of its end where that is far."""
        until = self.clock(spell.end)
        if spell.end - spell.begin >= 86400:
            until = f"{self.day(spell.end)} {until}"
        return self.phrase("rota.hours", since=self.clock(spell.begin), until=until)

    def aloud(self, spell: Spell) -> str:
        """`Saturday, 8 pm to 2 am`, to be spoken."""
        days = self.phrase("peer.menu.days").split()
        return self.phrase(
            "peer.menu.shift",
            day=days[self.date(spell.begin).weekday()],
            begin=self.clock(spell.begin),
            end=self.clock(spell.end),
        )

    def clock(self, at: float) -> str:
        """`8 pm`."""
        return self._stage().clock(at, self.language)

    def short_clock(self, at: float) -> str:
        """`8:00pm`."""
        return self._stage().short_clock(at, self.language)

    def day(self, at: float) -> str:
        """`Sat`, or `today`."""
        day = self.date(at)
        if day == self.date(self.desk.now()):
            return self.phrase("day.today")
        return self.weekday(at)

    def weekday(self, at: float) -> str:
        """`Sat`."""
        return self.phrase(f"day.{DAYS[self.date(at).weekday()]}")

    def date(self, at: float) -> date:
        """Which date it is there."""
        return datetime.fromtimestamp(at, ZoneInfo(self.zone)).date()

    def _stage(self) -> Stage:
        return staged(self.desk, World(self.desk.now(), self.desk.lines[0], self.zone))


def writer(desk: Desk, person: Person, rota: Rota) -> Writer:
    """How this person is written to: in the time of their own shifts, else of the line."""
    zones = (shift.times.zone for shift in rota.shifts if shift.person == person.id)
    return Writer(desk, person.languages[0], next(zones, desk.zone))


def coordinators(desk: Desk) -> list[Person]:
    """Those who are told how it stands with the rota."""
    return [p for p in desk.people.read().people if "coordinator" in p.roles]


def tell(
    desk: Desk, person: Person, body: str, until: float, mark: str = "", *, wakes: bool = False
) -> None:
    """Write to one of us, if they agreed to texts. In their quiet hours it waits till these are
    over, unless it `wakes` them, and what is stale then never comes. With a `mark` once a day at
    most, and behind calls and texts that somebody stands waiting for: so are reminders, which go to
    many at once."""
    if not person.agreed("texts"):
        return
    now, line = desk.now(), number_for_peers(desk, person.asked_from or desk.lines[0])
    settings = desk.edition().book.settings
    body = cheapest(body, part_size(line), drop_accents=settings.drop_accents)
    at = now if wakes else quiet_until(person, now)
    due = Due(at, note_of(desk.token()) if mark else desk.token())
    errand = SendText(line, person.numbers[0], body, min(until, now + LASTS))
    if errand.until < due.at:
        return
    if not mark:
        desk.errands.add(due, errand)
    elif not desk.errands.add_once(f"{mark} {person.id}", due, errand):
        return
    desk.nudges.look(due.id)
