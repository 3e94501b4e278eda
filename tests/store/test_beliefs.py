"""Beliefs about phones: they end by themselves, and are about random ids."""

from __future__ import annotations

from hotline.store import Store


def test_a_phone_is_busy_until_it_is_free_or_its_time_is_over(store: Store) -> None:
    store.beliefs.rung("ana", now=100.0, until=145.0)
    store.beliefs.busy("bo", until=9000.0)

    assert store.beliefs.read(110.0).busy == {"ana", "bo"}
    assert store.beliefs.read(150.0).busy == {"bo"}
    store.beliefs.free("bo", "cy")
    assert store.beliefs.read(110.0).busy == {"ana"}


def test_it_is_known_who_was_rung_longest_ago(store: Store) -> None:
    assert store.beliefs.read(0.0).rung == {}
    store.beliefs.rung("ana", now=100.0, until=145.0)
    store.beliefs.rung("bo", now=200.0, until=245.0)
    assert store.beliefs.read(300.0).rung == {"ana": 100.0, "bo": 200.0}


def test_when_somebody_was_rung_is_forgotten_after_a_day(store: Store) -> None:
    store.beliefs.rung("ana", now=100.0, until=145.0)
    store.beliefs.rung("bo", now=86_600.0, until=86_645.0)

    assert store.beliefs.read(86_600.0).rung == {"bo": 86_600.0}


def test_talks_of_a_shift_are_known_until_it_is_over(store: Store) -> None:
    store.beliefs.talked("ana")
    store.beliefs.talked("ana")
    store.beliefs.talked("bo")
    assert store.beliefs.read(0.0).talks == {"ana": 2, "bo": 1}

    store.beliefs.forget_talks("ana", "cy")
    assert store.beliefs.read(0.0).talks == {"bo": 1}
