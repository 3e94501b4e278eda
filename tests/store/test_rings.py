"""Rings and the pacer in a real store: compared and set, sealed, gone in time; a leg at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
import redis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from hotline.domain.errands import Due, EraseText, RingLeg
from hotline.domain.pacing import URGENCIES, Dial, Pace, choose
from hotline.domain.phone import Phone
from hotline.domain.ring import events as e
from hotline.domain.ring.record import TALK_LIFE
from hotline.domain.ring.step import begin, step
from hotline.store import Store, open_store
from hotline.store.dials import Dials
from hotline.store.wire import Wire
from tests.conftest import SECRET
from tests.store.looking import assert_only_known_keys

NOW = 1767283200.0
CALL = "CA" + "1" * 32
ID = "r" * 22
ASKED = e.RingAsked(ID, Phone("+12025550100"), CALL, "es", ("ana", "bo"), 2, 90.0)
BEGUN = begin(ASKED, NOW)


@pytest.fixture
def store(valkey_url: str, connection: redis.Redis) -> Iterator[Store]:
    """An empty store, at noon."""
    opened = open_store(valkey_url, [SECRET], web=True, now=lambda: NOW)
    yield opened
    opened.connection.close()


def test_a_ring_comes_back_as_it_was_with_its_errands(store: Store, connection) -> None:
    assert store.rings.write(BEGUN.ring, b"", BEGUN.errands, NOW)

    ring, _ = store.rings.read(ID, NOW) or pytest.fail()
    assert ring == BEGUN.ring
    assert store.errands.read(f"{ID}-0-leg") == RingLeg(ID, f"{ID}-0", NOW + TALK_LIFE)
    assert {f"{ID}-0-leg", f"{ID}-1-leg"} <= set(store.errands.claim(NOW, 30, 10))
    assert_only_known_keys(connection)


def test_a_process_that_looked_too_early_reads_the_first_ring_of_the_day(
    store: Store, valkey_url: str
) -> None:
    """Else it takes the ring for lost, begins another, and hangs up on the peer of the first."""
    other = open_store(valkey_url, [SECRET], web=True)
    assert other.rings.read(ID, NOW) is None
    assert other.rings.of_call(CALL, NOW) is None
    assert store.rings.write(BEGUN.ring, b"", BEGUN.errands, NOW)

    assert other.rings.of_call(CALL, NOW) == ID
    assert other.rings.read(ID, NOW) is not None


def test_every_part_of_a_talk_comes_back(store: Store) -> None:
    ring = BEGUN.ring
    for event in (
        e.LegPlaced(f"{ID}-0", "CA2"),
        e.PeerPressed(f"{ID}-0", "1", id="p"),
        e.Beat(f"{ID}-0"),
        e.TurnCame(2, id="t"),
        e.Beat(),
    ):
        ring = step(ring, event, NOW + 1).ring
    assert ring.attempts and ring.seen and ring.contact_in

    assert store.rings.write(ring, b"", (), NOW)
    assert (store.rings.read(ID, NOW) or pytest.fail())[0] == ring


def test_who_decided_on_an_older_record_writes_nothing(store: Store) -> None:
    store.rings.write(BEGUN.ring, b"", (), NOW)
    ring, stamp = store.rings.read(ID, NOW) or pytest.fail()

    assert store.rings.write(replace(ring, dropped=True), stamp, (), NOW)
    assert not store.rings.write(ring, stamp, BEGUN.errands, NOW)
    assert not store.rings.write(ring, b"", (), NOW)
    assert store.errands.read(f"{ID}-0-leg") is None


def test_a_ring_is_found_by_the_contacts_call_and_past_midnight(store: Store) -> None:
    store.rings.write(BEGUN.ring, b"", (), NOW)

    assert store.rings.of_call(CALL, NOW) == ID
    midnight = NOW - NOW % 86400 + 86400
    late = replace(BEGUN.ring, until=midnight + 60)
    store.rings.write(late, (store.rings.read(ID, NOW) or pytest.fail())[1], (), midnight - 1)
    assert store.rings.of_call(CALL, midnight + 1) == ID
    assert (store.rings.read(ID, midnight + 1) or pytest.fail())[0] == late
    assert store.rings.of_call("CA" + "2" * 32, NOW) is None


def test_a_call_belongs_to_the_ring_that_began_last_also_when_an_older_one_is_told(
    store: Store,
) -> None:
    newer = begin(replace(ASKED, ring="n" * 22), NOW).ring
    store.rings.write(BEGUN.ring, b"", (), NOW)
    store.rings.write(newer, b"", (), NOW)
    ring, stamp = store.rings.read(ID, NOW) or pytest.fail()

    assert store.rings.write(replace(ring, dropped=True), stamp, (), NOW)
    assert store.rings.of_call(CALL, NOW) == newer.id


def test_a_talk_is_found_by_its_call_for_as_long_as_it_may_last(
    store: Store, connection: redis.Redis
) -> None:
    store.rings.write(BEGUN.ring, b"", (), NOW)
    (call,) = connection.scan_iter("call:*")
    assert connection.ttl(call) == connection.ttl(f"ring:{ID}")

    ring, stamp = store.rings.read(ID, NOW) or (BEGUN.ring, b"")
    talking = replace(ring, state="talk", turned=NOW)
    assert store.rings.write(talking, stamp, (), NOW)
    assert connection.ttl(call) == connection.ttl(f"ring:{ID}") >= 4 * 3600


def test_a_ring_is_gone_when_its_own_time_is_over(store: Store, connection: redis.Redis) -> None:
    store.rings.write(BEGUN.ring, b"", (), NOW)

    assert 0 < connection.ttl(f"ring:{ID}") <= 690
    assert store.rings.read(ID, BEGUN.ring.lives_until) is None


def test_nothing_in_the_store_tells_of_a_number_or_a_call(store: Store, connection) -> None:
    store.rings.write(BEGUN.ring, b"", BEGUN.errands, NOW)

    held = b"".join(connection.dump(key) + key for key in connection.scan_iter())
    assert b"2025550100" not in held
    assert CALL.encode() not in held


# An errand is one worker's.


def test_an_errand_is_taken_by_one_worker_until_it_is_done_or_put_off(store: Store) -> None:
    errand = EraseText("SM1", NOW + 900)
    store.errands.add(Due(NOW, "a" * 16), errand)

    assert store.errands.take("a" * 16, NOW, 35) == errand
    assert store.errands.take("a" * 16, NOW, 35) == "taken"
    assert store.errands.claim(NOW + 31, 30, 10) == []  # nor does the clock nudge for it meanwhile
    assert store.errands.claim(NOW + 35, 30, 10) == ["a" * 16]
    store.errands.put_off(Due(NOW + 5, "a" * 16), errand)
    assert store.errands.take("a" * 16, NOW, 35) == errand


def test_what_is_renewed_may_be_taken_at_once_though_it_was_put_away(store: Store) -> None:
    errand = RingLeg(ID, f"{ID}-0", NOW + 900)
    store.errands.add(Due(NOW, "a" * 16), errand)
    store.errands.take("a" * 16, NOW, 35)
    store.errands.done("a" * 16)
    store.errands.renew(Due(NOW + 2, "a" * 16), errand)

    assert store.errands.take("a" * 16, NOW + 2, 35) == errand
    store.errands.renew(Due(NOW + 4, "a" * 16), errand)
    assert store.errands.take("a" * 16, NOW + 4, 35) == errand


def test_to_take_what_was_done_does_not_make_it_due(store: Store) -> None:
    assert store.errands.take("a" * 16, NOW, 35) == "nothing"

    assert store.errands.claim(NOW + 99, 30, 10) == []


# The pacer.


@pytest.fixture
def pacer(valkey_url: str, connection: redis.Redis) -> Dials:
    return Dials(Wire(redis.Redis.from_url(valkey_url), 0.0), Pace(per_second=2, at_once=2))


def test_one_leg_a_slot_and_no_more_at_once_than_there_may_be(pacer: Dials, connection) -> None:
    for n in range(4):
        pacer.ask(Dial(f"{n}" * 16, "waiting", NOW, turn=n))

    assert pacer.take(NOW, 45) == "0" * 16
    assert pacer.take(NOW + 0.4, 45) is None
    assert pacer.wait("1" * 16, NOW + 0.1) == pytest.approx(0.4)
    assert pacer.take(NOW + 0.5, 45) == "1" * 16
    assert pacer.take(NOW + 2, 45) is None  # two are there
    pacer.over("0" * 16)
    assert pacer.take(NOW + 2, 45) == "2" * 16
    assert pacer.take(NOW + 46, 45) == "3" * 16  # whose end nobody told are not there for ever
    assert_only_known_keys(connection)


def test_a_talk_holds_its_place_and_a_leg_that_was_not_placed_gives_it_back(pacer: Dials) -> None:
    for n in range(4):
        pacer.ask(Dial(f"{n}" * 16, "waiting", NOW, turn=n))
    pacer.take(NOW, 45)
    pacer.live("0" * 16, NOW + 14400)

    assert pacer.take(NOW + 100, 45) == "1" * 16
    pacer.spare("1" * 16)
    pacer.drop("2" * 16)
    assert pacer.take(NOW + 100, 45) == "3" * 16
    assert pacer.take(NOW + 101, 45) is None


dials = some.builds(
    Dial,
    id=some.uuids().map(lambda uuid: uuid.hex),
    urgency=some.sampled_from(URGENCIES),
    since=some.integers(0, 900).map(lambda s: NOW + s / 4),
    turn=some.integers(0, 120),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(dials, max_size=12, unique_by=lambda dial: dial.id))
def test_the_store_chooses_as_the_core_does(
    valkey_url: str, connection: redis.Redis, waiting: list[Dial]
) -> None:
    connection.flushall()
    pace = Pace(per_second=1, at_once=1000)
    pacer = Dials(Wire(connection, 0.0), pace)
    for dial in waiting:
        pacer.ask(dial)

    now, left = NOW, list(waiting)
    while left:
        meant = choose(left, now=now, slot=now, live=0, pace=pace)
        assert meant
        assert pacer.take(now, 45) == meant.id
        left.remove(meant)
        now += 1
    assert pacer.take(now, 45) is None


def test_two_processes_see_one_store(valkey_url: str, store: Store) -> None:
    other = open_store(valkey_url, [SECRET], web=False)
    store.rings.write(BEGUN.ring, b"", (), NOW)

    assert (other.rings.read(ID, NOW) or pytest.fail())[0] == BEGUN.ring
    other.connection.close()


def test_who_waits_is_found_the_longest_waiting_first(store: Store) -> None:
    store.rings.waits("a" * 22, NOW + 5)
    store.rings.waits("b" * 22, NOW)
    store.rings.waits("c" * 22, NOW + 9)
    store.rings.waits_no_more("c" * 22)

    assert store.rings.waiting(NOW + 10) == ["b" * 22, "a" * 22]
    assert store.rings.waiting(NOW + 2 * 3600) == []
