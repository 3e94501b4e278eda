"""Times as people write them: `mon-fri 18:00-02:00`, `sat,sun 00:00-24:00`, `18:00-24:00`."""

from __future__ import annotations

import re
from datetime import date
from zoneinfo import ZoneInfo

from hotline.domain.times import Times
from hotline.errors import Unfit

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = 1440
_LIKE = 'write it like "mon-fri 18:00-02:00" or "sat,sun 00:00-24:00"'
_JOINED = re.compile(r"\s*([-–,])\s*")
_SPAN = re.compile(r"(\d\d?):([0-5]\d)[-–](\d\d?):([0-5]\d)\Z")


def read_times(text: str, zone: str, on: date | None = None) -> Times:
    """Read times, weekly or, with `on`, of one date. Raises Unfit."""
    days, _, span = _JOINED.sub(r"\1", text.strip().casefold()).rpartition(" ")
    if on and days:
        raise Unfit("times on a date have no days of the week", 'write only "18:00-02:00"')
    start, end = _minutes(span)
    return Times(start, end, read_zone(zone), () if on else _days(days), on)


def write_times(times: Times) -> str:
    """As `read_times` reads it, the date before the hours where there is one."""
    span = f"{clock(times.start)}-{clock(times.end if times.end <= _DAY else times.end - _DAY)}"
    return f"{times.on.isoformat() if times.on else write_days(times.days)} {span}"


def write_days(days: tuple[int, ...]) -> str:
    """`mon-fri`, or `mon,wed`."""
    if len(days) > 2 and days == tuple(range(days[0], days[-1] + 1)):
        return f"{DAYS[days[0]]}-{DAYS[days[-1]]}"
    return ",".join(DAYS[day] for day in days)


def clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def read_zone(zone: str) -> str:
    """Raises Unfit when there is no such time zone."""
    found = None
    try:
        found = ZoneInfo(zone)
    except (ValueError, OSError, LookupError):
        found = None
    if found is None:
        raise Unfit(f'"{zone}" is not a time zone', "write it like America/New_York")
    return zone


def read_date(text: str) -> date:
    """Raises Unfit."""
    found = None
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        try:
            found = date.fromisoformat(text)
        except ValueError:
            found = None
    if found is None:
        raise Unfit(f'"{text}" is not a date', "write it like 2026-12-24")
    return found


def _minutes(span: str) -> tuple[int, int]:
    found = _SPAN.match(span)
    if not found:
        raise Unfit(f'"{span}" is not a time from 00:00 to 24:00', _LIKE)
    start, end = int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4])
    if start >= _DAY or end > _DAY:
        raise Unfit(f'"{span}" is not a time from 00:00 to 24:00', _LIKE)
    if start == end:
        raise Unfit(f'"{span}" ends when it begins', "for a whole day write 00:00-24:00")
    return start, end if end > start else end + _DAY


def _days(text: str) -> tuple[int, ...]:
    days: set[int] = set()
    for part in text.split(","):
        ends = [_day(end) for end in re.split("[-–]", part)]
        if len(ends) > 2 or -1 in ends:
            raise Unfit(f'"{text}" is not a day or range of days', _LIKE)
        first, last = ends[0], ends[-1]
        days |= {day % 7 for day in range(first, (last if last >= first else last + 7) + 1)}
    return tuple(sorted(days))


def _day(text: str) -> int:
    """`mon` or `monday` is 0; -1 for what is no day."""
    short = text[:3] if text.endswith("day") else text
    return DAYS.index(short) if short in DAYS else -1
