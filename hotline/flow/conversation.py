"""A conversation played without a line: for rehearsing, for the flows' own examples, for tests.

The same engine as the live line; only the clock is turned by hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hotline.domain.phone import Phone
from hotline.flow.document import Book, Example
from hotline.flow.edition import Edition, edition_of
from hotline.flow.engine import advance
from hotline.flow.session import Session
from hotline.flow.stage import Stage, World
from hotline.flow.turn import Turn

_NOON = 1767283200.0  # 2026-01-01 16:00 UTC: noon in New York
_SILENCE = "silence"
_LINE = Phone("+12025550100")


@dataclass(slots=True)
class Conversation:
    """One contact and the line. `now` is seconds UTC and moves only when told to."""

    edition: Edition
    line: Phone = _LINE
    zone: str = "America/New_York"
    now: float = _NOON
    remembered: bool = True
    session: Session | None = None
    outcome: str = ""
    waiting: list[tuple[float, str]] = field(default_factory=list)

    def text(self, body: str, pictures: int = 0, lately: int = 0) -> str:
        """The contact texts; what the line says back, empty when it keeps still."""
        held = self.session if self.remembered else None
        turn = advance(self._stage(lately), held, body, pictures)
        self._follow(turn)
        self.session, self.outcome = turn.session, turn.outcome
        return turn.say

    def wait(self, seconds: float) -> list[str]:
        """Time passes; the texts that come meanwhile."""
        self.now += seconds
        come = [body for at, body in self.waiting if at <= self.now]
        self.waiting = [(at, body) for at, body in self.waiting if at > self.now]
        return come

    def _stage(self, lately: int) -> Stage:
        world = World(self.now, self.line, self.zone, lately=lately, remembered=self.remembered)
        return Stage(self.edition.book, self.edition.lexicon, world)

    def _follow(self, turn: Turn) -> None:
        if turn.call_off:
            self.waiting.clear()
        self.waiting += [(self.now + later.after, later.body) for later in turn.later]


def replay(book: Book, example: Example) -> str | None:
    """Play an example from a flow file. None: it came true; else what went wrong, in words."""
    talk = Conversation(edition_of(book))
    said = [talk.text("" if sent == _SILENCE else sent) for sent in example.text]
    rest = "\n".join(said)
    for awaited in example.sees:
        at = rest.find(awaited)
        if at < 0:
            last = said[-1] if said else ""
            return f'"{awaited}" was not seen; the last answer was "{last[:60]}"'
        rest = rest[at + len(awaited) :]
    place = talk.session.place if talk.session else ""
    if example.reaches and example.reaches not in (place, place.split(".")[-1]):
        return f'it ended at "{place}" and not at "{example.reaches}"'
    return None
