"""What happens to a check-in, in the past tense. `id` is the carrier's id of a text, or names a key
that was pressed: what comes twice is known as such."""

from __future__ import annotations

from dataclasses import dataclass, field

from hotline.domain.checkin.plan import Plan
from hotline.domain.checkin.record import Outcome

# --- the contact


@dataclass(frozen=True, slots=True)
class SaidOk:
    """A word, a thumb, a tapback that means: all well. Nothing else stops the clock."""

    id: str
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SaidMore:
    """MORE, or MORE 15: `seconds` more, 0: as long as before."""

    id: str
    seconds: float = 0.0
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SaidDone:
    """DONE, exactly that: it is over."""

    id: str
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Wrote:
    """Anything else: unclear words, a picture, a machine's answer, 0 for a person. It takes an OK
    from before back, but where it was only `polite`."""

    id: str
    words: str = field(default="", repr=False)
    polite: bool = False


@dataclass(frozen=True, slots=True)
class SaidTrouble:
    """Their trouble word."""

    id: str


@dataclass(frozen=True, slots=True)
class KeyPressed:
    """Any key, in a call that asks: life, now. What the second key means is an event of its own
    (1: SaidDone, 2: SaidMore, 0: Wrote); no second key is none."""

    id: str


@dataclass(frozen=True, slots=True)
class Talked:
    """They wrote in a thread: a sign of life, but no answer."""


@dataclass(frozen=True, slots=True)
class PlanChanged:
    """They changed what is to be done."""

    id: str
    plan: Plan


@dataclass(frozen=True, slots=True)
class SetAnew:
    """A second CHECK 30: another length, from now on; the rest of the plan stays."""

    id: str
    seconds: float
    repeat: bool = False


@dataclass(frozen=True, slots=True)
class SaidStop:
    """STOP: no text reaches them any more."""

    id: str


@dataclass(frozen=True, slots=True)
class SaidStart:
    """START: texts reach them again."""

    id: str


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    """They named another language, in whatever they wrote."""

    language: str


@dataclass(frozen=True, slots=True)
class Erased:
    """FORGET, after it was asked; `hotline forget`; panic: all about them goes."""


# --- what was asked of the carrier


@dataclass(frozen=True, slots=True)
class AskAccepted:
    """The carrier took an ask of this round."""

    round: int


@dataclass(frozen=True, slots=True)
class AskFailed:
    """A text that asks came not through: refused, undelivered or filtered."""

    round: int


@dataclass(frozen=True, slots=True)
class AlarmFailed:
    """An alarm did not come through to this one of us, in the only way that they agreed to."""

    person: str


# --- one of us


@dataclass(frozen=True, slots=True)
class Taken:
    """TAKE, or a 1 in the call: it is theirs."""

    person: str


@dataclass(frozen=True, slots=True)
class OwnerActed:
    """Whoever has it does something: writes, presses a key, or rings somebody, and is `busy` with
    that for so many seconds."""

    person: str
    busy: float = 0.0


@dataclass(frozen=True, slots=True)
class OwnerGone:
    """They cannot have it any more: shut out, or consent is gone."""

    person: str


@dataclass(frozen=True, slots=True)
class ClosedBy:
    """Whoever has it says how it ended. A coordinator may close what nobody has."""

    person: str
    how: Outcome
    coordinator: bool = False


# --- time


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom an alarm can reach now, by id, without the contact and whom they may not reach. Each of
    the `fallback` numbers goes as somebody, too."""

    on: tuple[str, ...] = ()
    peers: tuple[str, ...] = ()
    coordinators: tuple[str, ...] = ()
    fallback: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimePassed:
    """Somebody looked. `talks_with` is the peer whom the contact is on the phone with now."""

    reach: Reach = Reach()
    talks_with: str = ""


@dataclass(frozen=True, slots=True)
class CoverChecked:
    """It was looked whether somebody is there until half an hour after they are asked."""

    covered: bool


Event = (
    SaidOk
    | SaidMore
    | SaidDone
    | Wrote
    | SaidTrouble
    | KeyPressed
    | Talked
    | PlanChanged
    | SetAnew
    | SaidStop
    | SaidStart
    | LanguageChosen
    | Erased
    | AskAccepted
    | AskFailed
    | AlarmFailed
    | Taken
    | OwnerActed
    | OwnerGone
    | ClosedBy
    | TimePassed
    | CoverChecked
)
