"""Roster and rota in a real store: kept as they were, found by number, written once, unreadable."""

import time
from datetime import date
from math import inf

import pytest
import redis

from hotline.domain.people import Consent, Person, Roster
from hotline.domain.phone import Phone
from hotline.domain.rota import Rota, Shift
from hotline.domain.times import Times
from hotline.errors import SealBroken, StoreAway
from hotline.store import Store, keys, open_store
from tests.store.looking import assert_only_known_keys

LINE, NUMBER = Phone("+12025550100"), Phone("+12025550147")
ANA = Person(
    "id-of-ana", "Zebrana", (NUMBER, Phone("+12025550148")), ("es", "en"),
    ("peer", "coordinator"), "nights", Consent("given", 5.0), Consent("asked", 6.5),
    LINE, inf, "salt$digest", hush=True, hush_until=7.0, shut=8.0,
    quiet=Times(120, 540, "America/New_York", tuple(range(7))), cap=3, asked_again=9.0,
)  # fmt: skip
BO = Person("id-of-bo", "Bo", (Phone("+12025550199"),))
WEEKLY = Shift("s1", "id-of-ana", "peers", Times(0, 1440, "Europe/Madrid", (0, 6)), ("calls",))
DATED = Shift("s2", "id-of-bo", "peers", Times(1, 2, "UTC", on=date(2026, 12, 24)))


def test_people_and_shifts_come_back_as_they_were(store: Store) -> None:
    assert store.people.write(store.people.read(), (ANA, BO))
    assert store.rota.write(store.rota.read(), Rota((WEEKLY, DATED)))

    assert store.people.read().people == (ANA, BO)
    assert store.rota.read().shifts == (WEEKLY, DATED)


def test_a_person_is_found_by_each_number_while_it_is_theirs(store: Store) -> None:
    store.people.write(store.people.read(), (ANA, BO))
    assert [store.people.whose(phone) for phone in ANA.numbers] == ["id-of-ana", "id-of-ana"]
    assert store.people.whose(LINE) is None

    store.people.write(store.people.read(), (BO,))
    assert store.people.whose(NUMBER) is None
    assert store.people.whose(BO.numbers[0]) == "id-of-bo"


def test_of_two_who_change_it_at_once_one_wins(store: Store) -> None:
    roster, rota = store.people.read(), store.rota.read()

    assert store.people.write(roster, (ANA,))
    assert not store.people.write(roster, (BO,))
    assert store.people.whose(BO.numbers[0]) is None
    assert store.rota.write(rota, Rota((WEEKLY,)))
    assert not store.rota.write(rota, Rota((DATED,)))


def test_nobody_can_be_found_in_it_and_all_keys_are_known(
    store: Store, connection: redis.Redis
) -> None:
    store.people.write(store.people.read(), (ANA, BO))
    store.rota.write(store.rota.read(), Rota((WEEKLY, DATED)))

    assert_only_known_keys(connection)
    for key in connection.scan_iter():
        held = key + (connection.get(key) or b"")
        for needle in (b"5550147", b"Zebrana", b"id-of-ana", b"Madrid", b"nights"):
            assert needle not in held


def test_a_roster_of_another_secret_is_never_written_over(
    store: Store, valkey_url: str, connection: redis.Redis
) -> None:
    store.people.write(store.people.read(), (ANA,))
    other = open_store(valkey_url, [b"o" * 32], web=True)
    with pytest.raises(StoreAway):
        other.people.read()

    connection.set(keys.ROSTER, b"\x01" + bytes(200))
    with pytest.raises(SealBroken):
        store.people.read()


def test_an_empty_store_has_nobody(store: Store) -> None:
    assert (store.people.read(), store.rota.read()) == (Roster(), Rota())


def test_a_consent_that_is_not_on_disk_is_not_confirmed(
    store: Store, connection: redis.Redis
) -> None:
    connection.config_set("appendonly", "no")
    try:
        with pytest.raises(StoreAway):
            store.people.write(store.people.read(), (ANA,))
    finally:
        connection.config_set("appendonly", "yes")
        end = time.monotonic() + 10
        while connection.execute_command("WAITAOF", 1, 0, 100)[0] < 1:
            assert time.monotonic() < end, "the store keeps its file again"
