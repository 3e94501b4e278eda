"""The time, and never before the latest that this store has seen.

A board without a battery boots in 1970; then what is due would wait for years. Until its clock is
set, time goes on from where the store last saw it. A clock that is set back while we run changes
nothing either. `/ready` says so, and the doctor.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from hotline.errors import StoreAway

_TRY = 5.0  # seconds between two tries to learn of it, while the store is away


class Timekeeper:
    """`latest` asks the store, once: from then on it is counted from there."""

    def __init__(
        self,
        latest: Callable[[], float],
        wall: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._latest, self._wall, self._monotonic = latest, wall, monotonic
        self._seen, self._at = 0.0, monotonic()
        self._asked_again = float("-inf")

    def now(self) -> float:
        """Seconds UTC."""
        return max(self._wall(), self._counted())

    def behind(self) -> float:
        """By how many seconds this machine's own clock is behind; 0 where it is not."""
        return max(0.0, self._counted() - self._wall())

    def _counted(self) -> float:
        if not self._seen and self._monotonic() - self._asked_again >= _TRY:
            self._asked_again = self._monotonic()
            self._ask()
        return self._seen + self._monotonic() - self._at if self._seen else 0.0

    def _ask(self) -> None:
        try:
            self._seen, self._at = self._latest() or self._wall(), self._monotonic()
        except StoreAway:  # the store's own lines tell
            return
