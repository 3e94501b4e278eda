"""The plan of a check-in: what the contact wants to be done, said by them before it begins."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from hotline.domain.phone import Phone

# How they are asked. Nothing else is ever used, not even in need.
Ways = Literal["both", "texts", "calls"]
# What a peer may do who has no answer; no software does any of it.
Wish = Literal["keep_trying", "friend", "ambulance"]

SHORTEST, LONGEST = 60.0, 180 * 60.0  # seconds from now to the moment they are asked


@dataclass(frozen=True, slots=True)
class Plan:
    """What they want. Nothing in it has to be said.

    `friend` is their own person's number, for `wish` `friend`; `place` is where they are, in their
    words; `trouble` is a word of theirs that looks like all well, and means the contrary. All three
    are read by nobody but who took the alarm, and are erased with the check-in.
    """

    ways: Ways = "both"
    wish: Wish = "keep_trying"
    friend: Phone | None = field(default=None, repr=False)
    place: str = field(default="", repr=False)
    trouble: str = field(default="", repr=False)


def in_bounds(seconds: float) -> bool:
    """Whether somebody can be asked after so long."""
    return SHORTEST <= seconds <= LONGEST
