"""Answers are counted by exchange and by line, in the real store, and name nobody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import redis

from hotline.domain.events import TextArrived
from hotline.domain.flood import CARDS_DAY, EXCHANGE_HOUR, LINE_HOUR
from hotline.domain.phone import Phone
from hotline.domain.replies import TextReply
from hotline.flow.session import Session
from hotline.store import Store
from tests.store.looking import assert_only_known_keys

NOON = 1_767_283_200.0
LINE, ELSEWHERE = Phone("+12025550100"), Phone("+12125559999")


def neighbour(n: int) -> Phone:
    return Phone(f"+1202555{n:04}")


def stranger(n: int) -> Phone:
    return Phone(f"+1202{n:07}")


def write(store: Store, sender: Phone, n: int, now: float = NOON, said: str = "a list") -> bool:
    """One text, answered; returns whether the line was flooded when it came."""
    text = TextArrived(f"SM{n:032x}", LINE, sender, "hi")
    opened = store.conversations.open(text, now)
    answer = [TextReply(said)] if said else []
    session = Session(place="home", until=now + 600)
    assert store.conversations.close(
        text, opened, session=session, answer=answer, errands=[], called_off=[], now=now
    )
    return opened.flooded


@pytest.mark.parametrize(
    ("who", "most", "spared"),
    [(neighbour, EXCHANGE_HOUR, ELSEWHERE), (lambda n: stranger(n * 10_000), LINE_HOUR, None)],
)
def test_a_flood_is_noticed_though_each_number_writes_once_and_ends_with_the_hour(
    store: Store,
    connection: redis.Redis,
    who: Callable[[int], Phone],
    most: int,
    spared: Phone | None,
) -> None:
    flooded = [write(store, who(n), n) for n in range(most + 1)]
    assert flooded == [False] * most + [True]
    if spared:
        assert not write(store, spared, 9000)
    assert not write(store, who(1), 9001, NOON + 3600)

    assert_only_known_keys(connection)
    assert not [key for key in connection.keys("sent:*") if b"202555" in key]


def test_silence_costs_nothing(store: Store) -> None:
    for n in range(EXCHANGE_HOUR):
        write(store, neighbour(n), n, said="")
    assert not write(store, neighbour(1), 9000)


def test_cards_that_calls_ask_for_are_few_for_one_phone(store: Store) -> None:
    phone = neighbour(7)
    asked = [store.budget.spend(LINE, phone, NOON) for _ in range(CARDS_DAY + 2)]
    assert asked == [True] * CARDS_DAY + [False, False]
    assert store.budget.spend(LINE, ELSEWHERE, NOON)
    assert store.budget.spend(LINE, phone, NOON + 86400)


def test_what_a_text_asks_for_is_counted_by_itself(store: Store) -> None:
    phone = neighbour(7)
    for _ in range(CARDS_DAY):
        store.budget.spend(LINE, phone, NOON)
    asked = [store.budget.spend(LINE, phone, NOON, "by text") for _ in range(CARDS_DAY + 2)]

    assert asked == [True] * CARDS_DAY + [False, False]
