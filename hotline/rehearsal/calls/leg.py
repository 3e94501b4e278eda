"""One call as the carrier keeps it, and what it is doing at this moment."""

from __future__ import annotations

from dataclasses import dataclass

from hotline.rehearsal.calls.verbs import Dial, Gather, Prompt, Verb

FINAL = frozenset({"completed", "busy", "no-answer", "failed", "canceled"})
WAITING = frozenset({"queued", "initiated", "ringing"})

INBOUND = "inbound"
FROM_API = "outbound-api"
FROM_DIAL = "outbound-dial"


@dataclass(frozen=True, slots=True)
class Script:
    """The rest of a document: verbs not yet carried out. `kind` is what it is for."""

    verbs: tuple[Verb, ...]
    url: str  # where it came from: relative addresses start here
    kind: str = "call"  # call, whisper or wait


@dataclass(frozen=True, slots=True)
class Gathering:
    """Waiting for keys; `prompts` are still to be said."""

    gather: Gather
    prompts: tuple[Prompt, ...]
    digits: str = ""
    speaking: bool = False


@dataclass(frozen=True, slots=True)
class Dialling:
    """Ringing phones for somebody, or connected with one."""

    dial: Dial
    children: tuple[str, ...]
    winner: str = ""
    bridged: float | None = None


@dataclass(frozen=True, slots=True)
class Bridged:
    """A phone that was dialled for somebody and now talks with them."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """In a room. `then` is what follows afterwards."""

    dial: Dial
    room: str  # its SID
    then: Script


Doing = Gathering | Dialling | Bridged | Meeting


@dataclass(frozen=True, slots=True)
class Leg:
    """A call's record. Seconds are since 1970; `turn` makes what was planned before void."""

    sid: str
    serial: int
    direction: str
    phone: str  # the phone at its far end, whatever number is shown
    caller: str
    called: str
    status: str
    created: float
    updated: float
    answered: float | None = None
    ended: float | None = None
    parent: str = ""
    url: str = ""
    twiml: str = ""
    fallback: str = ""
    callback: str = ""
    events: frozenset[str] = frozenset({"completed"})
    told: int = 0  # the next SequenceNumber
    timeout: float = 60.0
    limit: float = 14400.0
    turn: int = 0
    hops: int = 0  # documents in a row, since `hopped`
    hopped: float = 0.0
    script: Script | None = None
    doing: Doing | None = None

    @property
    def final(self) -> bool:
        return self.status in FINAL

    @property
    def line(self) -> str:
        return self.called if self.direction == INBOUND else self.caller
