"""What is to run, as values: one process, and the plan of all of them."""

from __future__ import annotations

import signal
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Process:
    """One program to keep running. Secrets travel in `env`: a command line is public on a machine.

    `ready` is asked until it says yes; only then the next process starts. `last` processes are
    stopped after all others, because those still need them to finish (the store, the carrier).
    `orphaned` is the signal it gets when we are killed.
    """

    name: str
    argv: Sequence[str]
    env: Mapping[str, str] = field(repr=False)
    ready: Callable[[], bool] | None = None
    patience: float = 20.0  # seconds to become ready
    grace: float = 3.0  # seconds to end when asked
    last: bool = False
    orphaned: int = signal.SIGKILL
    folder: Path | None = None
    sockets: tuple[int, ...] = ()  # open sockets it inherits
    silent: bool = False  # what it says is nobody's business, but for its errors
    log: Path | None = None  # where it writes these


@dataclass(frozen=True, slots=True)
class Plan:
    """All processes, in the order in which they start."""

    processes: tuple[Process, ...]
