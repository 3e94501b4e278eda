"""Where a caller is, and what comes of a key. It travels sealed in the address of the next request,
so that voice menus and counted breaths need no store.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from hotline.domain.callback import Promise
from hotline.domain.replies import Heard
from hotline.flow.session import Session

# `room`: with a person; `parted`: out of the room, for a while; `direct`: unanswered, on a direct
# line; `back`: asked whether this phone is safe to ring or write to; `pin`: asked for a PIN;
# `peer`: one of us, by their PIN, at the menu of those who answer; `closed`: one of us, who has
# just closed a check-in; `minutes`: asked in how many we call them, `check`: whether that is
# right; `allow`: asked whether we may ring back, should this call drop.
At = Literal[
    "door", "waiting", "breathing", "room", "parted", "flow", "nobody", "direct", "back", "pin",
    "peer", "minutes", "check", "closed", "allow",
]  # fmt: skip
# `same`: the peer they talked with a moment ago, first.
Wants = Literal["", "person", "same", "emergency", "stay"]


@dataclass(frozen=True, slots=True)
class OnCall:
    """A caller's place.

    `turn` numbers the requests of a call, so that no answer is taken for an earlier one. `missed`
    keys or silences in a row; while people are rung, turns in a row without the store. `step` is
    the hand-off that was asked for, `wants` for what kind of call, `ring` the ring that runs,
    `since` when the wait or the count of breaths began (seconds UTC), `told` how many sentences
    were said in it; `met` the room they were last sent to; `tried` how many numbers were dialled
    straight from the call, on a direct line of the people in `order` (their ids), else of the
    fallback numbers. On another line `order` names the peer they talked with a moment ago.
    `promised` is until when they were asked to be called back, `minutes` in how many they want to
    be checked on, `allows` that they may be rung should this call drop. `peer` is who of us this is
    (their id), since their PIN, and `sure` the key that they are to press again to be sure.
    `sealed` is when it was put into an address (seconds UTC).
    """

    at: At = "door"
    session: Session = field(default_factory=Session)
    turn: int = 0
    missed: int = 0
    slow: bool = False
    step: str = ""
    wants: Wants = ""
    ring: str = ""
    since: float = 0.0
    told: int = 0
    met: str = ""
    tried: int = 0
    order: tuple[str, ...] = ()
    peer: str = ""
    sure: str = ""
    promised: float = 0.0
    minutes: int = 0
    allows: bool = False
    sealed: int = 0


@dataclass(frozen=True, slots=True)
class CallTurn:
    """What comes of a key, or of silence.

    `on` None: the call ends after what is heard. `wants` are the people to be rung for it; `text`
    is what the caller asked to get as a text; `promise` what they agreed to; `calls_off`: should
    they have been promised something, they want it no more. `types`: any number of keys is
    listened for, up to the pound key; `checks`: a check-in is wanted, in so many minutes.
    """

    on: OnCall | None
    heard: tuple[Heard, ...]
    listen: int = 6  # seconds
    wants: Wants = ""
    text: str = field(default="", repr=False)
    promise: Promise | None = None
    calls_off: bool = False
    types: bool = False
    checks: bool = False
