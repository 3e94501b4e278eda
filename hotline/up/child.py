"""One running process: starting it, noticing that it ended, starting it again later."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable

from hotline.up.lifeline import hold
from hotline.up.process import Process

SHORTEST, LONGEST = 0.2, 5.0  # seconds until something that died is started again
_SETTLED = 10.0  # seconds after which a death counts as the first again


class Child:
    """A process of the plan, alive or waiting to be started again."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.start_at = 0.0  # when it is to be started, once it has ended
        self._delay = SHORTEST
        self._started = 0.0
        self._popen: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        return self._popen.pid if self._popen else None

    def start(self) -> None:
        """Must be called from the main thread: the lifeline hangs on the thread that starts."""
        self._started = time.monotonic()
        self._popen = subprocess.Popen(
            list(self.process.argv),
            env=dict(self.process.env),
            cwd=self.process.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL if self.process.silent else None,
            pass_fds=self.process.sockets,
            process_group=0,  # Ctrl-C is for us; we ask them to stop in order
            umask=0o077,
            preexec_fn=_lifeline(self.process.orphaned),  # noqa: PLW1509 -- we have one thread
        )

    def ended(self) -> str | None:
        """How it ended, once; from then on it waits for its next start."""
        code = self._popen.poll() if self._popen else None
        if code is None:
            return None
        self._popen = None
        if time.monotonic() - self._started > _SETTLED:
            self._delay = SHORTEST
        self.start_at = time.monotonic() + self._delay
        self._delay = min(self._delay * 2, LONGEST)
        return _how(code)

    @property
    def alive(self) -> bool:
        return self._popen is not None and self._popen.poll() is None

    def ask_to_end(self) -> None:
        if self.alive and self._popen:
            self._popen.send_signal(signal.SIGTERM)

    def end_now(self) -> None:
        """Kill it and whatever it started in its group."""
        if self._popen is None:
            return
        try:
            os.killpg(self._popen.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):  # macOS says the latter of a zombie's group
            self._popen.kill()
        self._popen.wait()


def _lifeline(orphaned: int) -> Callable[[], None]:
    starter = os.getpid()
    return lambda: hold(starter, orphaned)


def _how(code: int) -> str:
    if code >= 0:
        return f"ended with status {code}"
    return f"was ended by {signal.Signals(-code).name}"
