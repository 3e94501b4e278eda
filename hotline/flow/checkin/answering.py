"""What comes of a text to a check-in: it happens, and then it is answered.

"It's on" is said once its keeper has it. Who keeps check-ins is told by `Keeper`: a desk does, and
so does a rehearsal.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Protocol

from hotline.domain.checkin import events
from hotline.domain.checkin.admission import Refused
from hotline.domain.checkin.plan import LONGEST, Plan
from hotline.domain.checkin.record import CheckIn
from hotline.domain.checkin.step import Stepped
from hotline.domain.checkin.told import OfferPerson, ToContact
from hotline.domain.phone import Phone
from hotline.flow.checkin import meanings, said
from hotline.flow.checkin.questions import ANSWERED
from hotline.flow.commands import command
from hotline.flow.scene import go, people_by_text
from hotline.flow.session import Session
from hotline.flow.stage import Stage
from hotline.flow.turn import Later, Turn, at

SOON = 3  # seconds between "It's on" and the question who comes
FRESH = 10.0  # seconds since it was set, in which that question may still be on its way
# After these it would be out of place, and some are said for who else reads that phone.
_UNASKED = (events.PlanChanged, events.SaidDone, events.SaidTrouble)


class Keeper(Protocol):
    """Who keeps the check-ins. What it returns has happened."""

    def begin(self, minutes: int, language: str) -> CheckIn | Refused:
        """A new one."""

    def anew(self, check_in: CheckIn, id: str, seconds: float) -> Stepped | Refused | None:
        """The one there is, for another time. None: it is over."""

    def more(
        self, check_in: CheckIn, id: str, seconds: float, words: str
    ) -> Stepped | Refused | None:
        """Later, by `seconds`, 0: as long as before."""

    def happened(self, check_in: CheckIn, event: events.Event) -> Stepped | None:
        """Anything else."""

    def friend(self, written: str) -> Phone | None:
        """The number somebody wrote, if a peer may ring it for them."""

    def asks(self, turn: Turn) -> bool:
        """Whether somebody is asked now to write with them, as this turn wants."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text, and the check-in of whoever sent it."""

    keeper: Keeper
    stage: Stage
    session: Session
    check_in: CheckIn | None
    id: str
    body: str = field(default="", repr=False)
    in_thread: bool = False


def answer(text: Text, meant: meanings.Meant) -> Turn | None:
    """None: somebody else answers it."""
    turn = _turn(text, meant)
    if turn and _calls_off(text, meant):
        turn = replace(turn, call_off=True)
    if turn is None or not text.in_thread or not turn.say:
        return turn
    mark = text.stage.phrase("thread.auto", text.session.language)
    return replace(turn, say=f"{mark} {turn.say}", later=())


def _calls_off(text: Text, meant: meanings.Meant) -> bool:
    """Whether the question who comes need not be asked any more."""
    fresh = text.check_in and text.stage.world.now - text.check_in.born <= FRESH
    happened = isinstance(meant, meanings.Happened) and isinstance(meant.event, _UNASKED)
    return bool(fresh) and (happened or meant == meanings.Says("friend"))


def _turn(text: Text, meant: meanings.Meant) -> Turn | None:
    stage, session = text.stage, text.session
    match meant:
        case meanings.Begin(minutes, languages):
            return _began(text, minutes, languages)
        case meanings.Goes(place):
            return at(go(stage, session, place), "place", stage)
        case meanings.Says("none"):
            return _plain(text, "none")
        case meanings.Erases(name):
            return command(stage, session, name)
    check_in = text.check_in
    if check_in is None:
        return _plain(text, "word.set")
    match meant:
        case meanings.Says(name):
            return _said(text, check_in, name)
        case meanings.ReadBack():
            return _read_back(text, check_in)
        case meanings.FriendNamed(written):
            return _friend(text, check_in, written)
        case meanings.Later(seconds):
            return _later(text, check_in, seconds)
        case meanings.Happened():
            return _happened(text, check_in, meant)
    return None


def _began(text: Text, minutes: int, languages: tuple[str, ...]) -> Turn:
    """A new one, or the one they have for another time."""
    if text.check_in:
        return _anew(text, text.check_in, minutes)
    session = text.session
    told = [one for one in languages if one in text.stage.book.languages]
    if told and session.language not in told and not session.chosen:
        session = session._replace(language=told[0])
        text = replace(text, session=session)
    became = text.keeper.begin(minutes, session.language)
    return _refused(text, became) if isinstance(became, Refused) else _set(text, became)


