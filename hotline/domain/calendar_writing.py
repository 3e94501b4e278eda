"""Shifts as iCalendar (RFC 5545): names, days and times, nothing else; no number is in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from hotline.domain.people import CHANNELS, Channel
from hotline.domain.rota import Place
from hotline.domain.times import DAY, Change, Spell, Times, changes

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
REACHED_BY = "X-HOTLINE-CHANNELS"
PLACE = "X-HOTLINE-PLACE"  # of a backup, or a trainee
_YEARS = 5  # for which the clocks of a zone are told; programs know the well-known names anyway
_FOLD = 73  # octets in a line, of 75


@dataclass(frozen=True, slots=True)
class Entry:
    """A shift in a calendar: whose it is, by name.

    `off`: the dates on which one of every week does not come. `instead`: this is in the place of
    that one of a series. `id` is what a series is known by, `part_of` that of the one of which this
    is all or a part for once.
    """

    name: str
    rotation: str
    times: Times
    channels: tuple[Channel, ...] = CHANNELS
    place: Place = "first"
    off: tuple[date, ...] = ()
    instead: Times | None = None
    id: str = field(default="", compare=False)
    part_of: str = field(default="", compare=False)


def write_calendar(entries: Iterable[tuple[str, Entry]], now: float) -> str:
    """A calendar of entries, each with an id that stays the same from one export to the next."""
    listed = list(entries)
    zones = sorted({entry.times.zone for _, entry in listed} - {"UTC"})
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//hotline//rota//EN"]
    for zone in zones:
        lines += _zone(zone, int(now // DAY))
    for id, entry in listed:
        lines += _event(id, entry, now)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def write_spells(spells: Iterable[Spell], title: str, salt: str, now: float) -> str:
    """A calendar of times alone, each with the same title. An id tells nothing, and stays the same
    from one fetch to the next."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//hotline//feed//EN"]
    for spell in spells:
        id = sha256(f"{salt} {spell.begin}".encode()).hexdigest()[:32]
        lines += [
            "BEGIN:VEVENT",
            f"UID:{id}@hotline",
            f"DTSTAMP:{_utc(now)}",
            f"DTSTART:{_utc(spell.begin)}",
            f"DTEND:{_utc(spell.end)}",
            f"SUMMARY:{_escaped(title)}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(id: str, entry: Entry, now: float) -> list[str]:
    times = entry.times
    day = times.on or _first_day(times, now)
    return [
        "BEGIN:VEVENT",
        f"UID:{id}@hotline",
        f"DTSTAMP:{_utc(now)}",
        f"DTSTART{_at(times.zone, day, times.start)}",
        f"DTEND{_at(times.zone, day, times.end)}",
        *([] if times.on else [f"RRULE:FREQ=WEEKLY;BYDAY={_days(times)}"]),
        *(f"EXDATE{_at(times.zone, gone, times.start)}" for gone in entry.off),
        *_instead(entry),
        f"SUMMARY:{_escaped(entry.name)}",
        f"CATEGORIES:{_escaped(entry.rotation)}",
        f"{REACHED_BY}:{','.join(entry.channels)}",
        *([f"{PLACE}:{entry.place}"] if entry.place != "first" else []),
        "END:VEVENT",
    ]


def _instead(entry: Entry) -> list[str]:
    one = entry.instead
    if one and one.on:
        return [f"RECURRENCE-ID{_at(one.zone, one.on, one.start)}"]
    return [f"RELATED-TO:{entry.part_of}@hotline"] if entry.part_of else []


def _first_day(times: Times, now: float) -> date:
    """The first of its days from yesterday on, which may still be on: a series begins with one of
    its own."""
    today = datetime.fromtimestamp(now, ZoneInfo(times.zone)).date()
    days = (today + timedelta(days=ahead) for ahead in range(-1, 6))
    return next(day for day in days if day.weekday() in times.days)


def _days(times: Times) -> str:
    return ",".join(WEEKDAYS[day] for day in times.days)


def _at(zone: str, day: date, minutes: int) -> str:
    wall = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)  # noqa: DTZ001
    told = f"{wall:%Y%m%dT%H%M%S}"
    return f":{told}Z" if zone == "UTC" else f";TZID={zone}:{told}"


def _utc(at: float) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y%m%dT%H%M%SZ}"


def _zone(zone: str, today: int) -> Iterator[str]:
    """What the clocks there do: as they are now, and each time they are set."""
    now = datetime.fromtimestamp(today * DAY, ZoneInfo(zone)).utcoffset() or timedelta()
    offset = int(now.total_seconds())
    yield from ("BEGIN:VTIMEZONE", f"TZID:{zone}")
    yield from _set(Change(-offset, offset, offset))
    for change in changes(zone, today, today + _YEARS * 366):
        yield from _set(change)
    yield "END:VTIMEZONE"


def _set(change: Change) -> Iterator[str]:
    kind = "DAYLIGHT" if change.after > change.before else "STANDARD"
    wall = datetime.fromtimestamp(change.at + change.before, UTC)
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{wall:%Y%m%dT%H%M%S}"
    yield f"TZOFFSETFROM:{_offset(change.before)}"
    yield f"TZOFFSETTO:{_offset(change.after)}"
    yield f"END:{kind}"


def _offset(seconds: int) -> str:
    minutes = abs(seconds) // 60
    return f"{'-' if seconds < 0 else '+'}{minutes // 60:02}{minutes % 60:02}"


def _escaped(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", text)


def _folded(line: str) -> Iterator[str]:
    """Long lines go on in the next, which begins with a space; no letter is cut in two."""
    part = ""
    for letter in line:
        if len((part + letter).encode()) > _FOLD:
            yield part
            part = " "
        part += letter
    yield part
