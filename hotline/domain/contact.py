"""A contact as far as the line ever knows one: a number, on one of our lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hotline.domain.phone import Phone

# Who keeps texts from somebody who said STOP: the carrier, which took the word for its own, or we
# alone, because they said it in words that no carrier knows.
StoppedBy = Literal["", "carrier", "us"]


@dataclass(frozen=True, slots=True)
class Contact:
    """What STOP is about; FORGET is about all that share a number."""

    line: Phone
    phone: Phone


@dataclass(frozen=True, slots=True)
class Held:
    """That something exists about a contact: which kind, and until when (seconds UTC). Never what
    is in it."""

    kind: str
    until: float
