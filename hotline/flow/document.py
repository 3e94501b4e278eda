"""What a flow is once it has been read: menus, cards, steps and the words understood everywhere.

Every place has a full name, `flow.place`; every `go`, `next`, `otherwise` and `offer` holds full
names too. Every value knows the file and line it came from, so that a finding can say where.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple


class Where(NamedTuple):
    """A place in a file: `flows/main.yaml`, line 14 (from 1)."""

    file: str
    line: int


NOWHERE = Where("", 0)


@dataclass(frozen=True, slots=True)
class Text:
    """One text in several languages; the line's first language stands in for a missing one."""

    where: Where
    said: Mapping[str, str]
    lines: Mapping[str, int]

    def in_language(self, language: str) -> str:
        """What is said in this language, or else in the first one that was written."""
        return self.said.get(language) or next(iter(self.said.values()), "")


class Word(NamedTuple):
    """One word or phrase as the coordinator wrote it, and its line. `alone`: it counts only where
    it is the whole text."""

    text: str
    line: int
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Words and phrases understood, by language."""

    where: Where
    by_language: Mapping[str, tuple[Word, ...]]


@dataclass(frozen=True, slots=True)
class When:
    """A condition from the closed list; every field that is set must hold."""

    where: Where
    hours: str = ""
    not_hours: str = ""
    channel: Literal["", "text", "phone"] = ""
    language: str = ""
    rotation: str = ""
    has: Literal["", "someone", "nobody"] = ""
    dates: tuple[str, str] | None = None  # first and last day, YYYY-MM-DD, both included


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a menu. `key` pins its number; else its place in the list is its number."""

    where: Where
    go: str
    label: Text
    words: Words | None = None
    when: When | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Menu:
    """A question with options. `hello` is said once a session, before the question."""

    name: str
    where: Where
    options: tuple[Option, ...]
    hello: Text | None = None
    ask: Text | None = None
    title: Text | None = None


@dataclass(frozen=True, slots=True)
class Follow:
    """A second text that comes `after` so many seconds, unless the contact calls it off."""

    where: Where
    after: int
    text: Text
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A short text to give.

    `more` is what MORE brings; `say` and `more_say` what a voice says instead of the two; `plain` a
    second wording, for when a carrier's filter blocks the first; `offer` are choices shown after
    it, `next` a place that follows by itself. `calls_off`: texts that an earlier card had promised
    for later no longer come.
    """

    name: str
    where: Where
    text: Text
    words: Words | None = None
    say: Text | None = None
    more: Text | None = None
    more_say: Text | None = None
    plain: Text | None = None
    follow: tuple[Follow, ...] = ()
    offer: tuple[str, ...] = ()
    next: str = ""
    title: Text | None = None
    text_me: bool = False
    calls_off: bool = False
    facts: Mapping[str, str] = field(default_factory=dict)  # source, confidence, checked_by, …
    fact_lines: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HandOff:
    """Bring in a person of a rotation; `otherwise` is where it leads when nobody can."""

    name: str
    where: Where
    to: str
    otherwise: str
    ring: int = 18  # seconds a peer's phone rings; longer reaches voicemail
    way: str = "all at once"
    open: str = ""  # hours outside of which it leads to `otherwise` at once
    title: Text | None = None


@dataclass(frozen=True, slots=True)
class Choose:
    """Go the first way whose condition holds; `otherwise` where none does."""

    name: str
    where: Where
    cases: tuple[tuple[When, str], ...]
    otherwise: str
    title: Text | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Walk another flow from one of its places, then go to `next`."""

    name: str
    where: Where
    run: str
    next: str
    title: Text | None = None


@dataclass(frozen=True, slots=True)
class CheckInStep:
    """Ask how long, and then whether all is well: if nobody answers, people of `alarm` are told.

    `consent` is what somebody agrees to by setting one, `after` the lengths that are offered
    (seconds); `otherwise` is where it leads while none can be had. `offered` is False where the
    line checks on nobody: then CHECK leads there too.
    """

    name: str
    where: Where
    alarm: str
    otherwise: str
    consent: Text
    after: tuple[int, ...] = ()
    offered: bool = True
    words: Words | None = None
    title: Text | None = None


Step = HandOff | Choose | Run | CheckInStep
Place = Menu | Card | Step


