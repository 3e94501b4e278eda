"""The store stands still: the web notices soon, and then does not wait again for a while."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import redis

from hotline.domain.events import TextArrived
from hotline.domain.phone import Phone
from hotline.errors import StoreAway
from hotline.store import Store
from hotline.store.connection import connect
from hotline.store.wire import PAUSE, Wire
from tests.evening.own_store import OwnStore

THREADS = 4
TEXT = TextArrived("SM" + "1" * 32, Phone("+12025550100"), Phone("+12025550147"), "hi")


@pytest.fixture
def stopped(store: Store, connection: redis.Redis) -> Iterator[None]:
    """A stall is worse than a death: the connection stands, and nothing comes."""
    store.conversations.open(TEXT, time.time())
    server = int(connection.info("server")["process_id"])
    os.kill(server, signal.SIGSTOP)
    yield
    os.kill(server, signal.SIGCONT)


def waited(store: Store) -> float:
    began = time.monotonic()
    with pytest.raises(StoreAway):
        store.conversations.open(TEXT, time.time())
    return time.monotonic() - began


@pytest.mark.usefixtures("stopped")
def test_a_stalled_store_costs_a_contact_a_second_once(store: Store) -> None:
    assert 0.5 < waited(store) < 1.2
    assert waited(store) < 0.02
    assert waited(store) < 0.02


def test_when_another_server_took_over_no_thread_waits_for_the_one_that_is_gone(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """The first machine is cut off: its connections neither work nor break."""
    own, other = (OwnStore(tmp_path_factory.mktemp(name)) for name in ("s", "t"))
    try:
        own.start()
        wire = Wire(connect(own.url, web=True), PAUSE, lambda: now)
        now, together = 0.0, threading.Barrier(THREADS)
        with ThreadPoolExecutor(THREADS) as threads:
            asks = [threads.submit(_ask, wire, together) for _ in range(THREADS)]
            assert [ask.result() for ask in asks] == [[b"PONG"]] * THREADS
            assert own.process
            own.process.send_signal(signal.SIGSTOP)
            (own.folder / "s").unlink()
            other.start()
            (other.folder / "s").rename(own.folder / "s")
            with pytest.raises(StoreAway):
                threads.submit(wire.ask, ("PING",)).result(5)

            now, began = PAUSE + 0.1, time.monotonic()
            assert threads.submit(wire.ask, ("PING",)).result(5) == [b"PONG"]  # one tries it anew
            asks = [threads.submit(_ask, wire, together) for _ in range(THREADS)]
            assert [ask.result() for ask in asks] == [[b"PONG"]] * THREADS
            assert time.monotonic() - began < 0.6  # not one of them waited for an answer in vain
    finally:
        own.kill()
        other.kill()


def _ask(wire: Wire, together: threading.Barrier) -> list[object]:
    """Each in a thread of its own, with a connection of its own."""
    together.wait(5)
    return wire.ask(("PING",))


def test_it_is_asked_again_when_the_pause_is_over(
    store: Store, connection: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = int(connection.info("server")["process_id"])
    os.kill(server, signal.SIGSTOP)
    try:
        waited(store)
    finally:
        os.kill(server, signal.SIGCONT)
    later = time.monotonic() + PAUSE + 0.1
    wire = store.conversations._wire
    monkeypatch.setattr(wire, "_monotonic", lambda: later)

    assert store.conversations.open(TEXT, time.time()).lately == 1


def test_the_web_does_not_pay_for_connections_that_the_store_closed(
    store: Store, connection: redis.Redis
) -> None:
    store.conversations.open(TEXT, time.time())
    connection.client_kill_filter(_type="normal", skipme=True)

    assert store.conversations.open(TEXT, time.time()).lately == 1


def test_a_store_that_forgot_our_scripts_learns_them_anew(
    store: Store, connection: redis.Redis
) -> None:
    assert store.errands.claim(0, 1, 1) == []
    connection.script_flush()

    assert store.errands.claim(0, 1, 1) == []


def test_what_the_store_refuses_leaves_no_answers_behind_for_others(
    valkey_url: str, connection: redis.Redis
) -> None:
    connection.mset({"a": "1", "b": "2"})
    wire = Wire(connect(valkey_url, web=True), 0.0)
    with pytest.raises(StoreAway) as caught:
        wire.ask(("LPUSH", "a", "word"), ("GET", "a"))

    assert caught.value.__context__ is None
    assert wire.ask(("GET", "b")) == [b"2"]


def test_connections_that_the_store_has_ended_are_opened_again_unseen(
    store: Store, connection: redis.Redis
) -> None:
    store.conversations.open(TEXT, time.time())
    for client in connection.client_list():
        if int(client["id"]) != connection.client_id():
            connection.client_kill_filter(_id=client["id"])

    assert store.conversations.open(TEXT, time.time()).lately == 1
