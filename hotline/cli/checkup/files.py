"""Files that hold secrets: nobody else on this machine may read them."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from hotline.cli.checkup.finding import Finding, mend, ok
from hotline.settings import MAY_COME_FROM_A_FILE
from hotline.up.state import StateFolder, state_path

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_ENV = ".env"  # where many programs look for settings, and many people put them


def files(environ: Mapping[str, str], here: Path = Path()) -> list[Finding]:
    """Each by the setting that names it: a path may say more than it should."""
    open_to_others = [name for name, path in _secret_files(environ, here) if _open(path)]
    return [
        mend("files", f"others on this machine can read {name}: chmod 600, and exchange the secret")
        for name in open_to_others
    ] or [ok("files", "no file with a secret is open to others")]


def _secret_files(environ: Mapping[str, str], here: Path) -> Iterator[tuple[str, Path]]:
    for name in MAY_COME_FROM_A_FILE:
        if path := environ.get(f"{name}_FILE", "").strip():
            yield f"the file of {name}_FILE", Path(path)
    yield "the secret that `hotline up` keeps", StateFolder(state_path(environ)).secret_file
    yield _ENV, here / _ENV


def _open(path: Path) -> bool:
    """A link is as open as what it leads to."""
    try:
        return bool(path.stat().st_mode & _OTHERS)
    except OSError:
        return False
