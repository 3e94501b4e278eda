"""What can happen to the pretend carrier, and what it then does outside itself."""

from __future__ import annotations

from dataclasses import dataclass

Params = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Hook:
    """One webhook about one incoming text: where, with what, and what if it fails."""

    sid: str  # of the incoming text
    line: str
    contact: str
    url: str
    params: Params
    token: str  # I-Twilio-Idempotency-Token: the same on every try
    fallback: str = ""
    hops: int = 0  # documents fetched before this one, for the same text


@dataclass(frozen=True, slots=True)
class Ring:
    """One status callback."""

    sid: str
    url: str
    params: Params
    token: str


@dataclass(frozen=True, slots=True)
class Fetch:
    """One request for a voice document. `turn` is the call's when it asked: later is too late."""

    sid: str  # of the call
    turn: int
    url: str
    params: Params
    token: str
    kind: str  # what the document is for: call, whisper, wait or announce
    fallback: str = ""
    lost: bool = False  # the line will answer, but the first answer never arrives


@dataclass(frozen=True, slots=True)
class Timer:
    """Something that a call planned for itself; void once its turn has moved on."""

    sid: str
    turn: int
    what: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """A message reaches its next status."""

    sid: str
    status: str
    error: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back over HTTP; `failure` is the carrier's code when nothing usable did."""

    status: int
    content_type: str = ""
    body: str = ""
    failure: int | None = None


@dataclass(frozen=True, slots=True)
class TextTyped:
    """Somebody sent a text from a pretend phone. `seed` is random; ids are drawn from it."""

    sender: str
    line: str
    body: str
    media: int
    seed: str


@dataclass(frozen=True, slots=True)
class HookEnded:
    """The line answered a webhook, or did not."""

    hook: Hook
    answer: Answer
    seed: str


@dataclass(frozen=True, slots=True)
class RingEnded:
    """The line answered a status callback, or did not."""

    ring: Ring
    answer: Answer
    seed: str


@dataclass(frozen=True, slots=True)
class DocumentCame:
    """The line answered a request for a voice document, or did not."""

    fetch: Fetch
    answer: Answer


@dataclass(frozen=True, slots=True)
class CallDialled:
    """Somebody dials a line. `shown` is what stands in From: empty for the phone's own number."""

    phone: str
    line: str
    seed: str
    shown: str = ""


@dataclass(frozen=True, slots=True)
class CallAnswered:
    """Somebody takes the call that rings at this phone."""

    phone: str


@dataclass(frozen=True, slots=True)
class CallDeclined:
    """Somebody presses the red button while it rings."""

    phone: str


@dataclass(frozen=True, slots=True)
class KeysPressed:
    """Keys on the keypad, during a call."""

    phone: str
    keys: str


@dataclass(frozen=True, slots=True)
class WordsSpoken:
    """Somebody says something into this phone; whoever is connected hears it."""

    phone: str
    words: str


@dataclass(frozen=True, slots=True)
class HungUp:
    """This phone hangs up, or its battery dies."""

    phone: str


@dataclass(frozen=True, slots=True)
class TimePassed:
    """Look whether anything is due."""


CallEvent = CallDialled | CallAnswered | CallDeclined | KeysPressed | WordsSpoken | HungUp
Event = TextTyped | HookEnded | RingEnded | DocumentCame | CallEvent | TimePassed
Effect = Hook | Ring | Fetch
