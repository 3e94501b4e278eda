"""Which status callbacks a message causes, when, and what stands in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hotline.rehearsal import faults, world
from hotline.rehearsal.happenings import Params, Ring
from hotline.rehearsal.message import Message
from hotline.rehearsal.world import World

# The first status is never told; "sending" neither.
TOLD = frozenset({"sent", "delivered", "undelivered", "failed"})
SOON, AGAIN, OVERTAKEN = 0.1, 1.0, 3.0


def planned(now_world: World, message: Message, now: float) -> World:
    if not message.callback or message.status not in TOLD:
        return now_world
    dice = message.sid + message.status
    times, left = faults.take_callback(now_world.faults, dice)
    kept = replace(now_world, faults=left)
    ring = _ring(kept.account, message, now)
    at = now + left.callback_delay + _hold(left.callback_out_of_order, message) * kept.pace
    for nth in range(times):
        kept = world.later(kept, at + nth * AGAIN * kept.pace, ring)
    return kept


def _hold(out_of_order: bool, message: Message) -> float:
    return OVERTAKEN if out_of_order and message.status == "sent" else SOON


def _ring(account: str, message: Message, now: float) -> Ring:
    token = world.drawn(message.sid + message.status, "")
    return Ring(message.sid, message.callback, params(account, message, now), token)


def params(account: str, message: Message, now: float) -> Params:
    sometimes: list[tuple[str, str]] = []
    if message.error is not None:
        sometimes.append(("ErrorCode", str(message.error)))
    if message.status == "delivered":
        done = datetime.fromtimestamp(now, UTC).strftime("%y%m%d%H%M")
        sometimes.append(("RawDlrDoneDate", done))
    return (
        *sometimes,
        ("SmsSid", message.sid),
        ("SmsStatus", message.status),
        ("MessageStatus", message.status),
        ("To", message.recipient),
        ("MessageSid", message.sid),
        ("AccountSid", account),
        ("From", message.sender),
        ("ApiVersion", "2010-04-01"),
    )
