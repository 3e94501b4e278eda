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
_NEVER = (0, 0)
_DATE = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)")
_HOUR = r"(\d\d?)(?:[:h.]([0-5]\d))?\s?([ap]m|h)?"
_SPAN = re.compile(rf"{_HOUR}\s?(?:-|–|to|til|until|a|à)\s?{_HOUR}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """A day, by the dates it may be, likeliest first; and, where they were written, the hours in
    minutes after its midnight (an end above 1440 is on the next day)."""

    dates: tuple[date, ...]
    hours: tuple[int, int] | None = None


def read_said(text: str, days: Mapping[str, int], today: date) -> tuple[Said, ...]:
    """The days of a text, each with the hours behind it; none where it says anything else.

    `days` has what a day is called in any language of the line, in small letters without accents.
    """
    said: list[Said] = []
    while text := text.strip(" ,."):
        if dated := _DATE.match(text):
            said.append(Said(_on(*map(int, dated.groups()))))
            text = text[dated.end() :]
        elif (span := _SPAN.match(text)) and said and not said[-1].hours:
            said[-1] = replace(said[-1], hours=_minutes(span))
            text = text[span.end() :]
        else:
            word, _, text = text.partition(" ")
            said.append(Said(_dates(days.get(word.strip(",.?!"), -1), today)))
    understood = all(one.dates and one.hours != _NEVER for one in said)
    return tuple(said) if understood else ()


def _dates(day: int, today: date) -> tuple[date, ...]:
    if day < 0:
        return ()
    if day in {TODAY, TONIGHT}:
        return today, today - timedelta(days=1)  # what began yesterday may still be on
    if day == TOMORROW:
        return (today + timedelta(days=1),)
    first = today + timedelta(days=(day - today.weekday()) % 7)
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


def _minutes(span: re.Match[str]) -> tuple[int, int]:
    start, end = _minute(*span.groups()[:3]), _minute(*span.groups()[3:])
    if not (0 <= start < _DAY and 0 <= end <= _DAY) or start == end:
        return _NEVER
    return start, end if end > start else end + _DAY


def _minute(hour: str, minutes: str | None, half: str | None) -> int:
    told = int(hour)
    if half and half.casefold() in {"am", "pm"}:
        told = told % 12 + (12 if half.casefold() == "pm" else 0)
    return told * 60 + int(minutes or 0)
