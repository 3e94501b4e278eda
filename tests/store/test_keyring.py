"""Data keys: made once by whoever is first, held in memory, forgotten with their day."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import redis

from hotline.errors import StoreAway
from hotline.store.connection import connect
from hotline.store.keyring import LOOK_EVERY, Keyring
from hotline.store.vault import LASTING, Envelope
from hotline.store.wire import Wire
from tests.conftest import SECRET


class Ring:
    """A process's keyring, the time it sees, and the trips it made."""

    def __init__(self, url: str, secret: bytes = SECRET) -> None:
        self.now, self.trips = 0.0, 0
        wire = Wire(connect(url, web=True), 0.0)
        ask = wire.ask

        def counted(*commands):
            self.trips += 1
            return ask(*commands)

        wire.ask = counted  # type: ignore[method-assign]
        self.keys = Keyring(wire, Envelope([secret]), monotonic=lambda: self.now)


def opens(one: Ring, other: Ring, name: str) -> bool:
    sealed = one.keys.box(name).seal("session", b"x", "a")
    return other.keys.box(name).open("session", sealed, "a") == b"x"


def test_two_processes_have_the_same_key(connection: redis.Redis, valkey_url: str) -> None:
    one, other = Ring(valkey_url), Ring(valkey_url)

    assert opens(one, other, "day:20454")
    assert opens(other, one, LASTING)
    assert 0 < connection.ttl("key:day:20454") <= 2 * 86400
    assert connection.ttl("key:lasting") == -1


def test_a_key_in_memory_costs_no_trip(connection: redis.Redis, valkey_url: str) -> None:
    ring = Ring(valkey_url)
    ring.keys.existing("day:20453")
    ring.keys.box("day:20454")
    before = ring.trips
    for _ in range(10):
        assert ring.keys.existing("day:20453") is None
        ring.keys.box("day:20454")

    assert ring.trips == before
    assert not connection.exists("key:day:20453")


def test_who_looked_before_a_day_had_its_key_finds_it_once_another_made_it(
    connection: redis.Redis, valkey_url: str
) -> None:
    """At midnight, and on a new line: what one process writes, all others read at once."""
    early, other = Ring(valkey_url), Ring(valkey_url)
    early.keys.box("day:20453")
    assert early.keys.existing("day:20454") is None
    sealed = other.keys.box("day:20454").seal("session", b"x", "a")

    box = early.keys.existing("day:20454")
    assert box
    assert box.open("session", sealed, "a") == b"x"


def test_the_day_before_yesterday_is_forgotten(connection: redis.Redis, valkey_url: str) -> None:
    ring = Ring(valkey_url)
    for name in ("day:20452", LASTING, "day:20453", "day:20454"):
        ring.keys.box(name)

    assert set(ring.keys._held) == {LASTING, "day:20453", "day:20454"}


def test_a_key_that_the_store_lost_is_put_back(connection: redis.Redis, valkey_url: str) -> None:
    ring = Ring(valkey_url)
    sealed = ring.keys.box("day:20454").seal("session", b"x", "a")
    connection.flushall()
    ring.now += LOOK_EVERY
    ring.keys.box("day:20454")

    assert Ring(valkey_url).keys.box("day:20454").open("session", sealed, "a") == b"x"


def test_what_was_sealed_the_day_before_yesterday_is_noise_on_the_disk_too(
    connection: redis.Redis, valkey_url: str
) -> None:
    """A seized machine with its secret: what people did last week cannot be opened with both."""
    ring = Ring(valkey_url)
    for name in ("day:20452", "day:20453"):
        ring.keys.box(name)
        rewritten(connection)
    old, yesterday = (connection.get(f"key:{name}") for name in ("day:20452", "day:20453"))
    assert old
    assert yesterday
    assert old in on_disk(valkey_url)

    Ring(valkey_url).keys.box("day:20454")
    rewritten(connection)
    assert old not in on_disk(valkey_url)
    assert yesterday in on_disk(valkey_url)
    assert not connection.exists("key:day:20452")


def rewritten(connection: redis.Redis) -> None:
    """Wait until the store is no longer at it."""
    end = time.monotonic() + 10
    while connection.info("persistence")["aof_rewrite_in_progress"]:
        assert time.monotonic() < end


def on_disk(url: str) -> bytes:
    folder = Path(url.removeprefix("unix://")).parent / "appendonlydir"
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()))


def test_a_command_with_another_secret_makes_no_key_that_the_line_could_not_open(
    connection: redis.Redis, valkey_url: str
) -> None:
    line, other = Ring(valkey_url), Ring(valkey_url, b"another secret".ljust(32))
    line.keys.box(LASTING)
    for name in ("lists", "day:20454"):
        with pytest.raises(StoreAway):
            other.keys.box(name)

    assert not connection.exists("key:lists", "key:day:20454")
    assert opens(line, Ring(valkey_url), "lists")
