"""Nudges: a token and nothing else, bounded, and never a reason to fail."""

from __future__ import annotations

import logging
import zlib

import pytest
import redis

from hotline.domain.errands import copy_of
from hotline.jobs.queue import _CROWD, _ENOUGH, NAME, Queue
from hotline.jobs.quiet_worker import quiet_worker
from hotline.store import Store
from hotline.store.connection import connect
from tests.store.looking import assert_only_known_keys

TOKEN = "an-errands-random-id"


def test_a_job_holds_the_token_and_a_description_that_says_nothing(
    store: Store, connection: redis.Redis
) -> None:
    Queue(store.connection).look(TOKEN)

    (key,) = connection.scan_iter("rq:job:*")
    job = connection.hgetall(key)
    assert zlib.decompress(job[b"data"]) == b'["hotline.worker.look", null, ["%b"], {}]' % (
        TOKEN.encode()
    )
    assert job[b"description"] == b"look"
    assert (job[b"result_ttl"], job[b"failure_ttl"]) == (b"0", b"60")
    assert_only_known_keys(connection)


def test_while_nobody_works_only_the_newest_nudges_wait(
    store: Store, connection: redis.Redis
) -> None:
    connection.rpush(f"rq:queue:{NAME}", *(["old"] * (_CROWD + 50)))
    Queue(store.connection).look(TOKEN)

    waiting = connection.lrange(f"rq:queue:{NAME}", 0, -1)
    assert len(waiting) == _CROWD
    assert waiting[-1] != b"old"


def test_a_backlog_of_what_can_wait_is_not_nudged_for_again_and_again(
    store: Store, connection: redis.Redis
) -> None:
    """Each nudge is six writes, and the clock claims a thousand deletions each half minute."""
    queue = Queue(store.connection)
    for n in range(_ENOUGH + 50):
        queue.look(copy_of(f"a-text-of-somebody-{n}"))
    queue.look(TOKEN)

    assert connection.llen("rq:queue:aside") == _ENOUGH
    assert connection.llen("rq:queue:look") == 1


def test_an_alarm_waits_behind_nothing(store: Store, connection: redis.Redis) -> None:
    queue = Queue(store.connection)
    alarm = "alarm-a-check-in-1-0-0"
    for id in (copy_of("a-text"), copy_of(alarm), TOKEN, alarm):
        queue.look(id)

    worker = quiet_worker(store.connection, lambda: None)
    assert [queue.count for queue in worker.queues] == [1, 1, 2]


def test_a_nudge_that_cannot_be_given_is_lost_in_silence(
    caplog: pytest.LogCaptureFixture,
) -> None:
    queue = Queue(connect("unix:///nowhere/s", web=True))
    with caplog.at_level(logging.WARNING, "hotline"):
        queue.look(TOKEN)
        queue.look(TOKEN)  # at once: not even tried

    (record,) = (record for record in caplog.records if record.name.startswith("hotline"))
    assert (record.msg, record.args) == ("nudge lost: %s", ("connectionerror",))
    assert record.exc_info is None
