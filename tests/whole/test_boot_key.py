"""The secret only in memory: after a power cut all is noise, until somebody types it; then all that
was promised is kept."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hotline.domain.errands import Due, SendText
from hotline.domain.phone import Phone
from hotline.setting_values import secrets
from hotline.store import open_store
from tests.whole.line import OURS, WholeLine, wait_for

pytestmark = pytest.mark.whole
ANA = "+12125550111"


@pytest.fixture
def typed() -> Iterator[Path]:
    """Where the typed secret is: a folder in memory, where this system has one."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder) / "secret"


@pytest.fixture
def line(typed: Path) -> Iterator[WholeLine]:
    with tempfile.TemporaryDirectory(prefix="hl") as folder:
        where = {"HOTLINE_SECRET": "", "HOTLINE_SECRET_FILE": str(typed)}
        line = WholeLine(Path(folder), where)
        typed.write_text(line.secret)
        try:
            yield line
        finally:
            for name in list(line.running):
                line.kill(name)


def test_a_power_cut_a_locked_line_and_a_promise_that_is_kept(line: WholeLine, typed: Path) -> None:
    line.start_all()
    assert line.command("peers", "add", "Ana", "-", typed=ANA) == 0
    promise_in(line, 4.0)
    for name in list(line.running):  # the power goes
        line.kill(name)
    typed.unlink()

    assert not any(line.secret.encode() in path.read_bytes() for path in files(line))
    line.start_store()
    for name in ("web", "worker", "clock"):
        said = refused(line, name)
        assert "HOTLINE_SECRET_FILE names no text file" in said
    line.kill("store")

    typed.write_text(line.secret)  # somebody types it
    line.start_all()
    wait_for(lambda: "As promised" in str(line.control("GET", "state")), what="it was sent")
    assert line.command("rota", "add", "Ana", "mon-sun 00:00-24:00") == 0


def promise_in(line: WholeLine, seconds: float) -> None:
    """Something is due later, as a check-in's alarm is."""
    store = open_store(f"unix://{line.socket_path}", secrets(line.secret), web=False)
    text = SendText(Phone(OURS), Phone(ANA), "As promised", time.time() + 300)
    store.errands.add(Due(time.time() + seconds, "a-promise-to-keep-"), text)


def refused(line: WholeLine, name: str) -> str:
    argv = [sys.executable, "-m", "hotline", name]
    env = line.environ()
    done = subprocess.run(
        argv, cwd=line.folder, env=env, stderr=subprocess.PIPE, text=True, check=False
    )
    assert done.returncode == 2
    return done.stderr


def files(line: WholeLine) -> Iterator[Path]:
    return (path for path in line.folder.rglob("*") if path.is_file())
