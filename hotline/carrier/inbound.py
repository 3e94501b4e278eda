"""The carrier's forms become events.

A signature alone is not enough: parameters can be folded into each other without breaking it
(`Body=hiFrom+1…`), so every field that we act on must be there and have its shape.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from hotline.domain.contact import Contact
from hotline.domain.events import (
    CallStarted,
    CallTurned,
    LegTurned,
    PeerCallTurned,
    PinTyped,
    TextArrived,
    TextReported,
)
from hotline.domain.phone import Phone, phone_from_carrier

_TEXT_ID = re.compile(r"(?:SM|MM)[0-9a-f]{32}\Z")
_CALL_ID = re.compile(r"CA[0-9a-f]{32}\Z")
_CODE = re.compile(r"[0-9]{1,6}\Z")
_KEY = re.compile(r"[0-9*#]\Z")
_PIN = re.compile(r"[0-9]{1,12}\Z")
_WHATSAPP = "whatsapp:"
# What a call is when nothing of it will follow.
_OVER = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})


OURSELVES = "ourselves"
_OURS = "outbound-api"  # the direction of a call that we placed


class NotForUs(Exception):
    """A signed form that we do nothing with; the reason is a word, never a value."""


def text_arrived(form: Mapping[str, str], account: str, lines: frozenset[Phone]) -> TextArrived:
    """Read an incoming text. Raises NotForUs."""
    id = _shaped(form, "MessageSid", _TEXT_ID)
    whatsapp = form.get("From", "").startswith(_WHATSAPP)
    line = _line(form.get("To", "").removeprefix(_WHATSAPP), lines)
    sender = phone_from_carrier(form.get("From", "").removeprefix(_WHATSAPP))
    if form.get("AccountSid") != account:
        raise NotForUs("account")
    if sender is None:
        raise NotForUs("sender")  # withheld, a short code, a name: an answer could never arrive
    if sender in lines:
        raise NotForUs(OURSELVES)  # or we would talk to ourselves for ever
    if "Body" not in form:
        raise NotForUs("body")
    return TextArrived(id, line, sender, _said(form), _count(form.get("NumMedia", "")), whatsapp)


def _said(form: Mapping[str, str]) -> str:
    """What was written; or the carrier's own word, where it has taken the text for that word in
    another language (Advanced Opt-Out) and blocked its sender."""
    taken = form.get("OptOutType", "")
    return taken if taken in {"STOP", "START", "HELP"} else form["Body"]


def call_started(form: Mapping[str, str], account: str, lines: frozenset[Phone]) -> CallStarted:
    """Read an incoming call. A hidden number is welcome. Raises NotForUs."""
    id = _shaped(form, "CallSid", _CALL_ID)
    if form.get("AccountSid") != account:
        raise NotForUs("account")
    caller = phone_from_carrier(form.get("From", ""))
    if caller in lines:
        raise NotForUs(OURSELVES)  # a phone that we ring forwards to us: it would go round for ever
    return CallStarted(id, _line(form.get("To", ""), lines), caller)


def call_placed(form: Mapping[str, str], account: str, lines: frozenset[Phone]) -> CallStarted:
    """Read a call that we placed, to a contact: the same two, the other way round. Raises
    NotForUs."""
    id = _shaped(form, "CallSid", _CALL_ID)
    if form.get("AccountSid") != account:
        raise NotForUs("account")
    phone = phone_from_carrier(form.get("To", ""))
    if phone is None or phone in lines:
        raise NotForUs("called")
    return CallStarted(id, _line(form.get("From", ""), lines), phone)


def call_turned(
    form: Mapping[str, str], account: str, lines: frozenset[Phone], token: str
) -> CallTurned:
    """Read a caller's next request, or that of a contact whom we rang. Raises NotForUs."""
    return CallTurned(_call(form, account, lines), token, _key(form), has_talked(form))


def pin_typed(
    form: Mapping[str, str], account: str, lines: frozenset[Phone], token: str
) -> PinTyped:
    """Read a caller's PIN or minutes, or those of a contact whom we rang. Raises NotForUs."""
    return PinTyped(_call(form, account, lines), token, _pin(form))


