"""What a turn is played on: the book, its words, and what the engine is told about the world."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hotline.domain.events import Channel
from hotline.domain.phone import Phone
from hotline.domain.standing import NOBODY_ON, Standing
from hotline.flow.document import Book, CheckInStep, HandOff, When
from hotline.flow.filling import filled
from hotline.flow.hours import is_open
from hotline.flow.lexicon import Lexicon

# Until which hour each lasts; a clock of twelve hours needs them in every language.
_TWELVES = {0: "call.time.midnight", 12: "call.time.noon"}  # "12 am" is neither to most people
_PARTS_OF_THE_DAY = ((12, "call.time.am"), (18, "call.time.pm"), (24, "call.time.evening"))


@dataclass(frozen=True, slots=True)
class World:
    """What the core is told, because it never asks.

    `now` in seconds UTC; `standing` is how the line stands; `lately` counts this sender's texts in
    the last minutes; `flooded`: the whole line sent more than it can afford; `remembered` is False
    while the store is away; `reachable` says that a text can be sent to a caller (the number is not
    hidden, and of a country we serve); `blocked`, that the carrier lets no text of ours through to
    them, as far as we know.
    """

    now: float
    line: Phone
    zone: str
    channel: Channel = "text"
    standing: Standing = NOBODY_ON
    lately: int = 0
    flooded: bool = False
    remembered: bool = True
    reachable: bool = True
    blocked: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """One turn's surroundings."""

    book: Book
    lexicon: Lexicon
    world: World

    @property
    def start(self) -> str:
        """Where a conversation on this line begins."""
        return self.book.start_of(self.world.line.e164)

    @property
    def languages(self) -> tuple[str, ...]:
        """What this line offers; whoever writes in another language of the book still gets it."""
        return self.book.languages_of(self.world.line.e164)

    def phrase(self, name: str, language: str, /, **fillers: str) -> str:
        """One of the line's own sentences."""
        return filled(self.book.phrases[name].in_language(language), language, fillers)

    def clock(self, at: float, language: str) -> str:
        """A moment on the line's own clock, to be spoken: "6 pm"."""
        wall = datetime.fromtimestamp(at, ZoneInfo(self.world.zone))
        if not wall.minute and wall.hour in _TWELVES:
            return self.phrase(_TWELVES[wall.hour], language)
        hour = str(wall.hour % 12 or 12)
        whole = self.phrase("call.time.hour", language, time=hour)
        part = next(name for until, name in _PARTS_OF_THE_DAY if wall.hour < until)
        return self.phrase(part, language, time=f"{hour}:{wall:%M}" if wall.minute else whole)

    def short_clock(self, at: float, language: str) -> str:
        """The same, to be read in a text that has room for little: "9:40pm"."""
        wall = datetime.fromtimestamp(at, ZoneInfo(self.world.zone))
        whole_day = self.phrase("clock.hours", language).strip() == "24"
        hour = wall.hour if whole_day else wall.hour % 12 or 12
        name = "clock.am" if wall.hour < 12 else "clock.pm"
        return self.phrase(name, language, hour=str(hour), minute=f"{wall:%M}")

    def holds(self, when: When | None, language: str) -> bool:
        """Whether a condition is met; none is always met."""
        return when is None or all(self._conditions(when, language))

    def _conditions(self, when: When, language: str) -> list[bool]:
        day = datetime.fromtimestamp(self.world.now, ZoneInfo(self.world.zone)).date().isoformat()
        return [
            not when.hours or self.open(when.hours),
            not when.not_hours or not self.open(when.not_hours),
            not when.channel or when.channel == self.world.channel,
            not when.language or when.language == language,
            not when.rotation
            or (when.rotation in self.world.standing.on) == (when.has == "someone"),
            when.dates is None or when.dates[0] <= day <= when.dates[1],
        ]

    def texts(self, step: HandOff) -> bool:
        """Whether a text that comes to this step now is offered to somebody."""
        return (
            self.world.channel == "text"
            and self.world.remembered
            and step.to in self.world.standing.texted
            and self.opens(step)
        )

    def rings(self, step: HandOff) -> bool:
        """Whether a call that comes to this step now rings somebody."""
        return step.to in self.world.standing.on and self.opens(step)

    def opens(self, step: HandOff) -> bool:
        """Whether people may be rung for this step: the line is open, and its hours are on."""
        return self.world.standing.state == "open" and (not step.open or self.open(step.open))

    def watches(self, step: CheckInStep) -> bool:
        """Whether a check-in can be set now: the line has them, and somebody would come."""
        standing = self.world.standing
        someone = step.alarm in standing.on or step.alarm in standing.texted
        return step.offered and standing.state == "open" and someone

    def has(self, place: str) -> bool:
        """Whether a place is to be had on this line: check-ins may be switched off."""
        step = self.book.places.get(place)
        return not isinstance(step, CheckInStep) or step.offered

    def open(self, hours: str) -> bool:
        """Whether these hours are on now."""
        at = datetime.fromtimestamp(self.world.now, UTC)
        return is_open(self.book.hours[hours], at, self.world.zone)