@dataclass(frozen=True, slots=True)
class Always:
    """Words understood at any point. `emergency: yes` beats everything; `maybe` asks first.

    `asks_if_past`: in a text that tells of long ago, or denies it, these words ask first too.
    """

    where: Where
    words: Words
    go: str
    key: str = ""
    emergency: Literal["", "yes", "maybe"] = ""
    asks_if_past: bool = False


class Span(NamedTuple):
    """Open on these days (0 = Monday) from `start` to `end`, minutes after midnight.

    `end` above 1440 runs into the next day.
    """

    days: tuple[int, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours in the wall time of a zone (IANA); an empty zone is the line's own."""

    name: str
    where: Where
    spans: tuple[Span, ...]
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a flow behaves; each has a default, so that nobody has to write any."""

    forget_after: int = 7200  # seconds of silence after which a text session is erased
    max_parts: int = 3
    drop_accents: bool = True  # only where that makes a text fewer parts
    tries: int = 3
    then: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A conversation that is replayed by the checker: what is typed, and what must be seen.

    `text`, then in a call `phone`, are lines as in a rehearsal. How the evening begins: `at` on the
    flows' own clock ("sat 23:30"), `line` how it is switched, `on` who is on (None: not said, and
    nobody picks up), `hidden`: the caller's number is withheld.
    """

    where: Where
    name: str
    text: tuple[str, ...] = ()
    phone: tuple[str, ...] = ()
    sees: tuple[str, ...] = ()
    reaches: str = ""
    language: str = ""
    at: str = ""
    line: str = ""
    on: tuple[str, ...] | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What one public number of ours starts with.

    `mode` direct: no words; calls are rung through to the people of `rotation`, unanswered until
    one of them takes it.
    """

    where: Where
    number: str = field(repr=False)
    start: str = ""
    languages: tuple[str, ...] = ()
    mode: Literal["menu", "direct"] = "menu"
    rotation: str = ""


@dataclass(frozen=True, slots=True)
class Rotation:
    """The name of a group that takes turns; its people and shifts are in the store.

    `texts`: whether who takes a text first has it (empty), or all who are on see it. `shift_pin`: a
    shift of it begins only once its peer has given their PIN by phone.
    """

    name: str
    where: Where
    way: str = ""
    texts: Literal["", "group"] = ""
    zone: str = ""
    languages: tuple[str, ...] = ()
    shift_pin: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a name is used: its full name, as it was written, and by whom ("option 2 of …")."""

    where: Where
    kind: Literal["place", "hours", "rotation"]
    name: str
    written: str
    by: str


@dataclass(frozen=True, slots=True)
class Flow:
    """One file of `flows/`. `drafts`: languages that nobody has read a second time yet."""

    name: str
    where: Where
    languages: tuple[str, ...]
    start: str
    settings: Settings
    hours: Mapping[str, Hours]
    always: tuple[Always, ...]
    menus: Mapping[str, Menu]
    cards: Mapping[str, Card]
    steps: Mapping[str, Step]
    examples: tuple[Example, ...] = ()
    rotations: Mapping[str, Where] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    drafts: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Book:
    """All that a line says and does: its flows, its own sentences, and the words it understands.

    `revision` is a digest of the files: two books with one revision are the same.
    """

    revision: str
    languages: tuple[str, ...]
    start: str
    settings: Settings
    flows: Mapping[str, Flow]
    places: Mapping[str, Place]
    hours: Mapping[str, Hours]
    always: tuple[Always, ...]
    phrases: Mapping[str, Text]
    words: Mapping[str, Words]
    lines: tuple[Line, ...] = ()
    rotations: Mapping[str, Rotation] = field(default_factory=dict)
    mentions: tuple[Mention, ...] = ()
    titles: Mapping[str, Text] = field(default_factory=dict)

    @property
    def check_in(self) -> CheckInStep | None:
        """The step that CHECK 20 stands for: the first there is."""
        return next((p for p in self.places.values() if isinstance(p, CheckInStep)), None)

    def title_of(self, place: str, language: str) -> str:
        """What a place is called: its title, else the first option that leads there."""
        title = self.titles.get(place)
        return title.in_language(language) if title else ""

    def line_of(self, number: str) -> Line | None:
        """What the files say of this public number."""
        return next((line for line in self.lines if line.number == number), None)

    def start_of(self, number: str) -> str:
        """Where a conversation on this public number begins."""
        line = self.line_of(number)
        return (line.start if line else "") or self.start

    def languages_of(self, number: str) -> tuple[str, ...]:
        """The languages this public number offers, the one it begins in first."""
        line = self.line_of(number)
        return (line.languages if line else ()) or self.languages
