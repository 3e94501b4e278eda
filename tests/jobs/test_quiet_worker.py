"""A real worker process: what it says, what it leaves behind, and what survives its death."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import redis

from hotline.domain.errands import Due, EraseText, copy_of
from hotline.jobs import queue, quiet_worker
from hotline.jobs.queue import Queue
from hotline.store import Store
from hotline.store.connection import connect
from tests.jobs.working import wait_for, worker
from tests.store.looking import assert_only_known_keys

TOKEN = "an-errands-random-id"


def ask_for(task: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "LOOK", f"tests.jobs.tasks.{task}")


def listening(connection: redis.Redis) -> bool:
    """Whether a worker has come so far that it takes jobs, and minds signals."""
    workers = connection.smembers("rq:workers")
    return any(connection.hget(worker, "state") == b"idle" for worker in workers)


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
        wait_for(lambda: listening(store.connection))
        assert store.connection.pubsub_channels() == []  # it takes no orders but signals
        began = time.monotonic()
        working.process.terminate()
        assert working.process.wait(10) == 0
        assert time.monotonic() - began < 2


def test_a_hundred_deletions_stand_behind_a_call_and_before_no_urgent_worker(
    store: Store, valkey_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_for("fine", monkeypatch)
    queue, deletion = Queue(store.connection), copy_of("a-text-that-was-sent")
    for _ in range(100):
        queue.look(deletion)
    queue.look(TOKEN)
    with worker(valkey_url, tmp_path, urgent=True):
        wait_for((tmp_path / TOKEN).exists)
        assert store.connection.llen("rq:queue:aside") == 100

    (tmp_path / TOKEN).unlink()
    queue.look(TOKEN)
    with worker(valkey_url, tmp_path):
        wait_for((tmp_path / TOKEN).exists)
        assert store.connection.llen("rq:queue:aside") > 90
        wait_for((tmp_path / deletion).exists)


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
def test_what_a_killed_worker_left_is_bounded_again_by_the_next_ones_upkeep(
    store: Store,
    connection: redis.Redis,
    valkey_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The library takes the TTL off a running job; with some settings it would never come back."""
    ask_for("hanging", monkeypatch)
    (tmp_path / "hang").touch()
    with worker(valkey_url, tmp_path) as working:
        Queue(store.connection).look(TOKEN)
        wait_for((tmp_path / "begun").exists)
        working.kill()
    (job,) = connection.scan_iter("rq:job:*")
    assert connection.ttl(job) == -1

    for running in connection.zrange("rq:wip:look", 0, -1):
        connection.zadd("rq:wip:look", {running: 1})  # long ago
    quiet_worker.quiet_worker(connect(valkey_url, web=False), lambda: None).clean_registries()
    assert 0 < connection.ttl(job) <= 60
    assert not connection.zcard("rq:wip:look")


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
        wait_for(lambda: listening(connection))
        for _ in range(3):
            connection.client_kill_filter(_type="normal", skipme=True)
        Queue(redis.Redis.from_url(valkey_url)).look(TOKEN)
        wait_for((tmp_path / TOKEN).exists)
        assert working.process.poll() is None


def test_it_begins_anew_until_it_is_told_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    ends = iter([RuntimeError("+12025550147"), "the library gave up", "told to stop"])

    class Stub:
        def __init__(self, *_: object, **__: object) -> None:
            self.told_to_stop = False

        def work(self, logging_level: str) -> None:
            match next(ends):
                case Exception() as error:
                    raise error
                case end:
                    self.told_to_stop = end == "told to stop"

    monkeypatch.setattr(quiet_worker, "quiet_worker", Stub)
    monkeypatch.setattr(quiet_worker, "_WAIT_FOR_STORE", 0.0)
    quiet_worker.work(None, lambda: None)

    assert next(ends, None) is None


def _unpacked(text: bytes) -> str:
    import base64
    import zlib

    return zlib.decompress(base64.b64decode(text)).decode()
