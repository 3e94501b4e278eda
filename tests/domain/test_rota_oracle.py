"""Random rotas over two years against an oracle that looks at a wall clock every minute.

The oracle knows nothing of intervals: it only looks at what a clock shows in a minute, and whether
that, or a time that was skipped lately, is promised.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hotline.domain.people import Consent, Person
from hotline.domain.phone import Phone
from hotline.domain.rota import Rota, Shift
from hotline.domain.rotation import Rotation
from hotline.domain.times import Times

ZONES = (
    "America/New_York",
    "America/Los_Angeles",
    "America/Puerto_Rico",
    "Europe/Madrid",
    "Australia/Lord_Howe",
)
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
LAST = datetime(2028, 1, 1, tzinfo=UTC)
MINUTES = int((LAST - FIRST).total_seconds()) // 60
AGREED = Consent("given")


def shown(zone: str, minute: int) -> datetime:
    """What a clock there shows in this minute."""
    moment = FIRST + timedelta(minutes=minute)
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def walls(zone: str, minute: int) -> list[datetime]:
    """What it shows, and what it would have shown, had it not been set forward lately."""
    unset = shown(zone, minute - 180) + timedelta(minutes=180)
    return [shown(zone, minute), *([unset] if is_skipped(zone, unset) else [])]


def is_skipped(zone: str, wall: datetime) -> bool:
    back = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).astimezone(ZoneInfo(zone))
    return back.replace(tzinfo=None) != wall


def promised(times: Times, wall: datetime) -> bool:
    """Whether a clock that shows this is within: today's, or what began yesterday."""
    minute = wall.hour * 60 + wall.minute
    today, yesterday = wall.date(), wall.date() - timedelta(days=1)
    return (_begins(times, today) and times.start <= minute < times.end) or (
        _begins(times, yesterday) and minute + 1440 < times.end
    )


def _begins(times: Times, day: date) -> bool:
    return day == times.on if times.on else day.weekday() in times.days


def random_times(dice: random.Random) -> Times:
    start = dice.choice([0, 60, 90, 120, 150, 165, 180, dice.randrange(1440)])
    end = start + dice.choice([15, 30, 45, 60, 120, 480, 1440, dice.randrange(1, 1441)])
    zone = dice.choice(ZONES)
    if dice.random() < 0.3:
        clock_day = dice.choice([date(2026, 3, 8), date(2026, 11, 1), date(2027, 3, 28)])
        any_day = FIRST.date() + timedelta(days=dice.randrange(1, 728))
        return Times(start, end, zone, on=dice.choice([clock_day, any_day]))
    days = sorted(dice.sample(range(7), dice.randrange(1, 8)))
    return Times(start, end, zone, days=tuple(days))


def random_rota(seed: int) -> Rotation:
    dice = random.Random(seed)
    people = [Person(f"p{n}", f"P{n}", (Phone(f"+1202555{n:04}"),), calls=AGREED) for n in range(4)]
    shifts = [
        Shift(f"s{n}", dice.choice(people).id, "peers", random_times(dice))
        for n in range(dice.randrange(1, 7))
    ]
    return Rotation("peers", people, Rota(tuple(shifts)))


def boundaries(rotation: Rotation) -> Iterator[int]:
    for shift in rotation.shifts:
        for spell in shift.times.spells(FIRST.timestamp(), LAST.timestamp()):
            for turn in spell:
                minute = int(turn - FIRST.timestamp()) // 60
                yield from (minute - 1, minute, minute + 1)


def around_clock_changes() -> set[int]:
    """Minutes around which clocks are set: nothing may be wrong there either."""
    near: set[int] = set()
    for zone in ZONES:
        for at in range(30, MINUTES, 30):
            if shown(zone, at) - shown(zone, at - 30) != timedelta(minutes=30):
                near.update(range(at - 150, at + 150))
    return near


def compare(seed: int, moments: int, near: set[int]) -> int:
    """Ask the rota and the oracle about the same minutes; returns how many."""
    rotation, dice = random_rota(seed), random.Random(seed + 1)
    minutes = {minute for minute in boundaries(rotation) if 0 <= minute < MINUTES}
    minutes |= {dice.randrange(MINUTES) for _ in range(moments)} | near
    for minute in minutes:
        expected = {
            shift.person
            for shift in rotation.shifts
            if any(promised(shift.times, wall) for wall in walls(shift.times.zone, minute))
        }
        at = FIRST.timestamp() + minute * 60 + dice.choice([0, 0, 59.9])
        assert {p.id for p in rotation.on(at)} == expected, (seed, minute, rotation.shifts)
    return len(minutes)


def test_a_few_random_rotas() -> None:
    for seed in range(5):
        compare(seed, 500, set())


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_five_hundred_random_rotas() -> None:
    near = around_clock_changes()
    asked = sum(compare(seed, 10_000, near if seed < 50 else set()) for seed in range(500))
    print(f"500 rotas over two years: {asked} minutes asked")
