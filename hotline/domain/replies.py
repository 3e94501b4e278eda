"""What we say now, in answer to what just happened."""

from __future__ import annotations

from dataclasses import dataclass, field

from hotline.domain.phone import Phone


@dataclass(frozen=True, slots=True)
class TextReply:
    """One message back to whoever just wrote. `receipt` is a token under which its fate is told."""

    body: str = field(repr=False)
    receipt: str = ""


@dataclass(frozen=True, slots=True)
class Say:
    """Words, spoken in a language's own voice."""

    words: str = field(repr=False)
    language: str
    slow: bool = False


@dataclass(frozen=True, slots=True)
class Play:
    """One of our own sounds, by name."""

    sound: str


@dataclass(frozen=True, slots=True)
class Pause:
    """So many seconds of silence."""

    seconds: int


Heard = Say | Play | Pause


@dataclass(frozen=True, slots=True)
class Listen:
    """Say something and listen for one key meanwhile, and `seconds` more. The key, or silence,
    goes to the address `then`. `pound`: for any number of keys instead, up to the pound key."""

    heard: tuple[Heard, ...]
    seconds: int
    then: str
    pound: bool = False


@dataclass(frozen=True, slots=True)
class GoOn:
    """Ask at the address `then` what comes next."""

    then: str


@dataclass(frozen=True, slots=True)
class Meet:
    """Enter the room of this name. Its star key, or its end, leads to the address `then`.

    When the `anchor` leaves, the room ends for all. `beat` is asked while this leg is alone in it,
    and tells us so; `told` hears who comes and goes. `seconds` bounds the talk. `muted`: they hear
    the others, and nobody hears them.
    """

    room: str
    anchor: bool
    beat: str
    then: str
    told: str
    seconds: int
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Dial:
    """Ring one number from one of ours; `whisper` asks whoever picks up (empty: they are connected
    at once). Its end leads to `then`.

    `quietly`: the caller stays unanswered until somebody has pressed 1, and no key of theirs ends
    it (direct mode).
    """

    to: Phone
    line: Phone
    rings: int  # seconds
    seconds: int
    whisper: str
    then: str
    quietly: bool = False


@dataclass(frozen=True, slots=True)
class HangUp:
    """The call ends."""


@dataclass(frozen=True, slots=True)
class Busy:
    """The call is refused, unanswered, with the busy tone."""


CallReply = Say | Play | Pause | Listen | GoOn | Meet | Dial | HangUp | Busy
