"""Text sessions in a real store: written only if nobody was faster, gone in time."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import redis

from hotline.domain.errands import Due, EraseText, SendText
from hotline.domain.events import TextArrived
from hotline.domain.phone import Phone
from hotline.domain.replies import TextReply
from hotline.errors import StoreAway
from hotline.flow.session import Session
from hotline.store import Store, open_store
from hotline.store.wire import PAUSE, Wire
from tests.conftest import SECRET
from tests.store.looking import assert_only_known_keys

LINE, ANNA = Phone("+12025550100"), Phone("+12025550147")
NOW = 1767283200.0
SESSION = Session("es", place="main.home", shown=(("1", "main.supplies"),), until=NOW + 7200)


def text(id: str, sender: Phone = ANNA) -> TextArrived:
    return TextArrived(f"SM{id:0>32}", LINE, sender, "hola")


def keep(
    store: Store, event: TextArrived, session: Session | None, now: float = NOW, **more
) -> bool:
    opened = store.conversations.open(event, now)
    given = {"answer": [TextReply("hi")], "errands": [], "called_off": [], **more}
    return store.conversations.close(event, opened, session=session, now=now, **given)


def test_a_session_comes_back_as_it_was(store: Store) -> None:
    keep(store, text("1"), SESSION)

    assert store.conversations.open(text("2"), NOW + 5).session == SESSION


def test_the_same_text_is_known_and_its_answer_too_for_ten_minutes(store: Store) -> None:
    keep(store, text("1"), SESSION)

    again = store.conversations.open(text("1"), NOW + 599)
    assert (again.seen, again.answer) == (True, (TextReply("hi"),))
    assert store.conversations.open(text("1"), NOW + 601).answer is None


def test_of_two_that_answer_at_once_exactly_one_wins(store: Store) -> None:
    first = store.conversations.open(text("1"), NOW)
    second = store.conversations.open(text("2"), NOW)
    how = {"answer": [], "called_off": [], "now": NOW}
    erase = (Due(NOW + 60, "late"), EraseText("SM" + "1" * 32, NOW + 900))

    assert store.conversations.close(text("1"), first, session=SESSION, errands=[], **how)
    assert not store.conversations.close(text("2"), second, session=SESSION, errands=[erase], **how)
    assert store.errands.read("late") is None


def test_the_place_is_kept_over_midnight(store: Store, connection: redis.Redis) -> None:
    midnight = (NOW // 86400 + 1) * 86400
    keep(store, text("1"), SESSION._replace(until=midnight + 7200), now=midnight - 5)
    moved = store.conversations.open(text("2"), midnight + 5)
    assert moved.session is not None

    again = moved.session._replace(place="main.more")
    assert keep(store, text("2"), again, now=midnight + 5)
    found = store.conversations.open(text("3"), midnight + 10).session
    assert found
    assert found.place == "main.more"
    assert len(list(connection.scan_iter("session:*"))) == 1


def test_forgetting_leaves_nothing_of_a_session(store: Store, connection: redis.Redis) -> None:
    keep(store, text("1"), SESSION)
    keep(store, text("2"), None)

    assert store.conversations.open(text("3"), NOW).session is None
    assert not list(connection.scan_iter("session:*"))


def test_a_session_past_its_time_is_not_read_even_if_it_is_still_there(store: Store) -> None:
    keep(store, text("1"), SESSION)

    assert store.conversations.open(text("2"), NOW + 7201).session is None


def test_texts_of_one_sender_are_counted_and_of_another_not(store: Store) -> None:
    for n in range(2):
        keep(store, text(str(n)), SESSION)
    counted = store.conversations.open(text("3"), NOW)
    other = store.conversations.open(text("9", Phone("+12025550199")), NOW)

    assert (counted.lately, other.lately) == (3, 1)


def test_every_key_is_in_the_table_and_lives_no_longer_than_it_says(
    store: Store, connection: redis.Redis
) -> None:
    send = (Due(NOW + 20, "steps-of-a-token-1"), SendText(LINE, ANNA, "Keep going", NOW + 200))
    erase = (Due(NOW + 60, "copy-of-a-token-22"), EraseText("SM" + "1" * 32, NOW + 15 * 86400))
    keep(store, text("1"), SESSION, errands=[send, erase])
    store.flows.seed({"flows/main.yaml": "flow: main"}, "abc")
    store.beats.beat("worker", NOW)

    assert_only_known_keys(connection)
    assert len(list(connection.scan_iter())) >= 12


def test_nobody_can_be_found_in_it(store: Store, connection: redis.Redis) -> None:
    send = (Due(NOW + 20, "steps-of-a-token-1"), SendText(LINE, ANNA, "zebrafent", NOW + 200))
    keep(store, text("1"), SESSION, errands=[send])

    for key in connection.scan_iter():
        held = connection.dump(key) or b""
        assert b"5550147" not in key + held
        assert b"zebrafent" not in held


def test_another_secret_reads_nothing_and_the_line_goes_on_without_a_store(
    store: Store, valkey_url: str
) -> None:
    keep(store, text("1"), SESSION)
    with pytest.raises(StoreAway):
        open_store(valkey_url, [b"x" * 32], web=True).conversations.open(text("2"), NOW)


def test_after_an_exchange_of_secrets_the_old_still_opens(store: Store, valkey_url: str) -> None:
    keep(store, text("1"), SESSION)
    both = open_store(valkey_url, [b"x" * 32, SECRET], web=True)

    assert both.conversations.open(text("2"), NOW).session == SESSION


def test_what_the_library_says_of_keys_and_values_does_not_get_out() -> None:
    away = open_store("unix:///nowhere/s", [SECRET], web=True)

    with pytest.raises(StoreAway) as caught:
        away.conversations.open(text("1"), NOW)
    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None


def test_a_store_that_is_away_is_not_asked_again_for_a_while() -> None:
    now = [0.0]
    client = redis.Redis(unix_socket_path="/nowhere/s")
    tried = []
    client.connection_pool.make_connection = lambda: tried.append(now[0]) or exec("raise OSError")
    wire = Wire(client, PAUSE, lambda: now[0])

    for at in (0.0, 0.5, 1.9, 2.1):
        now[0] = at
        with pytest.raises(StoreAway):
            wire.ask(("GET", "x"))
    assert tried == [0.0, 2.1]


def test_of_many_at_the_very_same_moment_exactly_one_wins(store: Store) -> None:
    keep(store, text("0"), SESSION)
    opened = store.conversations.open(text("1"), NOW)
    how = {"answer": [], "errands": [], "called_off": [], "now": NOW}

    def close(n: int) -> bool:
        return store.conversations.close(text(str(n)), opened, session=SESSION, **how)

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(close, range(1, 41))) == 1


def test_one_text_that_comes_twice_at_once_is_answered_once_also_when_it_erases(
    store: Store,
) -> None:
    first = store.conversations.open(text("1"), NOW)
    second = store.conversations.open(text("1"), NOW)
    how = {"session": None, "answer": [], "errands": [], "called_off": [], "now": NOW}

    assert store.conversations.close(text("1"), first, **how)
    assert not store.conversations.close(text("1"), second, **how)


def test_what_is_called_off_with_a_turn_is_gone(store: Store) -> None:
    later = (Due(NOW + 20, "steps"), SendText(LINE, ANNA, "Keep going", NOW + 200))
    keep(store, text("1"), SESSION, errands=[later])
    keep(store, text("2"), SESSION, called_off=["steps"])

    assert store.errands.read("steps") is None
    assert store.errands.claim(NOW + 99, 30, 10) == []


def test_a_session_that_opens_no_more_is_written_over(
    store: Store, connection: redis.Redis
) -> None:
    keep(store, text("1"), SESSION)
    (key,) = connection.scan_iter("session:*")
    connection.set(key, b"\x01" + b"another build's, or damaged")

    assert store.conversations.open(text("2"), NOW).session is None
    assert keep(store, text("2"), SESSION)
    assert store.conversations.open(text("3"), NOW).session == SESSION


def test_a_session_lives_four_hours_at_most(store: Store, connection: redis.Redis) -> None:
    keep(store, text("1"), SESSION._replace(until=NOW + 99 * 3600))

    (key,) = connection.scan_iter("session:*")
    assert 0 < connection.ttl(key) <= 4 * 3600


def test_whatsapp_is_a_conversation_of_its_own(store: Store) -> None:
    keep(store, text("1"), SESSION)

    assert store.conversations.open(replace(text("2"), whatsapp=True), NOW).session is None
