"""What a worker does later: a sealed record with a due time; a job only says: look now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from hotline.domain.phone import Phone

CopyKind = Literal["text", "call"]  # of what the carrier keeps a record
SWEEP = "sweep-of-carriers-copies"  # the id of the one sweep
UPKEEP = "upkeep-of-the-roster"  # the id of the one that looks over the roster
REMIND = "reminders-of-the-rota"  # the id of the one that reminds
_LOOKS = frozenset({SWEEP, UPKEEP, REMIND})
_COPY = "copy-"  # before the names of other errands: is it one, it is none of those

# Of what the carrier has of a text or a call: it can usually be deleted so many seconds after its
# end; it finalises everything within 14 days, and then we give up.
FIRST_ERASURE = 60.0
GIVE_UP_ERASING = 15 * 86400.0


@dataclass(frozen=True, slots=True)
class Due:
    """Something that must happen at `at` (seconds UTC); `id` finds its record."""

    at: float
    id: str


def copy_of(name: str) -> str:
    """The id of the errand that deletes what the carrier has of a text (by its receipt) or a call
    (by its ring), or of anything (by a token)."""
    return f"{_COPY}{name}"


def copied(id: str) -> str:
    """What `copy_of` was told."""
    return id.removeprefix(_COPY)


def note_of(name: str) -> str:
    """The id of the errand that tells one of us something that nobody stands waiting for."""
    return f"{name}-note"


def can_wait(id: str) -> bool:
    """Whether nobody stands waiting for it: deletions, looks at roster and rota, notes. It is done
    behind calls and texts, and one worker process never does it."""
    return id in _LOOKS or is_copy(id) or id.endswith("-note")


def is_copy(id: str) -> bool:
    """Whether it deletes something at the carrier; there may be thousands of these."""
    return id.startswith(_COPY)


@dataclass(frozen=True, slots=True)
class SendText:
    """Write to somebody.

    Past `until` (seconds UTC) it is dropped: a stale text is worse than none. When the carrier
    cannot say whether it took it, it goes again: twice rather than lost. `tries` counts the goes.
    """

    line: Phone
    to: Phone
    body: str = field(repr=False)
    until: float
    whatsapp: bool = False
    tries: int = 0


@dataclass(frozen=True, slots=True)
class EraseText:
    """Delete the carrier's copy of a text. Twice is harmless; past `until` (15 days) we give up."""

    id: str
    until: float
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Reword:
    """Kept while a text is on its way: what to send instead, once, if a filter blocks the first."""

    instead: SendText
    until: float


@dataclass(frozen=True, slots=True)
class RingLeg:
    """Ring one peer for a contact who waits. The record says whom, and whether it still matters."""

    ring: str
    attempt: str
    until: float
    tries: int = 0


@dataclass(frozen=True, slots=True)
class CallPeer:
    """Ring one of us for a question of our own. The record says whom, and whether still."""

    call: str
    until: float
    tries: int = 0


@dataclass(frozen=True, slots=True)
class TakeCall:
    """Ring one of us, who asked for it in a call that is over by then, for whoever waits."""

    person: str
    until: float
    tries: int = 0


@dataclass(frozen=True, slots=True)
class CallContact:
    """Ring a contact who asked for it: a peer waits for them in this ring."""

    ring: str
    until: float
    tries: int = 0


@dataclass(frozen=True, slots=True)
class WatchCallback:
    """Look whether a callback can be offered to somebody now, or is past. It comes again."""

    callback: str
    until: float
    tries: int = 0


@dataclass(frozen=True, slots=True)
class EndLeg:
    """End a call at the carrier. Twice is harmless, and too late as well."""

    sid: str
    until: float
    tries: int = 0


@dataclass(frozen=True, slots=True)
class EndRoom:
    """End a room that nobody has any more: whoever is in it is back in turns, or hears why not."""

    room: str
    until: float
    tries: int = 0