def _set(text: Text, became: CheckIn) -> Turn:
    """It's on; and who comes, should they not answer? Who writes with a person is not asked."""
    session = text.session
    words = said.sentence(text.stage, became, "check.set", session.language)
    who = text.stage.phrase("check.who", session.language)
    asking = session if text.in_thread else said.asking(session, "who")
    return Turn(asking, words, "checked", later=(Later(SOON, who),))


def _anew(text: Text, check_in: CheckIn, minutes: int) -> Turn:
    if text.id in check_in.seen:
        return _set(text, check_in)
    move = text.keeper.anew(check_in, text.id, 60.0 * minutes)
    return _alive(text, check_in, move)


def _later(text: Text, check_in: CheckIn, seconds: float) -> Turn:
    most = min(seconds, LONGEST) if check_in.asked else seconds
    return _alive(text, check_in, text.keeper.more(check_in, text.id, most, text.body))


def _alive(text: Text, check_in: CheckIn, move: Stepped | Refused | None) -> Turn:
    """They are well, and may not be asked so late: the one answer is not lost for the other, and
    what it ended is said. CHECK 500 is no answer."""
    if not isinstance(move, Refused) or not check_in.asked or move.why == "length":
        return _moved(text, check_in, move)
    over = text.keeper.happened(check_in, events.SaidOk(text.id, text.body))
    turn = _refused(text, move, check_in)
    if over and over.check_in.state != "closed":
        return turn
    ended = text.stage.phrase("check.over", text.session.language)
    return replace(turn, say=f"{ended} {turn.say}")


def _happened(text: Text, check_in: CheckIn, meant: meanings.Happened) -> Turn | None:
    move = text.keeper.happened(check_in, meant.event)
    if meant.aside:
        return None
    if move and meant.then:
        return _said(text, move.check_in, meant.then)
    return _moved(text, check_in, move)


def _moved(text: Text, before: CheckIn, move: Stepped | Refused | None) -> Turn:
    """What is told to whoever wrote it; the same once more where it came twice."""
    if isinstance(move, Refused):
        return _refused(text, move, before)
    if move is None:
        return _plain(text, "none")
    if any(isinstance(telling, OfferPerson) for telling in move.told):
        return _asks_a_person(text, move.check_in)
    sayings = [telling.saying for telling in move.told if isinstance(telling, ToContact)]
    return _said(text, move.check_in, sayings[0] if sayings else "later")


def _asks_a_person(text: Text, check_in: CheckIn) -> Turn:
    """Somebody is asked to write with them; where nobody can be, that is not said."""
    unclear = _said(text, check_in, "unclear")
    people = people_by_text(text.stage, text.session)
    if people is None or text.in_thread:
        return unclear
    offers = replace(_said(text, check_in, "person"), asks=people.name)
    return replace(offers, asks="") if text.keeper.asks(offers) else unclear


def _friend(text: Text, check_in: CheckIn, written: str) -> Turn:
    phone = text.keeper.friend(written)
    if phone is None:
        return _said(text, check_in, "friend.not")
    plan = replace(check_in.plan, ways="both", wish="friend", friend=phone)
    changed = meanings.Happened(events.PlanChanged(text.id, plan), "where")
    return _happened(text, check_in, changed) or _plain(text, "none")


def _read_back(text: Text, check_in: CheckIn) -> Turn:
    language = text.session.language
    words = said.read_back(text.stage, check_in, language, in_thread=text.in_thread)
    asks = check_in.state == "armed" and not text.in_thread
    session = said.asking(text.session, "read") if asks else text.session
    return Turn(session, words, "checked")


def _refused(text: Text, refused: Refused, on: CheckIn | None = None) -> Turn:
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


def _said(text: Text, check_in: CheckIn, name: str) -> Turn:
    """A sentence about it, and the question it may be. Who says OK at once is still asked who
    comes, or was a moment ago, and answers it yet."""
    words = said.sentence(text.stage, check_in, f"check.{name}", text.session.language)
    asked_now = text.stage.world.now - check_in.born <= ANSWERED and check_in.plan == Plan()
    question = "who" if name == "noted" and asked_now else name
    return Turn(said.asking(text.session, question), words, "checked")


def _plain(text: Text, name: str) -> Turn:
    words = text.stage.phrase(f"check.{name}", text.session.language)
    return Turn(text.session, words, "checked")
