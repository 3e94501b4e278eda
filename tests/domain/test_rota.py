"""Who is on, who is next, where nobody is, who is rung first."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from itertools import pairwise
from math import inf
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hotline.domain.people import Consent, Person
from hotline.domain.phone import Phone
from hotline.domain.ring_order import Wish, ring_order
from hotline.domain.rota import Rota, Shift
from hotline.domain.rotation import Rotation
from hotline.domain.times import Spell, Times, merged, missing
from hotline.domain.written_times import read_times, write_times

NEW_YORK = "America/New_York"
YES = Consent("given")
ANA = Person("1", "Ana", (Phone("+12025550111"),), ("en", "es"), texts=YES, calls=YES)
BO = Person("2", "Bo", (Phone("+12025550112"),), ("en",), texts=YES, calls=YES)
CY = Person("3", "Cy", (Phone("+12025550113"),), ("en",), texts=YES, calls=YES)

spells = some.lists(
    some.tuples(some.integers(0, 60), some.integers(1, 20)).map(lambda s: Spell(s[0], sum(s))),
    max_size=6,
)


def at(wall: str, fold: int = 0, zone: str = NEW_YORK) -> float:
    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone), fold=fold).timestamp()


def rotation(*shifts: tuple[Person, str], on: date | None = None, channel="calls") -> Rotation:  # type: ignore[no-untyped-def]
    people = {person.id: person for person, _ in shifts}
    listed = [
        Shift(str(n), person.id, "peers", read_times(times, NEW_YORK, on))
        for n, (person, times) in enumerate(shifts)
    ]
    return Rotation("peers", list(people.values()), Rota(tuple(listed)), channel)


def names(rotation: Rotation, now: float) -> list[str]:
    return [person.name for person in rotation.on(now)]


def test_a_shift_begins_on_the_minute_and_its_end_is_no_longer_in_it() -> None:
    late = rotation((ANA, "mon 22:00-06:00"))
    assert names(late, at("2026-06-01T22:00") - 0.1) == []
    assert names(late, at("2026-06-01T22:00")) == ["Ana"]
    assert names(late, at("2026-06-02T06:00") - 0.1) == ["Ana"]
    assert names(late, at("2026-06-02T06:00")) == []


def test_a_skipped_hour_counts_as_its_later_twin() -> None:
    assert names(rotation((ANA, "sun 02:00-02:30")), at("2026-03-08T03:15")) == ["Ana"]
    assert names(rotation((ANA, "sun 02:00-02:30")), at("2026-03-08T03:30")) == []
    assert names(rotation((ANA, "sun 01:00-02:30")), at("2026-03-08T03:29")) == ["Ana"]


def test_a_doubled_hour_counts_both_times() -> None:
    early = rotation((ANA, "sun 01:00-01:30"))
    for fold in (0, 1):
        assert names(early, at("2026-11-01T01:15", fold)) == ["Ana"]
        assert names(early, at("2026-11-01T01:45", fold)) == []


def test_shifts_that_meet_leave_no_gap_also_when_clocks_are_set() -> None:
    both = rotation((ANA, "mon-sun 02:15-14:00"), (BO, "mon-sun 14:00-02:15"))
    assert both.gaps(at("2026-01-01T00:00"), at("2028-01-01T00:00")) == []
    assert both.next_on(at("2026-01-01T00:00")) == at("2026-01-01T00:00")


@pytest.mark.parametrize("zone", ["America/Santiago", "Africa/Cairo", "Pacific/Apia", "Asia/Gaza"])
def test_midnights_that_do_not_exist(zone: str) -> None:
    always = Times(0, 1440, zone, days=tuple(range(7)))
    since, until = datetime(2011, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)
    whole = Spell(since.timestamp(), until.timestamp())
    assert missing([whole], always.spells(*whole)) == []


def test_next_on_and_next_change() -> None:
    nights = rotation((ANA, "fri 22:00-06:00"), (BO, "fri 23:00-01:00"))
    monday = at("2026-06-01T12:00")
    assert nights.next_on(monday) == at("2026-06-05T22:00")
    assert nights.next_change(monday) == at("2026-06-05T22:00")
    assert nights.next_change(at("2026-06-05T22:00")) == at("2026-06-05T23:00")
    assert nights.next_on(at("2026-06-06T06:00")) == at("2026-06-12T22:00")


def test_who_is_always_on_never_changes_and_nobody_is_never_next() -> None:
    assert rotation((ANA, "mon-sun 00:00-24:00")).next_change(0.0) is None
    assert rotation().next_on(0.0) is None
    assert rotation((ANA, "18:00-20:00"), on=date(2020, 1, 1)).next_on(at("2026-01-01")) is None
    far = rotation((ANA, "18:00-20:00"), on=date(2031, 1, 1))
    assert far.next_on(at("2026-01-01")) == at("2031-01-01T18:00")


def paused(person: Person, until: float) -> Person:
    return Person(**{**{f: getattr(person, f) for f in person.__slots__}, "paused_until": until})


def test_a_pause_ends_in_the_middle_of_a_shift() -> None:
    until = at("2026-06-01T20:00")
    day = rotation((paused(ANA, until), "mon 18:00-22:00"))
    assert names(day, until - 1) == []
    assert names(day, until) == ["Ana"]
    assert day.next_on(at("2026-06-01T18:00")) == until
    assert rotation((paused(ANA, inf), "mon 18:00-22:00")).next_on(until) is None


def test_only_who_agreed_counts() -> None:
    shy = Person("4", "Di", (Phone("+12025550114"),), texts=YES, calls=Consent("asked"))
    assert names(rotation((shy, "mon-sun 00:00-24:00")), 0.0) == []
    assert names(rotation((shy, "mon-sun 00:00-24:00"), channel="texts"), 0.0) == ["Di"]


@given(spells, spells)
def test_what_is_missing_is_what_is_wanted_and_not_there(
    wanted: list[Spell], there: list[Spell]
) -> None:
    def minutes(spells: list[Spell]) -> set[int]:
        return {m for begin, end in spells for m in range(int(begin), int(end))}

    assert minutes(missing(wanted, there)) == minutes(wanted) - minutes(there)
    assert all(one.end < other.begin for one, other in pairwise(merged(wanted)))


@given(
    some.integers(0, 1439), some.integers(1, 1440),
    some.sets(some.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
)  # fmt: skip
def test_times_are_written_as_they_are_read(start: int, length: int, days: tuple[int, ...]) -> None:
    times = Times(start, start + length, NEW_YORK, days)
    if times.end % 1440 != start or (start, length) == (0, 1440):
        assert read_times(write_times(times), NEW_YORK) == times


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("mon-fri 18:00-02:00", Times(1080, 1560, NEW_YORK, (0, 1, 2, 3, 4))),
        ("Sat, Sunday 9:00 – 24:00", Times(540, 1440, NEW_YORK, (5, 6))),
        ("fri-mon 00:00-24:00", Times(0, 1440, NEW_YORK, (0, 4, 5, 6))),
    ],
)
def test_times_as_people_write_them(text: str, times: Times) -> None:
    assert read_times(text, NEW_YORK) == times


def test_who_was_rung_longest_ago_is_rung_first_and_beliefs_only_sort() -> None:
    wish = Wish(lately={"1": 300.0, "2": 100.0, "3": 200.0}, unlikely={"2"})
    assert [p.name for p in ring_order([ANA, BO, CY], wish)] == ["Cy", "Ana", "Bo"]
    wish = Wish(lately={"1": 200.0, "2": 100.0, "3": 300.0}, unlikely={"2"})
    assert [p.name for p in ring_order([ANA, BO, CY], wish)] == ["Ana", "Cy", "Bo"]
    assert [p.name for p in ring_order([BO], Wish(unlikely={"2"}))] == ["Bo"]
    assert ring_order([ANA, BO], Wish(excluded={"1", "2"})) == []


def test_who_speaks_the_language_comes_first_and_the_others_still_come() -> None:
    for seed in "abcdef":
        order = ring_order([BO, CY, ANA], Wish(language="es", seed=seed))
        assert order[0] == ANA
        assert len(order) == 3


def test_ties_are_settled_anew_for_each_ring_so_that_nobody_is_always_first() -> None:
    first = Counter(ring_order([ANA, BO, CY], Wish(seed=str(n)))[0].name for n in range(600))
    assert min(first.values()) > 150
    assert ring_order([ANA, BO, CY], Wish(seed="x")) == ring_order([CY, ANA, BO], Wish(seed="x"))
