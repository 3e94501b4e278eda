"""Nudge a worker to look at an errand now. It may get lost: the clock finds what was missed.

Three queues, of which a worker takes from the first that has any: alarms, what somebody stands
waiting for, and what can wait (deletions, sweeps, notes).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from hotline.domain.checkin.record import is_alarm
from hotline.domain.errands import can_wait, is_copy

if TYPE_CHECKING:
    import rq

log = logging.getLogger("hotline.jobs")

ALARM = "alarm"
NAME = "look"
ASIDE = "aside"  # what can wait
LOOK = "hotline.worker.look"
_LIFE = 60  # seconds; an older nudge is worth nothing, the clock has nudged again
_TIMEOUT = 30  # seconds for one errand; the carrier's own time-outs are shorter
_FAILED_LIFE = 60  # seconds; 0 breaks the library's upkeep, none keeps it for a year (both tried)
_PAUSE = 1.0  # seconds in which a store that just failed is not asked again
_ENOUGH = 200  # nudges that may wait before one for a deletion: a worker does them in a minute
_CROWD = 1000  # nudges that wait at most in a queue: with no worker, the clock goes on nudging


class Queue:
    """As `desk.tools.Nudges` describes it, over a connection that is handed in."""

    def __init__(self, connection: Any, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._connection, self._monotonic = connection, monotonic
        self._closed_until = 0.0
        self._queue = cache(self._open)

    def _open(self, name: str) -> rq.Queue:
        """Made when first needed: its library is heavy, and most web processes never nudge."""
        import rq
        from rq.serializers import JSONSerializer

        return rq.Queue(name, connection=self._connection, serializer=JSONSerializer)

    def look(self, id: str, *more: str) -> None:
        if self._monotonic() < self._closed_until:
            return
        failure = None
        try:
            self._enqueue(id, *more)
        except Exception as error:  # its words hold keys and values
            failure = type(error).__name__.lower()
        if failure:
            self._closed_until = self._monotonic() + _PAUSE
            log.warning("nudge lost: %s", failure)

    def _enqueue(self, id: str, *more: str) -> None:
        """One trip, to where the first of them belongs. Of too many that wait the newest stay: the
        older ones have expired.

        The description must say something: the library would else write the call with its
        arguments there.
        """
        queue = self._queue(_of(id))
        if is_copy(id) and self._connection.llen(queue.key) >= _ENOUGH:
            return  # the clock claims it again
        with self._connection.pipeline() as trip:
            queue.enqueue_call(
                LOOK,
                args=(id, *more),
                description=NAME,
                timeout=_TIMEOUT,
                ttl=_LIFE,
                result_ttl=0,
                failure_ttl=_FAILED_LIFE,
                pipeline=trip,
            )
            trip.ltrim(queue.key, -_CROWD, -1)
            trip.execute()


def _of(id: str) -> str:
    """The queue for a nudge."""
    if is_alarm(id):
        return ALARM
    return ASIDE if can_wait(id) else NAME
