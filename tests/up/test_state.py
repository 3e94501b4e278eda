"""The state folder: private, locked, with one secret, and forgotten only when it is ours."""

from __future__ import annotations

import base64
import stat
from pathlib import Path

import pytest

from hotline.errors import Unfit
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


def test_a_secret_that_was_emptied_is_never_replaced_by_another(tmp_path: Path) -> None:
    """A disk that was full, an editor: another one opens nothing of what the store holds."""
    state = StateFolder(tmp_path / ".hotline")
    state.open()
    state.secret_file.write_text("\n")

    for use in (state.secret, state.begin_new_secret):
        with pytest.raises(Unfit, match=r"secret is empty.* Mend: put its copy back"):
            use()
    assert state.secret_file.read_text() == "\n"
    state.forget()  # --fresh
    assert len(state.secret()) == 43


@pytest.mark.parametrize("name", ["a.file", "a.file/below", "/proc/nowhere"])
def test_a_place_where_no_folder_can_be_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.file").touch()
    state = StateFolder(tmp_path / name)
    with pytest.raises(Unfit, match="HOTLINE_STATE"):
        state.open()
    assert not state.is_open()
    assert state.kept_secret() is None


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
