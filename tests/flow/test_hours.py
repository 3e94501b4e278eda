"""Opening hours: past midnight, on days of the week, and when the clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.flow.document import NOWHERE, Hours, Span
from hotline.flow.hours import is_open
from hotline.flow.load import load
from tests.flow.folder import MAIN, edited

NEW_YORK = "America/New_York"
EVERY_DAY = tuple(range(7))


def _hours(*spans: Span, zone: str = "") -> Hours:
    return Hours("test", NOWHERE, spans, zone)


def _minutes(time: str) -> int:
    hours, _, minutes = time.partition(":")
    return int(hours) * 60 + int(minutes)


def _daily(start: str, end: str) -> Hours:
    return _hours(Span(EVERY_DAY, _minutes(start), _minutes(end)))


def _at(wall: str, *, fold: int = 0) -> datetime:
    local = datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(NEW_YORK), fold=fold)
    return local.astimezone(UTC)


def _written(line: str) -> tuple[Span, ...]:
    book = load(edited(MAIN, "    sat: 12:00-02:00", f"    {line}")).book
    assert book, line
    return book.hours["evening"].spans[2:]


@pytest.mark.parametrize(
    ("line", "spans"),
    [
        ("sat: 12:00-02:00", (Span((5,), 720, 1560),)),
        ("sat-sun: 9:00-24:00", (Span((5, 6), 540, 1440),)),
        ("sat, sun: 10:00-11:00", (Span((5, 6), 600, 660),)),
        ("Saturday: 00:00-24:00", (Span((5,), 0, 1440),)),
        ("sat: closed", ()),
        ("sat: [10:00-11:00, 12:00-13:00]", (Span((5,), 600, 660), Span((5,), 720, 780))),
        ("sat: 10:00-11:00, 12:00-13:00", (Span((5,), 600, 660), Span((5,), 720, 780))),
    ],
)
def test_hours_are_read_as_people_write_them(line: str, spans: tuple[Span, ...]) -> None:
    assert _written(line) == spans


def test_a_range_of_days_may_run_over_the_weekend() -> None:
    files = edited(MAIN, "    mon-fri: 10:00-12:00, 13:00-22:00\n", "    fri-mon: 10:00-11:00\n")
    files[MAIN] = files[MAIN].replace("    sat: 12:00-02:00\n", "")
    book = load(files).book
    assert book
    assert book.hours["evening"].spans == (Span((4, 5, 6, 0), 600, 660),)


def test_the_end_is_the_first_minute_that_is_closed() -> None:
    hours = _daily("10:00", "22:00")
    assert not is_open(hours, _at("2026-06-01T09:59:59"), NEW_YORK)
    assert is_open(hours, _at("2026-06-01T10:00"), NEW_YORK)
    assert is_open(hours, _at("2026-06-01T21:59:59"), NEW_YORK)
    assert not is_open(hours, _at("2026-06-01T22:00"), NEW_YORK)


def test_a_night_belongs_to_the_day_it_began_on() -> None:
    saturday = _hours(Span((5,), _minutes("12:00"), _minutes("26:00")))
    assert is_open(saturday, _at("2026-06-07T01:59"), NEW_YORK)  # Sunday
    assert not is_open(saturday, _at("2026-06-07T02:00"), NEW_YORK)
    assert not is_open(saturday, _at("2026-06-06T01:00"), NEW_YORK)  # Friday's night


def test_a_whole_day_ends_at_midnight() -> None:
    monday = _hours(Span((0,), 0, 1440))
    assert is_open(monday, _at("2026-06-01T23:59"), NEW_YORK)
    assert not is_open(monday, _at("2026-06-02T00:00"), NEW_YORK)


def test_hours_with_a_zone_of_their_own_do_not_mind_the_lines() -> None:
    hours = _hours(Span(EVERY_DAY, 600, 660), zone="Europe/Paris")
    assert is_open(hours, datetime(2026, 6, 1, 8, 30, tzinfo=UTC), NEW_YORK)
    assert not is_open(hours, datetime(2026, 6, 1, 14, 30, tzinfo=UTC), NEW_YORK)


# In New York, on 8 March 2026, 2:00 to 3:00 does not exist; on 1 November, 1:00 to 2:00 is twice.


def test_a_skipped_start_is_its_later_twin() -> None:
    hours = _daily("2:30", "6:00")
    assert not is_open(hours, _at("2026-03-08T03:29"), NEW_YORK)
    assert is_open(hours, _at("2026-03-08T03:30"), NEW_YORK)


def test_a_skipped_end_is_its_later_twin() -> None:
    hours = _daily("1:00", "2:30")
    assert is_open(hours, _at("2026-03-08T03:29"), NEW_YORK)
    assert not is_open(hours, _at("2026-03-08T03:30"), NEW_YORK)


def test_hours_that_are_skipped_as_a_whole_move_later() -> None:
    hours = _daily("2:00", "3:00")
    assert is_open(hours, _at("2026-03-08T03:00"), NEW_YORK)
    assert is_open(hours, _at("2026-03-08T03:59"), NEW_YORK)
    assert not is_open(hours, _at("2026-03-08T04:00"), NEW_YORK)


def test_a_night_over_the_skipped_hour_ends_when_the_clock_says_so() -> None:
    hours = _daily("22:00", "27:00")
    assert is_open(hours, _at("2026-03-08T01:59"), NEW_YORK)
    assert not is_open(hours, _at("2026-03-08T03:00"), NEW_YORK)


def test_a_doubled_hour_counts_twice() -> None:
    hours = _daily("1:00", "1:30")
    for fold in (0, 1):
        assert is_open(hours, _at("2026-11-01T01:15", fold=fold), NEW_YORK)
        assert not is_open(hours, _at("2026-11-01T01:45", fold=fold), NEW_YORK)


def test_a_night_that_ends_in_the_doubled_hour_ends_the_second_time() -> None:
    hours = _daily("22:00", "25:30")
    for minute in range(90):
        moment = _at("2026-11-01T01:00") + timedelta(minutes=minute)
        assert is_open(hours, moment, NEW_YORK)
    assert not is_open(hours, _at("2026-11-01T01:30", fold=1), NEW_YORK)


@given(st.integers(0, 366 * 24 * 60))
def test_what_is_open_day_and_night_is_never_closed(minute: int) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    assert is_open(_daily("0:00", "24:00"), moment, NEW_YORK)
