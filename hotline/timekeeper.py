"""The time, and never before the latest that this store has seen.

A board without a battery boots in 1970; then what is due would wait for years. Until its clock is
set, time goes on from where the store last saw it. A clock that is set back while we run changes
nothing either. `/ready` says so, and the doctor. An operator may take back what the store saw, when
that was ahead: every process goes by it within seconds.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from hotline.errors import StoreAway

_LOOK = 5.0  # seconds between two looks at what the store has seen
_LEAD = (
    60.0  # seconds by which it must be earlier than our time to be meant: it is told now and then
)


class Timekeeper:
    """`latest` asks the store. From its first answer on it is counted; a later one counts only
    where it was told anew, and is earlier by so much that somebody must have taken ours back."""

    def __init__(
        self,
        latest: Callable[[], float],
        wall: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._latest, self._wall, self._monotonic = latest, wall, monotonic
        self._from: tuple[float, float] | None = None  # a time, and our own count at that
        self._told = 0.0
        self._looked = float("-inf")

    def now(self) -> float:
        """Seconds UTC."""
        return max(self._wall(), self._counted())

    def behind(self) -> float:
        """By how many seconds this machine's own clock is behind; 0 where it is not."""
        return max(0.0, self._counted() - self._wall())

    def _counted(self) -> float:
        if self._monotonic() - self._looked >= _LOOK:
            self._looked = self._monotonic()
            self._look()
        if self._from is None:
            return 0.0
        seen, at = self._from
        return seen + self._monotonic() - at

    def _look(self) -> None:
        try:
            told = self._latest()
        except StoreAway:  # the store's own lines tell
            return
        at = self._monotonic()
        if self._from is None:
            self._from = told or self._wall(), at
        elif told not in (0.0, self._told) and told < self._from[0] + at - self._from[1] - _LEAD:
            self._from = told, at
        self._told = told
