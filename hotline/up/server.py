"""Which store program to start: one that is installed here and new enough, or the embedded one."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from hotline.up.embedded import server_binary

_NEEDED = (7, 2)
_LARGE_COMMANDS = (8, 1)  # the first Valkey that also keeps large commands and replies in a log


@dataclass(frozen=True, slots=True)
class Server:
    """A store program. `kind` is Valkey or Redis."""

    path: Path
    kind: str
    version: tuple[int, ...]
    embedded: bool = False

    def __str__(self) -> str:
        number = ".".join(map(str, self.version))
        return f"{self.kind} {number}{', embedded' if self.embedded else ''}"

    @property
    def logs_large_commands(self) -> bool:
        return self.kind == "Valkey" and self.version >= _LARGE_COMMANDS


def find_server() -> Server | None:
    """None when there is none."""
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name)
        server = describe(Path(found)) if found else None
        if server and server.version >= _NEEDED:
            return server
    path = server_binary()
    return describe(path, embedded=True) if path else None


def describe(path: Path, *, embedded: bool = False) -> Server | None:
    """Ask the program what it is; None when it does not say so."""
    try:
        said = subprocess.run(
            [path, "--version"], capture_output=True, text=True, timeout=10, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return None
    match = re.match(r"(Valkey|Redis) server v=(\d+(?:\.\d+)*)", said.stdout)
    if not match:
        return None
    return Server(path, match[1], tuple(int(part) for part in match[2].split(".")), embedded)
