"""A conversation played without a line: for rehearsing, for the flows' own examples, for tests.

The same engine as the live line; only the clock is turned by hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hotline.domain.phone import Phone
from hotline.domain.replies import Say
from hotline.domain.standing import NOBODY_ON, Standing
from hotline.flow.calling import door, nobody, pressed
from hotline.flow.document import Book, Example
from hotline.flow.edition import Edition, edition_of
from hotline.flow.engine import advance
from hotline.flow.oncall import CallTurn
from hotline.flow.session import Session
from hotline.flow.speech import seconds
from hotline.flow.stage import Stage, World
from hotline.flow.turn import Turn

_NOON = 1767283200.0  # 2026-01-01 16:00 UTC: noon in New York
_SILENCE = "silence"
_LINE = Phone("+12025550100")


@dataclass(slots=True)
class Conversation:
    """One contact and the line. `now` is seconds UTC and moves only when told to; `blocked`: they
    said STOP to the carrier."""

    edition: Edition
    line: Phone = _LINE
    zone: str = "America/New_York"
    now: float = _NOON
    standing: Standing = NOBODY_ON
    remembered: bool = True
    blocked: bool = False
    session: Session | None = None
    outcome: str = ""
    waiting: list[tuple[float, str]] = field(default_factory=list)

    def text(self, body: str, pictures: int = 0, lately: int = 0) -> str:
        """The contact texts; what the line says back, empty when it keeps still."""
        held = self.session if self.remembered else None
        turn = advance(self._stage(lately), held, body, pictures)
        self._follow(turn)
        if turn.outcome not in {"muted", "erased", "stopped"}:
            self.blocked = turn.outcome == "blocked"
        self.session, self.outcome = turn.session, turn.outcome
        return turn.say

    def wait(self, seconds: float) -> list[str]:
        """Time passes; the texts that come meanwhile."""
        self.now += seconds
        come = [body for at, body in self.waiting if at <= self.now]
        self.waiting = [(at, body) for at, body in self.waiting if at > self.now]
        return come

    def _stage(self, lately: int) -> Stage:
        world = World(
            self.now,
            self.line,
            self.zone,
            standing=self.standing,
            lately=lately,
            remembered=self.remembered,
            blocked=self.blocked,
        )
        return Stage(self.edition.book, self.edition.lexicon, world)

    def _follow(self, turn: Turn) -> None:
        if turn.call_off:
            self.waiting.clear()
        self.waiting += [(self.now + later.after, later.body) for later in turn.later]


@dataclass(slots=True)
class PhoneCall:
    """One caller and the line, on a phone where nobody picks up. `place` is where they are."""

    edition: Edition
    line: Phone = _LINE
    zone: str = "America/New_York"
    now: float = _NOON
    reachable: bool = True
    standing: Standing = NOBODY_ON
    turn: CallTurn = field(init=False)

    def __post_init__(self) -> None:
        self.turn = door(self._stage())

    def press(self, key: str) -> str:
        """Press a key, or nothing; what is heard then, empty when the call is over."""
        on = self.turn.on
        if on is None:
            return ""
        self.now += seconds(self.heard) + (0 if key else self.turn.listen)
        waited_in_vain = on.at == "waiting" and not key
        self.turn = nobody(self._stage(), on) if waited_in_vain else pressed(self._stage(), on, key)
        return self.heard

    @property
    def heard(self) -> str:
        """What was said last."""
        return " ".join(part.words for part in self.turn.heard if isinstance(part, Say))

    @property
    def place(self) -> str:
        """The place in the flows, or the step that brings a person; empty at the door."""
        on = self.turn.on
        return (on.step if on.at == "waiting" else on.session.place) if on else ""

    def _stage(self) -> Stage:
        world = World(
            self.now,
            self.line,
            self.zone,
            "phone",
            standing=self.standing,
            reachable=self.reachable,
        )
        return Stage(self.edition.book, self.edition.lexicon, world)


def replay(book: Book, example: Example) -> str | None:
    """Play an example from a flow file. None: it came true; else what went wrong, in words."""
    edition = edition_of(book)
    if example.phone:
        call = PhoneCall(edition)
        said = [call.heard, *(call.press("" if key == _SILENCE else key) for key in example.phone)]
        return _judged(example, said, call.place)
    talk = Conversation(edition)
    said = [talk.text("" if sent == _SILENCE else sent) for sent in example.text]
    return _judged(example, said, talk.session.place if talk.session else "")


def _judged(example: Example, said: list[str], place: str) -> str | None:
    rest = "\n".join(said)
    for awaited in example.sees:
        at = rest.find(awaited)
        if at < 0:
            last = said[-1] if said else ""
            return f'"{awaited}" was not seen; the last answer was "{last[:60]}"'
        rest = rest[at + len(awaited) :]
    if example.reaches and example.reaches not in (place, place.split(".")[-1]):
        return f'it ended at "{place}" and not at "{example.reaches}"'
    return None
