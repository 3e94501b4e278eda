"""Shifts out of iCalendar (RFC 5545): events of every week, with dates on which they do not come or
are otherwise, and events of one date; no others.

What a shift cannot be (every second week, until a day) is named with its line, and never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hotline.domain.calendar_writing import PLACE, REACHED_BY, WEEKDAYS, Entry
from hotline.domain.people import CHANNELS, Channel
from hotline.domain.rota import PLACES
from hotline.domain.times import Times
from hotline.domain.written_times import read_zone
from hotline.errors import Unfit

_LINE = re.compile(r'([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:]*))*):(.*)\Z')
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=(?:"([^"]*)"|([^";:]*))')
_MOMENT = re.compile(r"(\d{8})(?:T(\d\d)(\d\d)\d\d(Z?))?\Z")
_LENGTH = re.compile(r"P(?:(\d)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:0+S)?)?\Z")
_UNLIKE_A_SHIFT = {"RDATE", "EXRULE"}
_DAY = 1440
_MEND_RULE = "make it an event of every week without an end, or events of one date"


class Fault(NamedTuple):
    """What is wrong, in which line (from 1)."""

    line: int
    what: str


class Part(NamedTuple):
    """One property of an event."""

    name: str
    parameters: Mapping[str, str]
    value: str
    line: int


class _Wrong(Unfit):
    def __init__(self, line: int, what: str, mend: str) -> None:
        super().__init__(what, mend)
        self.line = line


def read_calendar(text: str, zone: str) -> tuple[list[tuple[int, Entry]], list[Fault]]:
    """(entries with their lines, faults). `zone` is taken where none is told."""
    entries: list[tuple[int, Entry]] = []
    faults: list[Fault] = []
    # What is in the place of one of a series comes when all series are known.
    for event in sorted(_events(text), key=lambda event: bool(_part(event, "RECURRENCE-ID"))):
        try:
            _read(event, zone, entries)
        except _Wrong as wrong:
            faults.append(Fault(wrong.line, str(wrong)))
    if not entries and not faults:
        faults.append(Fault(1, str(Unfit("there is no event in it", "export it as iCalendar"))))
    return sorted(entries, key=lambda entry: entry[0]), faults


def _read(event: list[Part], zone: str, entries: list[tuple[int, Entry]]) -> None:
    cancelled = _value(event, "STATUS") == "CANCELLED"
    once = _part(event, "RECURRENCE-ID")
    uid = _value(event, "UID") if once else ""
    series = (at for at, (_, one) in enumerate(entries) if uid and one.id == uid)
    of = next((at for at in series if entries[at][1].times.days), None)
    if once is None or of is None:
        if not cancelled:
            entries.append((event[0].line, _entry(event, zone)))
        return
    line, whole = entries[of]
    if "RANGE" in once.parameters:
        raise _Wrong(once.line, "a shift cannot change from one day on", _MEND_RULE)
    (day,) = _dates(once, whole.times.zone, zone)
    entries[of] = line, replace(whole, off=(*whole.off, day))
    if not cancelled:
        instead = replace(whole.times, days=(), on=day)
        entry = replace(_entry(event, zone), instead=instead, part_of=uid)
        entries.append((event[0].line, entry))


def _events(text: str) -> Iterator[list[Part]]:
    """The properties of each event; alarms and time zones are left out."""
    event: list[Part] = []
    inside: list[str] = []
    for number, line in _unfolded(text):
        found = _LINE.match(line)
        if not found:
            continue
        name, value = found[1].upper(), found[3].strip()
        if name == "BEGIN":
            inside.append(value.upper())
            event = [Part("BEGIN", {}, value, number)] if inside[-1] == "VEVENT" else event
        elif name == "END" and inside:
            if inside.pop() == "VEVENT":
                yield event
        elif inside[-1:] == ["VEVENT"]:
            event.append(Part(name, _parameters(found[2]), value, number))


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Lines with their numbers; a line that begins with a space goes on with the one before."""
    begun, line = 1, ""
    for number, written in enumerate(text.splitlines(), 1):
        if written[:1] in {" ", "\t"}:
            line += written[1:]
            continue
        yield begun, line
        begun, line = number, written
    yield begun, line


def _parameters(text: str) -> dict[str, str]:
    return {name.upper(): quoted or plain for name, quoted, plain in _PARAMETER.findall(text)}


