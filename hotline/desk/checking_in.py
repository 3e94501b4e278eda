"""A contact's text where they have a check-in, or want one: it happens, and then it is answered.

"It's on" is said once it is on disk. What is nothing to a check-in is left to the flows, and to
whoever writes with them.
"""

from __future__ import annotations

from dataclasses import dataclass

from hotline.desk import checkin_promise, checkins, texts_off
from hotline.desk.checkin_friend import friend
from hotline.desk.checkin_promise import Wanted
from hotline.desk.checkins import Move
from hotline.desk.peer_texts import is_for_others
from hotline.desk.thread_texts import ask_people, leave_what_stands
from hotline.desk.tools import Desk
from hotline.domain.checkin.admission import Refused
from hotline.domain.checkin.events import Event, LanguageChosen, SaidStop
from hotline.domain.checkin.record import CheckIn
from hotline.domain.checkin.step import Stepped
from hotline.domain.contact import Contact
from hotline.domain.events import TextArrived
from hotline.domain.phone import Phone
from hotline.domain.thread.lane import heard_at
from hotline.errors import StoreAway
from hotline.flow import turn as turns
from hotline.flow.checkin import said, talk
from hotline.flow.checkin.answering import Text, answer
from hotline.flow.engine import finished, languaged
from hotline.flow.index import Command
from hotline.flow.session import Opened, Session
from hotline.flow.stage import Stage
from hotline.flow.turn import Turn
from hotline.flow.words import normalise


@dataclass(frozen=True, slots=True)
class _Desk:
    """The desk as the keeper of check-ins, for one text."""

    desk: Desk
    event: TextArrived

    @property
    def contact(self) -> Contact:
        return Contact(self.event.line, self.event.sender)

    def begin(self, minutes: int, language: str) -> CheckIn | Refused:
        step = self.desk.edition().book.check_in
        rotation = step.alarm if step else ""
        wanted = Wanted(
            self.contact, 60.0 * minutes, language, rotation=rotation,
            whatsapp=self.event.whatsapp, text=self.event.id,
        )  # fmt: skip
        try:
            return checkin_promise.set_up(self.desk, wanted)
        except StoreAway:
            return Refused("not_kept")

    def anew(self, check_in: CheckIn, id: str, seconds: float) -> Stepped | Refused | None:
        return _stepped(checkin_promise.set_anew(self.desk, check_in, id, seconds))

    def more(
        self, check_in: CheckIn, id: str, seconds: float, words: str
    ) -> Stepped | Refused | None:
        return _stepped(checkin_promise.more(self.desk, check_in, id, seconds, words))

    def happened(self, check_in: CheckIn, event: Event) -> Stepped | None:
        move = checkins.happened(self.desk, check_in.id, event, answered="")
        return Stepped(move.after, move.told) if move else None

    def friend(self, written: str) -> Phone | None:
        return friend(self.desk, self.contact, written)

    def asks(self, turn: Turn) -> bool:
        leave_what_stands(self.desk, self.contact)
        return ask_people(self.desk, self.event, turn, self.desk.now(), check_in=True) is turn


def _stepped(move: Move | Refused | None) -> Stepped | Refused | None:
    return Stepped(move.after, move.told) if isinstance(move, Move) else move


def checked(desk: Desk, event: TextArrived, opened: Opened, stage: Stage) -> Turn | None:
    """What comes of a text to a check-in; None: nothing, or others answer it. Raises StoreAway.

    Where words of one of us may be for others they are read as those in a thread: only what is
    plainly the check-in's is.
    """
    if event.line in desk.inside:
        return None
    check_in = checkins.of(desk, Contact(event.line, event.sender))
    session = languaged(stage, opened.session, event.body)
    if opened.session is None and check_in:
        session = session._replace(language=check_in.language)
    thread = bool(opened.thread)
    talk_at = _talk_at(desk, opened.thread) if thread else None
    talks = talk_at is not None
    beside = thread or (check_in is not None and is_for_others(desk, event, desk.now()))
    meant = talk.meant(
        stage, session, check_in, event.id, event.body,
        in_thread=beside, waits=thread and not talks, heard_at=talk_at or 0.0,
    )  # fmt: skip
    if meant is None:
        return None
    keeper = _Desk(desk, event)
    text = Text(
        keeper, stage, session._replace(asked=()), check_in, event.id, event.body,
        in_thread=talks,
    )  # fmt: skip
    turn = answer(text, meant)
    if turn is None:
        return None
    if check_in is None and opened.stopped == "carrier" and turn.session:
        return _by_call(desk, keeper.contact, turn.session.language)
    return finished(stage, turn)


def speaks(desk: Desk, contact: Contact, language: str) -> None:
    """They chose a language: they are asked in it, too. Raises StoreAway."""
    if check_in := checkins.of(desk, contact):
        checkins.happened(desk, check_in.id, LanguageChosen(language))


def _talk_at(desk: Desk, thread: str) -> float | None:
    """When they last heard something there that may want an answer. None: nobody writes with them,
    and until then what we ask is answered to us."""
    found = desk.threads.read(thread, desk.now())
    return heard_at(found[0]) if found and found[0].owner else None


def _by_call(desk: Desk, contact: Contact, language: str) -> Turn:
    """No text of ours reaches them: it goes on by calls, the first of which says so; or one call
    says that nothing is on."""
    if check_in := checkins.of(desk, contact):
        checkins.happened(desk, check_in.id, SaidStop(desk.token()), answered="")
    else:
        texts_off.tell(desk, contact, language, "none")
    return turns.unheard()


def unless_on(desk: Desk, event: TextArrived, opened: Opened, stage: Stage) -> Turn | None:
    """FORGET and CLEAR would end a check-in: that is asked first, and no answer keeps it. None
    where none is on. Raises StoreAway."""
    lines = (event.line, *(line for line in desk.lines if line != event.line))
    running = (checkins.of(desk, Contact(line, event.sender)) for line in lines)
    check_in = next((one for one in running if one), None)
    if check_in is None:
        return None
    session = languaged(stage, opened.session, event.body)
    words = said.forgetting(stage, check_in, session.language)
    asking = said.asking(session, _erasing(stage, session, event.body))
    return finished(stage, Turn(asking, words, "checked"))


def held_till_over(
    desk: Desk, event: TextArrived, opened: Opened, stage: Stage, turn: Turn
) -> Turn | None:
    """PRIVACY tells the truth while one is on: that it holds their number. None where none is on,
    or where it was not asked. Raises StoreAway."""
    session = turn.session
    if session is None or turn.say != finished(stage, turns.said(stage, session, "privacy")).say:
        return None
    if not checkins.of(desk, Contact(event.line, event.sender)):
        return None
    return finished(stage, turns.said(stage, session, "check.privacy"))


def _erasing(stage: Stage, session: Session, body: str) -> str:
    """Which of the two it was, by its word, or as the answer to whether it was meant."""
    found = {entry.target for entry in stage.lexicon.commands.exactly(normalise(body))}
    clears = Command("clear") in found or "!clear" in dict(session.asked).values()
    return "clear" if clears else "forget"
