"""A day of contacts against the pretend carrier, in process, as fast as things happen."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from hotline.desk.sweep import keep_sweeping
from hotline.desk.upkeep import keep_upkeep
from hotline.domain.phone import Phone
from hotline.flow.edition import Edition
from hotline.rehearsal import step, texting
from hotline.rehearsal.calls import state
from hotline.rehearsal.calls.leg import Leg
from hotline.rehearsal.calls.phone import Behaviour
from hotline.rehearsal.message import Message
from hotline.rehearsal.switchboard import NotACallError
from hotline.rehearsal.world import MESSAGES, World, with_faults
from tests.evening.evening import ANA, BO, JAIL, LINE, Evening

HOUR = 3600.0
DAY = 24 * HOUR
WORDS = ("hi", "1", "od", "not breathing", "strips", "is anybody there", "gracias", "what now", "0")
_NOT_FOR_US = ("72345", "+266696687", "anonymous", LINE)  # senders that get no answer
_TAKES = Behaviour("answers", after=3.0, keys="1", wait=3.0, stays=90.0)
_VOICEMAIL = Behaviour("voicemail", after=4.0, stays=30.0)
_BEAT = 5.0  # seconds between two looks of the clock whether there is a sweep

OTHER = "+12025550102"

Do = Callable[[], object]


@dataclass
class Day:
    """An account with a number besides that is not the line's, though its texts come to us."""

    edition: Edition
    dice: random.Random
    night: Evening = field(init=False)
    plan: list[tuple[float, Do]] = field(default_factory=list)
    came: dict[str, int] = field(default_factory=dict)
    most: int = 0

    def __post_init__(self) -> None:
        self.night = Evening(self.edition, lines=frozenset({Phone(LINE), Phone(JAIL)}))
        self.night.board.exchange.change(lambda world, now: (_with_another(world), None))
        self.night.peer("Ana", ANA)
        self.night.peer("Bo", BO)
        self.night.board.behave(ANA, _TAKES)
        self.night.board.behave(BO, _VOICEMAIL)

    def faults(self, **faults: float) -> None:
        self.night.board.exchange.change(
            lambda world, now: (with_faults(world, replace(world.faults, **faults)), None)
        )

    def contacts(self, many: int, within: float) -> None:
        """Texts, calls, and what is not for us, spread over so many seconds."""
        for n in range(many):
            at = within * (n + self.dice.random()) / many
            kind = self.dice.choices(("text", "call", "hidden", "not for us"), (55, 30, 5, 10))[0]
            self.came[kind] = self.came.get(kind, 0) + 1
            phone = f"+1202{self.dice.randrange(2_000_000, 9_999_999)}"
            self._comes(kind, at, phone)

    def others(self, many: int, within: float) -> None:
        """What the account is used for besides."""
        for n in range(many):
            phone = f"+1303{2_000_000 + n}"
            self.plan.append((within * n / many, partial(self._text, phone, "hello", line=OTHER)))

    def _comes(self, kind: str, at: float, phone: str) -> None:
        if kind == "text":
            for n in range(self.dice.randint(1, 3)):
                self.plan.append((at + 9.0 * n, partial(self._text, phone, self._words())))
        elif kind == "not for us":
            sender = self.dice.choice(_NOT_FOR_US)
            self.plan.append((at, partial(self._text, sender, self._words())))
        else:
            shown = "anonymous" if kind == "hidden" else ""
            self.plan.append((at, partial(self._dial, phone, shown)))
            key = self.dice.choice(("", "1", "3", "0"))
            self.plan.append((at + 9.0, partial(self._press, phone, key)))
            over = at + self.dice.uniform(2.0, 200.0)
            self.plan.append((over, partial(self._hang_up, phone)))

    def away(self, at: float, lasts: float, *, store: bool) -> None:
        """The worker is dead for a while, or the store away, without which it does nothing."""

        def gone(is_gone: bool) -> None:
            self.night.worker = not is_gone
            self.night.line.store.away = is_gone and store

        self.plan += [(at, partial(gone, True)), (at + lasts, partial(gone, False))]

    def at(self, seconds: float) -> Day:
        """Let it be so many seconds after the start; what is planned until then is done."""
        night, end = self.night, self.night.start + seconds
        self.plan.sort(key=lambda one: one[0], reverse=True)
        looked = 0.0
        while night.line.now < end:
            ahead = night.start + self.plan[-1][0] if self.plan else end
            night._pass(max(min(ahead, end, self._next()) - night.line.now, 0.0))
            while self.plan and night.start + self.plan[-1][0] <= night.line.now:
                self.plan.pop()[1]()
            if night.line.now - looked >= _BEAT and not night.line.store.away:
                looked = night.line.now
                keep_sweeping(night.desk)
                keep_upkeep(night.desk)
            world = night.board.exchange.world
            self.most = max(self.most, len(world.messages), len(world.calls.legs))
        assert self.most < min(MESSAGES, state.LEGS)  # or the pretend carrier would forget
        return self

    def _next(self) -> float:
        """When something happens by itself."""
        due = step.next_due(self.night.board.exchange.world)
        moments = [] if due is None else [due]
        if self.night.worker and self.night.line.store.due:
            moments.append(min(self.night.line.store.due.values()))
        return min(moments, default=float("inf"))

    def kept(self, line: str = LINE) -> list[Message | Leg]:
        """What the carrier still has of a number."""
        world = self.night.board.exchange.world
        records: list[Message | Leg] = [*world.messages, *world.calls.legs]
        return [record for record in records if record.line == line]

    def _words(self) -> str:
        return self.dice.choice(WORDS)

    def _text(self, sender: str, body: str, line: str = LINE) -> None:
        texting.send(self.night.board.exchange, sender, line, body, 0)
        self.night.board.later(0)

    def _dial(self, phone: str, shown: str) -> None:
        self.night.dial(phone, shown)

    def _press(self, phone: str, key: str) -> None:
        self._if_there(lambda: key and self.night.press(phone, key))

    def _hang_up(self, phone: str) -> None:
        self._if_there(lambda: self.night.board.hang_up(phone))

    def _if_there(self, do: Do) -> None:
        try:
            do()
        except NotACallError:
            return  # they had hung up, or were hung up on


def _with_another(world: World) -> World:
    (first, *_) = world.lines
    return replace(world, lines=(*world.lines, replace(first, sid="PN" + "9" * 32, number=OTHER)))
