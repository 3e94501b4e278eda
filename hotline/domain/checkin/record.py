"""The record of a check-in: the truth about it, with exactly one moment at which it is due."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from hotline.domain.checkin.plan import Plan, Ways
from hotline.domain.phone import Phone

# `armed` until they are asked; `asking`; `alarm`: no answer, and nobody of us has it; `owned`: one
# of us has it; `closed`: it is erased.
State = Literal["armed", "asking", "alarm", "owned", "closed"]
# How an alarm ended, as whoever closes it says; kept as a count. `unfinished`: nobody closed it.
Outcome = Literal[
    "answered", "friend_went", "ambulance_went", "not_reached", "not_said", "unfinished"
]

REMEMBERED = 8  # things that happened, whose second arrival is known as such
KEPT = 48 * 3600  # seconds for which the store keeps it past its end: an outage erases no promise
_DUE, _ASK, _ALARM = "check-", "ask-", "alarm-"


@dataclass(frozen=True, slots=True)
class CheckIn:
    """One contact's check-in. Times are seconds UTC, people are random ids.

    `handle` is what peers call it by. `rotation` is who comes first. `length` is the seconds that
    were asked for last; with `repeat` they are asked again after each answer.

    `at` is when they are asked; `round` counts how often that was set anew, `asks` how many asks of
    this round went out, the first at `asked_at`. `late`: the first was more than two minutes late.
    `last_asked_at` is when the last of any round did: no question from before it is open.
    `accepted_at` is when the carrier took the first of them (0: none yet).

    `alarm_at` is when the alarm began that runs now, `alarms` how often it was rung since, `tier`
    who was (0: who is on; 1: every peer who agreed; 2: coordinators; 3: fallback numbers too), and
    `alarmed` are the people it went to, `missed` those of them to whom it did not come through,
    in the only way there is. `owner` has it; they last did something at `active_at`, and
    were reminded `nudges` times since. `answered_at`: the contact answered after all; `wrote_at`:
    they wrote something since they were asked, of which nobody knows what it means, and `wrote`
    is the last of it, for whoever has their alarm.

    `stopped_at`: they said STOP, and texts do not reach them. `silent`: they said their trouble
    word: nothing goes to that phone any more. `keys` counts how often in a row they pressed one key
    and no second, `talks` how often they were talking to a peer instead of being asked: life that
    is no answer. `talked_at` is when they last wrote to a peer. `talk_told` are those who know that
    they are on the phone with one of us while they are looked for, that one first.
    `uncovered_at`: since when nobody would be there (0: somebody is); `told_uncovered`: they know.
    """

    id: str
    handle: str
    line: Phone
    phone: Phone = field(repr=False)
    language: str
    rotation: str
    plan: Plan
    length: float
    at: float
    born: float
    repeat: bool = False
    whatsapp: bool = False
    state: State = "armed"
    round: int = 0
    asks: int = 0
    asked_at: float = 0.0
    last_asked_at: float = 0.0
    late: bool = False
    accepted_at: float = 0.0
    alarm_at: float = 0.0
    alarms: int = 0
    tier: int = 0
    alarmed: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    owner: str = ""
    active_at: float = 0.0
    nudges: int = 0
    answered_at: float = 0.0
    wrote_at: float = 0.0
    wrote: str = field(default="", repr=False)
    stopped_at: float = 0.0
    silent: bool = False
    keys: int = 0
    talks: int = 0
    talked_at: float = 0.0
    talk_told: tuple[str, ...] = ()
    uncovered_at: float = 0.0
    told_uncovered: bool = False
    seen: tuple[str, ...] = ()

    @property
    def ways(self) -> Ways:
        """How they can be reached now: by no way that they did not want."""
        return "calls" if self.stopped_at else self.plan.ways

    @property
    def texted(self) -> bool:
        """Whether a text may go to them at all."""
        return not self.silent and self.ways != "calls"

    @property
    def called(self) -> bool:
        """Whether their phone may ring."""
        return not self.silent and self.ways != "texts"

    @property
    def asked(self) -> bool:
        """Whether an answer is waited for: their word is one now."""
        return self.state in {"asking", "alarm"} or (self.state == "armed" and self.keys > 0)

    @property
    def concerned(self) -> tuple[str, ...]:
        """Who of us knows of its alarm."""
        return tuple(dict.fromkeys((*self.alarmed, *((self.owner,) if self.owner else ()))))


def ask_name(check_in: CheckIn, number: int) -> str:
    """What the `number`th ask of this round is called, among our errands and at the carrier: it
    says nothing of anybody. 0: the call that explains a STOP."""
    return f"{_ASK}{check_in.id}-{check_in.round}-{number}"


def ask_of(name: str) -> tuple[str, int, int] | None:
    """(check-in, round, number) of an ask; None when it is no ask's name."""
    named = re.fullmatch(rf"{_ASK}(.+)-(\d+)-(\d+)", name)
    return (named[1], int(named[2]), int(named[3])) if named else None


def is_ask(name: str) -> bool:
    """Whether this errand asks a contact."""
    return name.startswith(_ASK)


def alarm_name(check_in: CheckIn, person: str, number: int) -> str:
    """What the call to one of us is called: they go by their place among those it went to."""
    place = check_in.alarmed.index(person)
    return f"{_ALARM}{check_in.id}-{check_in.round}-{place}-{number}"


def alarm_of(name: str) -> tuple[str, int, int] | None:
    """(check-in, round, place) of whom a call of an alarm rings; None when it is none's name."""
    named = re.fullmatch(rf"{_ALARM}(.+)-(\d+)-(\d+)-\d+", name)
    return (named[1], int(named[2]), int(named[3])) if named else None


def is_alarm(name: str) -> bool:
    """Whether this errand rings one of us for a check-in, or writes to them."""
    return name.startswith(_ALARM)


def alarmed_at(check_in: CheckIn, round: int, place: int) -> str:
    """Who that is, while this alarm stands; empty when nobody any more."""
    here = check_in.round == round and place < len(check_in.alarmed)
    return check_in.alarmed[place] if here else ""


def due_of(id: str) -> str:
    """How a check-in stands among what is due: it is looked at by this name, and no errand."""
    return f"{_DUE}{id}"


def is_due(due: str) -> bool:
    return due.startswith(_DUE)


def check_in_of(due: str) -> str:
    """The id of the check-in that is due by this name."""
    return due.removeprefix(_DUE)
