"""The form that the carrier posts about a call."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime

from hotline.rehearsal import incoming
from hotline.rehearsal.calls.leg import INBOUND, Leg
from hotline.rehearsal.happenings import Params

SIDES = ("Caller", "From", "Called", "To")


def common(account: str, leg: Leg) -> Params:
    """What every voice request has."""
    numbers = dict(zip(SIDES, (leg.caller, leg.caller, leg.called, leg.called), strict=True))
    places = tuple(part for side, number in numbers.items() for part in _place(side, number))
    sometimes: list[tuple[str, str]] = []
    if leg.parent:
        sometimes.append(("ParentCallSid", leg.parent))
    if leg.direction == INBOUND and leg.caller == leg.phone:
        sometimes.append(("StirVerstat", "TN-Validation-Passed-A"))
    return (
        *numbers.items(),
        *places,
        *sometimes,
        ("CallSid", leg.sid),
        ("AccountSid", account),
        ("CallStatus", leg.status),
        ("ApiVersion", "2010-04-01"),
        ("Direction", leg.direction),
    )


def _place(side: str, number: str) -> Params:
    return incoming.place(side, number) if number.startswith("+1") else ()


def progress(account: str, leg: Leg, now: float) -> Params:
    """What a status callback has besides."""
    sometimes: list[tuple[str, str]] = []
    if leg.final:
        seconds = duration(leg)
        sometimes += [("CallDuration", str(seconds)), ("Duration", str(-(-seconds // 60)))]
    if response := SIP.get(leg.status):
        sometimes.append(("SipResponseCode", response))
    return (
        *common(account, leg),
        *sometimes,
        ("CallbackSource", "call-progress-events"),
        ("SequenceNumber", str(leg.told)),
        ("Timestamp", moment(now)),
    )


SIP = {"busy": "486", "no-answer": "487", "failed": "404"}


def duration(leg: Leg) -> int:
    """Whole seconds from the answer to the end."""
    if leg.answered is None or leg.ended is None:
        return 0
    return round(leg.ended - leg.answered)


def moment(now: float) -> str:
    return format_datetime(datetime.fromtimestamp(now, UTC))
