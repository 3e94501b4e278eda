"""The latest time that the store has seen, as clocks tell it, and as an operator takes it back."""

from __future__ import annotations

from hotline.store import Store, open_store
from tests.conftest import SECRET

NOON = 1767283200.0


def test_what_an_operator_takes_back_is_not_written_again_by_a_clock_that_runs(
    store: Store, valkey_url: str
) -> None:
    store.beats.saw(NOON + 3600)  # this clock was an hour ahead
    operator = open_store(valkey_url, [SECRET], web=False)
    operator.beats.saw(NOON)  # hotline clock --believe

    store.beats.saw(NOON + 3605)
    assert operator.beats.latest() == NOON

    assert store.beats.latest() == NOON  # now it has looked, and tells what it goes by
    store.beats.saw(NOON + 10)
    assert operator.beats.latest() == NOON + 10
    operator.connection.close()


def test_two_clocks_a_little_apart_both_tell_the_time(store: Store, valkey_url: str) -> None:
    other = open_store(valkey_url, [SECRET], web=False)
    store.beats.saw(NOON + 1)
    other.beats.saw(NOON)
    store.beats.latest()
    store.beats.saw(NOON + 6)

    assert other.beats.latest() == NOON + 6
    other.connection.close()


def test_a_store_that_was_emptied_is_told_the_time_again(store: Store) -> None:
    store.beats.saw(NOON)
    store.connection.delete("latest")
    store.beats.latest()
    store.beats.saw(NOON + 5)

    assert store.beats.latest() == NOON + 5
