"""How many check-ins may be due at once: a line can ring one phone a second, and all of one minute
must have been rung by the time the first of them is an alarm."""

from __future__ import annotations

from collections.abc import Callable

MOST = 20  # asks that may be due in one minute
AHEAD = 15  # minutes for which a free one is looked for


def admitted(at: float, due: Callable[[float, float], int]) -> float | None:
    """The first moment from `at` on whose minute has room, whole minutes later; None when all are
    full for a while. `due(begin, end)` says how many are due already (seconds UTC)."""
    for later in range(AHEAD + 1):
        begin = at + 60 * later
        minute = begin - begin % 60
        if due(minute, minute + 60) < MOST:
            return begin
    return None
