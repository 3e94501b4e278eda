"""How an outgoing text lives: queued, sending, sent, then delivered or not."""

from __future__ import annotations

from dataclasses import replace

from hotline.rehearsal import calling_back, faults, world
from hotline.rehearsal.happenings import Turn
from hotline.rehearsal.message import Message
from hotline.rehearsal.world import World

LEAVES, SENT, DONE = 0.2, 0.5, 1.2  # seconds after the message was taken
EXPIRED = 30036  # it waited longer than its ValidityPeriod


def begin(now_world: World, message: Message, now: float) -> World:
    """Keep a message and plan the rest of its life."""
    bad, left = faults.take_message(now_world.faults)
    kept = world.added(replace(now_world, faults=left), message)
    wait = left.sending_delay
    if wait > message.validity:
        expired = Turn(message.sid, "failed", EXPIRED)
        return world.later(kept, now + message.validity, expired)
    for after, turn in _plan(message.sid, bad):
        kept = world.later(kept, now + wait + after * kept.pace, turn)
    return kept


def _plan(sid: str, bad: faults.MessageFault | None) -> list[tuple[float, Turn]]:
    leaves = (LEAVES, Turn(sid, "sending"))
    if bad and bad.status == "failed":  # it never left the carrier
        return [leaves, (SENT, Turn(sid, "failed", bad.error))]
    last = Turn(sid, "undelivered", bad.error) if bad else Turn(sid, "delivered")
    return [leaves, (SENT, Turn(sid, "sent")), (DONE, last)]


def stillborn(now_world: World, message: Message, code: int, now: float) -> World:
    """A message that fails at once (its recipient has opted out)."""
    kept = world.added(now_world, message)
    return turned(kept, Turn(message.sid, "failed", code), now)


def turned(now_world: World, turn: Turn, now: float) -> World:
    message = world.found(now_world, turn.sid)
    if message is None:  # deleted, or so old that it was dropped
        return now_world
    message = replace(message, status=turn.status, error=turn.error, updated=now)
    if turn.status in ("sent", "failed"):
        message = replace(message, sent=now)
    kept = world.changed(world.shown(now_world, message), _forgotten(message))
    return calling_back.planned(kept, message, now)


def _forgotten(message: Message) -> Message:
    """Message Redaction, where the account has it and the request wished for it."""
    gone = message.discard_body and message.sent is not None
    return replace(message, body="") if gone else message
