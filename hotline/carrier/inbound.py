"""The carrier's forms become events.

A signature alone is not enough: parameters can be folded into each other without breaking it
(`Body=hiFrom+1…`), so every field that we act on must be there and have its shape.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from hotline.domain.events import CallStarted, TextArrived, TextReported
from hotline.domain.phone import Phone, phone_from_carrier

_TEXT_ID = re.compile(r"(?:SM|MM)[0-9a-f]{32}\Z")
_CALL_ID = re.compile(r"CA[0-9a-f]{32}\Z")
_CODE = re.compile(r"[0-9]{1,6}\Z")
_WHATSAPP = "whatsapp:"


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
        raise NotForUs("ourselves")  # or we would talk to ourselves for ever
    if "Body" not in form:
        raise NotForUs("body")
    return TextArrived(id, line, sender, form["Body"], _count(form.get("NumMedia", "")), whatsapp)


def call_started(form: Mapping[str, str], account: str, lines: frozenset[Phone]) -> CallStarted:
    """Read an incoming call. A hidden number is welcome. Raises NotForUs."""
    id = _shaped(form, "CallSid", _CALL_ID)
    if form.get("AccountSid") != account:
        raise NotForUs("account")
    return CallStarted(
        id, _line(form.get("To", ""), lines), phone_from_carrier(form.get("From", ""))
    )


def text_reported(form: Mapping[str, str], account: str, token: str) -> TextReported:
    """Read how far a text of ours came. Raises NotForUs."""
    id = _shaped(form, "MessageSid", _TEXT_ID)
    if form.get("AccountSid") != account:
        raise NotForUs("account")
    code = _CODE.match(form.get("ErrorCode", ""))
    return TextReported(token, id, form.get("MessageStatus", ""), int(code[0]) if code else None)


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


def _count(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 3 else 0
