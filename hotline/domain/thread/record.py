"""The record of a thread: whom it is with, who has it, and what is on its way. No word is in it.

Words lie in errands of their own, for ten minutes; here is only whom to tell when they are lost.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from hotline.domain.phone import Phone

State = Literal["offered", "open", "closed"]
# `waiting`: not asked of the carrier yet; `unsure`: it may have been; `gone`: the carrier has it;
# `sent`: it says that it is on its way.
Fate = Literal["waiting", "unsure", "gone", "sent"]

LIFE = 86400.0  # seconds a thread lasts at most
WORDS = 600.0  # seconds somebody's words may wait; then they are dropped, and that is told
REMEMBERED = 16  # texts whose second arrival is known as such
ASKED_FOR = 120.0  # seconds in which a bare digit answers what we last asked
READ_IN = 5.0  # seconds in which nobody has read a question and answered it
NOBODY_STANDS = 600.0  # seconds in which it answers what else there is, where nobody took it
CONTACT, NOBODY = "", "*"  # who an item is from or for, where it is no peer: words wait for NOBODY
_ITEM = "rt-"


@dataclass(frozen=True, slots=True)
class Item:
    """Words on their way, without the words. `sender` and `reader` are ids of people, or `CONTACT`.

    `until` is when they are dropped, `at` when the fate last changed, `not_before` when it may be
    tried again (seconds UTC). `extra`: a second's copy, of which nobody is told when it is lost;
    `within` is the item in whose text it went, where several went as one.
    """

    id: str
    sender: str
    reader: str
    until: float
    at: float
    fate: Fate = "waiting"
    not_before: float = 0.0
    extra: bool = False
    within: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """One contact's thread.

    `place` is where in the flows they asked, `urgent` that they were just given the emergency
    steps, `check_in` that they answered one, and not clearly, `silent` that they said their word
    for trouble: the phone may be in other hands, and nothing goes to it unasked. `owner` has it,
    `seconds` joined quietly, or, where it is for a `group`, are all others who are on, before
    anybody has it, too.
    `asked` are those to whom it was offered, `passed` those who said no. `offering`: it is to be
    taken (by somebody else, where somebody has it) since `offered_at`; `widened`: by everybody who
    agreed to texts. `second_at`: when a second was asked for. `wrote_at` is when anybody last
    wrote, `waits` since when the contact waits for an answer (0: they do not), `to_peer_at` when
    words last went to the peers. `ends` is when the owner's shift does (0: not soon). `told` names
    what was said about waiting; `question` what the contact was last asked, at `question_at`;
    `caller` is who would like to call them, `asking` the item that asks whether they may. `chains`
    count texts in a row for each recipient. `door` is which of our numbers offers it; `doors` are
    the inside numbers on which it is seen by each who ever had it. Times are seconds UTC, people
    are random ids.
    """

    id: str
    handle: str
    line: Phone
    phone: Phone = field(repr=False)
    door: Phone
    language: str
    rotation: str
    place: str = ""
    urgent: bool = False
    whatsapp: bool = False
    group: bool = False
    state: State = "offered"
    owner: str = ""
    seconds: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    offering: bool = True
    widened: bool = False
    offered_at: float = 0.0
    second_at: float = 0.0
    born: float = 0.0
    wrote_at: float = 0.0
    waits: float = 0.0
    to_peer_at: float = 0.0
    ends: float = 0.0
    told: tuple[str, ...] = ()
    told_person: bool = False  # whether the contact ever heard that a person is there
    later: float = 0.0  # when a question to the owner is tried that would have crossed another
    question: str = ""
    question_at: float = 0.0
    caller: str = ""
    asking: str = ""
    items: tuple[Item, ...] = ()
    doors: tuple[tuple[str, Phone], ...] = ()
    numbered: int = 0  # items there ever were: a name is never given again
    chains: tuple[tuple[str, int, float], ...] = ()
    seen: tuple[str, ...] = ()
    until: float = 0.0
    check_in: bool = False
    silent: bool = False

    @property
    def peers(self) -> tuple[str, ...]:
        """Who reads and writes in it."""
        return (self.owner, *self.seconds) if self.owner else self.seconds

    @property
    def lead(self) -> str:
        """Who of them is to have the contact's words, so that it is told when they are lost."""
        return next(iter(self.peers), NOBODY)

    def item(self, id: str) -> Item | None:
        return next((item for item in self.items if item.id == id), None)

    def seen_at(self, person: str) -> Phone:
        """The number of ours that it is on, on this person's phone."""
        return dict(self.doors).get(person, self.door)

    def is_seen_at(self, person: str, number: Phone) -> bool:
        """Whether their texts to this number can be for it; without a door of theirs all can."""
        return dict(self.doors).get(person, number) == number

    def at_door(self, person: str, door: Phone | None) -> Thread:
        """This person sees it there from now on."""
        others = tuple(row for row in self.doors if row[0] != person)
        return replace(self, doors=(*others, (person, door))) if door else self

    def in_any_chat(self, person: str) -> Thread:
        """It comes to this person without their doing: their texts to each number can be for it."""
        return replace(self, doors=tuple(row for row in self.doors if row[0] != person))

    def may_take(self, person: str) -> bool:
        """Whether there is something for them to take here."""
        if self.state == "closed" or person == self.owner:
            return False
        if person in self.seconds:
            return self.group and self.offering
        return self.group or self.offering or bool(self.second_at)


def watch_of(thread: str) -> str:
    """The id of the one errand that looks at a thread when something is due."""
    return f"watch-{thread}"


def item_name(thread: Thread) -> str:
    return f"{_ITEM}{thread.id}-{thread.numbered}"


def thread_of(item: str) -> str:
    """The thread an item belongs to, empty when it is no item's name."""
    return item.removeprefix(_ITEM).rpartition("-")[0] if item.startswith(_ITEM) else ""


def asked_contact(thread: Thread, question: str, now: float) -> Thread:
    """Our question stands until something else is said, or two minutes."""
    return replace(thread, question=question, question_at=now)
