"""What lasts goes from one store into another; nothing of a conversation goes with it."""

from __future__ import annotations

import time

import pytest
import redis

from hotline.domain.errands import Due, SendText
from hotline.domain.people import Person
from hotline.domain.phone import Phone
from hotline.domain.rota import Rota, Shift
from hotline.domain.shared import SharedNumber
from hotline.domain.times import Times
from hotline.errors import SealBroken, Unfit
from hotline.store import Store, open_store
from hotline.store.kept import Kept, Mark, pack, unpack
from hotline.store.keys import TABLE
from hotline.store.lasting import MARKS
from tests.conftest import SECRET


def now() -> float:
    """The store's own clock: it ends what has an end."""
    return time.time()


ANA = Person("a", "Ana", (Phone("+12025550111"),), ("en",))
SHIFT = Shift("s", "a", "peers", Times(1080, 1320, "America/New_York", days=(0,)))
BLOCK = "block:0a1b2c:all"
JAIL = SharedNumber(Phone("+12025550190"))


def nothing() -> None:
    """No process runs."""


def fill(store: Store, connection: redis.Redis) -> None:
    store.people.write(store.people.read(), (ANA,))
    store.rota.write(store.rota.read(), Rota((SHIFT,)))
    store.shared.write(store.shared.read(), (JAIL,))
    store.flows.seed({"a.yaml": "a: 1"}, "r1")
    store.switch.write("grief")
    connection.set("stop:0a1b2c", "us")
    connection.set(BLOCK, "1", ex=500)
    text = SendText(Phone("+12025550100"), Phone("+12025550147"), "Keep going", now() + 90)
    store.errands.add(Due(now() + 60, "e" * 22), text)


@pytest.fixture
def kept(store: Store, connection: redis.Redis) -> Kept:
    """As it went through a file; the store it came from is gone."""
    fill(store, connection)
    found = unpack(pack(store.lasting.take(now())))
    connection.flushall()
    return found


@pytest.fixture
def fresh(valkey_url: str) -> Store:
    """Another line's store, under another secret."""
    return open_store(valkey_url, [b"f" * 32], web=True)


def test_everything_is_there_again(kept: Kept, fresh: Store, connection: redis.Redis) -> None:
    fresh.lasting.put(kept, now(), nothing)

    assert fresh.people.read().people == (ANA,)
    assert fresh.people.whose(ANA.numbers[0]) == "a"
    assert fresh.rota.read().shifts == (SHIFT,)
    assert fresh.shared.read().numbers == (JAIL,)
    assert fresh.flows.published() == ("r1", {"a.yaml": "a: 1"})
    assert fresh.switch.read() == "grief"
    assert connection.get("stop:0a1b2c") == b"us"
    assert connection.ttl("stop:0a1b2c") == -1
    assert 400 < connection.ttl(BLOCK) <= 600


def test_what_was_for_a_contact_is_not_in_it(kept: Kept, store: Store) -> None:
    blob = pack(kept)

    assert b"2025550147" not in blob
    assert b"Keep going" not in blob
    assert kept.shared == (JAIL,)
    assert "2025550" not in repr(kept)


def test_the_store_it_goes_into_has_data_keys_of_its_own(
    kept: Kept, fresh: Store, connection: redis.Redis
) -> None:
    """Whoever has the data keys of the lost store opens nothing of this one's roster."""
    fresh.lasting.put(kept, now(), nothing)
    sealed = connection.get("roster")
    connection.flushall()
    thief = open_store(connection_url(connection), [SECRET], web=True)
    fill(thief, connection)
    connection.set("roster", sealed)

    with pytest.raises(SealBroken):
        thief.people.read()


def connection_url(connection: redis.Redis) -> str:
    return f"unix://{connection.connection_pool.connection_kwargs['path']}"


def test_a_mark_that_ended_meanwhile_stays_away(
    kept: Kept, fresh: Store, connection: redis.Redis
) -> None:
    fresh.lasting.put(kept, now() + 600, nothing)

    assert connection.keys("block:*") == []
    assert connection.keys("stop:*") == [b"stop:0a1b2c"]


def test_every_process_learns_of_the_key_of_the_marks_before_they_come(
    kept: Kept, fresh: Store, connection: redis.Redis
) -> None:
    found: list[list[bytes]] = []
    fresh.lasting.put(kept, now(), lambda: found.append(connection.keys("stop:*")))
    fresh.lasting.put(kept, now(), lambda: pytest.fail("they know it"))

    assert found == [[]]


def test_it_goes_over_what_is_there_but_never_over_who_said_stop(
    kept: Kept, fresh: Store, connection: redis.Redis
) -> None:
    fresh.shared.write(fresh.shared.read(), (SharedNumber(Phone("+12025550191")),))
    fresh.flows.seed({"b.yaml": "b: 1"}, "r2")
    fresh.lasting.put(kept, now(), nothing)
    assert fresh.shared.read().numbers == (JAIL,)
    assert fresh.flows.revision() == "r1"

    connection.delete("key:lists", "shared")
    other = open_store(connection_url(connection), [b"f" * 32], web=True)
    other.shared.write(other.shared.read(), (JAIL,))
    with pytest.raises(Unfit, match="fresh store"):
        other.lasting.put(kept, now(), nothing)
    assert connection.get("stop:0a1b2c") == b"us"


def test_a_backup_of_a_newer_build_says_so(kept: Kept) -> None:
    with pytest.raises(SealBroken, match="newer build"):
        unpack(pack(kept).replace(b'"schema": 1', b'"schema": 2'))


def test_whatever_lasts_is_in_a_backup() -> None:
    """A new kind of key that stays until it is removed: is it in `Kept`? Then add it here."""
    kept = {"roster", "whose", "rota", "shared", "switch", "flows:revision", "flows:files"}
    made_anew = {"due", "key", "latest"}
    lasting = {
        row.pattern.split(":[")[0].split(":(")[0]
        for row in TABLE
        if row.life is None and not row.pattern.startswith("rq:")
    }

    assert {name for name in lasting if not f"{name}:".startswith(MARKS)} == kept | made_anew


def test_a_mark_has_no_number_in_its_repr() -> None:
    assert "name" in repr(Mark("stop:0a1b2c", b"us", -1))
