"""A line that `hotline up` opened in a folder of its own, as a newcomer has it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.up.watching import alive, offspring, until
from tests.whole.line import free_port

ROOT = Path(__file__).parents[2]
_TO_TRY_IT = re.compile(r"Phones to try it with:\s+(\S+)")
_ENOUGH = 15.0  # seconds to close in


@contextmanager
def opened(folder: Path) -> Iterator[str]:
    """The address that it prints for the phones."""
    said = folder / "said.txt"
    with said.open("w") as out:
        up = subprocess.Popen(
            [sys.executable, "-m", "hotline", "up", "--port", str(free_port())],
            cwd=folder,
            env=surroundings(),
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    started: dict[int, str] = {}
    try:
        until(lambda: "press Ctrl-C" in said.read_text() or up.poll() is not None, 40)
        started = offspring(up.pid)
        address = _TO_TRY_IT.search(said.read_text())
        assert address, said.read_text()
        yield address[1]
    finally:
        _close(up)
        assert until(lambda: not any(map(alive, started)), _ENOUGH)


def surroundings() -> dict[str, str]:
    """The environment of a newcomer, for the line and for commands beside it."""
    ours = ("HOTLINE_", "TWILIO_", "REDIS_URL", "PORT", "WEB_CONCURRENCY")
    plain = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return plain | {
        "PYTHONPATH": str(ROOT),
        "HOTLINE_FLOWS": str(ROOT / "flows"),
        "REHEARSAL_SPEED": "0.1",  # the pretend carrier takes a tenth of its usual second
    }


def _close(up: subprocess.Popen[bytes]) -> None:
    up.send_signal(signal.SIGINT)
    try:
        up.wait(_ENOUGH)
    except subprocess.TimeoutExpired:
        up.kill()
        up.wait()
