"""What time it is: the real time, or one that tests hold in their hand."""

from __future__ import annotations

import time


class Clock:
    """Real until held; a held clock stands still until it is moved."""

    def __init__(self, held: float | None = None) -> None:
        self._held = held

    @property
    def virtual(self) -> bool:
        return self._held is not None

    def now(self) -> float:
        return time.time() if self._held is None else self._held

    def hold(self) -> None:
        if self._held is None:
            self._held = time.time()

    def release(self) -> None:
        self._held = None

    def move_to(self, at: float) -> None:
        if self._held is not None:
            self._held = max(self._held, at)
