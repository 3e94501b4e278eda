"""A rota as a page: day by day who is on, in the time of a place, and where nobody is."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hotline.cli.tables import clock, columns, day, moment
from hotline.domain.people import Person
from hotline.domain.rota import Shift
from hotline.domain.rotation import Rotation
from hotline.domain.times import Spell
from hotline.domain.written_times import write_times

_WIDTH = 79
NOBODY = "— NOBODY —"


def page(rotation: Rotation, gaps: Sequence[Spell], now: float, days: int, zone: str) -> list[str]:
    """The next days, then what the shifts are, then who does not count, and why."""
    lines = [f"{rotation.name}, by {rotation.channel}, in the time of {zone}", ""]
    for begin, end in _days(now, days, zone):
        lines += _day(rotation, gaps, begin, end, zone)
    lines += ["", *_shifts(rotation), *_once(rotation, zone)]
    return [*lines, *_left_out(rotation, now, zone)]


def gap_lines(gaps: Sequence[Spell], zone: str) -> list[str]:
    """`Thu 24 Dec 18:00 to Fri 25 Dec 02:00  (8 h)`."""
    rows = [
        [f"{moment(gap.begin, zone)} to {moment(gap.end, zone)}", f"({_length(gap)})"]
        for gap in gaps
    ]
    return columns(rows) if rows else []


def _day(
    rotation: Rotation, gaps: Sequence[Spell], begin: float, end: float, zone: str
) -> Iterator[str]:
    head = day(begin, zone)
    for spell, names in _stretches(rotation, gaps, begin, end):
        until = clock(spell.end, zone)
        span = f"{clock(spell.begin, zone)}-{'24:00' if spell.end == end else until}"
        indent = f"{head:10}  {span}  "
        yield from textwrap.wrap(names, _WIDTH, initial_indent=indent, subsequent_indent=" " * 25)
        head = ""
    if head:
        yield f"{head:10}  nobody is asked for"


def _stretches(
    rotation: Rotation, gaps: Sequence[Spell], begin: float, end: float
) -> Iterator[tuple[Spell, str]]:
    """A day cut where anything changes, each piece with its names."""
    on = [
        (Spell(max(spell.begin, begin), min(spell.end, end)), person.name)
        for spell, person in rotation.spells(begin, end)
    ]
    nobody = [
        (Spell(max(gap.begin, begin), min(gap.end, end)), NOBODY)
        for gap in gaps
        if gap.begin < end and gap.end > begin
    ]
    cuts = sorted({turn for spell, _ in (*on, *nobody) for turn in spell})
    for since, until in pairwise(cuts):
        names = [name for spell, name in (*on, *nobody) if spell.begin <= since < spell.end]
        if names:
            yield Spell(since, until), ", ".join(dict.fromkeys(names))


def _days(now: float, days: int, zone: str) -> Iterator[tuple[float, float]]:
    """From now to midnight, then day by day; a day may have 23 or 25 hours."""
    place = ZoneInfo(zone)
    today = datetime.fromtimestamp(now, place).date()
    turns = [today + timedelta(days=ahead) for ahead in range(days + 1)]
    midnights = [datetime(d.year, d.month, d.day, tzinfo=place).timestamp() for d in turns]
    midnights[0] = now
    yield from pairwise(midnights)


def _shifts(rotation: Rotation) -> list[str]:
    names = {person.id: person.name for person in rotation.people}
    mine = [
        shift
        for shift in rotation.shifts
        if shift.rotation == rotation.name and shift.person in names
    ]
    mine.sort(key=lambda shift: (names[shift.person].casefold(), write_times(shift.times)))
    rows = [[names[s.person], write_times(s.times), s.times.zone, _only(s)] for s in mine]
    return ["Shifts", *(f"  {line}" for line in columns(rows))] if rows else ["No shifts yet."]


def _only(shift: Shift) -> str:
    only = f"{shift.channels[0]} only" if len(shift.channels) == 1 else ""
    return ", ".join(filter(None, (only, shift.place if shift.place != "first" else "")))


def _once(rotation: Rotation, zone: str) -> list[str]:
    """What is otherwise for once, and who asks for cover."""
    names = {person.id: person.name for person in rotation.people}
    owners = {shift.id: names.get(shift.person, "") for shift in rotation.shifts}
    rota, rows = rotation.rota, []
    for over in sorted(rota.overrides, key=lambda over: over.begin):
        if over.shift in owners:
            told = f"{names.get(over.person, 'nobody')} instead of {owners[over.shift]}"
            rows.append([_span(over.begin, over.end, zone), told])
    for cover in rota.covers:
        if cover.give.rotation == rotation.name and not cover.taker:
            asks = f"{names[cover.by]} asks" if cover.by in names else "nobody is on: asked"
            what = "for a swap" if cover.back else "for cover"
            rows.append([_span(cover.give.begin, cover.give.end, zone), f"{asks} {what}"])
    rows += [[str(h.on), "holiday"] for h in rota.holidays if h.rotation == rotation.name]
    return ["", "For once", *(f"  {line}" for line in columns(rows))] if rows else []


def _span(begin: float, end: float, zone: str) -> str:
    return f"{moment(begin, zone)} to {clock(end, zone)}"


def _left_out(rotation: Rotation, now: float, zone: str) -> list[str]:
    """Those with shifts who are not reached, each with the reason."""
    wanted = {shift.person for shift in rotation.shifts if shift.rotation == rotation.name}
    reasons = [(p.name, _reason(rotation, p, now, zone)) for p in rotation.people if p.id in wanted]
    rows = [[name, reason] for name, reason in reasons if reason]
    return ["", "Not counted", *(f"  {line}" for line in columns(rows))] if rows else []


def _reason(rotation: Rotation, person: Person, now: float, zone: str) -> str:
    if not person.agreed(rotation.channel):
        return f"has not agreed to {rotation.channel} (hotline peers consent {person.name})"
    if person.paused_until <= now:
        return ""
    if person.paused_until == float("inf"):
        return f"is paused (hotline peers resume {person.name})"
    return f"is paused until {moment(person.paused_until, zone)}"


def _length(gap: Spell) -> str:
    minutes = round((gap.end - gap.begin) / 60)
    days, hours, left = minutes // 1440, minutes % 1440 // 60, minutes % 60
    told = [(days, "d"), (hours, "h"), (left, "min")]
    return " ".join(f"{count} {unit}" for count, unit in told if count) or "under 1 min"
