"""Seats in a real store: a peer's place outlives the words that wait for whom they are."""

from __future__ import annotations

import redis

from hotline.domain.seat import HELD, SEAT_LIFE, Seat
from hotline.store import Store
from tests.store.looking import assert_only_known_keys

NOW = 1767283200.0
ID = "a-peers-random-id-1234"
WORDS = "drink some water, small sips"


def asked(at: float) -> Seat:
    rows = (("1", "send", "147", ""), ("2", "send", "203", ""))
    return Seat(ID, asked=rows, asked_at=at, mine=("t1", "t2")).holding(WORDS, at).kept(at)


def test_what_waits_comes_back_while_it_waits(store: Store) -> None:
    assert store.seats.write(asked(NOW), b"", NOW)

    seat, _ = store.seats.read(ID, NOW + HELD - 1)
    assert (seat.held, seat.holds(NOW + HELD - 1)) == (WORDS, True)


def test_words_are_gone_in_minutes_and_the_seat_stays(
    store: Store, connection: redis.Redis
) -> None:
    store.seats.write(asked(NOW), b"", NOW)

    assert 0 < connection.ttl(f"held:{ID}") <= HELD
    assert HELD < connection.ttl(f"seat:{ID}") <= SEAT_LIFE
    seat, _ = store.seats.read(ID, NOW + HELD)
    assert (seat.held, seat.mine) == ("", ("t1", "t2"))
    assert seat.asked, "who still answers hears that they are gone"
    assert_only_known_keys(connection)


def test_words_that_were_addressed_lie_nowhere(store: Store, connection: redis.Redis) -> None:
    store.seats.write(asked(NOW), b"", NOW)
    seat, stamp = store.seats.read(ID, NOW + 5)
    assert store.seats.write(seat.released().kept(NOW + 5), stamp, NOW + 5)

    assert not connection.exists(f"held:{ID}")
    assert not store.seats.write(seat, stamp, NOW + 6), "somebody else was faster"
