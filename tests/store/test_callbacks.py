"""Callbacks in a real store: sealed, found by their contact alone, erased by FORGET."""

from __future__ import annotations

from dataclasses import replace

import redis

from hotline.domain.callback import Callback, Taken, step
from hotline.domain.contact import Contact
from hotline.domain.errands import Due, SendText
from hotline.domain.phone import Phone
from hotline.domain.times import DAY
from hotline.store import Store
from tests.store.looking import assert_only_known_keys

LINE, ANNA = Phone("+12025550100"), Phone("+12025550147")
NOW = 1767283200.0
ID = "c" * 22
CALL = Callback(ID, LINE, ANNA, "call", "en", "peers", NOW, NOW + 1800)


def test_it_comes_back_with_what_looks_after_it_and_nobody_reads_it_elsewhere(
    store: Store, connection: redis.Redis
) -> None:
    store.callbacks.add(CALL, NOW)

    assert [c for c, _ in store.callbacks.of(Contact(LINE, ANNA), NOW)] == [CALL]
    assert store.callbacks.all(NOW) == [CALL]
    assert connection.zscore("due", f"{ID}-look") == NOW + 60
    assert connection.exists(f"errand:{ID}-look")
    assert_only_known_keys(connection)
    held = connection.get(f"callback:{ID}") or b""
    assert ANNA.e164.encode() not in held and b"call" not in held
    assert 1800 < connection.ttl(f"callback:{ID}") <= DAY


def test_forget_erases_it_by_name_and_held_says_that_it_is_there(store: Store) -> None:
    contact = Contact(LINE, ANNA)
    store.callbacks.add(CALL, NOW)
    kinds = [one.kind for one in store.traces.held(contact, NOW)]
    assert any("asked to be called" in kind for kind in kinds)

    store.traces.forget([contact], NOW)
    assert store.callbacks.read(ID, NOW) is None
    assert store.callbacks.of(contact, NOW) == []
    assert store.callbacks.all(NOW) == []


def test_what_was_called_off_is_not_written_again_and_of_two_one_wins(store: Store) -> None:
    store.callbacks.add(CALL, NOW)
    call, stamp = store.callbacks.read(ID, NOW) or (CALL, b"")
    assert store.callbacks.write(ID, replace(call, rounds=1), stamp, [], NOW)
    assert not store.callbacks.write(ID, replace(call, rounds=2), stamp, [], NOW)

    _, stamp = store.callbacks.read(ID, NOW) or (CALL, b"")
    assert store.callbacks.write(ID, None, stamp, [], NOW)
    assert not store.callbacks.write(ID, call, stamp, [], NOW)
    assert store.callbacks.read(ID, NOW) is None


def test_with_the_take_the_number_is_gone_and_its_text_can_be_called_off(store: Store) -> None:
    contact = Contact(LINE, ANNA)
    store.callbacks.add(replace(CALL, way="text"), NOW)
    asked, stamp = store.callbacks.read(ID, NOW) or (CALL, b"")
    taken, _ = step(asked, Taken("id-of-ana"), NOW + 10)
    text = SendText(LINE, ANNA, "You asked us to write.", NOW + 1800)
    assert store.callbacks.write(ID, taken, stamp, [(Due(NOW + 10, "t" * 22), text)], NOW + 10)

    found, _ = store.callbacks.read(ID, NOW + 20) or (CALL, b"")
    assert (found.phone, found.peer) == (None, "id-of-ana")
    store.traces.forget([contact], NOW + 20)
    assert store.errands.read("t" * 22) is None


def test_past_its_time_or_a_day_later_it_is_not_there(store: Store) -> None:
    store.callbacks.add(CALL, NOW)

    assert store.callbacks.read(ID, CALL.lives_until) is None
    late = replace(CALL, id="d" * 22, until=NOW + 20 * 3600)
    store.callbacks.add(late, NOW)
    assert store.callbacks.of(Contact(LINE, ANNA), NOW + 13 * 3600), "also after midnight"
