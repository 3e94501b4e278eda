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
class TimePassed:
    """Look whether anything is due."""


Event = TextTyped | HookEnded | RingEnded | TimePassed
Effect = Hook | Ring
