"""Somebody's text is answered: load, ask the engine, commit the turn with its errands, reply.

Asked twice, it gives the same answer and moves on once. With the store away it still answers:
menus, words and cards need none.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from hotline.desk import callbacks, shared, texts_off
from hotline.desk.checking_in import checked, held_till_over, speaks, unless_on
from hotline.desk.consent import agreed, still_with_us
from hotline.desk.forgetting import forget
from hotline.desk.peer_texts import told_to_peer, without_store, words_for_a_handle
from hotline.desk.ready import FLOODED
from hotline.desk.staging import staged, world_now
from hotline.desk.stopping import start, stop
from hotline.desk.thread_texts import ask_people, leave, left_to_the_flows, texted
from hotline.desk.tools import RACES, Desk
from hotline.domain.callback import Callback
from hotline.domain.contact import Contact
from hotline.domain.counts import BACK_ASKED, NOTHING, Counted, counted, of_text
from hotline.domain.errands import (
    FIRST_ERASURE,
    GIVE_UP_ERASING,
    Due,
    EraseText,
    Errand,
    Reword,
    SendText,
    copy_of,
)
from hotline.domain.events import TextArrived
from hotline.domain.replies import TextReply
from hotline.errors import StoreAway
from hotline.flow import turn as turns
from hotline.flow.checkin.talk import unkept
from hotline.flow.engine import MANY, advance, finished, languaged
from hotline.flow.session import Opened, Session
from hotline.flow.stage import Stage
from hotline.flow.turn import Turn

GOOD_FOR = 180  # seconds a text that follows later may still be delivered; then it is stale
WORDS_KEPT = 600  # seconds a second wording waits for the fate of the first
_CANNOT_WAIT = frozenset({"emergency", "place", "command", "asked"})
_ENDINGS = frozenset({"erased", "stopped", "blocked"})


@dataclass(frozen=True, slots=True)
class Answered:
    """What is said, and in one word what kind of turn it was, for the log."""

    replies: tuple[TextReply, ...]
    outcome: str


def answer_text(desk: Desk, event: TextArrived) -> Answered:
    """Answer a text."""
    if not desk.served(event.sender):
        return Answered((), "not.served")
    try:
        return _kept(desk, event)
    except StoreAway:
        return _unkept(desk, event)


def _kept(desk: Desk, event: TextArrived) -> Answered:
    """With the store: the turn counts only when it could be written down."""
    for _ in range(RACES):
        now = desk.now()
        opened = desk.conversations.open(event, now)
        if opened.flooded:
            desk.beats.beat(FLOODED, now)
        if opened.seen:
            return Answered(opened.answer or (), "repeated")
        opened, left = left_to_the_flows(desk, event, opened)
        turn = _turn(desk, event, opened, now)
        if turn.outcome in _ENDINGS:
            return _ended(desk, event, opened, turn, now)
        if turn.asks and not opened.thread:
            asked = ask_people(desk, event, turn, now)
            if asked is None:
                continue
            turn = asked
        turn = _comes_again(desk, event, opened, turn, now)
        receipt = desk.token()
        later = [*_later(desk, event, turn, now), *_second_wording(event, turn, receipt, now)]
        rung = _by_call(desk, event, opened, turn)
        answer = _reply(turn, receipt)
        promised = _promised(desk, event, turn)
        if desk.conversations.close(
            event,
            opened,
            session=_remembering(turn, opened, later),
            answer=answer,
            errands=[*later, *rung, _erasing(desk, event, now)],
            counted=_counted(desk, opened, turn, now),
            called_off=opened.session.pending if turn.call_off and opened.session else (),
            now=now,
            promised=promised,
        ):
            for due, _ in rung:
                desk.nudges.look(due.id)
            if left:
                with suppress(StoreAway):  # then its own time ends it
                    leave(desk, left)
            if promised:
                callbacks.only_newest(desk, Contact(event.line, event.sender))
            return Answered(answer, turn.outcome)
    return _unkept(desk, event)


def _by_call(
    desk: Desk, event: TextArrived, opened: Opened, turn: Turn
) -> list[tuple[Due, Errand]]:
    """Whoever said STOP to the carrier reads no answer: for what cannot wait they are rung."""
    if opened.stopped != "carrier" or turn.outcome not in _CANNOT_WAIT or not turn.session:
        return []
    contact = Contact(event.line, event.sender)
    return texts_off.by_call(desk, contact, turn.session.language, "off")


def _turn(desk: Desk, event: TextArrived, opened: Opened, now: float) -> Turn:
    """What one of us says about consent, or asks as one of us; all else is a contact's text."""
    if said := agreed(desk, event, now):
        return Turn(opened.session, said, "agreed")
    stage = _stage(
        desk,
        event,
        now,
        _lately(desk, event, opened),
        flooded=opened.flooded,
        blocked=opened.stopped == "carrier",
    )
    if about := checked(desk, event, opened, stage):
        return about
    told = told_to_peer(desk, event, now)
    if told is not None:
        return Turn(opened.session, told, "peer")
    if opened.thread and (relayed := texted(desk, event, opened.session, opened.thread)):
        return relayed
    if late := words_for_a_handle(desk, event, opened.session):
        return Turn(opened.session, late, "peer")
    turn = advance(stage, opened.session, event.body, event.pictures)
    if language := _newly_chosen(opened.session, turn.session):
        speaks(desk, Contact(event.line, event.sender), language)
    if turn.outcome == "erased" and (asked := unless_on(desk, event, opened, stage)):
        return asked
    if true := held_till_over(desk, event, opened, stage, turn):
        return true
    if turn.promise and turn.session and shared.holds(desk, event.sender):
        return turns.said(stage, turn.session, "back.shared")
    return turn


