"""Check-ins in a real store: sealed for longer than a day, found by their contact, never lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
import redis

from hotline.domain.checkin.plan import Plan
from hotline.domain.checkin.record import CheckIn
from hotline.domain.contact import Contact
from hotline.domain.errands import AskByText, Due
from hotline.domain.phone import Phone
from hotline.domain.times import DAY
from hotline.errors import StoreAway, Unfit
from hotline.store import Store, open_store
from hotline.store.wire import Wire
from hotline.wiring import check_keys
from tests.conftest import SECRET
from tests.store.looking import assert_only_known_keys

LINE, ANNA, FRIEND = Phone("+12025550100"), Phone("+12025550147"), Phone("+12025550199")
NOW = 1767283200.0
ID, OTHER = "c" * 22, "d" * 22
PLAN = Plan("both", "friend", FRIEND, "4b back door", "lemon")
SET = CheckIn(ID, "014", LINE, ANNA, "en", "peers", PLAN, 1200.0, NOW + 1200, NOW)
WHOSE = Contact(LINE, ANNA)


def write(store: Store, check_in: CheckIn, stamp: bytes = b"", now: float = NOW) -> bool:
    return store.check_ins.write(check_in, stamp, (), now, durable=True)


def there(store: Store) -> tuple[CheckIn, bytes]:
    found = store.check_ins.read(ID)
    assert found
    return found


def test_it_comes_back_whole_and_nobody_reads_it_in_the_store(
    store: Store, connection: redis.Redis
) -> None:
    assert write(store, SET)

    assert there(store)[0] == SET
    assert store.check_ins.of(WHOSE) == ID
    assert [c for c, _ in store.check_ins.all()] == [SET]
    assert connection.zscore("due", f"check-{ID}") == NOW + 1200
    assert_only_known_keys(connection)
    for key in connection.keys("*"):
        held = connection.dump(key) or b""
        for word in (ANNA.e164, FRIEND.e164, "4b back door", "lemon", "friend"):
            assert word.encode() not in held + key


def test_it_outlives_its_last_alarm_by_two_days(store: Store, connection: redis.Redis) -> None:
    write(store, SET)

    assert connection.ttl(f"check:{ID}") >= 2 * DAY + 1200 + 7 * 3600
    assert connection.ttl("checks") >= connection.ttl(f"check:{ID}")


def test_a_contact_has_one_also_past_midnight(store: Store) -> None:
    write(store, SET)

    assert store.check_ins.of(WHOSE) == ID
    assert not write(store, replace(SET, id=OTHER, handle="023"), now=NOW + 26 * 3600)
    assert store.check_ins.read(OTHER) is None


def test_of_two_who_write_at_once_one_wins_and_one_that_is_over_is_gone_whole(
    store: Store, connection: redis.Redis
) -> None:
    write(store, SET)
    _, stamp = there(store)
    assert write(store, replace(SET, at=NOW + 60), stamp)
    assert not write(store, replace(SET, at=NOW + 90), stamp)

    assert write(store, replace(SET, state="closed"), there(store)[1])
    assert not write(store, replace(SET, at=NOW + 90), stamp)
    assert store.check_ins.of(WHOSE) == ""
    left = {key.decode() for key in connection.keys("*")}
    assert left <= {"key:lasting", "handle:014"}
    assert write(store, replace(SET, id=OTHER, handle="023"))


def test_errands_and_the_moment_are_written_with_it_or_not_at_all(
    store: Store, connection: redis.Redis
) -> None:
    write(store, SET)
    name = f"ask-{ID}-0-1-text"
    ask = (Due(NOW + 1200, name), AskByText(ID, 0, 1, NOW + 1400))
    asking = replace(SET, state="asking", asks=1)
    assert not store.check_ins.write(asking, b"x" * 13, [ask], NOW, durable=False)
    assert not connection.exists(f"errand:{name}")

    assert store.check_ins.write(asking, there(store)[1], [ask], NOW, durable=False)
    assert connection.zscore("due", name) == NOW + 1200
    assert connection.zscore("due", f"check-{ID}") == NOW + 1290


def test_whoever_holds_a_phone_after_the_trouble_word_finds_nothing_and_may_set_another(
    store: Store,
) -> None:
    write(store, SET)
    write(store, replace(SET, silent=True, state="alarm"), there(store)[1])
    assert store.check_ins.of(WHOSE) == ""

    assert write(store, replace(SET, id=OTHER, handle="023"))
    write(store, replace(SET, silent=True, state="closed"), there(store)[1])
    assert store.check_ins.of(WHOSE) == OTHER


def test_what_is_due_no_more_by_accident_is_due_again(
    store: Store, connection: redis.Redis
) -> None:
    write(store, SET)
    connection.delete("due")

    assert store.check_ins.keep_due(NOW) == 1
    assert connection.zscore("due", f"check-{ID}") == NOW  # who looks knows when
    assert store.check_ins.keep_due(NOW) == 0


def test_one_that_is_due_and_gone_is_told_once_and_one_that_does_not_open_stays_due(
    store: Store, connection: redis.Redis
) -> None:
    write(store, SET)
    assert store.check_ins.lost(ID) == ""
    connection.set(f"check:{ID}", b"of another key" * 10)

    assert (store.check_ins.lost(ID), store.check_ins.unreadable()) == ("closed", 1)
    store.check_ins.put_off(ID, NOW + 900)
    assert connection.zscore("due", f"check-{ID}") == NOW + 900
    connection.delete(f"check:{ID}")
    assert store.check_ins.lost(ID) == "gone"
    assert store.check_ins.lost(ID) == ""


def test_how_many_are_asked_in_a_minute_is_known_without_reading_them(store: Store) -> None:
    for place in range(3):
        phone = Phone(f"+1202555020{place}")
        more = replace(SET, id=f"{place}" * 22, handle=f"{place}01", phone=phone)
        write(store, replace(more, at=NOW + 30 * place))
    store.errands.add(Due(NOW + 20, "e" * 22), AskByText(ID, 0, 1, NOW + 60))

    assert store.check_ins.due_between(NOW, NOW + 60) == 2


def test_a_store_that_is_not_append_only_never_says_that_it_is_set(
    store: Store, connection: redis.Redis
) -> None:
    write(store, SET)
    with without_a_file(connection), pytest.raises(StoreAway):
        write(store, replace(SET, at=NOW + 60), there(store)[1])


def test_where_another_store_may_take_its_place_it_must_be_on_that_ones_disk_too(
    valkey_url: str, store: Store
) -> None:
    alone = Wire(redis.Redis.from_url(valkey_url), 0.0, copies=1)
    second = open_store(valkey_url, [SECRET], web=False)
    for part in (second.check_ins, second.check_ins._errands, second.check_ins._keyring):
        part._wire = alone  # type: ignore[attr-defined]

    with pytest.raises(StoreAway):
        write(second, SET)
    second.connection.close()


@contextmanager
def without_a_file(connection: redis.Redis) -> Iterator[None]:
    connection.config_set("appendonly", "no")
    try:
        yield
    finally:
        connection.config_set("appendonly", "yes")


def test_no_process_starts_that_cannot_read_what_runs(
    store: Store, valkey_url: str, connection: redis.Redis
) -> None:
    write(store, SET)
    check_keys(store)
    other = open_store(valkey_url, [b"o" * 32], web=False)
    with pytest.raises(Unfit, match="HOTLINE_SECRET=NEW,OLD") as refused:
        check_keys(other)
    assert "panic" not in str(refused.value)  # it cannot open the check-ins either
    assert "`hotline restore` of the last backup" in str(refused.value)
    other.connection.close()

    both = open_store(valkey_url, [b"o" * 32, SECRET], web=False)
    check_keys(both)
    connection.set(f"check:{ID}", b"of a key that is gone" * 10)
    with pytest.raises(Unfit, match="1 check-ins run"):
        check_keys(both)
    both.connection.close()
