"""Calendars: what we write is read back; what a shift cannot be is named with its line."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hotline.domain.calendar_reading import read_calendar
from hotline.domain.calendar_writing import Entry, write_calendar
from hotline.domain.times import Times

NEW_YORK = "America/New_York"
NOW = 1767283200.0

zones = some.sampled_from([NEW_YORK, "Europe/Madrid", "Australia/Lord_Howe", "UTC"])
starts = some.integers(0, 1439)
lengths = some.integers(1, 1440)
weekdays = some.sets(some.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days)))
dates = some.dates(date(2020, 1, 1), date(2090, 1, 1))
times = some.one_of(
    some.builds(lambda s, n, z, d: Times(s, s + n, z, days=d), starts, lengths, zones, weekdays),
    some.builds(lambda s, n, z, d: Times(s, s + n, z, on=d), starts, lengths, zones, dates),
)
names = some.sampled_from(["Ana", "Ñandú O'Hara", "Bo, the 2nd; really", "Zoë " * 30])
channels = some.sampled_from([("texts",), ("calls",), ("texts", "calls")])
entries = some.builds(Entry, names.map(str.strip), some.just("peers"), times, channels)


def event(*lines: str) -> str:
    given = {line.split(":")[0].split(";")[0] for line in lines}
    usual = ["SUMMARY:Ana", "DTSTART:20260105T180000", "DTEND:20260105T200000"]
    kept = [line for line in usual if line.split(":")[0] not in given]
    return "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, *kept, "END:VEVENT"])


def read(*lines: str) -> Times:
    found, faults = read_calendar(event(*lines), NEW_YORK)
    assert not faults
    return found[0][1].times


@given(some.lists(entries, min_size=1, max_size=4))
def test_what_is_written_is_read_back(listed: list[Entry]) -> None:
    text = write_calendar([(str(at), entry) for at, entry in enumerate(listed)], NOW)
    found, faults = read_calendar(text, NEW_YORK)

    assert [entry for _, entry in found] == listed
    assert faults == []
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_a_zones_clocks_are_told() -> None:
    entry = Entry("Ana", "peers", Times(0, 60, NEW_YORK, days=(0,)))
    lines = write_calendar([("1", entry)], NOW).split("\r\n")

    assert "TZID:America/New_York" in lines
    summer = lines.index("DTSTART:20260308T020000")
    assert lines[summer - 1 : summer + 3] == [
        "BEGIN:DAYLIGHT",
        "DTSTART:20260308T020000",
        "TZOFFSETFROM:-0500",
        "TZOFFSETTO:-0400",
    ]
    assert "DTSTART;TZID=America/New_York:20260105T000000" in lines  # the first Monday


@pytest.mark.parametrize(
    ("lines", "times"),
    [
        ((), Times(1080, 1200, NEW_YORK, on=date(2026, 1, 5))),
        (("RRULE:FREQ=WEEKLY",), Times(1080, 1200, NEW_YORK, days=(0,))),
        (("RRULE:FREQ=WEEKLY;WKST=SU;BYDAY=WE,MO",), Times(1080, 1200, NEW_YORK, days=(0, 2))),
        (("RRULE:FREQ=DAILY",), Times(1080, 1200, NEW_YORK, days=tuple(range(7)))),
        (("DTSTART;VALUE=DATE:20260105", "DTEND;VALUE=DATE:20260106"),
         Times(0, 1440, NEW_YORK, on=date(2026, 1, 5))),
        (("DTSTART:20260105T220000", "DURATION:PT8H", "DTEND:20260106T060000"),
         Times(1320, 1800, NEW_YORK, on=date(2026, 1, 5))),
        (("DTSTART:20260105T180000Z", "DTEND:20260105T200000Z"),
         Times(1080, 1200, "UTC", on=date(2026, 1, 5))),
        (('DTSTART;TZID="Europe/Madrid":20260105T180000',
          "DTEND;TZID=Europe/Madrid:20260105T200000"),
         Times(1080, 1200, "Europe/Madrid", on=date(2026, 1, 5))),
        (("DESCRIPTION:long\r\n  and folded: DTSTART:x", "BEGIN:VALARM", "SUMMARY:no",
          "DTSTART:20200101T000000", "END:VALARM", "SUMMARY:Ana", "DTSTART:20260105T180000"),
         Times(1080, 1200, NEW_YORK, on=date(2026, 1, 5))),
    ],
)  # fmt: skip
def test_what_other_programs_write(lines: tuple[str, ...], times: Times) -> None:
    assert read(*lines) == times


@pytest.mark.parametrize(
    ("lines", "line", "what"),
    [
        (("RRULE:FREQ=WEEKLY;UNTIL=20260601T000000Z",), 3, "not repeated like this"),
        (("RRULE:FREQ=WEEKLY;INTERVAL=2",), 3, "not repeated like this"),
        (("RRULE:FREQ=MONTHLY;BYDAY=1MO",), 3, "not repeated like this"),
        (("RRULE:FREQ=WEEKLY", "RDATE:20260113T180000"), 4, "cannot have RDATE"),
        (("SUMMARY:",), 2, "no title"),
        (("DTSTART:tomorrow",), 3, "is no time"),
        (("DTSTART:20261332T180000",), 3, "is no time"),
        (("DTSTART;TZID=Eastern Standard Time:20260105T180000",), 3, "time zone is unknown"),
        (("DTEND:20260105T180000",), 3, "longer than nothing"),
        (("DTEND:20260107T180000",), 3, "at most a day"),
        (("DTEND:20260105T200000Z",), 3, "another time zone"),
    ],
)
def test_what_a_shift_cannot_be(lines: tuple[str, ...], line: int, what: str) -> None:
    found, (fault,) = read_calendar(event(*lines), NEW_YORK)

    assert found == []
    assert fault.line == line
    assert what in fault.what
    assert "Mend: " in fault.what


SERIES = (
    "UID:s1",
    "SUMMARY:Ana",
    "DTSTART;TZID=America/New_York:20260105T180000",
    "DTEND;TZID=America/New_York:20260105T200000",
    "RRULE:FREQ=WEEKLY",
)
OFF = {
    "no date": (),
    "EXDATE": ("EXDATE;TZID=America/New_York:20260112T180000,20260119T180000",),
    "EXDATE in UTC": ("EXDATE:20260112T230000Z", "EXDATE:20260119T230000Z"),
}


@pytest.mark.parametrize("off", OFF.values(), ids=OFF.keys())
def test_the_dates_on_which_a_series_does_not_come(off: tuple[str, ...]) -> None:
    ((_, entry),), faults = read_calendar(event(*SERIES, *off), NEW_YORK)

    assert not faults
    assert entry.off == ((date(2026, 1, 12), date(2026, 1, 19)) if off else ())


def test_one_of_a_series_is_somebody_elses_or_cancelled_whatever_comes_first() -> None:
    others = event(
        "UID:s1",
        "RECURRENCE-ID;TZID=America/New_York:20260112T180000",
        "SUMMARY:Bo",
        "DTSTART:20260112T190000",
        "DTEND:20260112T200000",
    )
    none = event("UID:s1", "RECURRENCE-ID:20260119T230000Z", "STATUS:CANCELLED")
    found, faults = read_calendar("\r\n".join([others, none, event(*SERIES)]), NEW_YORK)

    assert not faults
    (_, bo), (_, ana) = found
    assert set(ana.off) == {date(2026, 1, 12), date(2026, 1, 19)}
    assert bo.times == Times(1140, 1200, NEW_YORK, on=date(2026, 1, 12))
    assert bo.instead == Times(1080, 1200, NEW_YORK, on=date(2026, 1, 12))
    assert bo.part_of == ana.id


def test_a_change_from_one_day_on_is_no_shift() -> None:
    text = (
        event(*SERIES)
        + "\r\n"
        + event("UID:s1", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260112T180000")
    )

    assert "from one day on" in read_calendar(text, NEW_YORK)[1][0].what


def test_a_cancelled_event_is_left_out_and_no_calendar_is_a_fault() -> None:
    assert read_calendar(event("STATUS:CANCELLED"), NEW_YORK)[0] == []
    assert read_calendar("<html>", NEW_YORK)[1][0].line == 1
