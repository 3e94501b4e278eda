"""A real worker process: what it says, what it leaves behind, and what survives its death."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import redis

from hotline.domain.errands import Due, EraseText
from hotline.jobs import queue
from hotline.jobs.queue import Queue
from hotline.store import Store
from tests.jobs.working import wait_for, worker
from tests.store.looking import assert_only_known_keys

TOKEN = "an-errands-random-id"


def ask_for(task: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "LOOK", f"tests.jobs.tasks.{task}")


def settled(connection: redis.Redis) -> bool:
    return not connection.zcard("rq:wip:look") and not connection.llen("rq:queue:look")


def everything(connection: redis.Redis) -> bytes:
    """All keys and values, unpacked where the library packs them."""
    return b"\n".join(
        part for key in connection.scan_iter() for part in (key, connection.dump(key) or b"")
    )


def test_a_job_that_is_done_leaves_no_trace(
    store: Store,
    connection: redis.Redis,
    valkey_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ask_for("fine", monkeypatch)
    with worker(valkey_url, tmp_path) as working:
        Queue(store.connection).look(TOKEN)
        wait_for((tmp_path / TOKEN).exists)
        wait_for(lambda: settled(connection))

        assert not list(connection.scan_iter("rq:job:*"))
        assert_only_known_keys(connection)
    assert working.output.read_text() == ""


def test_an_exception_with_a_number_in_it_gets_nowhere(
    store: Store,
    connection: redis.Redis,
    valkey_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ask_for("broken", monkeypatch)
    with worker(valkey_url, tmp_path) as working:
        Queue(store.connection).look(TOKEN)
        wait_for(lambda: list(connection.scan_iter("rq:results:*")))
        wait_for(lambda: settled(connection))

        (result,) = connection.scan_iter("rq:results:*")
        ((_, fields),) = connection.xrange(result)
        assert b"5550147" not in everything(connection)
        assert "zebrafent" not in _unpacked(fields[b"exc_string"])
        assert _unpacked(fields[b"exc_string"]) == "not kept"
        assert_only_known_keys(connection)
    said = working.output.read_text()
    assert said == "error hotline.jobs: errand failed: runtimeerror\n"


def test_it_stops_when_told_to(store: Store, valkey_url: str, tmp_path: Path) -> None:
    with worker(valkey_url, tmp_path) as working:
        wait_for(lambda: store.connection.scard("rq:workers"))
        began = time.monotonic()
        working.process.terminate()
        assert working.process.wait(10) == 0
        assert time.monotonic() - began < 2


@pytest.mark.whole
def test_an_errand_whose_worker_was_killed_is_done_by_another(
    store: Store, valkey_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_for("hanging", monkeypatch)
    now = time.time()
    (tmp_path / "hang").touch()
    store.errands.add(Due(now, TOKEN), EraseText("SM" + "1" * 32, now + 900))
    assert store.errands.claim(now, 30, 10) == [TOKEN]
    with worker(valkey_url, tmp_path) as working:
        Queue(store.connection).look(TOKEN)
        wait_for((tmp_path / "begun").exists)
        working.kill()
    assert not (tmp_path / TOKEN).exists()

    (tmp_path / "hang").unlink()
    with worker(valkey_url, tmp_path):
        assert store.errands.claim(now + 29, 30, 10) == []
        for id in store.errands.claim(now + 30, 30, 10):
            Queue(store.connection).look(id)
        wait_for((tmp_path / TOKEN).exists)
    assert store.errands.claim(now + 999, 30, 10) == []


@pytest.mark.whole
def test_it_waits_for_a_store_that_goes_away(
    store: Store,
    connection: redis.Redis,
    valkey_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every connection is cut under it, a few times; the process is still the same and works."""
    ask_for("fine", monkeypatch)
    with worker(valkey_url, tmp_path) as working:
        wait_for(lambda: connection.scard("rq:workers"))
        for _ in range(3):
            connection.client_kill_filter(_type="normal", skipme=True)
        Queue(redis.Redis.from_url(valkey_url)).look(TOKEN)
        wait_for((tmp_path / TOKEN).exists)
        assert working.process.poll() is None


def _unpacked(text: bytes) -> str:
    import base64
    import zlib

    return zlib.decompress(base64.b64decode(text)).decode()
