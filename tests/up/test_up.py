"""`hotline up` as a whole: real processes, killed in every way, and nothing left behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import redis

from hotline.up import socket_folder
from hotline.up.ours import ask
from tests.up.watching import alive, offspring, until

pytestmark = pytest.mark.whole
ROOT = Path(__file__).parents[2]


@dataclass
class Line:
    """A `hotline up` in a folder of its own."""

    folder: Path
    port: int
    process: subprocess.Popen[str]
    log: Path
    pids: dict[int, str] = field(default_factory=dict)

    def pid_of(self, words: str) -> int:
        return next(pid for pid, line in offspring(self.process.pid).items() if words in line)

    def healthy(self) -> bool:
        return ask(self.port, "/health")[0] == 200

    def said(self) -> str:
        return self.log.read_text()

    def socket_folder(self) -> Path:
        return Path((self.folder / ".hotline" / "socket-folder").read_text())


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def environment() -> dict[str, str]:
    ours = ("HOTLINE_", "TWILIO_", "REDIS_URL", "PORT", "WEB_CONCURRENCY")
    plain = {k: v for k, v in os.environ.items() if not k.startswith(ours)}
    return plain | {"PYTHONPATH": str(ROOT), "HOTLINE_FLOWS": str(ROOT / "flows")}


@contextmanager
def line_in(folder: Path, *words: str, port: int | None = None) -> Iterator[Line]:
    folder.mkdir(exist_ok=True)
    port = port or free_port()
    log = folder / "said.txt"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "hotline", "up", "--port", str(port), *words],
            cwd=folder,
            env=environment(),
            stdout=out,
            stderr=subprocess.STDOUT,
            text=True,
        )
    line = Line(folder, port, process, log)
    try:
        until(lambda: "press Ctrl-C" in line.said() or process.poll() is not None, 40)
        assert "press Ctrl-C" in line.said(), line.said()
        line.pids = offspring(process.pid)
        yield line
    finally:
        process.kill()
        process.wait()
        assert until(lambda: not any(map(alive, line.pids)), 10)
        socket_folder.clear(folder / ".hotline")  # else only the next start does


def end(line: Line, how: signal.Signals = signal.SIGINT) -> int:
    line.process.send_signal(how)
    return line.process.wait(15)


def test_a_line_opens_answers_and_closes(tmp_path: Path) -> None:
    with line_in(tmp_path / "a folder with spaces") as line:
        assert line.healthy()
        assert "store (" in line.said()
        address = line.socket_folder()
        assert end(line) == 0
        assert "The line is closed." in line.said()
        assert not any(map(alive, line.pids))
        assert not address.exists()


def test_no_secret_is_on_a_command_line_and_the_store_has_none(tmp_path: Path) -> None:
    with line_in(tmp_path) as line:
        secret = (tmp_path / ".hotline" / "secret").read_text().strip()
        assert len(secret) == 43
        assert not any(secret in command for command in line.pids.values())
        store = line.pid_of("unixsocket")
        assert b"HOTLINE" not in Path(f"/proc/{store}/environ").read_bytes()


def test_no_process_leaves_its_memory_in_a_file_when_it_crashes(tmp_path: Path) -> None:
    with line_in(tmp_path) as line:
        for pid, command in line.pids.items():
            limits = Path(f"/proc/{pid}/limits").read_text().splitlines()
            (core,) = (row.split() for row in limits if row.startswith("Max core file size"))
            assert core[4:6] == ["0", "0"], command


@pytest.mark.parametrize("part", ["hotline web", "hotline worker", "hotline clock", "unixsocket"])
def test_what_is_killed_comes_back(tmp_path: Path, part: str) -> None:
    with line_in(tmp_path) as line:
        killed = line.pid_of(part)
        os.kill(killed, signal.SIGKILL)
        assert until(
            lambda: any(part in c for p, c in offspring(line.process.pid).items() if p != killed)
        )
        assert "starting it again" in line.said() or until(
            lambda: "starting it again" in line.said(), 5
        )
        assert until(line.healthy)
        line.pids |= offspring(line.process.pid)
        assert end(line, signal.SIGTERM) == 0


def test_a_killed_supervisor_leaves_nothing_running_and_can_start_again(tmp_path: Path) -> None:
    with line_in(tmp_path) as line:
        secret = (tmp_path / ".hotline" / "secret").read_text()
        stale = line.socket_folder()
        line.process.kill()
        line.process.wait()
        assert until(lambda: not any(map(alive, line.pids)), 10)
        assert stale.exists()
        with line_in(tmp_path, port=line.port) as again:
            assert again.healthy()
            assert not stale.exists()
            assert (tmp_path / ".hotline" / "secret").read_text() == secret
            assert end(again) == 0


def test_a_second_one_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    with line_in(tmp_path) as line:
        second = subprocess.run(
            [sys.executable, "-m", "hotline", "up", "--port", str(free_port())],
            cwd=tmp_path,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert second.returncode == 2
        assert second.stderr.startswith("The line is already open in this folder")
        assert line.healthy()


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = subprocess.run(
            [sys.executable, "-m", "hotline", "up", "--port", str(port)],
            cwd=tmp_path,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
    assert refused.returncode == 2
    assert refused.stderr.startswith(f"Port {port} is taken by another program.")
    assert "hotline up --port" in refused.stderr


def test_fresh_says_so_and_makes_a_new_secret(tmp_path: Path) -> None:
    with line_in(tmp_path) as line:
        secret = (tmp_path / ".hotline" / "secret").read_text()
        assert end(line) == 0
    with line_in(tmp_path, "--fresh") as again:
        assert "Forgetting all that .hotline holds" in again.said()
        assert (tmp_path / ".hotline" / "secret").read_text() != secret


def test_a_store_that_cannot_read_its_file_is_told_of_with_where_to_look(tmp_path: Path) -> None:
    with line_in(tmp_path) as line:
        assert end(line) == 0
    (damaged,) = (tmp_path / ".hotline/store/appendonlydir").glob("*.incr.aof")
    damaged.write_bytes(b"*3\r\n$3\r\nSET\r\nGARBAGE\r\n")
    failed = subprocess.run(
        [sys.executable, "-m", "hotline", "up", "--port", str(line.port)],
        cwd=tmp_path, env=environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert failed.returncode == 1
    assert "The store did not start: it ended with status 1. Why: .hotline/store/store.log." in (
        failed.stdout
    )
    assert "Bad file format" in (tmp_path / ".hotline/store/store.log").read_text()


def test_a_time_that_was_ahead_is_taken_back_while_the_line_runs(tmp_path: Path) -> None:
    """The machine came up an hour ahead, and is right by now."""
    with line_in(tmp_path) as line:
        store = redis.Redis(unix_socket_path=str(socket_folder.socket_in(line.socket_folder())))

        def ahead() -> float:
            return float(store.get("latest") or 0.0) - time.time()

        killed = [line.pid_of("hotline clock"), line.pid_of("hotline web")]
        os.kill(killed[0], signal.SIGKILL)
        store.set("latest", time.time() + 3600)
        os.kill(killed[1], signal.SIGKILL)
        assert until(lambda: b'"time":"behind"' in ask(line.port, "/ready")[1])
        assert until(lambda: store.get("beat:clock") and ahead() > 3590)
        line.pids |= offspring(line.process.pid)

        believed = [sys.executable, "-m", "hotline", "clock", "--believe"]
        subprocess.run(believed, cwd=tmp_path, env=environment(), check=True)
        then = float(store.get("latest"))
        assert until(lambda: float(store.get("latest")) > then, 15)  # the clock goes by it
        assert ahead() < 1
        assert until(lambda: ask(line.port, "/ready")[0] == 200)
