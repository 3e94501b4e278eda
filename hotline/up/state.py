"""The state folder: one line at a time works in it; it keeps the secret and the store's file."""

from __future__ import annotations

import base64
import fcntl
import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from hotline.errors import Unfit

_LOCK = "lock"
_SECRET = "secret"  # noqa: S105 -- a file's name
_MARK = "README"
_ABOUT = """This folder belongs to `hotline up`: its secret, its store, a copy of the flows.
Whoever has it can open what the store holds. `hotline up --fresh` empties it.
"""
_ANOTHER = "name another in HOTLINE_STATE, or correct its owner and permissions"
_PUT_BACK = (
    "put its copy back: what the store holds opens with it alone. Is it lost, and whoever waits is"
    " looked after: hotline up --fresh, then hotline restore of the last backup"
)


def state_path(environ: Mapping[str, str]) -> Path:
    return Path(environ.get("HOTLINE_STATE", "").strip() or ".hotline")


class StateFolder:
    """A folder of ours, locked for as long as we live (a lock of the system: it dies with us)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock: int | None = None

    def open(self) -> bool:
        """Make it and lock it; False when another `hotline up` works in it. Raises Unfit."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._lock = os.open(self.path / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            raise Unfit(f"{self.path} is no folder that we may write in", _ANOTHER) from None
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        self._settle()
        return True

    def close(self) -> None:
        """Let somebody else work in it."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _settle(self) -> None:
        """Mark it as ours, but only when nobody else's things are in it."""
        if {entry.name for entry in self.path.iterdir()} <= {_LOCK}:
            (self.path / _MARK).write_text(_ABOUT, encoding="utf-8")
        if self.is_ours():
            self.path.chmod(0o700)

    def is_open(self) -> bool:
        """Whether somebody holds the lock now; makes nothing."""
        try:
            lock = os.open(self.path / _LOCK, os.O_RDWR)
        except OSError:
            return False
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
        finally:
            os.close(lock)
        return False

    def is_ours(self) -> bool:
        return (self.path / _MARK).is_file()

    def forget(self) -> None:
        """Remove all that is in it, but for the lock and the mark."""
        for entry in self.path.iterdir():
            if entry.name in {_LOCK, _MARK}:
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()

    @property
    def secret_file(self) -> Path:
        return self.path / _SECRET

    def secret(self) -> str:
        """Made once, then kept; while it is exchanged, the new one and the old. Raises Unfit where
        it was emptied: another one opens nothing of what is there."""
        kept = self.kept_secret()
        if kept == "":
            raise Unfit(f"{self.secret_file} is empty", _PUT_BACK)
        return kept or self._keep(fresh_secret())

    def begin_new_secret(self) -> None:
        """From the next start on a new one closes, and the old one still opens."""
        self._keep(f"{fresh_secret()},{self.secret()}")

    def drop_old_secret(self) -> None:
        """From the next start on only the newest opens."""
        self._keep((self.kept_secret() or "").partition(",")[0])

    def _keep(self, secret: str) -> str:
        new = self.path / f"{_SECRET}.new"
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(secret + "\n")
            out.flush()
            os.fsync(out.fileno())  # a lost secret is a lost roster
        new.replace(self.secret_file)
        return secret

    def kept_secret(self) -> str | None:
        try:
            return self.secret_file.read_text(encoding="ascii").strip()
        except (FileNotFoundError, NotADirectoryError):
            return None


def fresh_secret() -> str:
    """32 random bytes, as HOTLINE_SECRET wants them."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).rstrip(b"=").decode("ascii")
