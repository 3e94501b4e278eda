"""Who else is at the store: another program, somebody who watches, what would never go."""

from __future__ import annotations

import pickle
import zlib

import redis

from hotline.cli.checkup.company import company
from hotline.store import Store
from hotline.store.company import Found


def levels(found: Found) -> list[str]:
    return [finding.level for finding in company(found)]


def test_a_store_of_our_own(store: Store, connection: redis.Redis) -> None:
    store.flows.seed({"a.yaml": "a: 1"}, "r1")
    store.beats.beat("clock", 1.0)
    connection.hset("rq:job:0123456789abcdef0123456789abcdef", "data", zlib.compress(b'["look"]'))

    assert store.company.look() == Found(watching=0, strange=0, endless=0, pickled=0)
    assert levels(store.company.look()) == ["ok"]


def test_another_program_in_it_would_keep_what_we_do_not(
    store: Store, connection: redis.Redis
) -> None:
    connection.set("LIMITS:LIMITER/somebody/1/minute", 1)
    connection.sadd("rq:queue:default", "x")

    assert store.company.look().strange == 2
    assert levels(store.company.look()) == ["mend"]


def test_somebody_watches_every_command(store: Store, valkey_url: str) -> None:
    with redis.Redis.from_url(valkey_url) as other, other.monitor():
        found = store.company.look()

    assert found.watching == 1
    assert levels(found) == ["mend"]
    assert "MONITOR" in str(company(found)[0])


def test_a_session_that_would_stay_for_ever(store: Store, connection: redis.Redis) -> None:
    connection.set("session:" + "a1" * 10, b"sealed")
    connection.set("seen:" + "a1" * 10, b"1", ex=100)

    assert store.company.look().endless == 1
    assert levels(store.company.look()) == ["mend"]


def test_a_job_that_runs_whatever_is_in_it(store: Store, connection: redis.Redis) -> None:
    data = zlib.compress(pickle.dumps(("os.system", None, ("true",), {})))
    connection.hset("rq:job:0123456789abcdef0123456789abcdef", "data", data)

    assert store.company.look().pickled == 1
    assert levels(store.company.look()) == ["mend"]


def test_a_rented_store_that_does_not_say_who_is_there() -> None:
    assert levels(Found(watching=None, strange=0, endless=0, pickled=0)) == ["look"]
