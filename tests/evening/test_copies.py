"""Whatever went wrong in a day, an hour later the carrier has nothing of the line."""

from __future__ import annotations

import random

import pytest

from hotline.desk.ready import ready
from hotline.desk.sweep import EVERY
from hotline.flow.edition import Edition
from tests.evening.days import DAY, HOUR, OTHER, Day


def bad_day(edition: Edition, contacts: int, within: float, seed: int) -> Day:
    """Five in a hundred reports are lost, five in a hundred records final only after a while; the
    store is away, and the worker dead, for a twentieth of the time each."""
    day = Day(edition, random.Random(seed))
    day.faults(callback_lost=0.05, final_after=20.0, final_slow=0.05, final_slow_after=900.0)
    day.contacts(contacts, within)
    day.others(contacts // 10, within)
    day.away(within * 0.3, within / 20, store=True)
    day.away(within * 0.6, within / 20, store=False)
    return day.at(within)


@pytest.mark.parametrize(
    ("contacts", "within"),
    [(120, 3 * HOUR), pytest.param(1000, DAY, marks=pytest.mark.long)],
)
def test_an_hour_after_a_bad_day_nothing_is_left(
    edition: Edition, contacts: int, within: float
) -> None:
    day = bad_day(edition, contacts, within, seed=contacts)
    assert day.kept()

    day.at(within + HOUR)
    print(f"{day.came}, {day.night.board.exchange.world.serial} texts, at most {day.most} kept")

    assert day.kept() == []
    assert len(day.kept(OTHER)) == contacts // 10  # another use of the account is not ours to end
    assert day.night.broken == []
    asked = day.night.board.exchange.world.asked
    assert not [request for request in asked if "%2B1" in request or "+1" in request]
    day.at(within + HOUR + EVERY)
    _, parts = ready(day.night.desk)
    assert (parts["copies"], parts["oldest_copy_hours"]) == ("ok", 0)
