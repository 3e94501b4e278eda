"""The supervisor with stand-in programs: order, restarts, ends, and nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.up.watching import alive, offspring, until

pytestmark = pytest.mark.whole

# A supervisor of its own, in a process of its own: `sleepy` stays, `fails` ends at once.
PROGRAM = """
import os, sys, signal
from pathlib import Path
from hotline.up.bell import Bell
from hotline.up.process import Plan, Process
from hotline.up.supervisor import Supervisor

here = Path(sys.argv[1])
PY = sys.executable
SLEEPY = [PY, "-c", "import sys, time, pathlib; pathlib.Path(sys.argv[1]).touch(); time.sleep(600)"]
DEAF = [PY, "-c", "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN);" + SLEEPY[2]]
FAILS = [PY, "-c", "raise SystemExit(3)"]

def process(name, argv, **more):
    mark = here / name
    return Process(name, [*argv, str(mark)], dict(os.environ), ready=mark.exists, **more)

plans = {
    "two": Plan((process("first", SLEEPY, last=True), process("second", SLEEPY))),
    "deaf": Plan((process("first", SLEEPY, last=True), process("second", DEAF, grace=0.5))),
    "fails": Plan((process("first", SLEEPY), process("second", FAILS), process("third", SLEEPY))),
}
with Bell() as bell:
    say = lambda line: print(line, flush=True)
    status = Supervisor(plans[sys.argv[2]], say, bell).run(lambda: say("started"))
raise SystemExit(status)
"""


def supervise(folder: Path, plan: str) -> subprocess.Popen[str]:
    root = Path(__file__).parents[2]
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder), plan],
        env=os.environ | {"PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        text=True,
    )


def started(supervisor: subprocess.Popen[str]) -> list[int]:
    assert supervisor.stdout is not None
    assert supervisor.stdout.readline() == "started\n"
    return sorted(offspring(supervisor.pid))


def test_starts_in_order_and_ends_cleanly_on_sigterm(tmp_path: Path) -> None:
    supervisor = supervise(tmp_path, "two")
    children = started(supervisor)
    assert len(children) == 2
    assert (tmp_path / "first").stat().st_mtime_ns < (tmp_path / "second").stat().st_mtime_ns
    supervisor.terminate()
    assert supervisor.wait(5) == 0
    assert not any(map(alive, children))


def test_restarts_what_dies_and_says_so(tmp_path: Path) -> None:
    supervisor = supervise(tmp_path, "two")
    first, second = started(supervisor)
    os.kill(second, signal.SIGKILL)
    assert until(lambda: len(set(offspring(supervisor.pid)) - {first, second}) == 1)
    assert alive(first)
    supervisor.send_signal(signal.SIGINT)
    said, _ = supervisor.communicate(timeout=5)
    assert said == "The second was ended by SIGKILL; starting it again in 0.2 s.\n"


def test_a_killed_supervisor_takes_its_children_along(tmp_path: Path) -> None:
    supervisor = supervise(tmp_path, "two")
    children = started(supervisor)
    supervisor.kill()
    supervisor.wait(5)
    assert until(lambda: not any(map(alive, children)), 5)


def test_a_child_that_does_not_listen_is_killed_after_its_grace(tmp_path: Path) -> None:
    supervisor = supervise(tmp_path, "deaf")
    children = started(supervisor)
    supervisor.terminate()
    assert supervisor.wait(5) == 0
    assert not any(map(alive, children))


def test_what_does_not_start_ends_it_all(tmp_path: Path) -> None:
    supervisor = supervise(tmp_path, "fails")
    said, _ = supervisor.communicate(timeout=10)
    assert supervisor.returncode == 1
    assert said == "The second did not start: it ended with status 3.\n"
    assert not (tmp_path / "third").exists()
