"""A child does not outlive whoever started it, however that one ended."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1  # linux/prctl.h
# Looked up before any fork: between fork and exec as little as possible may happen.
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def hold(starter: int, orphaned: int) -> None:
    """Call in the child, before exec: when process `starter` dies, this one gets `orphaned`.

    Linux only. Elsewhere (macOS; not tried) a child may stay when its starter is killed with -9;
    the next `hotline up` ends a left-over store and says which port is still taken.
    """
    if _libc is None:
        return
    _libc.prctl(_PR_SET_PDEATHSIG, orphaned, 0, 0, 0)
    if os.getppid() != starter:  # it died before we asked
        os.kill(os.getpid(), signal.SIGKILL)
