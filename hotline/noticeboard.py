"""What a process knows of how the line stands, so that no text or call has to ask the store.

It is a few seconds old at most. With the store away nobody can be rung for: the state of the line
stays as it was last known, and nobody is on.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from hotline.domain.standing import NOBODY_ON, Standing
from hotline.errors import SealBroken, StoreAway

LOOK_EVERY = 5.0  # seconds


class Noticeboard:
    """Keeps what was last seen; `look` asks the store."""

    def __init__(
        self, look: Callable[[], Standing], monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._look, self._monotonic = look, monotonic
        self._looked = float("-inf")
        self._seen: Standing | None = None

    def standing(self) -> Standing:
        """How the line stands. While one thread looks, the others go by what was seen before."""
        if self._monotonic() - self._looked >= LOOK_EVERY:
            if self._seen:
                self._looked = self._monotonic()
            self._seen = self._fresh()
            self._looked = self._monotonic()
        return self._seen or NOBODY_ON

    def _fresh(self) -> Standing:
        try:
            return self._look()
        except (StoreAway, SealBroken):
            return Standing(self._seen.state if self._seen else "open")
