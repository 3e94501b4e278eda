"""A short private folder for the store's socket, remembered so that the next start can clear it.

A socket's path may have about 100 bytes, so it cannot live in the state folder, wherever that is.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from pathlib import Path

from hotline.up import word

_PREFIX = "hotline-"
_NOTE = "socket-folder"
_PATIENCE = 10.0  # seconds for a left-over store to end


def make(state: Path) -> Path:
    """A new folder that only we can enter. Clears the one of a start that was killed."""
    clear(state)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=_short_temp()))  # mkdtemp makes it 0700
    (state / _NOTE).write_text(str(folder), encoding="utf-8")
    return folder


def clear(state: Path) -> None:
    """End a store that is still running there, and remove the folder."""
    note = state / _NOTE
    try:
        folder = Path(note.read_text(encoding="utf-8").strip())
    except OSError:
        return
    if _is_ours(folder):
        _end_left_over(socket_in(folder))
        shutil.rmtree(folder, ignore_errors=True)
    note.unlink(missing_ok=True)


def socket_in(folder: Path) -> Path:
    return folder / "store"


def _end_left_over(address: Path) -> None:
    """Two stores must never write the same file."""
    if not address.exists():
        return
    word.end(address)
    end = time.monotonic() + _PATIENCE
    while word.answers(address) and time.monotonic() < end:
        time.sleep(0.05)


def _is_ours(folder: Path) -> bool:
    """The note is only a file: never remove what is not plainly a folder that we made."""
    try:
        seen = folder.lstat()
        mine = seen.st_uid == os.getuid()
    except OSError:
        return False
    return mine and stat.S_ISDIR(seen.st_mode) and folder.name.startswith(_PREFIX)


def _short_temp() -> str | None:
    """The usual place for temporary files, unless its path is too long for a socket (macOS)."""
    usual = tempfile.gettempdir()
    return usual if len(usual) < 70 else "/tmp"  # noqa: S108 -- mkdtemp makes it private
