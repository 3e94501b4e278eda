"""A text leaves a pretend phone: it is kept, the carrier's words are obeyed, the line is told."""

from __future__ import annotations

from dataclasses import replace

from hotline.rehearsal import faults, incoming, life, numbers, segments, words, world
from hotline.rehearsal.happenings import Effect, Hook, TextTyped
from hotline.rehearsal.message import FROM_REPLY, INBOUND, Message
from hotline.rehearsal.world import Step, World

REPEATED_AFTER = 2.0


def sid_of(event: TextTyped) -> str:
    return world.drawn(event.seed, "MM" if event.media else "SM")


def arrived(before: World, event: TextTyped, now: float) -> Step:
    message = _record(event, now)
    kept = _obeyed(world.added(before, message), message, event.seed, now)
    times, left = faults.take_webhook(kept.faults)
    kept = replace(kept, faults=left)
    hook = _hook(kept, message, event.seed)
    if hook is None:
        return kept, ()
    for nth in range(1, times):
        again = now + left.webhook_delay + nth * REPEATED_AFTER * kept.pace
        kept = world.later(kept, again, hook)
    return _told(kept, hook, now, left.webhook_delay)


def _told(kept: World, hook: Hook, now: float, delay: float) -> Step:
    if delay:
        return world.later(kept, now + delay, hook), ()
    effects: tuple[Effect, ...] = (hook,)
    return replace(kept, answering=(*kept.answering, hook.sid)), effects


def _record(event: TextTyped, now: float) -> Message:
    return Message(
        sid=sid_of(event),
        serial=0,
        direction=INBOUND,
        sender=event.sender,
        recipient=event.line,
        body=event.body,
        status="received",
        created=now,
        updated=now,
        sent=now,
        media=event.media,
        parts=max(1, segments.count(event.body).parts),
    )


def _hook(kept: World, message: Message, seed: str) -> Hook | None:
    line = world.line_of(kept, numbers.bare(message.recipient))
    if line is None or not line.setting("SmsUrl"):
        return None
    return Hook(
        sid=message.sid,
        line=message.recipient,
        contact=message.sender,
        url=line.setting("SmsUrl"),
        params=incoming.params(kept.account, message),
        token=world.drawn(seed, ""),
        fallback=line.setting("SmsFallbackUrl"),
    )


def _obeyed(kept: World, message: Message, seed: str, now: float) -> World:
    word = None if numbers.channel(message.sender) else words.keyword(message.body)
    pair = (message.line, message.contact)
    if word == "STOP" and pair not in kept.blocked:
        kept = replace(kept, blocked=kept.blocked | {pair})
        return _said(kept, word, message, seed, now)
    if word == "START" and pair in kept.blocked:
        kept = replace(kept, blocked=kept.blocked - {pair})
        return _said(kept, word, message, seed, now)
    return _said(kept, word, message, seed, now) if word == "HELP" else kept


def _said(kept: World, word: str, message: Message, seed: str, now: float) -> World:
    """The carrier's own text: a record too, which only a sweep by date can find."""
    body = words.SAID[word]
    own = Message(
        sid=world.drawn(seed + "carrier", "SM"),
        serial=0,
        direction=FROM_REPLY,
        sender=message.recipient,
        recipient=message.sender,
        body=body,
        status="queued",
        created=now,
        updated=now,
        parts=segments.count(body).parts,
        answers=message.sid,
        by_carrier=True,
    )
    return life.begin(kept, own, now)
