"""A rule on conditions: whether they can hide a whole menu."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import product

from hotline.domain.events import Channel
from hotline.domain.phone import Phone
from hotline.flow.check.naming import short
from hotline.flow.document import Book, Menu, When
from hotline.flow.fault import Fault
from hotline.flow.lexicon import lexicon_of
from hotline.flow.stage import Stage, World

_ZONE = "UTC"  # for hours that name none: every time of the week is tried anyway
_A_WEEK = {date(2026, 1, 5) + timedelta(days=day) for day in range(7)}
_QUARTERS = [time(hour, minute) for hour in range(24) for minute in (0, 15, 30, 45)]
_NOON = [time(12)]
_LINE = Phone("+12025550100")
_CHANNELS: tuple[Channel, ...] = ("text", "phone")


def menus_without_options(book: Book) -> Iterator[Fault]:
    """G08: at some hour, in some language, all options are hidden and nothing can be chosen."""
    for menu in (place for place in book.places.values() if isinstance(place, Menu)):
        conditions = [option.when for option in menu.options if option.when]
        if conditions and len(conditions) == len(menu.options) and _all_hidden(book, conditions):
            what = f'all options of "{short(menu.name)}" can be hidden at the same time'
            fix = "take the when: from one of them, or add one that is always there"
            yield Fault(menu.where, "warning", "G08", what, fix)


def _all_hidden(book: Book, conditions: list[When]) -> bool:
    lexicon = lexicon_of(book)
    spoken = book.languages if any(when.language for when in conditions) else book.languages[:1]
    return any(
        _can_hide(Stage(book, lexicon, world), language, conditions)
        for world in _worlds(conditions)
        for language in spoken
    )


def _can_hide(stage: Stage, language: str, conditions: list[When]) -> bool:
    """Whether all are hidden here, if people are on just so. What is left to people hides nothing
    where it stands beside no condition on them, or beside its opposite."""
    left = {
        (when.rotation, when.has)
        for when in conditions
        if stage.holds(replace(when, rotation="", has=""), language)
    }
    rotations = [rotation for rotation, _ in left]
    return "" not in rotations and len(set(rotations)) == len(rotations)


def _worlds(conditions: list[When]) -> Iterator[World]:
    """One of each kind that the conditions tell apart, but for who is on."""
    channels = _CHANNELS if any(when.channel for when in conditions) else _CHANNELS[:1]
    for now, channel in product(_moments(conditions), channels):
        yield World(now, _LINE, _ZONE, channel)


def _moments(conditions: list[When]) -> Iterator[float]:
    """Seconds UTC: a week, or the days around each that begins or ends a range of days; by the
    quarter of an hour where hours count."""
    ends = {date.fromisoformat(day) for when in conditions for day in when.dates or ()}
    days = {day + timedelta(days=by) for day in ends for by in (-1, 0, 1)} or _A_WEEK
    timed = any(when.hours or when.not_hours for when in conditions)
    for day in sorted(days):
        for at in _QUARTERS if timed else _NOON:
            yield datetime.combine(day, at, UTC).timestamp()
