"""What is otherwise for once, as events of a calendar, and back: a date on which a series does not
come, and events in the place of that one. To the minute.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hotline.domain.calendar_writing import Entry
from hotline.domain.cover import given
from hotline.domain.people import Channel
from hotline.domain.rota import Held, Part, Place, Rota, Shift
from hotline.domain.times import DAY, Spell, Times, merged, missing

_A_DAY = timedelta(days=1)
_MINUTE = 60


def events_of(
    rota: Rota, shift: Shift, names: Mapping[str, str], now: float
) -> Iterator[tuple[str, Entry]]:
    """A shift, and whose it is for once, each with an id; `names` are those of people."""
    whole = Entry(names[shift.person], shift.rotation, shift.times, shift.channels, shift.place)
    pieces = {day: _pieces(held) for day, held in _otherwise(rota, shift, now)}
    if shift.times.on is None:
        gone = tuple(day for day, told in pieces.items() if not told)
        yield shift.id, replace(whole, off=gone)
    elif not pieces:
        yield shift.id, whole
    for day, told in pieces.items():
        for n, (person, times) in enumerate(told):
            weekly = shift.times.on is None
            entry = replace(
                whole,
                name=names[person],
                times=times,
                instead=replace(shift.times, days=(), on=day) if weekly and n == 0 else None,
                part_of=shift.id if weekly else "",
            )
            yield (shift.id if entry.instead else f"{shift.id}-{day:%Y%m%d}-{n}"), entry


class Fresh(NamedTuple):
    """A shift that is to be written down; as in `Entry`, `once` it is in the place of one of a
    `series`."""

    shift: Shift
    off: tuple[date, ...] = ()
    series: str = ""
    once: bool = False


def with_shifts(rota: Rota, fresh: Sequence[Fresh]) -> Rota:
    """A rota and more shifts. What it says already is not added twice, nor is what is otherwise for
    once of a series that it has."""
    new = _unlike([one.shift for one in fresh], rota.shifts)
    whole = {one.series for one in fresh if one.shift in new and not one.once}
    taken = [one for one in fresh if one.shift in new and (not one.once or one.series in whole)]
    rota = replace(rota, shifts=(*rota.shifts, *(one.shift for one in taken)))
    for one in taken:
        rota = without_days(rota, one.shift, one.off)
    return rota


def _unlike(fresh: Sequence[Shift], kept: Sequence[Shift]) -> list[Shift]:
    """Those that say something new, be it only one more way to reach somebody, or another place."""
    known = {said for shift in kept for said in _said(shift)}
    new = []
    for shift in fresh:
        if not _said(shift) <= known:
            new.append(shift)
            known |= _said(shift)
    return new


def _said(shift: Shift) -> set[tuple[str, str, Times, Place, Channel]]:
    return {
        (shift.person, shift.rotation, shift.times, shift.place, channel)
        for channel in shift.channels
    }


def without_days(rota: Rota, shift: Shift, days: Collection[date]) -> Rota:
    """On these dates it is nobody's, but for what is of another date, too (as where clocks are
    set)."""
    for day in days:
        others = (
            spell
            for other in (day - _A_DAY, day + _A_DAY)
            if other not in days
            for spell in shift.times.begun_on(other)
        )
        for spell in missing(shift.times.begun_on(day), others):
            rota = given(rota, Part(shift.id, shift.rotation, *spell), "")
    return rota


def _otherwise(rota: Rota, shift: Shift, now: float) -> Iterator[tuple[date, list[Held]]]:
    """The dates, from yesterday on, on which it is not as promised; and who has what of it then."""
    place = ZoneInfo(shift.times.zone)
    first = datetime.fromtimestamp(now, place).date() - _A_DAY
    for day in sorted(_touched(rota, shift, place)):
        promised = shift.times.begun_on(day)
        held = rota.shared(shift, shift.times.begun_on(day, rota.off(shift)))
        own = merged(one.spell for one in held if one.person == shift.person)
        if promised and day >= first and own != promised:
            yield day, held


def _touched(rota: Rota, shift: Shift, place: ZoneInfo) -> set[date]:
    found = set(rota.off(shift))
    for over in (over for over in rota.overrides if over.shift == shift.id):
        day = datetime.fromtimestamp(over.begin, place).date() - _A_DAY
        while day <= datetime.fromtimestamp(over.end, place).date():
            found.add(day)
            day += _A_DAY
    return found


def _pieces(held: Iterable[Held]) -> list[tuple[str, Times]]:
    """Who has what, as times of a date: none is longer than a day."""
    people = dict.fromkeys(one.person for one in held)
    spells = {who: merged(one.spell for one in held if one.person == who) for who in people}
    return [(who, times) for who in people for spell in spells[who] for times in _dated(spell)]


def _dated(spell: Spell) -> Iterator[Times]:
    at, last = (int(moment // _MINUTE) * _MINUTE for moment in spell)
    while at < last:
        end = min(last, at + DAY)
        midnight = at - at % DAY
        day = datetime.fromtimestamp(at, UTC).date()
        yield Times((at - midnight) // _MINUTE, (end - midnight) // _MINUTE, "UTC", on=day)
        at = end
