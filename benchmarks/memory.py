"""Memory of each process after thousands of turns: it should be small, and stay so.

python -m benchmarks.memory
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.load import measure
from benchmarks.webhook import requests
from tests.whole.line import WholeLine, whole_line

ROUNDS = 5
PROCESSES = ("web", "worker", "clock", "store")


def main() -> None:
    """Print MB of each process at the start and after each round."""
    with tempfile.TemporaryDirectory(prefix="hl") as folder, whole_line(Path(folder)) as line:
        done = 0
        _told(line, done)
        for _ in range(ROUNDS):
            made = requests(line, 2000)
            measure(line.port, made, warm_up=1)
            done += len(made)
            _told(line, done)


def _told(line: WholeLine, done: int) -> None:
    sizes = "  ".join(f"{name} {_megabytes(line.running[name].pid):.0f}" for name in PROCESSES)
    sys.stdout.write(f"after {done:6} turns, MB: {sizes}\n")


def _megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


if __name__ == "__main__":
    main()