def _entry(event: list[Part], zone: str) -> Entry:
    for part in event:
        if part.name in _UNLIKE_A_SHIFT:
            raise _Wrong(part.line, f"a shift cannot have {part.name}", _MEND_RULE)
    name = _plain(_value(event, "SUMMARY"))
    if not name:
        mend = "write the name of the person there, as in `hotline peers list`"
        raise _Wrong(event[0].line, "the event has no title (SUMMARY)", mend)
    group = _plain(_value(event, "CATEGORIES"))
    place = next((known for known in PLACES if _value(event, PLACE).lower() == known), PLACES[0])
    times = _times(event, zone)
    gone = tuple(
        day
        for part in event
        if part.name == "EXDATE" and times.days
        for day in _dates(part, times.zone, zone)
    )
    id, part_of = _value(event, "UID"), _value(event, "RELATED-TO")
    return Entry(name, group, times, _channels(event), place, gone, id=id, part_of=part_of)


def _dates(part: Part, place: str, zone: str) -> tuple[date, ...]:
    """The dates on which these begin, at the place of their series."""
    found = []
    for value in part.value.split(","):
        wall, told = _moment(part._replace(value=value.strip()), zone)
        if told != place and "T" in value:
            wall = wall.replace(tzinfo=ZoneInfo(told)).astimezone(ZoneInfo(place))
        found.append(wall.date())
    return tuple(found)


def _times(event: list[Part], zone: str) -> Times:
    start = _part(event, "DTSTART")
    if start is None:
        raise _Wrong(event[0].line, "the event has no beginning (DTSTART)", "give it one")
    begin, place = _moment(start, zone)
    length = _length(event, start, begin, zone)
    minutes = begin.hour * 60 + begin.minute
    rule = _part(event, "RRULE")
    if rule:
        return Times(minutes, minutes + length, place, _days(rule, begin.date()))
    return Times(minutes, minutes + length, place, on=begin.date())


def _moment(part: Part, zone: str) -> tuple[datetime, str]:
    """Wall time and its zone. A date alone is its midnight."""
    found = _MOMENT.match(part.value)
    wall = None
    if found:
        try:
            wall = datetime.strptime(  # noqa: DTZ007  # wall time
                found[1] + (found[2] or "00") + (found[3] or "00"), "%Y%m%d%H%M"
            )
        except ValueError:
            wall = None
    if not found or wall is None:
        raise _Wrong(part.line, f"{part.name} is no time", "write it like 20261224T180000")
    if found[4]:
        return wall, "UTC"
    place = None
    try:
        place = read_zone(part.parameters.get("TZID") or zone)
    except Unfit:
        place = None
    if place is None:
        raise _Wrong(part.line, "its time zone is unknown", "use one like America/New_York")
    return wall, place


def _length(event: list[Part], start: Part, begin: datetime, zone: str) -> int:
    """Minutes of wall time."""
    end, lasts = _part(event, "DTEND"), _part(event, "DURATION")
    if end:
        until, place = _moment(end, zone)
        if place != _moment(start, zone)[1]:
            raise _Wrong(end.line, "it ends in another time zone", "use the one it begins in")
        minutes = int((until - begin) / timedelta(minutes=1))
    elif lasts and (found := _LENGTH.match(lasts.value)):
        days, hours, left = (int(number or 0) for number in found.groups())
        minutes = days * _DAY + hours * 60 + left
    else:
        minutes = _DAY if "T" not in start.value else 0
    if 0 < minutes <= _DAY:
        return minutes
    what = "a shift lasts longer than nothing and at most a day"
    raise _Wrong((end or lasts or start).line, what, "mend its end, or make it several events")


def _days(rule: Part, first: date) -> tuple[int, ...]:
    told = dict(part.upper().partition("=")[::2] for part in rule.value.split(";"))
    often, every = told.pop("FREQ", ""), told.pop("INTERVAL", "1")
    listed = [day for day in told.pop("BYDAY", "").split(",") if day]
    told.pop("WKST", None)
    if told or often not in {"WEEKLY", "DAILY"} or every != "1" or set(listed) - set(WEEKDAYS):
        raise _Wrong(rule.line, "a shift is not repeated like this", _MEND_RULE)
    if listed:
        return tuple(sorted({WEEKDAYS.index(day) for day in listed}))
    return tuple(range(7)) if often == "DAILY" else (first.weekday(),)


def _channels(event: list[Part]) -> tuple[Channel, ...]:
    told = _value(event, REACHED_BY).lower().split(",")
    return tuple(channel for channel in CHANNELS if channel in told) or CHANNELS


def _part(event: list[Part], name: str) -> Part | None:
    return next((part for part in event if part.name == name), None)


def _value(event: list[Part], name: str) -> str:
    part = _part(event, name)
    return part.value if part else ""


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text).strip()
