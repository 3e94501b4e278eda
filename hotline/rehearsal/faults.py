"""Failures on demand: what goes wrong next, for how often, as plain values."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class RestFault:
    """The next `times` requests of one kind are answered with a failure."""

    on: str  # create, delete, redact, fetch, list or any
    answer: str  # "429", "500", "503", "hang", or one of the carrier's codes like "21610"
    times: int = 1
    seconds: float = 20.0  # how long a hang lasts
    taken: bool = False  # the request was done all the same; only its answer went wrong


@dataclass(frozen=True, slots=True)
class MessageFault:
    """The next `times` outgoing messages end badly."""

    error: int
    status: str = "undelivered"
    times: int = 1


@dataclass(frozen=True, slots=True)
class Faults:
    """Everything that is arranged to go wrong."""

    down: bool = False
    rest: tuple[RestFault, ...] = ()
    messages: tuple[MessageFault, ...] = ()
    sending_delay: float = 0.0
    callback_delay: float = 0.0
    callback_lost: float = 0.0  # a probability
    callback_lose_next: int = 0
    callback_repeat_next: int = 0
    callback_out_of_order: bool = False
    webhook_delay: float = 0.0
    webhook_repeat_next: int = 0
    final_after: float = 0.0  # a final message can be deleted only this long afterwards
    final_slow: float = 0.0  # a probability: these few take longer,
    final_slow_after: float = 0.0  # so long
    redaction: bool = False  # the account has bought Message Redaction
    document_delay: float = 0.0  # seconds before a voice document is asked for
    document_lose_next: int = 0  # the line answered, but the answer never came
    action_after_hangup: bool = True  # a Dial's action is asked for though nobody is there
    wait_again: bool = True  # who is left alone in a room hears its waiting words again
    calls_per_second: float = 1.0  # of the account, for calls made by REST
    call_hide_next: int = 0  # so many callers hide their number
    calls_at_once: int = 0  # of the account (10004); 0 is no limit


def settles(faults: Faults, sid: str) -> float:
    """Seconds from when a record's fate is known until it can be deleted."""
    slow = _chance(sid) < faults.final_slow
    return faults.final_slow_after if slow else faults.final_after


def take_rest(faults: Faults, operation: str) -> tuple[RestFault | None, Faults]:
    for at, fault in enumerate(faults.rest):
        if fault.on in (operation, "any"):
            left = (replace(fault, times=fault.times - 1),) if fault.times > 1 else ()
            return fault, replace(faults, rest=faults.rest[:at] + left + faults.rest[at + 1 :])
    return None, faults


def take_message(faults: Faults) -> tuple[MessageFault | None, Faults]:
    if not faults.messages:
        return None, faults
    first, rest = faults.messages[0], faults.messages[1:]
    left = (replace(first, times=first.times - 1),) if first.times > 1 else ()
    return first, replace(faults, messages=left + rest)


def take_callback(faults: Faults, dice: str) -> tuple[int, Faults]:
    """How often the next status callback is made: never, once or twice."""
    if faults.callback_lose_next:
        return 0, replace(faults, callback_lose_next=faults.callback_lose_next - 1)
    if _chance(dice) < faults.callback_lost:
        return 0, faults
    if faults.callback_repeat_next:
        return 2, replace(faults, callback_repeat_next=faults.callback_repeat_next - 1)
    return 1, faults


def take_webhook(faults: Faults) -> tuple[int, Faults]:
    if faults.webhook_repeat_next:
        return 2, replace(faults, webhook_repeat_next=faults.webhook_repeat_next - 1)
    return 1, faults


def take_document(faults: Faults) -> tuple[bool, Faults]:
    """Whether the next voice document arrives."""
    if faults.document_lose_next:
        return False, replace(faults, document_lose_next=faults.document_lose_next - 1)
    return True, faults


def take_hidden(faults: Faults) -> tuple[str, Faults]:
    """What stands in From of the next call: nothing but the number, or a word for none."""
    if faults.call_hide_next:
        return "anonymous", replace(faults, call_hide_next=faults.call_hide_next - 1)
    return "", faults


def _chance(dice: str) -> float:
    """A fraction drawn from a random id, so that the core throws no dice of its own."""
    return int.from_bytes(hashlib.sha256(dice.encode()).digest()[:6], "big") / float(1 << 48)
