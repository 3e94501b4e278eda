"""What comes of something that happened to a check-in, as values. Who puts them into words:
`desk/checkins_asking.py` what the contact hears, `desk/alarms.py` what one of us does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from hotline.domain.checkin.record import Outcome

# What a contact is told. Where they are being answered it is the answer; else it is a text, if one
# may go to them (`CheckIn.texted`), and nothing where none may.
Saying = Literal[
    "noted",  # before they are asked: it stays on, DONE ends it
    "finished",  # it is over and erased
    "next",  # all well; a repeating one: it stands for the next time
    "later",  # put off, by MORE or anew
    "plan",  # the plan is changed
    "key",  # the first key: what the second can be; without one we ask again in 5 minutes
    "person",  # unclear: a person is asked to look, and it runs on
    "answered",  # whoever has their alarm gets this now
    "owned",  # the same, to who wanted another time: nothing new is set
    "still_trying",  # no answer, alarm: text anything
    "uncovered",  # the last person on had to go: still asked, but nobody may be here after
    "stopped_texts_only",  # STOP was their last word
    "stopped",  # STOP: it goes on by calls
    "stopped_asked",  # the same, once they are asked
]

# What one of us is told who has, had or was rung for an alarm.
Word = Literal[
    "yours",  # to whoever took it
    "not_yours",  # to whoever acted on what is somebody else's, or nobody's
    "taken",  # to the others: somebody has it, thank you
    "over",  # to all it went to: the contact answered, nothing to do any more
    "ended",  # to all it went to: the contact ended it (STOP), or it was erased
    "erased",  # to the owner: that phone erased it, whoever holds it
    "answered",  # to the owner: the contact says that all is well; close it when you know
    "wrote",  # to the owner: the contact wrote something else (`words`)
    "trouble",  # to the owner: they said their trouble word, and that phone seems to hear all well
    "with_us",  # to the owner, or all it went to: the contact is on the phone with another of us
    "key",  # to the owner: somebody pressed one key in a call
    "nudge",  # to the owner, after 2 minutes
    "nudge_call",  # to the owner, by call, after 4 minutes
    "wider",  # to the owner, after 6 minutes: others are rung
    "closed",  # to whoever closed it
    "ask_them",  # to the peer whom the contact is on the phone with: it is time, ask them
]


@dataclass(frozen=True, slots=True)
class ToContact:
    """A sentence to the contact."""

    saying: Saying


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask them now, in each of these ways; it is the `number`th time in this round."""

    number: int
    by_text: bool
    by_call: bool


@dataclass(frozen=True, slots=True)
class ExplainStop:
    """One call that says what STOP did, because they asked to be called: 1 finished, 2 be checked
    by calls, 0 a person."""


@dataclass(frozen=True, slots=True)
class OfferPerson:
    """Their words are unclear: a person of the line is to look at them, as in a thread."""

    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Alarm:
    """Ring these, by text and by call as each agreed. It is the `number`th time in this alarm;
    `first` are those who were not told of it before."""

    number: int
    people: tuple[str, ...]
    first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToPeer:
    """A sentence to one of us."""

    person: str
    word: Word
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class CoverWanted:
    """Nobody would be there: cover is looked for."""


@dataclass(frozen=True, slots=True)
class ToCoordinators:
    """Half an hour, and nobody has taken it; or all our time is over, and nobody closed it."""

    word: Literal["still_open", "unfinished"]


@dataclass(frozen=True, slots=True)
class Counted:
    """How an alarm ended: a count, and no more."""

    how: Outcome


Telling = (
    ToContact
    | Ask
    | ExplainStop
    | OfferPerson
    | Alarm
    | ToPeer
    | ToCoordinators
    | CoverWanted
    | Counted
)
