"""The store we start ourselves: its program, its options, its private socket, paths with spaces."""

from __future__ import annotations

import socket
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from hotline.up import server, socket_folder, store, word
from hotline.up.embedded import server_binary
from hotline.up.process import Process
from hotline.up.server import Server, describe, find_server
from tests.up.watching import until

WANTED = {
    "appendonly": "yes",
    "appendfsync": "always",
    "save": "",
    "maxmemory-policy": "noeviction",
    "slowlog-max-len": "0",
    "port": "0",
    "crash-log-enabled": "no",
}


def test_the_embedded_binary_is_where_we_look_for_it_and_new_enough() -> None:
    path = server_binary()
    assert path is not None
    found = describe(path, embedded=True)
    assert found is not None
    assert found.version >= (7, 2)
    assert str(found).startswith("Valkey ")


def test_an_old_server_on_the_path_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "redis-server"
    old.write_text("#!/bin/sh\necho 'Redis server v=7.0.15 sha=0:0 malloc=jemalloc'\n")
    old.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    found = find_server()
    assert found is not None
    assert found.embedded


def test_a_new_server_on_the_path_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new = tmp_path / "redis-server"
    new.write_text("#!/bin/sh\necho 'Redis server v=7.4.1 sha=0:0 malloc=jemalloc'\n")
    new.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert find_server() == Server(new, "Redis", (7, 4, 1))


def test_no_server_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(server, "server_binary", lambda: None)
    assert find_server() is None


@pytest.fixture
def process(tmp_path: Path) -> Iterator[tuple[Process, Path, Path]]:
    state = tmp_path / "a state folder with spaces" / ".hotline"
    state.mkdir(parents=True)
    found = find_server()
    assert found is not None
    folder = socket_folder.make(state)
    yield store.store_process(found, state / "store", folder), state, folder
    socket_folder.clear(state)


def started(process: Process) -> subprocess.Popen[bytes]:
    running = subprocess.Popen(process.argv, env=process.env, cwd=process.folder)
    assert process.ready is not None
    assert until(process.ready, 10)
    return running


@pytest.mark.whole
def test_it_runs_with_our_options(process: tuple[Process, Path, Path]) -> None:
    running = started(process[0])
    try:
        address = socket_folder.socket_in(process[2])
        assert {name: config(address, name) for name in WANTED} == WANTED
        assert stat.S_IMODE(address.stat().st_mode) == 0o700
        assert stat.S_IMODE(process[2].stat().st_mode) == 0o700
    finally:
        running.terminate()
        running.wait(10)


@pytest.mark.whole
def test_a_left_over_store_is_ended_and_its_folder_cleared(
    process: tuple[Process, Path, Path],
) -> None:
    running = started(process[0])
    socket_folder.clear(process[1])
    assert running.wait(10) == 0
    assert not process[2].exists()


def test_a_note_that_names_a_folder_of_somebody_else_clears_nothing(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (tmp_path / "socket-folder").write_text(str(precious))
    socket_folder.clear(tmp_path)
    assert precious.is_dir()


def test_nobody_there_does_not_answer(tmp_path: Path) -> None:
    assert not word.answers(tmp_path / "nothing")


def config(address: Path, name: str) -> str:
    with socket.socket(socket.AF_UNIX) as talk:
        talk.settimeout(2)
        talk.connect(str(address))
        talk.sendall(f"CONFIG GET {name}\r\n".encode())
        lines = talk.recv(4096).decode().split("\r\n")
    return lines[4]
