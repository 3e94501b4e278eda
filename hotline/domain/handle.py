"""Handles: the digits that a contact goes by in a thread. The last one checks the others.

By Damm's table no single slip of a digit, and no swap of two neighbours, makes one handle another
(H. Michael Damm, 2004).
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from hashlib import sha256

_DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip
# Nobody's finger should be led to these by a handle that looks like them.
_CALLED_FOR_HELP = frozenset({"000", "111", "112", "113", "119", "911", "988", "999"})


def checked(digits: str) -> bool:
    """Whether the last digit fits the others."""
    return digits.isdigit() and _check(digits) == "0"


@cache
def handles(length: int) -> tuple[str, ...]:
    """All there are of this length, in order."""
    rest = (f"{n:0{length - 1}d}" for n in range(10 ** (length - 1)))
    whole = (digits + _check(digits) for digits in rest)
    return tuple(handle for handle in whole if handle not in _CALLED_FOR_HELP)


def drawn(used: Collection[str], length: int, dice: str) -> str:
    """One that is free, by `dice` (any random text); empty when none of this length is."""
    free = [handle for handle in handles(length) if handle not in used]
    number = int.from_bytes(sha256(dice.encode()).digest()[:8])
    return free[number % len(free)] if free else ""


def _check(digits: str) -> str:
    interim = "0"
    for digit in digits:
        interim = _DAMM[int(interim)][int(digit)]
    return interim
