"""Threads in a real store: compared and set, sealed, found by their contact, gone when closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
import redis

from hotline.domain.callback import Callback
from hotline.domain.contact import Contact
from hotline.domain.errands import Due, RelayText, SendText, WatchCallback, WatchThread
from hotline.domain.phone import Phone
from hotline.domain.ring.later import look_errand
from hotline.domain.seat import Seat
from hotline.domain.thread import events
from hotline.domain.thread.record import watch_of
from hotline.domain.thread.step import begin, step
from hotline.store import Store, keys, open_store
from tests.conftest import SECRET
from tests.store.looking import assert_only_known_keys

NOW = 1767283200.0
LINE, ANNA, ANA = Phone("+12025550100"), Phone("+12025550147"), Phone("+12025550111")
ID = "t" * 22
ASKED = events.Asked(ID, "147", LINE, ANNA, "es", "peers", ("ana", "bo"), "SM1", "hola")
BEGUN = begin(ASKED, NOW).thread
ITEM = BEGUN.items[0].id
LATER = [
    (Due(NOW + 5, ITEM), RelayText(ID, "hola", NOW + 600)),
    (Due(NOW + 60, watch_of(ID)), WatchThread(ID, BEGUN.until)),
]


@pytest.fixture
def store(valkey_url: str, connection: redis.Redis) -> Iterator[Store]:
    """An empty store, at noon."""
    opened = open_store(valkey_url, [SECRET], web=True, now=lambda: NOW)
    yield opened
    opened.connection.close()


def test_a_thread_comes_back_as_it_was_with_its_words(store: Store, connection) -> None:
    assert store.threads.write([(BEGUN, b"")], LATER, NOW)

    thread, _ = store.threads.read(ID, NOW) or pytest.fail()
    assert thread == BEGUN
    assert store.threads.of_contact(Contact(LINE, ANNA), NOW) == ID
    assert [found.id for found, _ in store.threads.live(NOW)] == [ID]
    assert store.errands.read(ITEM) == RelayText(ID, "hola", NOW + 600)
    assert_only_known_keys(connection)


def test_every_part_of_a_thread_comes_back(store: Store) -> None:
    thread = BEGUN
    for event in (
        events.PeerTook("ana", NOW + 999, Phone("+12025550300")),
        events.BackupAsked("ana", ("bo",)),
        events.PeerTook("bo"),
        events.TextAccepted((ITEM,), "ana"),
        events.PeerWrote("ana", "que tal"),
        events.ContactAsked("SM2"),
    ):
        thread = step(thread, event, NOW + 1).thread
    assert thread.items and thread.seconds and thread.chains and thread.question
    store.threads.write([(thread, b"")], (), NOW)

    assert (store.threads.read(ID, NOW) or pytest.fail())[0] == thread


def test_of_two_who_write_at_once_one_is_refused_and_neither_half(store: Store) -> None:
    store.threads.write([(BEGUN, b"")], LATER, NOW)
    _, stamp = store.threads.read(ID, NOW) or pytest.fail()
    seat, seat_stamp = store.seats.read("bo", NOW)
    mine = step(BEGUN, events.PeerTook("ana"), NOW).thread
    theirs = step(BEGUN, events.PeerTook("bo"), NOW).thread
    sat = replace(seat, mine=(ID,), until=NOW + 60)

    assert store.threads.write([(mine, stamp)], (), NOW)
    assert not store.threads.write([(theirs, stamp)], (), NOW, seats=[(sat, seat_stamp)])
    assert store.seats.read("bo", NOW)[0] == Seat("bo")


def test_no_two_threads_share_a_handle_nor_a_contact(store: Store) -> None:
    store.threads.write([(BEGUN, b"")], (), NOW)
    twin = replace(BEGUN, id="u" * 22)

    assert not store.threads.write([(replace(twin, handle="203"), b"")], (), NOW)
    assert not store.threads.write([(replace(twin, phone=ANA), b"")], (), NOW)
    assert store.threads.used(["147", "203"]) == {"147"}


def test_a_closed_one_is_erased_with_its_words_but_the_handle_rests(
    store: Store, connection
) -> None:
    store.threads.write([(BEGUN, b"")], LATER, NOW)
    thread, stamp = store.threads.read(ID, NOW) or pytest.fail()
    tell = (Due(NOW, "tell-of-a-token-22"), SendText(LINE, ANA, "over", NOW + 60))
    closed = step(thread, events.ContactEnded("erased"), NOW).thread
    assert store.threads.write([(closed, stamp)], [tell], NOW)

    left = {key.decode().partition(":")[0] for key in connection.scan_iter()}
    assert left == {"key", "errand", "trace", "handle", "due"}
    assert store.errands.claim(NOW + 99, 30, 10) == ["tell-of-a-token-22"]
    assert store.threads.used(["147"]) == {"147"}


def test_after_midnight_it_is_still_found(store: Store) -> None:
    late = NOW - NOW % 86400 + 86399
    thread = replace(BEGUN, until=late + 86400)
    store.threads.write([(thread, b"")], (), late)
    found, stamp = store.threads.read(ID, late + 2) or pytest.fail()

    assert store.threads.of_contact(Contact(LINE, ANNA), late + 2) == ID
    assert store.threads.write([(replace(found, state="closed"), stamp)], (), late + 2)
    assert store.threads.of_contact(Contact(LINE, ANNA), late + 3) == ""


def test_forget_erases_the_words_that_wait(store: Store) -> None:
    store.threads.write([(BEGUN, b"")], LATER, NOW)
    kinds = {held.kind for held in store.traces.held(Contact(LINE, ANNA), NOW)}
    assert "something to do later" in kinds
    store.traces.forget([Contact(LINE, ANNA)], NOW)

    assert store.errands.read(ITEM) is None
    assert store.threads.read(ID, NOW) is None


def test_the_list_of_all_keeps_no_id_of_one_that_is_gone(store: Store, connection) -> None:
    store.threads.write([(BEGUN, b"")], LATER, NOW)
    connection.sadd(keys.THREADS, "one-that-ran-out")

    assert [found.id for found, _ in store.threads.live(NOW)] == [ID]
    assert connection.smembers(keys.THREADS) == {ID.encode()}


def test_a_call_that_was_agreed_to_is_written_with_the_yes(store: Store) -> None:
    contact = Contact(LINE, ANNA)
    call = Callback.between("c" * 22, "ana", contact, "es", NOW, within=600)
    assert store.threads.write([(BEGUN, b"")], LATER, NOW, promised=[call])

    assert [found for found, _ in store.callbacks.of(contact, NOW)] == [call]
    look = look_errand(call.id)
    assert look in store.errands.claim(NOW, 30, 9), "at once, whoever dies now"
    assert isinstance(store.errands.read(look), WatchCallback)
