"""A call of ours to one of us, that says or asks one thing: whether they agree to be rung, whether
a call of the line rings through at all, the PIN that opens their shift. One record, `step`, and no
second try by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from hotline.domain.phone import Phone
from hotline.domain.rota import Part

# `shift` asks for a PIN; `remind` tells of a shift, and `gap` a coordinator of a time that nobody
# has. `texts_off` and `look` only say something: to somebody whose STOP ended our texts, and to a
# coordinator without texts, that the roster needs a look. So do the others, of check-ins and of one
# who writes of somebody not breathing.
Kind = Literal[
    "consent",
    "test",
    "shift",
    "remind",
    "gap",
    "texts_off",
    "look",
    "lost",
    "cover",
    "open",
    "unfinished",
    "emergency",
]
TELLS: frozenset[Kind] = frozenset(
    {"texts_off", "look", "lost", "cover", "open", "unfinished", "emergency"}
)
# `waits` for its turn, was `asked` of the carrier (and may ring), was `answered`; or how it ended.
State = Literal[
    "waits", "asked", "answered", "yes", "no", "silent", "busy", "unanswered", "refused"
]
Reply = Literal["ask", "ask again", "yes", "no", "goodbye"]

PROMPTS = 2  # times somebody is asked,
PINS = 3  # and asked for a PIN
LASTS = 120.0  # seconds after which a call that was asked for is over, told or not
OVER: frozenset[State] = frozenset({"yes", "no", "silent", "busy", "unanswered", "refused"})

# A voicemail is no consent: only these keys say anything. That it rings through, any key says.
_SAYS: Mapping[str, State] = {"1": "yes", "2": "no"}
# What the carrier's word for an end means where nobody was heard of.
_ENDS: Mapping[str, State] = {
    "completed": "silent",
    "busy": "busy",
    "no-answer": "unanswered",
    "canceled": "unanswered",
    "failed": "refused",
}


@dataclass(frozen=True, slots=True)
class PeerCall:
    """One call to one of us.

    `person` is their id, `sid` the carrier's id of the call, `until` when nobody asks for this
    record any more (seconds UTC). `about` is the time of the rota that is told.
    """

    id: str
    kind: Kind
    person: str
    line: Phone
    until: float
    state: State = "waits"
    sid: str = ""
    about: Part | None = None

    @property
    def over(self) -> bool:
        """Whether it is known how it went."""
        return self.state in OVER


@dataclass(frozen=True, slots=True)
class Asked:
    """A worker is about to ask the carrier for it."""


@dataclass(frozen=True, slots=True)
class PutOff:
    """The carrier had no room for it just now: it waits again."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The carrier refused it for good."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The carrier has it, and so it calls it."""

    sid: str


@dataclass(frozen=True, slots=True)
class PickedUp:
    """Somebody, or a machine, answered."""

    sid: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """The question was heard out, the `n`th time; `key` is empty when nothing was pressed."""

    sid: str
    key: str
    n: int


@dataclass(frozen=True, slots=True)
class Ended:
    """It is over; `how` is the carrier's word."""

    sid: str
    how: str


Event = Asked | PutOff | Refused | Placed | PickedUp | Pressed | Ended


def step(call: PeerCall, event: Event) -> tuple[PeerCall, Reply | None]:
    """Any event, in any state. What comes twice or late changes nothing that is known."""
    match event:
        case Asked():
            return _moved(call, "waits", "asked"), None
        case PutOff():
            return _moved(call, "asked", "waits"), None
        case Refused():
            return _moved(call, "asked", "refused"), None
        case Placed(sid):
            return replace(call, sid=sid), None
        case PickedUp(sid):
            call = replace(call, sid=sid)
            return (call, "goodbye") if call.over else (replace(call, state="answered"), "ask")
        case Pressed(sid, key, n):
            return _pressed(replace(call, sid=sid), key, n)
        case Ended(sid, how):
            return _ended(replace(call, sid=sid), how), None


def _moved(call: PeerCall, before: State, after: State) -> PeerCall:
    return replace(call, state=after) if call.state == before else call


def _pressed(call: PeerCall, key: str, n: int) -> tuple[PeerCall, Reply]:
    """The report of the end may overtake a key: what was said counts all the same, and first."""
    said = _said(call.kind, key) if call.state not in {"yes", "no"} else call.state
    match said:
        case "yes":
            return replace(call, state="yes"), "yes"
        case "no":
            return replace(call, state="no"), "no"
    if n < (PINS if call.kind == "shift" else PROMPTS) and not call.over:
        return call, "ask again"
    return replace(call, state="silent"), "goodbye"


def _said(kind: Kind, key: str) -> State | None:
    if kind == "test":
        return "yes" if key else None
    return _SAYS.get(key)


def _ended(call: PeerCall, how: str) -> PeerCall:
    if call.over:
        return call
    return replace(call, state="silent" if call.state == "answered" else _ENDS.get(how, "refused"))
