"""One word with a store over its socket: is it there, and may it please end."""

from __future__ import annotations

import socket
from pathlib import Path


def answers(address: Path) -> bool:
    """Whether a store is there and has read its file: while it loads it says -LOADING."""
    return _say(address, b"PING\r\n").startswith(b"+PONG")


def end(address: Path) -> None:
    """Ask a store to end. It just hangs up then; with appendfsync always nothing is lost."""
    _say(address, b"SHUTDOWN NOSAVE\r\n")


def _say(address: Path, words: bytes) -> bytes:
    try:
        with socket.socket(socket.AF_UNIX) as talk:
            talk.settimeout(1.0)
            talk.connect(str(address))
            talk.sendall(words)
            return talk.recv(64)
    except OSError:
        return b""
