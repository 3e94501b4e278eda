"""What a store holds, held against the table of keys."""

from __future__ import annotations

import redis

from hotline.store.keys import row_of


def assert_only_known_keys(connection: redis.Redis) -> None:
    """Every key is in the table, and none will live longer than it may."""
    for key in connection.scan_iter():
        row = row_of(key.decode())
        assert row, f"unknown key {key!r}"
        left = connection.ttl(key)
        bounded = 0 < left <= row.life if row.life else True
        assert bounded or row.loose, f"{key!r} lives {left} s"
