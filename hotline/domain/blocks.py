"""Blocks: a phone reaches no people, or one peer not, for a while. Steps and recorded help stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hotline.domain.times import DAY

EVERYBODY = ""  # in the place of a peer's id


@dataclass(frozen=True, slots=True)
class Size:
    """How far a block goes: one peer's own phone (`own`) or everybody's, for `life` seconds."""

    own: bool
    life: int


# By the key that a peer presses: me tonight, me for long, everybody for a week.
SIZES: Mapping[str, Size] = {
    "1": Size(own=True, life=12 * 3600),
    "2": Size(own=True, life=365 * int(DAY)),
    "3": Size(own=False, life=7 * int(DAY)),
}


@dataclass(frozen=True, slots=True)
class Block:
    """One that stands. `mark` is a short tag of a line and a phone: it says nothing of either.

    `peer` is whose phone it does not reach, `EVERYBODY`'s where it is empty; `until` in seconds
    UTC.
    """

    mark: str
    peer: str
    until: float


@dataclass(frozen=True, slots=True)
class Kept:
    """From whom one caller is kept."""

    everybody: bool = False
    peers: frozenset[str] = frozenset()
