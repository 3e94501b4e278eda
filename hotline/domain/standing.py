"""How the line stands: whether it is open, who is on for calls, and when next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

# `busy`: people are there and cannot take more; `closed`: until somebody opens it; `hiatus`: a
# longer rest; `grief`: the line mourns. Nobody is rung in any of them but `open`.
State = Literal["open", "busy", "closed", "hiatus", "grief"]
STATES: tuple[State, ...] = get_args(State)
SOON = 20 * 3600  # seconds within which a time of day says enough


@dataclass(frozen=True, slots=True)
class Standing:
    """As it was a few seconds ago.

    `on` are the rotations of which a call would now ring somebody; `next_on` tells when next it
    would (seconds UTC), for each rotation of which that is known and soon; `texted` are those of
    which somebody answers texts, and until when.
    """

    state: State = "open"
    on: frozenset[str] = frozenset()
    next_on: Mapping[str, float] = field(default_factory=dict)
    texted: Mapping[str, float] = field(default_factory=dict)

    def again(self, rotation: str, now: float) -> float | None:
        """When next somebody of it is on, if that is soon enough to be told by the clock."""
        at = self.next_on.get(rotation)
        return at if at is not None and at - now <= SOON else None


NOBODY_ON = Standing()  # open, and nobody is known to be on
