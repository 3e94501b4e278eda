"""What other commands borrow from the line that runs in the same folder."""

from __future__ import annotations

import stat
from pathlib import Path

from hotline.up import running
from hotline.up.state import StateFolder


def test_a_running_line_lends_what_it_decided(tmp_path: Path) -> None:
    state = StateFolder(tmp_path / ".hotline")
    given = {"HOTLINE_STATE": str(state.path), "HOTLINE_ZONE": "Europe/Paris"}
    state.open()
    secret = state.secret()
    decided = given | {"REDIS_URL": "unix:///tmp/x/store", "HOTLINE_SECRET": secret}
    running.note(state.path, given, decided)
    note = state.path / "running.json"
    assert stat.S_IMODE(note.stat().st_mode) == 0o600
    assert secret not in note.read_text()
    assert running.borrow(given) == decided
    own = given | {"REDIS_URL": "redis://mine:6379"}
    assert running.borrow(own)["REDIS_URL"] == "redis://mine:6379"


def test_a_line_that_is_not_running_lends_its_secret_only(tmp_path: Path) -> None:
    state = StateFolder(tmp_path / ".hotline")
    given = {"HOTLINE_STATE": str(state.path)}
    assert running.borrow(given) == given
    assert not state.path.exists()
    state.open()
    secret = state.secret()
    running.note(state.path, given, given | {"REDIS_URL": "unix:///tmp/x/store"})
    state.close()
    assert running.borrow(given) == given | {"HOTLINE_SECRET": secret}
