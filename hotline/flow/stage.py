"""What a turn is played on: the book, its words, and what the engine is told about the world."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hotline.domain.events import Channel
from hotline.domain.phone import Phone
from hotline.flow.document import Book, When
from hotline.flow.hours import is_open
from hotline.flow.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class World:
    """What the core is told, because it never asks.

    `now` in seconds UTC; `on` are the rotations that have somebody on; `lately` counts this
    sender's texts in the last minutes; `remembered` is False while the store is away.
    """

    now: float
    line: Phone
    zone: str
    channel: Channel = "text"
    on: frozenset[str] = frozenset()
    lately: int = 0
    remembered: bool = True


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

    def phrase(self, name: str, language: str, **fillers: str) -> str:
        """One of the line's own sentences."""
        text = self.book.phrases[name].in_language(language)
        for filler, value in fillers.items():
            text = text.replace(f"{{{filler}}}", value)
        return text

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
            not when.rotation or (when.rotation in self.world.on) == (when.has == "someone"),
            when.dates is None or when.dates[0] <= day <= when.dates[1],
        ]

    def open(self, hours: str) -> bool:
        """Whether these hours are on now."""
        at = datetime.fromtimestamp(self.world.now, UTC)
        return is_open(self.book.hours[hours], at, self.world.zone)
