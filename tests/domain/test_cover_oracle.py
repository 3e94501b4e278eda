"""Exceptions, cover, swaps, holidays and reminders against an oracle that knows only minutes.

The oracle has a slate: for every shift and minute, whose it is. It looks at wall clocks to fill it,
and whatever happens is done to it minute by minute. Days around both changes of the clocks.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import count, pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from hotline.domain import cover as rules
from hotline.domain.calendar_exceptions import Fresh, events_of, with_shifts
from hotline.domain.calendar_reading import read_calendar
from hotline.domain.calendar_writing import write_calendar
from hotline.domain.opening import LONGEST, closed, opened_until
from hotline.domain.overrides import Holiday
from hotline.domain.people import Consent, Person
from hotline.domain.phone import Phone
from hotline.domain.reminders import BEFORE, LATE, reminders
from hotline.domain.rota import Cover, Part, Rota, Shift
from hotline.domain.rotation import Rotation
from hotline.domain.times import Times
from tests.domain.test_rota_oracle import FIRST, walls

ZONES = ("America/New_York", "Europe/Madrid", "Australia/Lord_Howe", "America/Puerto_Rico")
# From which day (UTC) a slate is kept: around what the clocks do in spring and in autumn.
BEGINS = (date(2026, 3, 5), date(2026, 3, 26), date(2026, 10, 1), date(2026, 10, 30))
DAYS = 8
MINUTES = DAYS * 1440
YES = Consent("given")
PEOPLE = [Person(n, n, (Phone(f"+120255501{i}0"),), calls=YES) for i, n in enumerate("abcd")]
Slate = dict[str, list[str]]


@cache
def clocks(zone: str, begins: date) -> tuple[tuple[datetime, ...], ...]:
    """What a clock there shows, or would have, in every minute."""
    first = (begins - FIRST.date()).days * 1440
    return tuple(tuple(walls(zone, first + minute)) for minute in range(MINUTES))


class Night:
    """A rota, and the slate that says the same in minutes."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.begins = self.dice.choice(BEGINS)
        self.first = datetime(*self.begins.timetuple()[:3], tzinfo=UTC).timestamp()
        self.ids = count()
        self.rota = Rota(tuple(self._shift() for _ in range(self.dice.randrange(1, 5))))
        if self.dice.random() < 0.4:
            off = self.begins + timedelta(days=self.dice.randrange(DAYS))
            self.rota = replace(self.rota, holidays=(Holiday("peers", off),))
        self.promised: Slate = {shift.id: self._owners(shift) for shift in self.rota.shifts}
        self.slate: Slate = {shift: list(owners) for shift, owners in self.promised.items()}

    def happens(self) -> None:
        """One thing that people do to a rota, done to the slate as well."""
        self.dice.choice((self.gives, self.covers, self.covers, self.swaps))()

    def gives(self) -> None:
        """A coordinator gives some time of a shift to somebody, or to nobody."""
        part, who = self._part(), self.dice.choice([*"abcd", ""])
        self.rota = rules.given(self.rota, part, who)
        self._now_of(part, who)

    def covers(self) -> None:
        """Somebody asks who takes a time that may not be wholly theirs, and somebody takes it."""
        part = self._part()
        by, taker = self.dice.sample("abcd", 2)
        cover = Cover(str(next(self.ids)), by, part)
        after = rules.taken(rules.asked(self.rota, cover), cover, taker)
        allowed = self._wholly(part, by) and not self._on(taker, part)
        assert (after is not None) == allowed
        if after:
            self.rota = after
            self._now_of(part, taker)
            late = next(c for c in after.covers if c.id == cover.id)
            assert rules.taken(after, late, self.dice.choice("abcd")) is None, "once is enough"

    def swaps(self) -> None:
        """Two change a time each; who is on at the other's time already cannot."""
        mine, theirs = self._part(), self._part()
        by, taker = self.dice.sample("abcd", 2)
        if mine.shift == theirs.shift:
            return
        cover = Cover(str(next(self.ids)), by, mine, (theirs,))
        after = rules.taken(rules.asked(self.rota, cover), cover, taker)
        allowed = (
            self._wholly(mine, by)
            and self._wholly(theirs, taker)
            and not self._on(taker, mine, but=theirs)
            and not self._on(by, theirs, but=mine)
        )
        assert (after is not None) == allowed
        if after:
            self.rota = after
            self._now_of(mine, taker)
            self._now_of(theirs, by)

    def agree(self, since: int = 1) -> None:
        """In every minute those are on whom the slate has, each time once."""
        rotation = Rotation("peers", PEOPLE, self.rota)
        turns = {m for owners in self.slate.values() for m in range(since, MINUTES)
                 if owners[m] != owners[m - 1]}  # fmt: skip
        looked = {m for turn in turns for m in (turn - 1, turn, turn + 1) if m < MINUTES}
        looked |= {self.dice.randrange(since, MINUTES) for _ in range(60)}
        for minute in looked:
            at = self.first + minute * 60
            expected = {owners[minute] for owners in self.slate.values()} - {""}
            assert {p.id for p in rotation.on(at)} == expected, (minute, self.rota)
        for shift in self.rota.shifts:
            held = [h for h in self.rota.held(self.first, self._last()) if h.shift is shift]
            for one, other in pairwise(held):
                assert one.spell.end <= other.spell.begin, "one time of a shift has one owner"

    def reminded(self) -> Iterator[tuple[str, str, int]]:
        """Everything that the looks of a worker say, at odd intervals."""
        held = self.rota.held(self.first - 2 * 86400, self._last() + 9 * 86400)
        looked = self.first
        while looked < self._last():
            now = looked + self.dice.randrange(1, int(LATE) + 1)
            for person in PEOPLE:
                told = reminders(held, person.id, "UTC", looked, now, evenings=False)
                yield from ((person.id, one.kind, int(one.at)) for one in told)
            looked = now

    def to_be_reminded(self) -> set[tuple[str, str, int]]:
        """The same by the slate: where somebody comes on or goes off, as seen minute by minute."""
        found = set()
        for who in "abcd":
            on = [any(owners[m] == who for owners in self.slate.values()) for m in range(MINUTES)]
            for m in range(1, MINUTES):
                if on[m - 1] and not on[m]:
                    found.add((who, "end", int(self.first) + m * 60))
                before = m - int(BEFORE) // 60
                if on[m] and not on[m - 1] and before > 0 and not (on[before] or on[before - 1]):
                    found.add((who, "start", int(self.first) + before * 60))
        return found

    def _last(self) -> float:
        return self.first + MINUTES * 60

    def _shift(self) -> Shift:
        start = self.dice.choice([0, 90, 120, 150, 1200, 1380, self.dice.randrange(1440)])
        length = self.dice.choice([30, 60, 240, 480, 1440, self.dice.randrange(1, 1441)])
        zone = self.dice.choice(ZONES)
        if self.dice.random() < 0.3:
            on = self.begins + timedelta(days=self.dice.randrange(DAYS))
            times = Times(start, start + length, zone, on=on)
        else:
            days = sorted(self.dice.sample(range(7), self.dice.randrange(1, 8)))
            times = Times(start, start + length, zone, tuple(days))
        return Shift(f"s{next(self.ids)}", self.dice.choice("abcd"), "peers", times)

    def _owners(self, shift: Shift) -> list[str]:
        off = {holiday.on for holiday in self.rota.holidays} if not shift.times.on else set()
        shown = clocks(shift.times.zone, self.begins)
        return [
            shift.person if any(_promised(shift.times, wall, off) for wall in shows) else ""
            for shows in shown
        ]

    def _part(self) -> Part:
        """Some time of a shift; often one that is somebody's from end to end."""
        shift = self.dice.choice(self.rota.shifts)
        owners = self.slate[shift.id]
        begin = self.dice.randrange(1, MINUTES - 1)
        end = min(MINUTES - 1, begin + self.dice.choice([30, 120, 600, 2000]))
        if self.dice.random() < 0.7 and any(owners):
            begin = self.dice.choice([m for m in range(MINUTES) if owners[m]])
            end = begin
            while end < MINUTES and owners[end] == owners[begin]:
                end += 1
            if end - begin > 1 and self.dice.random() < 0.5:
                begin = self.dice.randrange(begin, end - 1)
        return Part(shift.id, "peers", self.first + begin * 60, self.first + end * 60)

    def _minutes(self, part: Part) -> range:
        begin, end = (int(at - self.first) // 60 for at in part.spell)
        return range(begin, min(end, MINUTES))

    def _wholly(self, part: Part, who: str) -> bool:
        there = [m for m in self._minutes(part) if self.promised[part.shift][m]]
        return {self.slate[part.shift][m] for m in there} == {who}

    def _on(self, who: str, part: Part, but: Part | None = None) -> bool:
        spared = set(self._minutes(but)) if but else set()
        return any(
            owners[m] == who and not (but and shift == but.shift and m in spared)
            for shift, owners in self.slate.items()
            for m in self._minutes(part)
        )

    def _now_of(self, part: Part, who: str) -> None:
        there = self.promised[part.shift]
        for m in self._minutes(part):
            if there[m]:
                self.slate[part.shift][m] = who


def _promised(times: Times, wall: datetime, off: set[date]) -> bool:
    minute = wall.hour * 60 + wall.minute
    today, yesterday = wall.date(), wall.date() - timedelta(days=1)
    return (_begins(times, today, off) and times.start <= minute < times.end) or (
        _begins(times, yesterday, off) and minute + 1440 < times.end
    )


def _begins(times: Times, day: date, off: set[date]) -> bool:
    return day == times.on if times.on else day.weekday() in times.days and day not in off


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(some.integers(0, 10**6))
def test_whatever_people_do_to_a_rota_it_says_what_the_slate_says(seed: int) -> None:
    night = Night(seed)
    night.agree()
    for _ in range(4):
        night.happens()
    night.agree()

    told = list(night.reminded())
    assert len(told) == len(set(told)), "each once"
    margin = night.first + 86400
    expected = {one for one in night.to_be_reminded() if one[2] > margin}
    last = night.first + (MINUTES - 1440) * 60
    expected = {one for one in expected if one[2] < last}
    assert {one for one in told if margin < one[2] < last} == expected


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(some.integers(0, 10**6))
def test_a_calendar_that_goes_out_and_comes_back_says_the_same_hours(seed: int) -> None:
    """Into an empty rota; and into the one it came from it adds nothing."""
    night = Night(seed)
    for _ in range(4):
        night.happens()
    names = {person.id: person.name for person in PEOPLE}
    events = [
        event
        for shift in night.rota.shifts
        for event in events_of(night.rota, shift, names, night.first)
    ]
    found, faults = read_calendar(write_calendar(events, night.first), "UTC")
    assert not faults
    fresh = [
        Fresh(
            Shift(f"i{n}", one.name, one.rotation, one.times, one.channels, one.place),
            one.off,
            one.part_of or one.id,
            bool(one.part_of),
        )
        for n, (_, one) in enumerate(found)
    ]
    weekly = {one.series for one in fresh if not one.shift.times.on}
    assert with_shifts(night.rota, [one for one in fresh if one.series in weekly]) == night.rota

    night.rota = with_shifts(Rota(), fresh)
    night.agree(since=1440)


@settings(max_examples=10, deadline=None)
@given(some.integers(0, 10**6))
def test_a_pin_opens_what_is_on_and_a_trainee_is_on_for_nobody(seed: int) -> None:
    """By the slate: who has a minute of a shift that answers, and has opened it for that minute."""
    night = Night(seed)
    for _ in range(3):
        night.happens()
    learns = {shift.id for shift in night.rota.shifts if night.dice.random() < 0.3}
    shifts = (replace(s, place="trainee") if s.id in learns else s for s in night.rota.shifts)
    rota = replace(night.rota, shifts=tuple(shifts))
    opened = {who: night.dice.randrange(MINUTES) for who in "abcd"}
    people = [replace(p, opened=night.first + opened[p.id] * 60) for p in PEOPLE]
    held = rota.held(night.first - 2 * 86400, night._last() + 2 * 86400)
    for minute in night.dice.sample(range(MINUTES), 60):
        at = night.first + minute * 60
        seen = Rotation("peers", [closed(person, held, at) for person in people], rota)
        theirs = {owners[minute] for id, owners in night.slate.items() if id not in learns}
        assert {p.id for p in seen.on(at)} == {w for w in theirs - {""} if minute < opened[w]}


@settings(max_examples=10, deadline=None)
@given(some.integers(0, 10**6))
def test_a_pin_opens_no_more_than_what_meets_and_sixteen_hours(seed: int) -> None:
    night = Night(seed)
    held = night.rota.held(night.first - 2 * 86400, night._last() + 2 * 86400)
    for minute in night.dice.sample(range(1440, MINUTES - 1440), 12):
        at, who = night.first + minute * 60, night.dice.choice("abcd")
        on = [who in {owners[m] for owners in night.slate.values()} for m in range(MINUTES)]
        begins = next((m for m in range(minute, minute + 31) if on[m]), None)
        until = opened_until(held, who, at)
        if begins is None:
            assert until == 0
            continue
        ends = next((m for m in range(begins, MINUTES) if not on[m]), MINUTES)
        assert until == min(night.first + ends * 60, max(at, night.first + begins * 60) + LONGEST)


@settings(max_examples=15, deadline=None)
@given(some.integers(0, 10**6))
def test_cover_never_leaves_two_where_there_was_one_nor_none(seed: int) -> None:
    night = Night(seed)
    before = {shift: [bool(owner) for owner in owners] for shift, owners in night.slate.items()}
    for _ in range(6):
        night.dice.choice((night.covers, night.swaps))()

    rotation = night.rota.held(night.first, night._last())
    for shift, there in before.items():
        for minute in night.dice.sample(range(MINUTES), 80):
            at = night.first + minute * 60
            on = [h for h in rotation if h.shift.id == shift and h.spell.begin <= at < h.spell.end]
            assert len(on) == there[minute]
