"""A change of HOTLINE_SECRET: every data key in a new envelope, what it sealed still there."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
import redis

from hotline.domain.phone import Phone
from hotline.domain.shared import SharedNumber
from hotline.errors import StoreAway
from hotline.store import Store, open_store
from hotline.store.connection import connect
from hotline.store.data_keys import Closed, DataKeys
from hotline.store.vault import Envelope
from hotline.store.wire import Command, Wire

OLD, NEW, LOST = b"o" * 32, b"n" * 32, b"l" * 32
JAIL = (SharedNumber(Phone("+12025550190")),)


def opened(url: str, *secrets: bytes) -> Store:
    return open_store(url, secrets, web=True)


def a_line(url: str, *secrets: bytes) -> None:
    """It keeps something under each kind of data key."""
    store = opened(url, *secrets)
    store.shared.write(store.shared.read(), JAIL)
    store.flows.seed({"a.yaml": "a: 1"}, "r1")
    store.shared.turned_away(Phone("+12025550100"), 20454 * 86400.0)


def test_afterwards_the_new_secret_alone_opens_everything(
    connection: redis.Redis, valkey_url: str
) -> None:
    a_line(valkey_url, OLD)
    change = opened(valkey_url, NEW, OLD).data_keys
    assert change.closed() == Closed(first=0, older=3, lost=0)

    assert change.seal_anew() == 3
    assert change.seal_anew() == 0  # twice is harmless
    assert change.closed() == Closed(first=3, older=0, lost=0)
    after = opened(valkey_url, NEW)
    assert after.shared.read().numbers == JAIL
    assert after.flows.published() == ("r1", {"a.yaml": "a: 1"})
    assert opened(valkey_url, OLD).data_keys.closed() == Closed(first=0, older=0, lost=3)


def test_a_days_key_lives_no_longer_for_it(connection: redis.Redis, valkey_url: str) -> None:
    a_line(valkey_url, OLD)
    connection.expire("key:day:20454", 100)
    opened(valkey_url, NEW, OLD).data_keys.seal_anew()

    assert 90 <= connection.ttl("key:day:20454") <= 100
    assert connection.ttl("key:lists") == -1


def test_it_goes_on_where_it_was_ended_and_back_to_the_old_secret(
    connection: redis.Redis, valkey_url: str
) -> None:
    a_line(valkey_url, OLD)
    half = connection.get("key:lists")
    opened(valkey_url, NEW, OLD).data_keys.seal_anew()
    connection.set("key:lists", half)  # as if it had been ended before this one

    assert opened(valkey_url, OLD, NEW).shared.read().numbers == JAIL
    assert opened(valkey_url, NEW, OLD).data_keys.seal_anew() == 1
    assert opened(valkey_url, OLD, NEW).data_keys.seal_anew() == 3
    assert opened(valkey_url, OLD).shared.read().numbers == JAIL


class Cut(Exception):
    """The process ended there."""


@pytest.mark.parametrize("lived", range(1, 12))
def test_wherever_it_is_killed_both_secrets_work_and_it_goes_on(
    connection: redis.Redis, valkey_url: str, lived: int
) -> None:
    """`lived`: how many trips to the store it made."""
    a_line(valkey_url, OLD)
    wire = Wire(connect(valkey_url, web=True), 0.0)
    left = iter(range(lived))
    ask = wire.ask

    def cut(*commands: Command) -> list[Any]:
        if next(left, None) is None:
            raise Cut
        return ask(*commands)

    wire.ask = cut  # type: ignore[method-assign]
    with suppress(Cut):
        DataKeys(wire, Envelope([NEW, OLD])).seal_anew()

    for known in ((OLD, NEW), (NEW, OLD)):
        store = opened(valkey_url, *known)
        assert store.shared.read().numbers == JAIL
        assert store.flows.published() == ("r1", {"a.yaml": "a: 1"})
    opened(valkey_url, NEW, OLD).data_keys.seal_anew()
    assert opened(valkey_url, NEW).data_keys.closed() == Closed(first=3, older=0, lost=0)


def test_what_no_secret_opens_is_told_and_left_alone(
    connection: redis.Redis, valkey_url: str
) -> None:
    a_line(valkey_url, LOST)
    before = connection.get("key:lists")
    change = opened(valkey_url, NEW, OLD).data_keys

    assert change.seal_anew() == 0
    assert change.closed().lost == 3
    assert connection.get("key:lists") == before


def test_the_file_is_written_anew(connection: redis.Redis, valkey_url: str) -> None:
    a_line(valkey_url, OLD)
    change = opened(valkey_url, NEW, OLD).data_keys
    while change.rewriting():
        pass

    assert change.rewrite()
    while change.rewriting():
        pass
    assert change.rewrote()


def test_a_process_that_nobody_told_of_the_new_secret_counts_as_gone(
    connection: redis.Redis, valkey_url: str
) -> None:
    """Else it would look well while it knows nobody: /ready, doctor and calls go by these signs."""
    a_line(valkey_url, OLD)
    opened(valkey_url, NEW, OLD).data_keys.seal_anew()
    forgotten, told = opened(valkey_url, OLD).beats, opened(valkey_url, NEW).beats
    for ask in (lambda: forgotten.beat("worker", 1.0), lambda: forgotten.last("clock")):
        with pytest.raises(StoreAway):
            ask()

    assert told.last("worker") is None
    told.beat("worker", 1.0)
    assert told.last("worker") == 1.0
