"""Waiting that a signal ends at once: a child ended, or somebody wants us to stop."""

from __future__ import annotations

import os
import select
import signal
from types import FrameType, TracebackType
from typing import Self

_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Bell:
    """Rings on signals. Use as a context, in the main thread; it puts the old handlers back.

    Not threading.Event: set in a signal handler, it can lock up the very thread that waits for it.
    """

    def __init__(self) -> None:
        self.stops = 0  # how often we were asked to stop

    def __enter__(self) -> Self:
        self._out, self._in = os.pipe()
        os.set_blocking(self._in, False)
        os.set_blocking(self._out, False)
        self._old_in = signal.set_wakeup_fd(self._in, warn_on_full_buffer=False)
        self._old = {name: signal.signal(name, self._stop) for name in _STOPPING}
        self._old[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, _nothing)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        for name, handler in self._old.items():
            signal.signal(name, handler)
        signal.set_wakeup_fd(self._old_in)
        os.close(self._in)
        os.close(self._out)

    def wait(self, seconds: float) -> None:
        """Return after `seconds`, or as soon as a signal came (also one since the last call)."""
        ready, _, _ = select.select([self._out], [], [], max(0.0, seconds))
        if ready:
            os.read(self._out, 512)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stops += 1


def _nothing(number: int, frame: FrameType | None) -> None:
    """A handler must be there for the signal to ring."""
