"""How many answers go out before the line answers only what cannot wait.

What is bounded is what we send: whoever writes gets one sentence at least, an emergency its steps,
and calls go on as ever.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hotline.domain.phone import Phone

EXCHANGE_HOUR = 120  # answers an hour to one exchange: ten people who write a lot
LINE_HOUR = 500  # answers an hour on one line
LINE_DAY = 2500  # answers a day on one line
CARDS_DAY = 6  # texts a day to a phone that asked for them in a call: its number can be forged
# How somebody asked for what goes to their phone. Each is counted by itself, up to `CARDS_DAY`: who
# forges a number in calls must not use up what answers its texts.
Asked = Literal["by phone", "by text"]

_NORTH_AMERICAN = 8  # letters of +1, area code and exchange
_LAST = 4  # digits of a number elsewhere that an exchange gives out


@dataclass(frozen=True, slots=True)
class Sent:
    """How many answers went out lately: this hour to an exchange, and on a line."""

    exchange: int = 0
    hour: int = 0
    day: int = 0

    @property
    def too_many(self) -> bool:
        return self.exchange >= EXCHANGE_HOUR or self.hour >= LINE_HOUR or self.day >= LINE_DAY


def exchange_of(phone: Phone) -> str:
    """The first digits of a number, which thousands share: floods come from rows of numbers."""
    e164 = phone.e164
    return e164[:_NORTH_AMERICAN] if e164.startswith("+1") else e164[:-_LAST]