def _call(form: Mapping[str, str], account: str, lines: frozenset[Phone]) -> CallStarted:
    ours = form.get("Direction") == _OURS
    return (call_placed if ours else call_started)(form, account, lines)


def whisper_heard(
    form: Mapping[str, str], account: str, lines: frozenset[Phone], token: str
) -> CallTurned:
    """Read what the one hears, or presses, whom the caller's own call rings. Raises NotForUs.

    The leg is a child of the caller's call, for which the token was sealed.
    """
    id = _shaped(form, "ParentCallSid", _CALL_ID)
    if form.get("AccountSid") != account:
        raise NotForUs("account")
    return CallTurned(CallStarted(id, _line(form.get("From", ""), lines), None), token, _key(form))


def call_over(form: Mapping[str, str], account: str, lines: frozenset[Phone]) -> CallStarted | None:
    """Read the number's own report of a call; None when it is not over. Raises NotForUs."""
    call = call_started(form, account, lines)
    return call if form.get("CallStatus") in _OVER else None


def leg_turned(form: Mapping[str, str], account: str, attempt: str) -> LegTurned:
    """Read what happened on a leg that we placed. Raises NotForUs."""
    id = _shaped(form, "CallSid", _CALL_ID)
    if form.get("AccountSid") != account:
        raise NotForUs("account")
    return LegTurned(id, attempt, _key(form), form.get("CallStatus") in _OVER)


def peer_call_turned(form: Mapping[str, str], account: str, call: str) -> PeerCallTurned:
    """Read what happened on a call of ours to one of us. Raises NotForUs."""
    id = _shaped(form, "CallSid", _CALL_ID)
    if form.get("AccountSid") != account:
        raise NotForUs("account")
    status = form.get("CallStatus", "")
    ended = status if status in _OVER else ""
    return PeerCallTurned(id, call, _key(form), ended, _pin(form))


def back_turned(
    form: Mapping[str, str], account: str, lines: frozenset[Phone], ring: str
) -> CallTurned:
    """Read what happened on a call of ours to a contact. Raises NotForUs."""
    return CallTurned(call_placed(form, account, lines), ring, _key(form))


def has_talked(form: Mapping[str, str]) -> bool:
    """Whether somebody was on the other end of what a call dialled."""
    return form.get("DialBridged") == "true"


def is_over(form: Mapping[str, str]) -> bool:
    """Whether the carrier says that this call has ended."""
    return form.get("CallStatus") in _OVER


def text_reported(form: Mapping[str, str], account: str, token: str) -> TextReported:
    """Read how far a text of ours came. Raises NotForUs."""
    id = _shaped(form, "MessageSid", _TEXT_ID)
    if form.get("AccountSid") != account:
        raise NotForUs("account")
    code = _CODE.match(form.get("ErrorCode", ""))
    status, number = form.get("MessageStatus", ""), int(code[0]) if code else None
    return TextReported(token, id, status, number, _contact(form))


def _contact(form: Mapping[str, str]) -> Contact | None:
    """Whom a text of ours was for."""
    line, phone = (
        phone_from_carrier(form.get(name, "").removeprefix(_WHATSAPP)) for name in ("From", "To")
    )
    return Contact(line, phone) if line and phone else None


def _shaped(form: Mapping[str, str], name: str, shape: re.Pattern[str]) -> str:
    value = form.get(name, "")
    if not shape.match(value):
        raise NotForUs(name.lower())
    return value


def _line(number: str, lines: frozenset[Phone]) -> Phone:
    line = phone_from_carrier(number)
    if line is None or line not in lines:
        raise NotForUs("line")
    return line


def _key(form: Mapping[str, str]) -> str:
    key = form.get("Digits", "")
    return key if _KEY.match(key) else ""


def _pin(form: Mapping[str, str]) -> str:
    typed = form.get("Digits", "")
    return typed if _PIN.match(typed) else ""


def _count(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 3 else 0
