"""How many check-ins may be due at once: a line can ring one phone a second, and all of one minute
must have been rung by the time the first of them is an alarm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

# Asks that may be due in one minute. Who asks for one in the same instant as others may be one too
# many: as many again would still be rung twice before they are alarms.
MOST = 20
AHEAD = 15  # minutes for which a free one is looked for

Why = Literal[
    "length",  # not 1 to 180 minutes
    "off",  # the line is not open, or checks on nobody
    "shared",  # the number is nobody's own, or kept from people
    "nobody",  # nobody is on: `opens` is when somebody is (seconds UTC, 0: nobody knows)
    "short",  # people are on until `until`: `minutes` would do
    "full",  # too many are asked then: `minutes` would do (0: none near)
    "not_kept",  # the store could not say that it is on disk, or who asks is away: nothing is on
]


@dataclass(frozen=True, slots=True)
class Refused:
    """Why there is none, honestly; what would do instead."""

    why: Why
    minutes: int = 0
    until: float = 0.0
    opens: float = 0.0


def admitted(at: float, due: Callable[[float, float], int]) -> float | None:
    """The first moment from `at` on whose minute has room, whole minutes later; None when all are
    full for a while. `due(begin, end)` says how many are due already (seconds UTC)."""
    for later in range(AHEAD + 1):
        begin = at + 60 * later
        minute = begin - begin % 60
        if due(minute, minute + 60) < MOST:
            return begin
    return None
