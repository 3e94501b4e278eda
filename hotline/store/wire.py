"""The wire to the store: one trip for each call, and no word of its client ever comes out.

The client's own errors hold keys and values in their text; here each becomes StoreAway, raised
where no other error is being handled, so that nothing hangs on to it.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha1
from typing import Any

from redis import Redis
from redis.exceptions import (
    AuthenticationError,
    NoScriptError,
    OutOfMemoryError,
    ReadOnlyError,
    RedisError,
)
from redis.exceptions import ConnectionError as Gone
from redis.exceptions import TimeoutError as TooLate

from hotline.errors import StoreAway

log = logging.getLogger("hotline.store")

Word = str | bytes | int | float
Command = tuple[Word, ...]

PAUSE = 2.0  # seconds in which a store that just failed is not asked again
ON_DISK = 600  # milliseconds in which it must be on disk: within the web's patience
_TRY = 1.2  # seconds in which one caller tries it anew, and the others do not join the wait

_AT_IT = "already in progress"  # its file is being written anew, which was all that was asked for
_WHY: Mapping[type[Exception], str] = {
    OutOfMemoryError: "OOM",
    ReadOnlyError: "READONLY",
    AuthenticationError: "AUTH",
}


class Script:
    """A script that the store runs as one step."""

    def __init__(self, text: str) -> None:
        self.text = text
        # The store's own name for it: no secret, and no choice of ours.
        self.sha = sha1(text.encode(), usedforsecurity=False).hexdigest()


class Wire:
    """`pause` 0 is for processes that may wait: they ask every time. `copies` is on how many
    replicas' disks must be, too, what is durable: one of them may be the store a moment later."""

    def __init__(
        self,
        client: Redis,
        pause: float,
        monotonic: Callable[[], float] = time.monotonic,
        copies: int = 0,
    ) -> None:
        self._client, self._pause, self._monotonic = client, pause, monotonic
        self._copies = copies
        self._closed_until = 0.0
        self._plugs = _Plugs()
        self._losses = 0  # times that a connection was lost: all that are older are not trusted

    def ask(self, *commands: Command) -> list[Any]:
        """The answers to some commands, in one trip. Raises StoreAway."""
        self._check()
        answers = self._tried(commands)
        if isinstance(answers, str):
            raise StoreAway("the store did not answer", answers)
        return answers

    def run(
        self, script: Script, keys: Sequence[str], words: Sequence[Word], *, durable: bool = False
    ) -> Any:
        """What a script answers; `durable`: once it is on disk. Raises StoreAway.

        The wait goes over the same connection, in the same trip: it is for what came before it.
        """
        rest, then = (len(keys), *keys, *words), self._on_disk if durable else ()
        answer, *kept = self.ask(("EVALSHA", script.sha, *rest), *then)
        if isinstance(answer, NoScriptError):  # a store that was started anew
            answer, *kept = self.ask(("EVAL", script.text, *rest), *then)
        if kept and not self._is_on_disk(kept[-1]):
            raise StoreAway("the store did not write it down in time")
        return answer

    def keeps(self) -> bool:
        """Whether it says when something is on disk. Raises StoreAway where it knows no such
        thing."""
        *_, kept = self.ask(*self._on_disk)
        return self._is_on_disk(kept)

    @property
    def _on_disk(self) -> tuple[Command, ...]:
        """A replica answers before it has written, and by itself only each second: so it is asked
        whether it has it, and once it has, whether that is on its disk. Together milliseconds."""
        if not self._copies:
            return (("WAITAOF", 1, 0, ON_DISK),)
        half = ON_DISK // 2
        return ("WAIT", self._copies, half), ("WAITAOF", 1, self._copies, half)

    def _is_on_disk(self, kept: Sequence[int]) -> bool:
        here, elsewhere = kept
        return here >= 1 and elsewhere >= self._copies

    def _check(self) -> None:
        """Fail at once while the store is known to be away."""
        if not self._closed_until:
            return
        now = self._monotonic()
        if now < self._closed_until:
            raise StoreAway("the store was away a moment ago")
        self._closed_until = now + _TRY

    def _tried(self, commands: Sequence[Command]) -> list[Any] | str:
        """The answers, or why there are none."""
        try:
            answers = self._trip(commands)
        except (Gone, TooLate, OSError) as error:
            self._losses += 1
            self._closed_until = self._monotonic() + self._pause if self._pause else 0.0
            log.warning("store away: %s", type(error).__name__.lower())
            return _WHY.get(type(error), "")
        except RedisError as error:
            if _AT_IT not in str(error):
                log.error("store refuses: %s", type(error).__name__.lower())
            return _WHY.get(type(error), "")
        self._closed_until = 0.0
        return answers

    def _trip(self, commands: Sequence[Command]) -> list[Any]:
        """What the client's pipeline does, without its bookkeeping: a third of the time."""
        plug = self._plug()
        whole = False
        try:
            plug.send_packed_command(plug.pack_commands(commands))
            answers = [_answer(plug) for _ in commands]
            whole = True
        finally:
            if not whole:
                plug.disconnect()  # answers are left in it, and would go to the next who asks
        return answers

    def _plug(self) -> Any:
        """The connection of this thread, open: a pool's locks and counts cost as much as a trip.

        One that the store closed meanwhile is opened again, and one that was there before a fork
        is the parent's. So is one that is older than a loss, of whichever thread: where another
        server has taken over, each thread would else wait in vain for the one that is gone.
        """
        mine = self._plugs
        if mine.plug is None or mine.process != os.getpid():
            mine.plug, mine.process = self._client.connection_pool.make_connection(), os.getpid()
        plug = mine.plug
        if mine.losses != self._losses or _closed(plug):
            plug.disconnect()
            mine.losses = self._losses
        plug.connect()
        return plug


class _Plugs(threading.local):
    """A thread's connection, the process that made it, and how many were lost before."""

    plug: Any = None
    process: int = 0
    losses: int = 0


def _closed(plug: Any) -> bool:
    """Whether something lies in a connection that nobody asked for: at best, that it has ended."""
    try:
        return bool(plug.can_read())
    except (Gone, TooLate, OSError):
        return True


def _answer(plug: Any) -> Any:
    try:
        return plug.read_response()
    except NoScriptError as unknown:
        return unknown
