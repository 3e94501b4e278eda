"""One <Message> of an answer becomes a text, or an entry in the debugger."""

from __future__ import annotations

from urllib.parse import urljoin

from hotline.rehearsal import alerting, calling_back, life, numbers, segments, twiml, world
from hotline.rehearsal.happenings import HookEnded, Params
from hotline.rehearsal.message import FROM_REPLY, Message
from hotline.rehearsal.world import World

LONGEST = 1600
BAD_TO, BAD_FROM, EMPTY, TOO_LONG, STOPPED = 14101, 14102, 14103, 21617, 21610


def replied(
    kept: World, event: HookEnded, said: twiml.Said, nth: int, now: float
) -> tuple[World, Params]:
    """The world with the text in it, and the form for its `action`, if it was sent."""
    message = _record(event, said, nth, now)
    if fault := _fault(kept, message):
        code, why = fault
        return alerting.noted(kept, event, code, why, now, nth), ()
    if (message.line, message.contact) in kept.blocked:
        why = "the contact has opted out"
        kept = alerting.noted(kept, event, STOPPED, why, now, nth)
        return life.stillborn(kept, message, STOPPED, now), ()
    return life.begin(kept, message, now), calling_back.params(kept.account, message, now)


def _record(event: HookEnded, said: twiml.Said, nth: int, now: float) -> Message:
    hook = event.hook
    return Message(
        sid=world.drawn(event.seed, "MM" if said.media else "SM", nth),
        serial=0,
        direction=FROM_REPLY,
        sender=said.sender or hook.line,
        recipient=said.to or hook.contact,
        body=said.body,
        status="queued",
        created=now,
        updated=now,
        media=said.media,
        parts=max(1, segments.count(said.body).parts),
        callback=urljoin(hook.url, said.callback) if said.callback else "",
        answers=hook.sid,
    )


def _fault(kept: World, message: Message) -> tuple[int, str] | None:
    if not numbers.valid(message.recipient):
        return BAD_TO, "<Message to> is not a number"
    if world.line_of(kept, numbers.bare(message.sender)) is None:
        return BAD_FROM, "<Message from> is not a number of this account"
    if not message.body and not message.media:
        return EMPTY, "<Message> has no words and no picture"
    if len(message.body) > LONGEST:
        return TOO_LONG, "the message is longer than 1600 characters"
    return None
