"""Which call is placed next, and whether one may be placed now.

The carrier would queue for us, first come first served, up to a day: an alarm would stand behind
forty rings. So nothing is given to it that it would not place at once.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

# Most urgent first.
URGENCIES = ("emergency", "ask", "reconnection", "waiting", "callback", "reminder")
Urgency = Literal["emergency", "ask", "reconnection", "waiting", "callback", "reminder"]

# How far apart the three parts of a rank are: seconds UTC fit below the first, turns below the
# second, and all of it into a float with hundredths of a second to spare.
_TURN, _URGENCY = 1e11, 1e13
_MOST_TURNS = 99


@dataclass(frozen=True, slots=True)
class Dial:
    """A call that waits to be placed.

    `id` is its errand's, `since` when whoever it is for began to wait (seconds UTC), `turn` how
    many legs of theirs come before it: so each who waits gets one leg in turn, the longest first.
    """

    id: str
    urgency: Urgency
    since: float
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Pace:
    """What the carrier lets an account do: calls placed in a second, and there at once."""

    per_second: float = 1.0
    at_once: int = 20

    @property
    def gap(self) -> float:
        """Seconds from one call to the next."""
        return 1 / self.per_second

    def wait(self, until_slot: float, before: int) -> float:
        """Seconds until it is worth asking again for a call that so many come before: they look for
        themselves. If each looked at each slot, forty calls of one emergency would keep a worker at
        looking."""
        return min(max(until_slot, self.gap / 2), self.gap) + before * self.gap


def rank(dial: Dial) -> float:
    """Its place in the order, as one number: the least is next."""
    turn = min(dial.turn, _MOST_TURNS)
    return URGENCIES.index(dial.urgency) * _URGENCY + turn * _TURN + dial.since


def choose(
    waiting: Collection[Dial], *, now: float, slot: float, live: int, pace: Pace
) -> Dial | None:
    """The call to place now, if one may be: `slot` is when the next may, `live` how many are.

    A slot further ahead than a gap is of a clock that was set back since.
    """
    if now < slot <= now + pace.gap or live >= pace.at_once:
        return None
    return min(waiting, key=lambda dial: (rank(dial), dial.id), default=None)
