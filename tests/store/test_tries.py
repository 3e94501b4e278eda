"""Wrong PINs of a day: ten, and then none; a right one does not count."""

from __future__ import annotations

import redis

from hotline.store import Store
from hotline.store.keys import DAY
from hotline.store.tries import MOST
from tests.store.looking import assert_only_known_keys

NOW = 1767283200.0


def test_after_ten_wrong_ones_no_pin_counts_until_the_day_is_over(store: Store) -> None:
    assert all(store.tries.spend("ana", NOW) for _ in range(MOST))
    assert not store.tries.spend("ana", NOW)

    assert store.tries.spend("bo", NOW), "everybody has ten of their own"
    assert store.tries.spend("ana", NOW + DAY)


def test_a_right_one_is_as_if_it_had_not_been_tried(store: Store) -> None:
    for _ in range(3 * MOST):
        assert store.tries.spend("ana", NOW)
        store.tries.refund("ana", NOW)


def test_nothing_says_whose_they_were(store: Store, connection: redis.Redis) -> None:
    store.tries.spend("the id of ana", NOW)

    assert not list(connection.scan_iter("*ana*"))
    assert_only_known_keys(connection)