@dataclass(frozen=True, slots=True)
class WatchRing:
    """Look whether both legs of a ring are still there. One for each ring; it comes again."""

    ring: str
    until: float
    tries: int = 0


@dataclass(frozen=True, slots=True)
class RelayText:
    """Words of a contact or a peer, for the other: the thread says to whom, by this errand's id."""

    thread: str
    body: str = field(repr=False)
    until: float
    tries: int = 0


@dataclass(frozen=True, slots=True)
class WatchThread:
    """Look at a thread when its next deadline is there. One for each; it comes again."""

    thread: str
    until: float
    tries: int = 0


@dataclass(frozen=True, slots=True)
class AskByText:
    """Ask a contact by text whether all is well. The record says whom, and whether still; the
    errand's name is the ask's."""

    check_in: str
    round: int
    number: int
    until: float
    tries: int = 0


@dataclass(frozen=True, slots=True)
class AskByCall:
    """The same by call; `number` 0 explains what their STOP did."""

    check_in: str
    round: int
    number: int
    until: float
    tries: int = 0


@dataclass(frozen=True, slots=True)
class TellByCall:
    """Ring a contact whom no text of ours reaches, to say so. `call` is its name, and says what."""

    call: str
    line: Phone
    to: Phone = field(repr=False)
    until: float
    tries: int = 0


@dataclass(frozen=True, slots=True)
class AlarmByText:
    """Tell one of us of a check-in without an answer, while nobody has it. `person` is their id."""

    check_in: str
    round: int
    person: str
    until: float
    tries: int = 0


@dataclass(frozen=True, slots=True)
class AlarmByCall:
    """Ring one of us for it, while nobody has it, or they do and are silent. `person` is their id,
    or names a fallback number; it is the `number`th call of this alarm."""

    check_in: str
    round: int
    person: str
    number: int
    until: float
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Stay:
    """Say a word to whoever stays with somebody in this ring. One for each; it comes again.

    `asked` is when the others were asked to be second (seconds UTC); `second` and `alone` that it
    was told who is, or that nobody; `words` counts the two minutes that were told, `counted` the
    last seconds of the silence that began at `counting`.
    """

    ring: str
    until: float
    asked: float = 0.0
    second: bool = False
    alone: bool = False
    words: int = 0
    counting: float = 0.0
    counted: int = 0
    tries: int = 0


@dataclass(frozen=True, slots=True)
class EraseCall:
    """Delete the carrier's record of a call. Past `until` we give up."""

    sid: str
    until: float
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Sweep:
    """Go through the carrier's records of the line, and erase what is over. There is one for ever:
    it is put off from page to page, and from pass to pass. Moments are in seconds UTC.

    `since`: what is older is known to be gone (0: nothing is known). `kind` and `page` are where
    this pass is, `began` when it began (None: it is still to), `oldest` the oldest of ours that it
    met. `ended` and `left` tell the same of the last whole pass, for whoever asks.
    """

    until: float
    since: float = 0.0
    kind: CopyKind = "text"
    page: str = ""
    began: float | None = None
    oldest: float | None = None
    ended: float | None = None
    left: float | None = None
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Look over the roster: what is due for somebody since `looked` (seconds UTC). There is one for
    ever, put off from look to look."""

    until: float
    looked: float = 0.0
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Remind:
    """Read off the rota what somebody is to be told since the last look (`looked`, seconds UTC).
    There is one for ever, put off from look to look."""

    until: float
    looked: float = 0.0
    tries: int = 0


Errand = (
    SendText
    | EraseText
    | Reword
    | RingLeg
    | CallPeer
    | TakeCall
    | CallContact
    | WatchCallback
    | EndLeg
    | EndRoom
    | WatchRing
    | EraseCall
    | Sweep
    | Upkeep
    | Remind
    | RelayText
    | WatchThread
    | AskByText
    | AskByCall
    | TellByCall
    | AlarmByText
    | AlarmByCall
    | Stay
)
