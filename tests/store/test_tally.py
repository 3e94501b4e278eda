"""Counts in the real store: whole numbers under a day and a quarter, and an end to them."""

from __future__ import annotations

from datetime import date

import redis

from hotline.domain.counts import NOBODY, counted
from hotline.store import Store
from tests.store.looking import assert_only_known_keys

NOON = 1_767_283_200.0
NEW_YEAR = date(2026, 1, 1)
WEEK = 7 * 86400


def test_what_is_counted_is_found_under_its_day_and_its_quarter(store: Store) -> None:
    store.tally.add(counted(NOON, "UTC", "calls", "place home"))
    store.tally.add(counted(NOON, "UTC", "calls"))
    store.tally.add(counted(NOON + WEEK, "UTC", "calls"))

    assert store.tally.of_days([NEW_YEAR, date(2026, 1, 2)]) == [{"calls": 2, "place home": 1}, {}]
    assert store.tally.of_quarters(["2025q4", "2026q1"]) == [{}, {"calls": 3, "place home": 1}]


def test_counts_end_by_themselves_and_a_later_one_does_not_make_them_last(
    store: Store, connection: redis.Redis
) -> None:
    store.tally.add(counted(NOON, "UTC", "calls"))
    connection.expire("count:2026-01-01", 100)
    store.tally.add(counted(NOON, "UTC", "calls"))

    assert connection.ttl("count:2026-01-01") <= 100
    assert_only_known_keys(connection)


def test_how_many_found_nobody_is_known_by_the_hour_and_for_one_night(
    store: Store, connection: redis.Redis
) -> None:
    for after in (0, 60, 3600, 7200):
        store.tally.add(counted(NOON + after, "UTC", NOBODY))
    store.tally.add(counted(NOON, "UTC", "calls"))

    assert store.tally.found_nobody(NOON, NOON + 3600) == 2
    assert store.tally.found_nobody(NOON, NOON + 7200) == 3
    assert store.tally.found_nobody(NOON - 3600, NOON) == 0
    assert 0 < connection.ttl(f"nobody:{int(NOON // 3600)}") <= 12 * 3600
    assert_only_known_keys(connection)