def _newly_chosen(before: Session | None, after: Session | None) -> str:
    """The language that they named in this text; empty where they named none."""
    chosen = (session.language if session and session.chosen else "" for session in (before, after))
    was, now = chosen
    return now if now != was else ""


def _ended(desk: Desk, event: TextArrived, opened: Opened, turn: Turn, now: float) -> Answered:
    """FORGET, CLEAR, STOP: first it is so, then it is said; the same text twice does it twice.

    Nothing is said where the carrier lets nothing through: it would only keep a note of it.
    """
    contact, still = Contact(event.line, event.sender), ""
    if turn.outcome == "erased":
        still = still_with_us(desk, event)
        forget(desk, event.sender, now)
    else:
        blocked = turn.outcome == "blocked" or opened.stopped == "carrier"
        goes_on = stop(desk, contact, "carrier" if blocked else "us", now)
        turn = replace(turn, say=goes_on or turn.say)
    desk.errands.add(*_erasing(desk, event, now))
    if opened.stopped == "carrier":
        return Answered((), turn.outcome)
    said = replace(turn, say=" ".join(filter(None, (turn.say, still))))
    return Answered(_reply(said, desk.token()), turn.outcome)


def _comes_again(desk: Desk, event: TextArrived, opened: Opened, turn: Turn, now: float) -> Turn:
    """START, or whatever is answered after STOP, lets texts pass again: what follows from it was
    asked for. Where the carrier does not let it pass it says so, and the mark is back."""
    contact = Contact(event.line, event.sender)
    if turn.outcome == "started":
        return replace(turn, say=" ".join(filter(None, (turn.say, start(desk, contact, now)))))
    if opened.stopped and turn.outcome != "muted":
        desk.marks.lift(contact)
    return turn


def _lately(desk: Desk, event: TextArrived, opened: Opened) -> int:
    """How much this sender wrote lately; from a number that is nobody's, one writes for many."""
    if opened.lately > MANY and shared.holds(desk, event.sender):
        return 1
    return opened.lately


def _unkept(desk: Desk, event: TextArrived) -> Answered:
    """Without the store: read as if at home. Nothing pretends to be remembered, or erased."""
    if told := without_store(desk, event):
        return Answered((TextReply(told, ""),), "peer")
    stage = _stage(desk, event, desk.now(), 0, remembered=False)
    if unsure := unkept(stage, event.body):
        session = languaged(stage, None, event.body)
        turn = finished(stage, turns.said(stage, session, unsure, "checked"))
    else:
        turn = advance(stage, None, event.body, event.pictures)
    return Answered(_reply(turn, ""), turn.outcome)


def _stage(
    desk: Desk,
    event: TextArrived,
    now: float,
    lately: int,
    *,
    flooded: bool = False,
    remembered: bool = True,
    blocked: bool = False,
) -> Stage:
    world = replace(
        world_now(desk, event.line),
        now=now,
        lately=lately,
        flooded=flooded,
        remembered=remembered,
        blocked=blocked,
    )
    return staged(desk, world)


def _promised(desk: Desk, event: TextArrived, turn: Turn) -> Callback | None:
    if turn.promise is None or turn.session is None:
        return None
    contact, language = Contact(event.line, event.sender), turn.session.language
    return callbacks.made(desk, contact, turn.promise, language, whatsapp=event.whatsapp)


def _reply(turn: Turn, receipt: str) -> tuple[TextReply, ...]:
    return (TextReply(turn.say, receipt),) if turn.say else ()


def _later(desk: Desk, event: TextArrived, turn: Turn, now: float) -> list[tuple[Due, Errand]]:
    """The texts that follow. Each is good for a few minutes: a stale step is worse than none."""
    to_contact = _to_contact(event)
    return [
        (Due(now + later.after, desk.token()), to_contact(later.body, now + later.after + GOOD_FOR))
        for later in turn.later
    ]


def _to_contact(event: TextArrived) -> Callable[[str, float], SendText]:
    return lambda body, until: SendText(event.line, event.sender, body, until, event.whatsapp)


def _remembering(turn: Turn, opened: Opened, later: list[tuple[Due, Errand]]) -> Session | None:
    """The session knows what it promised, so that CLEAR can call it off."""
    if turn.session is None:
        return None
    kept = () if turn.call_off or not opened.session else opened.session.pending
    return turn.session._replace(pending=(*kept, *(due.id for due, _ in later))[-8:])


def _counted(desk: Desk, opened: Opened, turn: Turn, now: float) -> Counted:
    """A conversation that begins, and the place that a text led to; nothing where none is held, as
    of one of us who agrees."""
    if turn.session is None:
        return NOTHING
    before = opened.session.place if opened.session else None
    after = turn.session.place if turn.outcome in {"place", "emergency"} else ""
    asked = (BACK_ASKED,) if turn.promise else ()
    return counted(now, desk.zone, *of_text(before, after), *asked)


def _second_wording(
    event: TextArrived, turn: Turn, receipt: str, now: float
) -> list[tuple[Due, Errand]]:
    """Kept until the fate of the first wording is known, or CLEAR calls it off."""
    if not turn.plain:
        return []
    until = now + WORDS_KEPT
    return [(Due(until, receipt), Reword(_to_contact(event)(turn.plain, until), until))]


def _erasing(desk: Desk, event: TextArrived, now: float) -> tuple[Due, Errand]:
    """Delete the carrier's copy of what was written to us."""
    due = Due(now + FIRST_ERASURE, copy_of(desk.token()))
    return due, EraseText(event.id, now + GIVE_UP_ERASING)
