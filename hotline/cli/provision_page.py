"""How the setting of a number reads in a terminal."""

from __future__ import annotations

from urllib.parse import urlsplit

from hotline.carrier.numbers import Change
from hotline.domain.phone import Phone

NOT_OURS = "is not a number of this account (is it in another account, or sub-account?)"
UNASKED = "  look: whether it is in a messaging service could not be asked"
LABELS = {
    "voice_url": "a call comes in",
    "voice_fallback_url": "call, fallback",
    "status_callback": "call status changes",
    "sms_url": "a text comes in",
    "sms_fallback_url": "text, fallback",
    "voice_application_sid": "application for calls",
    "sms_application_sid": "application for texts",
    "trunk_sid": "trunk",
}
_NOTHING = "(nothing)"
_NO_FALLBACK = (
    "  warning: no fallback for a {kind}: while nothing of ours answers, people get the\n"
    "           carrier's apology, or nothing. `hotline fallback {kind}` prints a document:\n"
    "           put it where the carrier finds it, and give its address"
)
_SERVICE = (
    '  warning: the messaging service "{name}" takes its texts instead. At the carrier, set the\n'
    "           service's incoming messages to: defer to the sender's webhook"
)


def shown(phone: Phone, *, whole: bool = False) -> str:
    """A number of ours: its last two digits, or all."""
    return phone.e164 if whole else f"…{phone.e164[-2:]}"


def line(change: Change) -> str:
    ours = urlsplit(change.before).netloc == urlsplit(change.after).netloc
    before = change.before if ours else _abroad(change.before)
    return f"  {LABELS[change.name]:21}  {before or _NOTHING}  ->  {change.after or _NOTHING}"


def no_fallback(kind: str) -> str:
    return _NO_FALLBACK.format(kind=kind)


def cannot(what: str) -> str:
    return f"  warning: this number cannot do {'calls' if what == 'voice' else 'texts'}"


def taken_by(service: str) -> str:
    return _SERVICE.format(name=service)


def _abroad(value: str) -> str:
    """Of another's address only the host: the rest may be a secret."""
    address, _, method = value.partition(" ")
    url = urlsplit(address)
    return f"{url.scheme}://{url.hostname}/… {method}".rstrip() if url.scheme else value
