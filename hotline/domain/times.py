"""Times of a shift in the wall time of a place, and when on earth that is.

What counts is what the clocks there show. Where they are set forward, a skipped time counts as its
later twin (2:30 as 3:30); where they are set back, a doubled one counts both times.
Source of the rule: docs/coordinators.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

DAY = 86400
_AHEAD = 9 * DAY  # a weekly time comes back within, also when the clocks are set meanwhile
_EPOCH = date(1970, 1, 1).toordinal()


class Spell(NamedTuple):
    """From `begin` up to but without `end`, seconds UTC."""

    begin: float
    end: float


class Change(NamedTuple):
    """The clocks of a zone are set at a moment; offsets from UTC in seconds."""

    at: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Times:
    """Every week on some days (0 is Monday), or `on` one date, in the wall time of a zone (IANA).

    `start` and `end` are minutes after midnight; an `end` above 1440 is on the next day.
    """

    start: int
    end: int
    zone: str
    days: tuple[int, ...] = ()
    on: date | None = None

    def spells(self, since: float, until: float, off: Collection[date] = ()) -> list[Spell]:
        """All that touch the time from `since` up to `until`, whole, in order; none that begins on
        a date that is `off`."""
        found = (
            spell
            for day in self._dates(since, until, off)
            for spell in self._of(day)
            if spell.begin < until and spell.end > since
        )
        return merged(found)

    def begun_on(self, day: date, off: Collection[date] = ()) -> list[Spell]:
        """What begins on a date; nothing on one that is `off`."""
        begins = day == self.on if self.on else day.weekday() in self.days and day not in off
        return merged(self._of(day)) if begins else []

    def coming(self, since: float, sight: float = 0.0, off: Collection[date] = ()) -> list[Spell]:
        """What is on or still to come; of what returns every week, enough to see all of it, or up
        to `sight` where that is later."""
        if self.on is None:
            return self.spells(since, max(since, sight) + _AHEAD, off)
        return [spell for spell in merged(self._of(self.on)) if spell.end > since]

    def _dates(self, since: float, until: float, off: Collection[date]) -> Iterator[date]:
        """The dates on which something that touches this time may have begun."""
        place = ZoneInfo(self.zone)
        day = datetime.fromtimestamp(since, place).date() - timedelta(days=2)
        last = datetime.fromtimestamp(until, place).date()
        if self.on:
            yield from (self.on,) if day <= self.on <= last else ()
            return
        while day <= last:
            if day.weekday() in self.days and day not in off:
                yield day
            day += timedelta(days=1)

    def _of(self, day: date) -> list[Spell]:
        midnight = (day.toordinal() - _EPOCH) * DAY
        return moments(self.zone, midnight + self.start * 60, midnight + self.end * 60)


def moments(zone: str, start: int, end: int) -> list[Spell]:
    """When clocks there show a time from `start` up to `end` (seconds of wall time since 1970)."""
    since = (start // DAY - 1) * DAY  # no zone is a whole day away from UTC
    offset = _offset(zone, since)
    found = []
    for change in changes(zone, since // DAY, end // DAY + 1):
        found.append(Spell(max(start - offset, since), min(end - offset, change.at)))
        # What was skipped: as if the clocks had been set only after it.
        skipped = change.at + change.after - change.before
        found.append(
            Spell(max(start - change.before, change.at), min(end - change.before, skipped))
        )
        since, offset = change.at, change.after
    found.append(Spell(max(start - offset, since), end - offset))
    return [spell for spell in found if spell.begin < spell.end]


def merged(spells: Iterable[Spell]) -> list[Spell]:
    """In order, with those joined that overlap or touch."""
    joined: list[Spell] = []
    for spell in sorted(spells):
        if joined and spell.begin <= joined[-1].end:
            joined[-1] = Spell(joined[-1].begin, max(joined[-1].end, spell.end))
        else:
            joined.append(spell)
    return joined


def missing(wanted: Iterable[Spell], there: Iterable[Spell]) -> list[Spell]:
    """What of `wanted` is not in `there`."""
    covered = merged(there)
    return [
        left
        for spell in merged(wanted)
        for left in _without(spell, covered)
        if left.begin < left.end
    ]


def _without(spell: Spell, covered: list[Spell]) -> Iterator[Spell]:
    at = spell.begin
    for begin, end in covered:
        if end > at and begin < spell.end:
            yield Spell(at, begin)
            at = end
    yield Spell(at, spell.end)


def changes(zone: str, first: int, last: int) -> Iterator[Change]:
    """When the clocks of a zone are set, from one day (UTC, counted from 1970) to another."""
    for day in range(first, last + 1):
        change = _change(zone, day)
        if change:
            yield change


@lru_cache(maxsize=8192)
def _change(zone: str, day: int) -> Change | None:
    """The clocks may be set at any second of a day; nowhere twice in one."""
    early, late = day * DAY, (day + 1) * DAY
    before, after = _offset(zone, early), _offset(zone, late)
    if before == after:
        return None
    while late - early > 1:
        middle = (early + late) // 2
        early, late = (middle, late) if _offset(zone, middle) == before else (early, middle)
    return Change(late, before, after)


def _offset(zone: str, at: int) -> int:
    offset = datetime.fromtimestamp(at, ZoneInfo(zone)).utcoffset()
    return int(offset.total_seconds()) if offset else 0
