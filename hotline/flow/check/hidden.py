"""A rule on conditions: whether they can hide a whole menu."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import combinations, product
from zoneinfo import ZoneInfo

from hotline.domain.events import Channel
from hotline.domain.phone import Phone
from hotline.domain.standing import Standing
from hotline.flow.check.naming import short
from hotline.flow.document import Book, Menu, When
from hotline.flow.fault import Fault
from hotline.flow.lexicon import lexicon_of
from hotline.flow.stage import Stage, World

_ZONE = "UTC"  # for hours that name none: every time of the week is tried anyway
_MONDAY = date(2026, 1, 5)
_AT_ONCE = [timedelta()]
_A_WEEK = [timedelta(minutes=minutes) for minutes in range(0, 7 * 1440, 15)]
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
        not any(Stage(book, lexicon, world).holds(when, language) for when in conditions)
        for world in _worlds(conditions)
        for language in spoken
    )


def _worlds(conditions: list[When]) -> Iterator[World]:
    """One of each kind that the conditions tell apart."""
    rotations = sorted({when.rotation for when in conditions if when.rotation})
    groups = [frozenset(on) for n in range(len(rotations) + 1) for on in combinations(rotations, n)]
    channels = _CHANNELS if any(when.channel for when in conditions) else _CHANNELS[:1]
    for now, channel, on in product(_moments(conditions), channels, groups):
        yield World(now, _LINE, _ZONE, channel, Standing(on=on))


def _moments(conditions: list[When]) -> Iterator[float]:
    """Seconds UTC. Around each day that begins or ends a range of days; where hours count, a week
    from then on, by the quarter of an hour."""
    ends = {date.fromisoformat(day) for when in conditions for day in when.dates or ()}
    days = {day + timedelta(days=by) for day in ends for by in (-1, 0, 1)} or {_MONDAY}
    timed = any(when.hours or when.not_hours for when in conditions)
    for day in sorted(days):
        noon = datetime.combine(day, time(12), ZoneInfo(_ZONE))
        for by in _A_WEEK if timed else _AT_ONCE:
            yield (noon + by).timestamp()
