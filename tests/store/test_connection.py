"""Addresses of a store, and how long it is waited for."""

from __future__ import annotations

import pytest
from redis.sentinel import SentinelConnectionPool

from hotline.store.connection import connect


@pytest.mark.parametrize(
    "url", ["redis://localhost:6379/0", "rediss://:word@localhost:6380/1", "unix:///tmp/s"]
)
@pytest.mark.parametrize(("web", "waits"), [(True, (0.3, 0.7)), (False, (2.0, 5.0))])
def test_the_web_waits_less(url: str, web: bool, waits: tuple[float, float]) -> None:
    plug = connect(url, web=web).connection_pool.make_connection()

    assert (plug.socket_connect_timeout, plug.socket_timeout) == waits
    assert plug.retry.get_retries() == 0


def test_behind_sentinels() -> None:
    url = "redis+sentinel://me:p%40ss@one:26379,two,[::1]:26380,[::2]/line/3"
    pool = connect(url, web=True).connection_pool

    assert isinstance(pool, SentinelConnectionPool)
    assert pool.service_name == "line"
    assert pool.connection_kwargs["db"] == 3
    assert pool.connection_kwargs["password"] == "p@ss"
    assert pool.connection_kwargs["socket_timeout"] == 0.7
    asked = [
        sentinel.connection_pool.connection_kwargs for sentinel in pool.sentinel_manager.sentinels
    ]
    assert [(it["host"], it["port"]) for it in asked] == [
        ("one", 26379), ("two", 26379), ("::1", 26380), ("::2", 26379)
    ]  # fmt: skip
    assert all(it["socket_timeout"] == 0.7 and not it.get("password") for it in asked)
