"""The check-in of one contact, kept without a line: the same step, its clock turned by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hotline.domain.checkin import events
from hotline.domain.checkin.admission import Refused
from hotline.domain.checkin.plan import Plan, in_bounds
from hotline.domain.checkin.record import CheckIn
from hotline.domain.checkin.step import Stepped, step
from hotline.domain.checkin.times import next_due
from hotline.domain.checkin.told import Alarm, Ask, Telling, ToContact
from hotline.domain.phone import Phone, is_emergency, phone_from_person, region_of
from hotline.flow.checkin import said, talk
from hotline.flow.checkin.answering import Text, answer
from hotline.flow.engine import finished, languaged
from hotline.flow.session import Session
from hotline.flow.stage import Stage
from hotline.flow.turn import Turn

_CONTACT = Phone("+12025550147")
_SOMEBODY = events.Reach(on=("a peer",))  # who is told when nobody answers


@dataclass(slots=True)
class Kept:
    """At most one check-in. `texts` counts what was written, so that each has a name."""

    check_in: CheckIn | None = None
    texts: int = 0

    def heard(self, stage: Stage, session: Session | None, body: str) -> Turn | None:
        """What comes of a text to it; None: nothing."""
        if not stage.world.remembered:
            name = talk.unkept(stage, body)
            here = languaged(stage, None, body)
            turn = Turn(None, stage.phrase(name, here.language), "checked") if name else None
            return turn and finished(stage, turn)
        self.texts += 1
        here, id = languaged(stage, session, body), f"text {self.texts}"
        forgotten = session is None or session.until <= stage.world.now
        if forgotten and self.check_in:
            here = here._replace(language=self.check_in.language)
        meant = talk.meant(stage, here, self.check_in, id, body)
        if meant is None:
            return None
        asked = here._replace(asked=())
        keeper = _Keeper(self, stage)
        turn = answer(Text(keeper, stage, asked, self.check_in, id, body), meant)
        return turn and finished(stage, turn)

    def unless_on(self, stage: Stage, session: Session | None, turn: Turn, body: str) -> Turn:
        """FORGET and CLEAR are asked about while one is on."""
        if self.check_in is None or turn.outcome != "erased":
            return turn
        here = languaged(stage, session, body)
        words = said.forgetting(stage, self.check_in, here.language)
        return finished(stage, Turn(said.asking(here, "forget"), words, "checked"))

    def passed(self, stage: Stage, until: float) -> Iterator[tuple[float, str]]:
        """What comes until then, and when: a text, or what else happens, in brackets."""
        while self.check_in and next_due(self.check_in) <= until:
            at = next_due(self.check_in)
            then = replace(stage, world=replace(stage.world, now=at))
            done = self._step(events.TimePassed(_SOMEBODY), at)
            if any(isinstance(telling, Ask) for telling in done.told):
                self._step(events.AskAccepted(done.check_in.round), at)
            for words in _told(then, done.check_in, done.told):
                yield at, words

    def _step(self, event: events.Event, now: float) -> Stepped:
        assert self.check_in
        done = step(self.check_in, event, now)
        self.check_in = None if done.check_in.state == "closed" else done.check_in
        return done


def _told(stage: Stage, check_in: CheckIn, told: tuple[Telling, ...]) -> Iterator[str]:
    language = check_in.language
    for telling in told:
        match telling:
            case Ask(number, by_text, by_call):
                if by_text:
                    yield said.ask(stage, check_in, number, language)
                if by_call:
                    yield f"(the phone rings: {stage.phrase('check.called', language)})"
            case ToContact(saying):
                yield said.sentence(stage, check_in, f"check.{saying}", language)
            case Alarm(number) if number == 1:
                yield "(nobody answered: people who are on are told)"


@dataclass(frozen=True, slots=True)
class _Keeper:
    """As `flow.checkin.answering.Keeper` says: somebody is there for as long as it takes, if
    anybody is on."""

    kept: Kept
    stage: Stage

    def begin(self, minutes: int, language: str) -> CheckIn | Refused:
        if refused := self._refused(60.0 * minutes):
            return refused
        world = self.stage.world
        self.kept.check_in = CheckIn(
            "check-in", "147", world.line, _CONTACT, language, "", Plan(), 60.0 * minutes,
            world.now + 60.0 * minutes, world.now,
        )  # fmt: skip
        return self.kept.check_in

    def anew(self, check_in: CheckIn, id: str, seconds: float) -> Stepped | Refused | None:
        refused = self._refused(seconds)
        return refused or self.happened(check_in, events.SetAnew(id, seconds))

    def more(
        self, check_in: CheckIn, id: str, seconds: float, words: str
    ) -> Stepped | Refused | None:
        refused = self._refused(seconds or check_in.length)
        return refused or self.happened(check_in, events.SaidMore(id, seconds, words))

    def happened(self, check_in: CheckIn, event: events.Event) -> Stepped | None:
        return self.kept._step(event, self.stage.world.now)

    def friend(self, written: str) -> Phone | None:
        phone = phone_from_person(written, region_of(self.stage.world.line))
        return phone if phone and not is_emergency(phone) else None

    def asks(self, turn: Turn) -> bool:
        return True

    def _refused(self, seconds: float) -> Refused | None:
        if not in_bounds(seconds):
            return Refused("length")
        step, world = self.stage.book.check_in, self.stage.world
        if world.standing.state != "open" or step is None:
            return Refused("off")
        if step.alarm in {*world.standing.on, *world.standing.texted}:
            return None
        opens = world.standing.again(step.alarm, world.now)
        return Refused("nobody", opens=opens or 0.0)
