"""One contact who texts, played without a line: the same engine, its clock turned by hand."""

from __future__ import annotations

from dataclasses import dataclass, field

from hotline.domain.phone import Phone
from hotline.domain.standing import NOBODY_ON, Standing
from hotline.flow.edition import Edition
from hotline.flow.engine import advance
from hotline.flow.rehearsing.checks import Kept
from hotline.flow.session import Session
from hotline.flow.stage import Stage, World
from hotline.flow.turn import Turn

NOON = 1767286800.0  # 2026-01-01 17:00 UTC: a Thursday, noon in New York
LINE = Phone("+12025550100")


@dataclass(slots=True)
class Conversation:
    """One contact and the line. `now` is seconds UTC and moves only when told to; `blocked`: they
    said STOP to the carrier."""

    edition: Edition
    line: Phone = LINE
    zone: str = "America/New_York"
    now: float = NOON
    standing: Standing = NOBODY_ON
    remembered: bool = True
    blocked: bool = False
    session: Session | None = None
    outcome: str = ""
    waiting: list[tuple[float, str]] = field(default_factory=list)
    checks: Kept = field(default_factory=Kept)

    def text(self, body: str, pictures: int = 0, lately: int = 0) -> str:
        """The contact texts; what the line says back, empty when it keeps still."""
        held = self.session if self.remembered else None
        stage = self._stage(lately)
        about = self.checks.heard(stage, held, body)
        turn = about or self.checks.unless_on(
            stage, held, advance(stage, held, body, pictures), body
        )
        if turn.outcome == "erased":
            self.checks.check_in = None
        self._follow(turn)
        if turn.outcome not in {"muted", "erased", "stopped"}:
            self.blocked = turn.outcome == "blocked"
        self.session, self.outcome = turn.session, turn.outcome
        return turn.say

    def wait(self, seconds: float) -> list[str]:
        """Time passes; the texts that come meanwhile."""
        self.now += seconds
        asked = list(self.checks.passed(self._stage(0), self.now))
        come = [(at, body) for at, body in self.waiting if at <= self.now]
        self.waiting = [(at, body) for at, body in self.waiting if at > self.now]
        return [body for _, body in sorted([*come, *asked], key=lambda one: one[0])]

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
