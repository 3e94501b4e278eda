"""Errands in a real store: claimed once a lease, put off, called off, never moved."""

import time
from dataclasses import replace

import pytest

from hotline.domain.errands import Due, EraseText, Reword, SendText
from hotline.domain.phone import Phone
from hotline.errors import SealBroken
from hotline.store import Store, open_store
from hotline.store.vault import Box
from tests.conftest import SECRET

NOW = 1767283200.0
SEND = SendText(Phone("+12025550100"), Phone("+12025550147"), "Keep going", NOW + 200, tries=1)
ERASE = EraseText("SM" + "1" * 32, NOW + 900, tries=2)


@pytest.mark.parametrize("errand", [SEND, ERASE, Reword(SEND, NOW + 600)])
def test_an_errand_comes_back_as_it_was(store: Store, errand) -> None:
    store.errands.add(Due(NOW, "a"), errand)

    assert store.errands.read("a") == errand


def test_a_worker_that_was_there_before_anything_was_kept_finds_what_lasts(
    store: Store, valkey_url: str
) -> None:
    worker = open_store(valkey_url, [SECRET], web=False)
    worker.beats.beat("worker", NOW)  # the store is empty, and has no key for what lasts
    lasting = EraseText("SM" + "1" * 32, time.time() + 15 * 86400)
    store.errands.add(Due(NOW, "a"), lasting)

    assert worker.errands.read("a") == lasting


def test_what_is_due_is_claimed_once_until_its_lease_is_over(store: Store) -> None:
    store.errands.add(Due(NOW, "a"), ERASE)
    store.errands.add(Due(NOW + 60, "b"), ERASE)

    assert store.errands.claim(NOW, 30, 10) == ["a"]
    assert store.errands.claim(NOW + 29, 30, 10) == []
    assert store.errands.claim(NOW + 30, 30, 10) == ["a"]


def test_what_is_done_is_not_due_any_more(store: Store) -> None:
    store.errands.add(Due(NOW, "a"), ERASE)
    store.errands.done("a")
    store.errands.done("a")

    assert store.errands.claim(NOW + 99, 30, 10) == []
    assert store.errands.read("a") is None


def test_an_errand_that_was_called_off_cannot_be_put_off(store: Store) -> None:
    store.errands.add(Due(NOW, "a"), ERASE)
    store.errands.done("a")
    store.errands.put_off(Due(NOW + 5, "a"), ERASE)

    assert store.errands.claim(NOW + 99, 30, 10) == []


def test_a_sealed_value_does_not_open_under_another_name(store: Store, connection) -> None:
    store.errands.add(Due(NOW, "a"), SEND)
    connection.rename("errand:a", "errand:b")

    assert store.errands.read("b") is None


def test_a_changed_value_does_not_open(store: Store, connection) -> None:
    store.errands.add(Due(NOW, "a"), SEND)
    sealed = bytearray(connection.get("errand:a"))
    sealed[-1] ^= 1
    connection.set("errand:a", bytes(sealed))

    assert store.errands.read("a") is None


def test_flows_are_seeded_once_and_published_only_over_what_they_were_made_from(
    store: Store,
) -> None:
    assert store.flows.seed({"flows/main.yaml": "one"}, "r1")
    assert not store.flows.seed({"flows/main.yaml": "two"}, "r2")
    assert not store.flows.publish({"flows/main.yaml": "two"}, "r2", started_from="r0")
    assert store.flows.publish({"flows/main.yaml": "two"}, "r2", started_from="r1")
    assert store.flows.published() == ("r2", {"flows/main.yaml": "two"})


def test_a_broken_seal_says_nothing_of_what_was_in_it() -> None:
    with pytest.raises(SealBroken) as caught:
        Box(SECRET).open("session", b"\x01" + b"0" * 60, "session:x")
    assert caught.value.__context__ is None


def test_a_days_key_goes_and_takes_what_it_sealed_along(store: Store, connection) -> None:
    store.errands.add(Due(NOW, "a"), SEND)
    for key in connection.scan_iter("key:day:*"):
        connection.delete(key)
    later = open_store(
        store.connection.get_connection_kwargs()["path"].join(["unix://", ""]), [SECRET], web=True
    )

    assert later.errands.read("a") is None


def test_what_is_gone_is_not_due_for_ever(store: Store, connection) -> None:
    store.errands.add(Due(NOW, "a"), ERASE)
    connection.delete("errand:a")

    assert store.errands.read("a") is None
    assert store.errands.claim(NOW + 99, 30, 10) == []


def test_what_lasts_longer_than_a_day_does_not_go_with_the_days_key(
    valkey_url: str, connection
) -> None:
    now = [NOW]
    store = open_store(valkey_url, [SECRET], web=True, now=lambda: now[0])
    long = EraseText("SM" + "1" * 32, NOW + 15 * 86400)
    store.errands.add(Due(NOW, "a"), long)
    store.errands.add(Due(NOW, "b"), SEND)
    now[0] += 3 * 86400

    assert store.errands.read("a") == long
    assert store.errands.read("b") is None


def test_what_is_done_once_is_done_once_across_midnight_too(valkey_url: str, connection) -> None:
    moment = [86400.0 * 20_000 - 30]  # half a minute before a day of the store's is over
    store = open_store(valkey_url, [SECRET], web=False, now=lambda: moment[0])
    text = replace(SEND, until=moment[0] + 900)
    assert store.errands.add_once("gap thu", Due(moment[0], "a"), text)
    moment[0] += 60

    assert store.errands.marked("gap thu")
    assert not store.errands.add_once("gap thu", Due(moment[0], "b"), text)
    assert not store.errands.marked("gap fri")
