"""Counts in the real store: whole numbers under a day and a quarter, and an end to them."""

from __future__ import annotations

from datetime import date

import redis

from hotline.domain.counts import counted
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
