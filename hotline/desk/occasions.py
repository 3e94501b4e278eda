"""Which shift is meant by a day, and perhaps hours, in a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from hotline.desk.telling import Answer, Writer
from hotline.desk.tools import Desk
from hotline.domain.cover import held_at, held_on
from hotline.domain.overrides import parts
from hotline.domain.rota import Part, Rota
from hotline.domain.said_times import Said
from hotline.domain.times import DAY, Spell, moments
from hotline.flow import days

_EPOCH = date(1970, 1, 1).toordinal()


def read_days(desk: Desk, to: Writer, text: str) -> tuple[Said, ...]:
    """The days in a text, as they are there."""
    return days.read_days(desk.edition().book, text, to.date(desk.now()))


def theirs(rota: Rota, who: str, said: Said, to: Writer, now: float) -> list[Part]:
    """What somebody has on the day that is said, cut to the hours that are; several where it does
    not say which."""
    for day in said.dates:
        found = held_on(rota, who, day, now)
        if said.hours:
            hours = (_hours(said, at, to) for at in (day, day + timedelta(days=1)))
            found = next((mine for h in hours if (mine := held_at(rota, who, day, h, now))), [])
        if found:
            return found
    return []


def is_then(said: Said, day: date, part: Part, to: Writer) -> bool:
    """Whether this day, and the hours that were said, mean that time."""
    return to.date(part.begin) == day and _cut(part, day, said, to) is not None


def meant(desk: Desk, to: Writer, listed: Sequence[Part], words: str) -> list[Part]:
    """Those of the day that is said, of its next date that has any; all where no day is."""
    said = read_days(desk, to, words)
    if not said:
        return list(listed)
    by_day = ([part for part in listed if is_then(said[0], day, part, to)] for day in said[0].dates)
    return next((found for found in by_day if found), [])


def which(to: Writer, found: Sequence[Part], none: str = "cover.nothing") -> Answer:
    """What is said where it is not one."""
    if not found:
        return Answer(none)
    choices = ", ".join(to.when(part.spell, part.rotation) for part in found)
    return Answer("cover.which", {"choices": choices})


def _cut(part: Part, day: date, said: Said, to: Writer) -> Part | None:
    """What is left of it in the hours that were said; they may be those after its midnight."""
    if not said.hours:
        return part
    for at in (day, day + timedelta(days=1)):
        if left := parts(_hours(said, at, to), *part.spell):
            return replace(part, begin=left[0].begin, end=left[-1].end)
    return None


def _hours(said: Said, day: date, to: Writer) -> list[Spell]:
    """When these hours are on a date there."""
    midnight = (day.toordinal() - _EPOCH) * DAY
    start, end = (midnight + minutes * 60 for minutes in said.hours or (0, 0))
    return moments(to.zone, start, end)
