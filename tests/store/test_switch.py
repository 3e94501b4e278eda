"""The switch: open until somebody sets it, the same for every process, about nobody."""

from __future__ import annotations

import redis

from hotline.domain.standing import STATES
from hotline.store import Store


def test_it_is_open_until_somebody_sets_it(store: Store) -> None:
    assert store.switch.read() == "open"


def test_every_state_is_kept(store: Store) -> None:
    for state in STATES:
        store.switch.write(state)
        assert store.switch.read() == state


def test_a_word_of_a_newer_build_rings_nobody(store: Store, connection: redis.Redis) -> None:
    connection.set("switch", "festival")

    assert store.switch.read() == "closed"
