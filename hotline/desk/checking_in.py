"""A contact's text where they have a check-in, or want one: it happens, and then it is answered.

"It's on" is said once it is on disk. What is nothing to a check-in is left to the flows, and to
whoever writes with them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from hotline.desk import checkins
from hotline.desk.checkin_friend import friend
from hotline.desk.checkins import Move, Refused, Wanted
from hotline.desk.thread_texts import ask_people
from hotline.desk.tools import Desk
from hotline.domain.checkin import events
from hotline.domain.checkin.record import CheckIn
from hotline.domain.checkin.told import OfferPerson
from hotline.domain.contact import Contact
from hotline.domain.events import TextArrived
from hotline.errors import StoreAway
from hotline.flow.checkin import said, talk
from hotline.flow.commands import command
from hotline.flow.engine import finished, languaged
from hotline.flow.index import Command
from hotline.flow.scene import go, people_by_text
from hotline.flow.session import Opened, Session
from hotline.flow.stage import Stage
from hotline.flow.turn import Later, Turn, at
from hotline.flow.words import normalise

SOON = 3  # seconds between "It's on" and the question who comes


@dataclass(frozen=True, slots=True)
class _Text:
    """One text, and the check-in of whoever sent it."""

    desk: Desk
    event: TextArrived
    opened: Opened
    stage: Stage
    session: Session
    check_in: CheckIn | None

    @property
    def contact(self) -> Contact:
        return Contact(self.event.line, self.event.sender)

    @property
    def in_thread(self) -> bool:
        return bool(self.opened.thread)


def checked(desk: Desk, event: TextArrived, opened: Opened, stage: Stage) -> Turn | None:
    """What comes of a text to a check-in; None: nothing, or others answer it. Raises StoreAway.

    Words of one of us may be for whom they write with, as those in a thread: only what is plainly
    the check-in's is.
    """
    if event.line in desk.inside:
        return None
    check_in = checkins.of(desk, Contact(event.line, event.sender))
    session = languaged(stage, opened.session, event.body)
    if opened.session is None and check_in:
        session = session._replace(language=check_in.language)
    thread = bool(opened.thread)
    beside = thread or (check_in is not None and desk.people.whose(event.sender) is not None)
    meant = talk.meant(stage, session, check_in, event.id, event.body, in_thread=beside)
    if meant is None or (check_in is None and opened.stopped == "carrier"):
        return None
    text = _Text(desk, event, opened, stage, session._replace(asked=()), check_in)
    turn = _turn(text, meant)
    if turn and thread and turn.say:
        mark = stage.phrase("thread.auto", session.language)
        turn = replace(turn, say=f"{mark} {turn.say}", later=())
    return turn and finished(stage, turn)


def unless_on(desk: Desk, event: TextArrived, opened: Opened, stage: Stage) -> Turn | None:
    """FORGET and CLEAR would end a check-in: that is asked first, and no answer keeps it. None
    where none is on. Raises StoreAway."""
    lines = (event.line, *(line for line in desk.lines if line != event.line))
    running = (checkins.of(desk, Contact(line, event.sender)) for line in lines)
    check_in = next((one for one in running if one), None)
    if check_in is None:
        return None
    session = languaged(stage, opened.session, event.body)
    words = said.sentence(stage, check_in, "check.forget", session.language)
    asking = said.asking(session, _erasing(stage, session, event.body))
    return finished(stage, Turn(asking, words, "checked"))


def _erasing(stage: Stage, session: Session, body: str) -> str:
    """Which of the two it was, by its word, or as the answer to whether it was meant."""
    found = {entry.target for entry in stage.lexicon.commands.exactly(normalise(body))}
    clears = Command("clear") in found or "!clear" in dict(session.asked).values()
    return "clear" if clears else "forget"


def _turn(text: _Text, meant: talk.Meant) -> Turn | None:
    stage, session = text.stage, text.session
    match meant:
        case talk.Begin(minutes, language):
            return _began(text, minutes, language)
        case talk.Goes(place):
            return at(go(stage, session, place), "place", stage)
        case talk.Says("none"):
            return _plain(text, "none")
        case talk.Erases(name):
            return command(stage, session, name)
    check_in = text.check_in
    if check_in is None:
        return _plain(text, "word.set")
    match meant:
        case talk.Says(name):
            return _said(text, check_in, name)
        case talk.ReadBack():
            return _read_back(text, check_in)
        case talk.FriendNamed(written):
            return _friend(text, check_in, written)
        case talk.Later(seconds):
            return _later(text, check_in, seconds)
        case talk.Happened():
            return _happened(text, check_in, meant)
    return None


def _began(text: _Text, minutes: int, language: str) -> Turn:
    """A new one, or the one they have for another time."""
    if text.check_in:
        return _anew(text, text.check_in, minutes)
    session = text.session
    if language and text.opened.session is None and language in text.stage.book.languages:
        session = session._replace(language=language)
        text = replace(text, session=session)
    step = text.stage.book.check_in
    wanted = Wanted(
        text.contact, 60.0 * minutes, session.language, rotation=step.alarm if step else "",
        whatsapp=text.event.whatsapp,
    )  # fmt: skip
    became = _kept(text, wanted)
    if isinstance(became, Refused):
        return _refused(text, became)
    words = said.sentence(text.stage, became, "check.set", session.language)
    who = text.stage.phrase("check.who", session.language)
    asking = session if text.in_thread else said.asking(session, "who")
    return Turn(asking, words, "checked", later=(Later(SOON, who),))


def _kept(text: _Text, wanted: Wanted) -> CheckIn | Refused:
    try:
        return checkins.set_up(text.desk, wanted)
    except StoreAway:
        return Refused("not_kept")


def _anew(text: _Text, check_in: CheckIn, minutes: int) -> Turn:
    if text.event.id in check_in.seen or check_in.born == text.stage.world.now:
        return _said(text, check_in, "later")
    move = checkins.set_anew(text.desk, check_in, text.event.id, 60.0 * minutes)
    return _moved(text, check_in, move)


def _later(text: _Text, check_in: CheckIn, seconds: float) -> Turn:
    move = checkins.more(text.desk, check_in, text.event.id, seconds, text.event.body)
    if isinstance(move, Refused) and check_in.asked:
        # They are well, and cannot be asked so late: the one answer must not be lost for the other.
        ok = events.SaidOk(text.event.id, text.event.body)
        checkins.happened(text.desk, check_in.id, ok, answered="")
    return _moved(text, check_in, move)


def _happened(text: _Text, check_in: CheckIn, meant: talk.Happened) -> Turn | None:
    move = checkins.happened(text.desk, check_in.id, meant.event, answered="")
    if meant.aside:
        return None
    if move and meant.then:
        return _said(text, move.after, meant.then)
    return _moved(text, check_in, move)


def _moved(text: _Text, before: CheckIn, move: Move | Refused | None) -> Turn:
    """What is told to whoever wrote it; the same once more where it came twice."""
    if isinstance(move, Refused):
        return _refused(text, move, before)
    if move is None:
        return _plain(text, "none")
    if any(isinstance(telling, OfferPerson) for telling in move.told):
        return _asks_a_person(text, move.after)
    sayings = move.to_contact
    return _said(text, move.after, sayings[0] if sayings else "later")


def _asks_a_person(text: _Text, check_in: CheckIn) -> Turn:
    """Somebody is asked to write with them; where nobody can be, that is not said."""
    unclear = _said(text, check_in, "unclear")
    people = people_by_text(text.stage, text.session)
    if people is None or text.in_thread:
        return unclear
    offers = replace(_said(text, check_in, "person"), asks=people.name)
    turn = ask_people(text.desk, text.event, offers, text.stage.world.now)
    return replace(offers, asks="") if turn is offers else unclear


def _friend(text: _Text, check_in: CheckIn, written: str) -> Turn:
    phone = friend(text.desk, text.contact, written)
    if phone is None:
        return _said(text, check_in, "friend.not")
    plan = replace(check_in.plan, ways="both", wish="friend", friend=phone)
    changed = talk.Happened(events.PlanChanged(text.event.id, plan), "where")
    return _happened(text, check_in, changed) or _plain(text, "none")


def _read_back(text: _Text, check_in: CheckIn) -> Turn:
    language = text.session.language
    words = said.read_back(text.stage, check_in, language, in_thread=text.in_thread)
    asks = check_in.state == "armed" and not text.in_thread
    session = said.asking(text.session, "read") if asks else text.session
    return Turn(session, words, "checked")


def _refused(text: _Text, refused: Refused, on: CheckIn | None = None) -> Turn:
    """Why not, honestly. One that is on stays as it is."""
    stage, session = text.stage, text.session
    step = stage.book.check_in
    if refused.why == "length" and on:
        return _said(text, on, "length.on")
    if refused.why == "not_kept" and on:
        return _plain(text, "not_kept.on")
    if refused.why == "off" or step is None:
        return at(go(stage, session, step.name if step else stage.start), "place", stage)
    session, words = said.refused(
        stage, session, step, refused.why,
        minutes=refused.minutes, until=refused.until, opens=refused.opens,
    )  # fmt: skip
    return Turn(session, words, "checked")


def _said(text: _Text, check_in: CheckIn, name: str) -> Turn:
    """A sentence about it, and the question it may be."""
    words = said.sentence(text.stage, check_in, f"check.{name}", text.session.language)
    return Turn(said.asking(text.session, name), words, "checked")


def _plain(text: _Text, name: str) -> Turn:
    words = text.stage.phrase(f"check.{name}", text.session.language)
    return Turn(text.session, words, "checked")
