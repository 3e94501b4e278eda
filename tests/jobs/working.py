"""A quiet worker as a process of its own, whose output is kept."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = """
import os
from hotline import quiet
quiet.install()
from hotline.jobs.quiet_worker import work
from hotline.store.connection import connect
urgent = os.environ["TEST_URGENT"] == "yes"
work(connect(os.environ["TEST_STORE"], web=False), lambda: None, urgent=urgent)
"""


@dataclass(frozen=True)
class Working:
    """A running worker; `output` is all it said."""

    process: subprocess.Popen[bytes]
    output: Path

    def forks(self) -> list[int]:
        pid = self.process.pid
        return [int(n) for n in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def kill(self) -> None:
        """It and its forks at once, as when a machine ends."""
        for pid in (self.process.pid, *self.forks()):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(10)


@contextlib.contextmanager
def worker(url: str, folder: Path, *, urgent: bool = False) -> Iterator[Working]:
    """Told to stop in the end, if it still runs."""
    output = folder / "worker.out"
    environ = {
        **os.environ, "PYTHONPATH": str(ROOT), "TEST_STORE": url, "TEST_FOLDER": str(folder),
        "TEST_URGENT": "yes" if urgent else "no",
    }  # fmt: skip
    with output.open("ab") as out:
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM], env=environ, stdout=out, stderr=out
        )
    try:
        yield Working(process, output)
    finally:
        process.terminate()
        process.wait(10)


def wait_for(so: Callable[[], object], seconds: float = 10) -> None:
    """Look again and again until it is so."""
    end = time.monotonic() + seconds
    while not so():
        assert time.monotonic() < end, f"not so within {seconds} s"
        time.sleep(0.01)
