"""How a number of ours is set at the carrier, and how it should be.

All addresses are POST: GET would put people's words and numbers into logs on the way. The part
after `#` tells the carrier to try again, how often and when.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from hotline.domain.phone import Phone

CALL, TEXT, CALL_STATUS = "/webhooks/call", "/webhooks/text", "/webhooks/call/status"
TRY_AGAIN = "#rc=2&rp=5xx,ct"
# What would answer in place of our addresses, if it were set.
OVERRIDES = ("voice_application_sid", "trunk_sid", "sms_application_sid")
# The carrier's names of all that we look at. An address and its method are one thing to a person.
ADDRESSES = {
    "voice_url": "voice_method",
    "voice_fallback_url": "voice_fallback_method",
    "status_callback": "status_callback_method",
    "sms_url": "sms_method",
    "sms_fallback_url": "sms_fallback_method",
}
NAMES = (*ADDRESSES, *ADDRESSES.values(), *OVERRIDES)


@dataclass(frozen=True, slots=True)
class Number:
    """One of our numbers, as the carrier has it: `settings` by the carrier's names."""

    sid: str
    phone: Phone
    can: frozenset[str]  # voice, sms, …
    settings: Mapping[str, str] = field(repr=False)


class Change(NamedTuple):
    """One setting (an address with its method), before and after; empty: nothing."""

    name: str
    before: str
    after: str


def wanted(public_url: str, fallback: str = "", fallback_text: str = "") -> dict[str, str]:
    """How a number should be set. Fallback addresses are left as they are unless given."""
    addresses = {
        "voice_url": public_url + CALL + TRY_AGAIN,
        "status_callback": public_url + CALL_STATUS,
        "sms_url": public_url + TEXT + TRY_AGAIN,
        "voice_fallback_url": fallback,
        "sms_fallback_url": fallback_text,
    }
    given = {name: url for name, url in addresses.items() if url}
    methods = {ADDRESSES[name]: "POST" for name in given}
    return {**given, **methods, **dict.fromkeys(OVERRIDES, "")}


def changes(number: Number, settings: Mapping[str, str]) -> list[Change]:
    """What differs from how it should be; nothing when it is well."""
    found = [
        Change(name, _whole(number.settings, name), _whole(settings, name))
        for name in (*ADDRESSES, *OVERRIDES)
        if name in settings
    ]
    return [change for change in found if change.before != change.after]


def _whole(settings: Mapping[str, str], name: str) -> str:
    """An address with its method, where that matters."""
    value, method = settings.get(name, ""), settings.get(ADDRESSES.get(name, ""), "")
    return f"{value} ({method})" if value and method else value
