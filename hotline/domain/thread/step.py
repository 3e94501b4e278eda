"""One step of a thread: what happened makes a new record, and what anybody is told of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from hotline.domain.thread import calling, contact, events, lane, peer, times
from hotline.domain.thread.offering import offer_of, offered
from hotline.domain.thread.record import LIFE, REMEMBERED, Thread, asked_contact
from hotline.domain.thread.told import Telling, ToContact

_MOVES: Mapping[type, Callable[[Thread, Any, float], tuple[Thread, list[Telling]]]] = {
    events.ContactWrote: contact.wrote,
    events.ContactSentPicture: contact.sent_picture,
    events.ContactAsked: contact.asked,
    events.ContactWaits: contact.waits,
    events.ContactWantsOther: contact.wants_other,
    events.ContactEnded: contact.ended,
    events.ContactSaidTrouble: contact.said_trouble,
    events.ContactAgreed: calling.agreed,
    events.ContactDeclined: calling.declined,
    events.LineSpoke: calling.line_spoke,
    events.CallWanted: calling.wanted,
    events.CallOver: calling.over,
    events.PeerGone: contact.person_gone,
    events.PeerTook: peer.took,
    events.PeerPassed: peer.passed,
    events.PeerWrote: peer.wrote,
    events.PeerClosed: peer.shut,
    events.BackupAsked: peer.wants_second,
    events.PeerStays: peer.stays,
    events.PeerGoesOff: peer.goes_off,
    events.TimePassed: times.passed,
    events.TextAccepted: lane.accepted,
    events.TextUnsure: lane.unsure,
    events.TextPutOff: lane.put_off,
    events.TextReportedOn: lane.reported,
}


# What is answered at once, to the phone that says it.
_OF_THE_PHONE = (
    events.ContactWrote,
    events.ContactSentPicture,
    events.ContactAsked,
    events.ContactWaits,
    events.ContactWantsOther,
    events.ContactEnded,
    events.ContactAgreed,
    events.ContactDeclined,
)


class Stepped(NamedTuple):
    """What became of it."""

    thread: Thread
    told: tuple[Telling, ...]


def begin(asked: events.Asked, now: float) -> Stepped:
    """A contact asks for a person; their text is the first that whoever takes it sees."""
    thread = Thread(
        id=asked.thread,
        handle=asked.handle,
        line=asked.line,
        phone=asked.phone,
        door=asked.door or asked.line,
        language=asked.language,
        rotation=asked.rotation,
        place=asked.place,
        urgent=asked.urgent,
        whatsapp=asked.whatsapp,
        group=bool(asked.together),
        offered_at=now,
        born=now,
        until=now + LIFE,
        seen=(asked.id,),
        check_in=asked.check_in,
    )
    thread, said = offered(thread, asked.on, offer_of(thread))
    if not asked.urgent:
        thread = asked_contact(thread, "not_now", now)
    question = thread.question
    first = events.ContactWrote(asked.id, asked.body, together=asked.together)
    thread, held = contact.wrote(thread, first, now)
    return Stepped(replace(thread, question=question), (*said, *held))


def step(thread: Thread, event: events.Event, now: float) -> Stepped:
    """Any event, in any state. A text that is known to have come changes nothing, nor does
    anything once it is closed."""
    id = getattr(event, "id", "")
    if thread.state == "closed" or (id and id in thread.seen):
        return Stepped(thread, ())
    moved, said = _MOVES[type(event)](thread, event, now)
    if _asked_before(thread, moved) and any(isinstance(telling, ToContact) for telling in said):
        moved = replace(moved, question="")  # it is not the last that they heard of us any more
    if moved.silent:
        moved, said = _unasked(thread, moved, said, event)
    if id:
        moved = replace(moved, seen=(*moved.seen, id)[-REMEMBERED:])
    return Stepped(moved, tuple(said))


def _unasked(
    before: Thread, after: Thread, said: list[Telling], event: events.Event
) -> tuple[Thread, list[Telling]]:
    """After a trouble word nothing comes to that phone by itself. What it texts is answered as it
    is after an OK, where the talk goes on: silence to a 0 would be noticed. But no sentence tells
    that the talk is slow, moved or over: one in which a person does not write just now looks the
    same, and whoever holds a phone looks at it when it lights up. Nor is whoever has it reminded
    of an answer that cannot go."""
    if not isinstance(event, _OF_THE_PHONE):
        said = [telling for telling in said if not isinstance(telling, ToContact)]
        after = after if _asked_before(before, after) else replace(after, question="")
    return replace(after, waits=0.0), said


def _asked_before(before: Thread, after: Thread) -> bool:
    """Whether a question of ours stands, and is not one of now."""
    same = (before.question, before.question_at) == (after.question, after.question_at)
    return bool(after.question) and same
