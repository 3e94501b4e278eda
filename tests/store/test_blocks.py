"""Blocks in the real store: short tags, an end to each, and nothing that says whom."""

from __future__ import annotations

import time

import redis

from hotline.domain.blocks import EVERYBODY, SIZES, Kept
from hotline.domain.phone import Phone
from hotline.store import Store, open_store
from tests.conftest import SECRET
from tests.store.looking import assert_only_known_keys

LINE, OTHER, EDE = Phone("+12025550100"), Phone("+12025550101"), Phone("+12025550147")
ANA, BO = "a" * 22, "b" * 22
DAY = 86400


def test_each_size_keeps_from_whom_it_says_and_ends(store: Store, connection: redis.Redis) -> None:
    mark = store.blocks.mark(LINE, EDE)
    store.blocks.add(mark, SIZES["1"], ANA)
    assert store.blocks.of(mark, [ANA, BO]) == Kept(False, frozenset({ANA}))
    store.blocks.add(mark, SIZES["3"], BO)
    assert store.blocks.of(mark, [BO]) == Kept(True, frozenset())

    lives = sorted(connection.ttl(key) for key in connection.keys("block:*"))
    assert [round(life / 3600) for life in lives] == [12, 7 * 24]
    assert_only_known_keys(connection)


def test_another_line_and_another_phone_know_nothing_of_it(store: Store) -> None:
    store.blocks.add(store.blocks.mark(LINE, EDE), SIZES["3"], ANA)
    for line, phone in ((OTHER, EDE), (LINE, OTHER)):
        assert store.blocks.of(store.blocks.mark(line, phone), [ANA]) == Kept()


def test_a_mark_is_too_short_to_say_whose_it_is_and_outlives_the_day(
    store: Store, valkey_url: str, connection: redis.Redis
) -> None:
    mark = store.blocks.mark(LINE, EDE)
    assert len(mark) == 6  # hundreds of numbers have it
    connection.delete(*connection.keys("key:day:*") or ["-"])
    assert open_store(valkey_url, [SECRET], web=True).blocks.mark(LINE, EDE) == mark


def test_blocks_are_listed_first_to_end_first_and_lifted_one_by_one_or_by_phone(
    store: Store,
) -> None:
    mark, now = store.blocks.mark(LINE, EDE), time.time()
    store.blocks.add(mark, SIZES["2"], BO)
    store.blocks.add(mark, SIZES["1"], ANA)
    store.blocks.add(mark, SIZES["3"], ANA)
    assert [block.peer for block in store.blocks.all(now)] == [ANA, EVERYBODY, BO]

    store.blocks.lift_one(store.blocks.all(now)[1])
    assert store.blocks.of(mark, [ANA, BO]) == Kept(False, frozenset({ANA, BO}))
    assert store.blocks.lift(mark) == 2
    assert store.blocks.all(now) == []
