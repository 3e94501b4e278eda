"""A worker that says nothing of its work. It forks for each job: plain text ends with it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from rq import Queue as RqQueue
from rq import Worker
from rq.exceptions import StopRequested
from rq.serializers import JSONSerializer

from hotline.jobs.queue import ALARM, ASIDE, NAME

log = logging.getLogger("hotline.jobs")

# All seconds. Its blocking pop is 15 s shorter than its life; with what is waited beyond that, a
# connection that died behind our back is noticed after five: before a contact's own call dials.
_LIFE = 18
_BEYOND = 2
_LOOK_AT_FORK_EVERY = 5
_UPKEEP_EVERY = 60
_WAIT_FOR_STORE = 1.0


def _unheard() -> None:
    """For the copies of a worker that the library makes to look at others."""


class QuietWorker(Worker):
    """Replaces what the library would log or keep of an exception: its text may hold anything."""

    max_connection_wait_time = _WAIT_FOR_STORE

    def __init__(self, *args: Any, beat: Callable[[], None] = _unheard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._beat = beat

    @property
    def connection_timeout(self) -> int:
        """The library would wait ten seconds beyond its pop."""
        return int(self.dequeue_timeout) + _BEYOND

    @property
    def told_to_stop(self) -> bool:
        """Whether it ended because somebody asked, and not because the store went away."""
        return self._shutdown_requested_date is not None

    def heartbeat(self, timeout: int | None = None, pipeline: Any = None) -> None:
        """Comes from the loop that takes jobs, so it shows that this loop still turns."""
        super().heartbeat(timeout, pipeline)
        if not self.is_horse:
            self._beat()

    def subscribe(self) -> None:
        """Take no orders by way of the store; without that thread a fork is safe, too."""

    def handle_exception(self, job: Any, *exc_info: Any) -> None:
        log.error("errand failed: %s", exc_info[0].__name__.lower())

    def handle_job_failure(
        self,
        job: Any,
        queue: Any,
        started_job_registry: Any = None,
        exc_string: str = "",
        execution: Any = None,
    ) -> None:
        super().handle_job_failure(job, queue, started_job_registry, "not kept", execution)


def quiet_worker(connection: Any, beat: Callable[[], None], *, urgent: bool = False) -> QuietWorker:
    """A worker over a connection that is handed in; `beat` is called whenever it shows life.

    Alarms are done first, and what can wait last: never by one that is `urgent`.
    """
    names = (ALARM, NAME) if urgent else (ALARM, NAME, ASIDE)
    return QuietWorker(
        [RqQueue(name, connection=connection, serializer=JSONSerializer) for name in names],
        beat=beat,
        connection=connection,
        serializer=JSONSerializer,
        worker_ttl=_LIFE,
        job_monitoring_interval=_LOOK_AT_FORK_EVERY,
        maintenance_interval=_UPKEEP_EVERY,
        log_job_description=False,
    )


def work(connection: Any, beat: Callable[[], None], *, urgent: bool = False) -> None:
    """Work until told to stop; a store that goes away is waited for."""
    with suppress(StopRequested):  # told so between two tries
        while not _worked(connection, beat, urgent=urgent):
            log.warning("store away")
            time.sleep(_WAIT_FOR_STORE)


def _worked(connection: Any, beat: Callable[[], None], *, urgent: bool) -> bool:
    """False when it ended without being told to: the library gives up on some failures.

    Each try has a worker of its own, since a store that went away takes the old one for alive.
    """
    worker = None
    with suppress(Exception):  # its words hold addresses
        worker = quiet_worker(connection, beat, urgent=urgent)
        worker.work(logging_level="WARNING")
    return worker is not None and worker.told_to_stop
