"""What a voice document can ask for, verb by verb, as values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Say:
    """<Say>: words spoken by a machine. `loop` 0 is for ever."""

    words: str
    voice: str = "man"
    language: str = "en-US"
    loop: int = 1


@dataclass(frozen=True, slots=True)
class Play:
    """<Play>: a recording by its address, or tones."""

    url: str
    loop: int = 1
    digits: str = ""


@dataclass(frozen=True, slots=True)
class Pause:
    """<Pause>: seconds of silence."""

    length: int = 1


Prompt = Say | Play | Pause


@dataclass(frozen=True, slots=True)
class Gather:
    """<Gather>: wait for keys. `finish` is every key that ends it; "" is none."""

    prompts: tuple[Prompt, ...] = ()
    action: str = ""
    digits: int | None = None
    timeout: int = 5
    finish: str = "#"
    on_empty: bool = False
    barge_in: bool = True


@dataclass(frozen=True, slots=True)
class Redirect:
    """<Redirect>: go on with another document."""

    url: str


@dataclass(frozen=True, slots=True)
class Hangup:
    """<Hangup>: the call is over."""


@dataclass(frozen=True, slots=True)
class Reject:
    """<Reject>: not even answered."""

    reason: str = "rejected"


@dataclass(frozen=True, slots=True)
class Number:
    """<Number>: a phone to ring; `whisper` is a document for whoever picks up."""

    number: str
    whisper: str = ""
    callback: str = ""
    events: frozenset[str] = frozenset({"completed"})


@dataclass(frozen=True, slots=True)
class Conference:
    """<Conference>: a room by name."""

    name: str
    start: bool = True
    end: bool = False
    muted: bool = False
    beep: str = "true"
    most: int = 250
    wait: str | None = None  # None: the carrier's own music; "": silence
    callback: str = ""
    events: frozenset[str] = frozenset()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Dial:
    """<Dial>: connect this leg with phones or with a room."""

    numbers: tuple[Number, ...] = ()
    room: Conference | None = None
    action: str | None = None
    timeout: int = 30
    limit: int = 14400
    star: bool = False
    caller_id: str = ""
    on_bridge: bool = False


Verb = Say | Play | Pause | Gather | Redirect | Hangup | Reject | Dial
