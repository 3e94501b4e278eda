"""A person's PIN: what is kept of it tells nobody what it is, and two alike look different."""

from __future__ import annotations

import hashlib
import hmac
from itertools import pairwise

LENGTHS = range(4, 9)  # digits
_COST = {"n": 2**14, "r": 8, "p": 1, "dklen": 32}  # 16 MB and some 50 ms for each guess


def read_pin(text: str) -> str | None:
    """A PIN as typed, or None: 4 to 8 digits, not all alike and not simply counted up or down."""
    pin = text.strip()
    if not (pin.isascii() and pin.isdigit() and len(pin) in LENGTHS):
        return None
    steps = {int(b) - int(a) for a, b in pairwise(pin)}
    return None if steps in ({0}, {1}, {-1}) else pin


def digest(pin: str, salt: str) -> str:
    """What is kept. `salt` is random and never used twice; it has no `$` in it."""
    return f"{salt}${hashlib.scrypt(pin.encode(), salt=salt.encode(), **_COST).hex()}"


def fits(kept: str, pin: str) -> bool:
    """Whether this is the PIN. Where none was ever set, none fits."""
    salt, dollar, _ = kept.partition("$")
    return bool(dollar) and hmac.compare_digest(kept, digest(pin, salt))
