"""Randomness, drawn in bulk: each draw from the system lets another thread in, and so costs more
than what is sealed with it.
"""

from __future__ import annotations

import os
import secrets
import threading
from base64 import urlsafe_b64encode

_BULK = 1024  # bytes


class _Drawn(threading.local):
    """What this thread has drawn and not used, and the process that drew it."""

    left: bytes = b""
    process: int = 0


_drawn = _Drawn()


def random(size: int) -> bytes:
    """Random bytes from the system's own source, never given out twice.

    After a fork both processes hold the same: the child, known by its number, draws anew.
    """
    mine = _drawn
    if len(mine.left) < size or mine.process != os.getpid():
        mine.left, mine.process = secrets.token_bytes(max(size, _BULK)), os.getpid()
    found, mine.left = mine.left[:size], mine.left[size:]
    return found


def token() -> str:
    """A random name of 128 bits, [A-Za-z0-9_-]."""
    return urlsafe_b64encode(random(16)).rstrip(b"=").decode("ascii")
