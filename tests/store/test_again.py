"""A dropped call finds its peer again, for ten minutes, and by a tag only."""

from __future__ import annotations

import redis

from hotline.domain.phone import Phone
from hotline.store import Store

LINE, OTHER, ANNA = Phone("+12025550100"), Phone("+12025550101"), Phone("+12025550147")
NOW = 1_767_283_200.0


def test_the_peer_is_found_again_on_the_same_line_only(store: Store) -> None:
    store.again.remember(LINE, ANNA, "id-of-ana", NOW)

    assert store.again.peer(LINE, ANNA, NOW + 300) == "id-of-ana"
    assert store.again.peer(OTHER, ANNA, NOW + 300) is None


def test_it_is_found_over_midnight(store: Store) -> None:
    midnight = (NOW // 86400 + 1) * 86400
    store.again.remember(LINE, ANNA, "ana", midnight - 5)
    assert store.again.peer(LINE, ANNA, midnight + 5) == "ana"


def test_the_store_forgets_it_and_never_knew_who(store: Store, connection: redis.Redis) -> None:
    store.again.remember(LINE, ANNA, "id-of-ana", NOW)
    (key,) = connection.keys("again:*")

    assert 0 < connection.ttl(key) <= 600
    assert b"id-of-ana" not in connection.get(key)
    assert b"5550147" not in key
