"""`hotline rekey` in a terminal: what it does, what it says comes next, what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotline.setting_values import secrets
from hotline.store import open_store
from hotline.store.data_keys import Closed
from hotline.up import running
from hotline.up.state import StateFolder, fresh_secret
from tests.cli.running import Terminal

OLD = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"  # what `terminal` begins with


@pytest.fixture
def new() -> str:
    return fresh_secret()


@pytest.fixture
def kept(terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StateFolder:
    """The folder of a line that keeps its secret itself, and is closed."""
    monkeypatch.delenv("HOTLINE_SECRET")
    (tmp_path / "secret").write_text(OLD + "\n")
    terminal.add("Ana")
    return StateFolder(tmp_path)


def closed(terminal: Terminal, *known: str) -> Closed:
    """By which of these the data keys are closed."""
    path = terminal.connection.connection_pool.connection_kwargs["path"]
    return open_store(f"unix://{path}", secrets(",".join(known)), web=True).data_keys.closed()


def test_with_one_secret_it_tells_how_to_begin(terminal: Terminal) -> None:
    terminal.add("Ana")
    result = terminal.run("rekey")

    assert result.exit_code == 0
    assert "HOTLINE_SECRET=OLD,NEW" in result.output
    assert "hotline up" not in result.output


def test_with_the_new_one_first_all_is_closed_by_it(
    terminal: Terminal, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.add("Ana")
    monkeypatch.setenv("HOTLINE_SECRET", f"{new},{OLD}")
    result = terminal.run("rekey")

    assert result.exit_code == 0
    assert "written its file anew" in result.output
    assert "destroy the old one" in result.output
    assert new not in result.output
    assert OLD not in result.output
    assert closed(terminal, new).lost == 0
    assert terminal.run("peers", "list").exit_code == 0


def test_what_is_closed_by_a_secret_that_is_not_set_is_told(
    terminal: Terminal, new: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.add("Ana")
    monkeypatch.setenv("HOTLINE_SECRET", new)
    result = terminal.run("rekey")

    assert result.exit_code == 1
    assert "none of these secrets" in result.output


@pytest.mark.parametrize("step", ["--begin", "--end"])
def test_a_secret_that_the_operator_set_is_theirs_to_change(terminal: Terminal, step: str) -> None:
    result = terminal.run("rekey", step)

    assert result.exit_code == 2
    assert "set by you" in result.output


def test_a_secret_that_the_line_keeps_is_exchanged_in_three_steps(
    terminal: Terminal, kept: StateFolder
) -> None:
    assert "hotline rekey --begin" in terminal.run("rekey").output
    assert terminal.run("rekey", "--begin").exit_code == 0
    new, old = (kept.kept_secret() or "").split(",")
    assert old == OLD
    assert terminal.run("rekey", "--begin").exit_code == 2  # not a third one
    assert "hotline rekey --end" in terminal.run("rekey").output
    assert kept.kept_secret() == f"{new},{old}"
    assert terminal.run("rekey", "--end").exit_code == 0

    assert kept.kept_secret() == new
    assert closed(terminal, new).lost == 0
    assert "Ana" in terminal.run("peers", "list").output
    assert terminal.run("rekey", "--end").exit_code == 2


def test_the_old_one_is_not_dropped_before_the_new_one_closes_all(
    terminal: Terminal, kept: StateFolder
) -> None:
    terminal.run("rekey", "--begin")
    terminal.run("rekey", "--end")

    assert closed(terminal, kept.kept_secret() or "").lost == 0


def test_a_line_that_runs_must_know_the_new_one_first(
    terminal: Terminal, kept: StateFolder
) -> None:
    kept.open()
    running.note(kept.path, {}, {})
    terminal.run("rekey", "--begin")
    result = terminal.run("rekey")
    assert result.exit_code == 2
    assert "open it again" in result.output
    assert closed(terminal, OLD).lost == 0
    running.note(kept.path, {}, {})  # it was closed, and opened again
    assert terminal.run("rekey").exit_code == 0
    kept.close()
