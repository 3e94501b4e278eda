"""What a running `hotline up` decided, for other commands in the same folder: a doctor, a push."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from hotline.up.state import StateFolder, state_path

_NOTE = "running.json"
_NOT_NOTED = {"HOTLINE_SECRET"}  # it has a file of its own


def note(state: Path, given: Mapping[str, str], decided: Mapping[str, str]) -> None:
    """Write down what we added to the environment that we were given; only we can read it."""
    added = {k: v for k, v in decided.items() if given.get(k) != v and k not in _NOT_NOTED}
    erase(state)
    descriptor = os.open(state / _NOTE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as out:
        json.dump(added, out)


def erase(state: Path) -> None:
    (state / _NOTE).unlink(missing_ok=True)


def knows_secret(state: Path) -> bool:
    """Whether the line that runs here was opened after the last change of its secret; so it is
    when none runs."""
    folder = StateFolder(state)
    if not folder.is_open():
        return True
    try:
        return (state / _NOTE).stat().st_mtime_ns > folder.secret_file.stat().st_mtime_ns
    except FileNotFoundError:
        return False


def borrow(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment, and below it what the line that runs in this folder uses (if one does)."""
    state = state_path(environ)
    borrowed: dict[str, str] = {}
    if StateFolder(state).is_open():
        try:
            borrowed |= json.loads((state / _NOTE).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            borrowed = {}
    secret = StateFolder(state).kept_secret()
    if secret and not environ.get("HOTLINE_SECRET_FILE"):
        borrowed["HOTLINE_SECRET"] = secret
    return borrowed | {name: value for name, value in environ.items() if value.strip()}
