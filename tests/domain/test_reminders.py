"""When somebody is told about their own shifts, and when they are left alone."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from hotline.domain.quiet_hours import before_night, is_quiet, night_ends
from hotline.domain.reminders import reminders
from hotline.domain.rota import Rota, Shift
from hotline.domain.written_times import read_times

NEW_YORK = "America/New_York"


def at(wall: str) -> float:
    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(NEW_YORK)).timestamp()


def told(since: str, now: str, *times: str) -> list[tuple[str, str]]:
    """What kind at what time, of a person with these shifts."""
    shifts = [Shift(t, "ana", "peers", read_times(t, NEW_YORK)) for t in times]
    held = Rota(tuple(shifts)).held(at(since) - 2 * 86400, at(now) + 9 * 86400)
    found = [
        one
        for minute in range(int(at(since)), int(at(now)), 60)
        for one in reminders(held, "ana", NEW_YORK, minute, minute + 60, evenings=True)
    ]
    clock = [datetime.fromtimestamp(one.at, ZoneInfo(NEW_YORK)) for one in found]
    return [(one.kind, f"{wall:%a %H:%M}") for one, wall in zip(found, clock, strict=True)]


def test_nothing_comes_during_a_shift_also_where_the_next_one_begins_soon() -> None:
    both = told("2026-06-01T12:00", "2026-06-02T12:00", "mon 20:00-02:00", "tue 02:10-04:00")

    assert both == [
        ("evening", "Mon 18:00"),
        ("start", "Mon 19:45"),
        ("end", "Tue 02:00"),
        ("end", "Tue 04:00"),
    ]


def test_the_evening_before_is_an_evening_whenever_it_begins() -> None:
    assert ("evening", "Sun 18:00") in told(
        "2026-05-31T12:00", "2026-06-01T12:00", "mon 03:00-05:00"
    )


def test_who_is_always_on_hears_nothing() -> None:
    assert told("2026-03-07T00:00", "2026-03-09T00:00", "mon-sun 00:00-24:00") == []


@pytest.mark.parametrize(
    ("wall", "quiet", "told_at"),
    [
        ("2026-06-01T21:59", False, "2026-06-01T21:59"),
        ("2026-06-01T22:00", False, "2026-06-01T22:00"),
        ("2026-06-01T22:01", True, "2026-06-01T22:00"),
        ("2026-06-02T03:00", True, "2026-06-01T22:00"),
        ("2026-06-02T08:00", False, "2026-06-02T08:00"),
        ("2026-11-01T01:30", True, "2026-10-31T22:00"),
    ],
)
def test_nights_are_quiet(wall: str, quiet: bool, told_at: str) -> None:
    assert is_quiet(at(wall), NEW_YORK) == quiet
    assert before_night(at(wall), NEW_YORK) == at(told_at)
    assert night_ends(at(wall), NEW_YORK) > at(wall) or not quiet
