"""What a worker of a test is asked to do, in place of real errands."""

from __future__ import annotations

import os
import time
from pathlib import Path

from hotline.store import open_store
from tests.conftest import SECRET


def fine(token: str) -> None:
    (_folder() / token).write_text("done")


def broken(token: str) -> None:
    (_folder() / token).write_text("done")
    raise RuntimeError(f"cannot send 'zebrafent' to +12025550147 for {token}")


def hanging(token: str) -> None:
    """Begins an errand, and never ends where the folder says so."""
    (_folder() / "begun").write_text(token)
    if (_folder() / "hang").exists():
        time.sleep(600)
    store = open_store(os.environ["TEST_STORE"], [SECRET], web=False)
    if store.errands.read(token):
        store.errands.done(token)
        (_folder() / token).write_text("done")


def _folder() -> Path:
    return Path(os.environ["TEST_FOLDER"])
