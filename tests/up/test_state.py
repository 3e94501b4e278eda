"""The state folder: private, locked, with one secret, and forgotten only when it is ours."""

from __future__ import annotations

import base64
import stat
from pathlib import Path

from hotline.up.state import StateFolder


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_it_is_for_us_only(tmp_path: Path) -> None:
    state = StateFolder(tmp_path / ".hotline")
    assert state.open()
    state.secret()
    assert mode(state.path) == 0o700
    assert mode(state.path / "secret") == 0o600


def test_the_secret_is_made_once(tmp_path: Path) -> None:
    state = StateFolder(tmp_path / ".hotline")
    state.open()
    secret = state.secret()
    assert state.secret() == secret
    assert len(base64.urlsafe_b64decode(secret + "=")) == 32


def test_one_at_a_time(tmp_path: Path) -> None:
    first, second = StateFolder(tmp_path / ".hotline"), StateFolder(tmp_path / ".hotline")
    assert first.open()
    assert not second.open()


def test_forgetting_leaves_nothing_but_the_lock(tmp_path: Path) -> None:
    state = StateFolder(tmp_path / ".hotline")
    state.open()
    state.secret()
    (state.path / "store").mkdir()
    (state.path / "store" / "file").touch()
    state.forget()
    assert {entry.name for entry in state.path.iterdir()} == {"lock", "README"}


def test_a_folder_with_other_things_in_it_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").touch()
    state = StateFolder(tmp_path)
    assert state.open()
    assert not state.is_ours()
