"""Beliefs about phones: they end by themselves, and are about random ids."""

from __future__ import annotations

from hotline.store import Store


def test_a_phone_is_busy_until_it_is_free_or_its_time_is_over(store: Store) -> None:
    store.beliefs.rung("ana", "ring-0", now=100.0, until=145.0)
    store.beliefs.busy("bo", "ring-1", until=9000.0)

    assert store.beliefs.read(110.0).busy == {"ana", "bo"}
    assert store.beliefs.read(150.0).busy == {"bo"}
    store.beliefs.free("bo", "ring-1")
    store.beliefs.free("cy", "ring-1")
    assert store.beliefs.read(110.0).busy == {"ana"}


def test_another_call_that_rings_and_is_over_leaves_who_talks_busy(store: Store) -> None:
    store.beliefs.busy("ana", "ring-0", until=9000.0)
    store.beliefs.rung("ana", "other-0", now=100.0, until=145.0)
    assert store.beliefs.read(200.0).busy == {"ana"}

    store.beliefs.free("ana", "other-0")
    assert store.beliefs.read(200.0).busy == {"ana"}
    store.beliefs.free("ana", "ring-0")
    assert not store.beliefs.read(200.0).busy


def test_it_is_known_who_was_rung_longest_ago(store: Store) -> None:
    assert store.beliefs.read(0.0).rung == {}
    store.beliefs.rung("ana", "ring-0", now=100.0, until=145.0)
    store.beliefs.rung("bo", "ring-0", now=200.0, until=245.0)
    assert store.beliefs.read(300.0).rung == {"ana": 100.0, "bo": 200.0}


def test_when_somebody_was_rung_is_forgotten_after_a_day(store: Store) -> None:
    store.beliefs.rung("ana", "ring-0", now=100.0, until=145.0)
    store.beliefs.rung("bo", "ring-0", now=86_600.0, until=86_645.0)

    assert store.beliefs.read(86_600.0).rung == {"bo": 86_600.0}


def test_talks_of_a_shift_are_known_until_it_is_over(store: Store) -> None:
    store.beliefs.talked("ana")
    store.beliefs.talked("ana")
    store.beliefs.talked("bo")
    assert store.beliefs.read(0.0).talks == {"ana": 2, "bo": 1}

    store.beliefs.forget_talks("ana", "cy")
    assert store.beliefs.read(0.0).talks == {"bo": 1}
