"""Days and hours as somebody writes them in a text: `SAT 20-02`, `today`, `2026-12-24 8pm-2am`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

TODAY, TOMORROW, TONIGHT = 7, 8, 9  # behind the days of the week, Monday first
_SHORTEST = 3  # letters by which a day is known
_WEEK = timedelta(days=7)
_DAY = 1440  # minutes
_DATE = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)\Z")
_HOUR = r"(\d\d?)(?:[:h.]([0-5]\d))?\s?([ap]m|h)?"
_SPAN = re.compile(rf"\b{_HOUR}\s?(?:-|–|to|til|until|a|à)\s?{_HOUR}\b", re.IGNORECASE)
_GLUE = "~"  # in the place of hours that were read


@dataclass(frozen=True, slots=True)
class Said:
    """A day, by the dates it may be, likeliest first; and, where they were written, the hours in
    minutes after its midnight (an end above 1440 is on the next day)."""

    dates: tuple[date, ...]
    hours: tuple[int, int] | None = None


def read_said(text: str, days: Mapping[str, int], today: date) -> tuple[Said, ...]:
    """All days in a text, each with the hours behind it. What is neither is left out.

    `days` has what a day is called in any language of the line, in small letters without accents.
    """
    dates, hours = re.findall(r"\d{4}-\d\d?-\d\d?", text), []

    def kept(found: re.Match[str]) -> str:
        hours.append(_minutes(found))
        return f" {_GLUE} "

    marked = re.sub(r"\d{4}-\d\d?-\d\d?", " @ ", text)
    said: list[Said] = []
    for word in _SPAN.sub(kept, marked).split():
        if word == _GLUE:
            span = hours.pop(0)
            if said and span:
                said[-1] = replace(said[-1], hours=span)
        elif found := _dates(dates.pop(0) if word == "@" else word, days, today):
            said.append(Said(found))
    return tuple(said)


def _dates(word: str, days: Mapping[str, int], today: date) -> tuple[date, ...]:
    if dated := _DATE.match(word):
        return _on(*map(int, dated.groups()))
    known = days.get(word.strip(".,;!?"), -1)
    if known < 0:
        return ()
    if known in {TODAY, TONIGHT}:
        return today, today - timedelta(days=1)  # what began yesterday may still be on
    if known == TOMORROW:
        return (today + timedelta(days=1),)
    first = today + timedelta(days=(known - today.weekday()) % 7)
    return first, first + _WEEK


def by_beginnings(named: Mapping[str, int]) -> dict[str, int]:
    """Days by whatever they begin with, where that names one day only: `sat` is Saturday."""
    found: dict[str, set[int]] = {}
    for word, day in named.items():
        for end in range(min(_SHORTEST, len(word)), len(word) + 1):
            found.setdefault(word[:end], set()).add(day)
    sure = {word: days.pop() for word, days in found.items() if len(days) == 1}
    return {**sure, **named}


def _on(year: int, month: int, day: int) -> tuple[date, ...]:
    try:
        return (date(year, month, day),)
    except ValueError:
        return ()


def _minutes(span: re.Match[str]) -> tuple[int, int] | None:
    start, end = _minute(*span.groups()[:3]), _minute(*span.groups()[3:])
    if not (0 <= start < _DAY and 0 <= end <= _DAY) or start == end:
        return None
    return start, end if end > start else end + _DAY


def _minute(hour: str, minutes: str | None, half: str | None) -> int:
    told = int(hour)
    if half and half.casefold() in {"am", "pm"}:
        told = told % 12 + (12 if half.casefold() == "pm" else 0)
    return told * 60 + int(minutes or 0)
