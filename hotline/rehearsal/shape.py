"""Records in the carrier's JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TypeVar
from urllib.parse import urlencode

from hotline.rehearsal import listing
from hotline.rehearsal.message import FINAL, INBOUND, Message
from hotline.rehearsal.world import Line

T = TypeVar("T")
VERSION = "2010-04-01"
URLS = (
    "SmsUrl",
    "SmsFallbackUrl",
    "SmsApplicationSid",
    "VoiceUrl",
    "VoiceFallbackUrl",
    "VoiceApplicationSid",
    "StatusCallback",
)
METHODS = (
    "SmsMethod",
    "SmsFallbackMethod",
    "VoiceMethod",
    "VoiceFallbackMethod",
    "StatusCallbackMethod",
)


def rfc2822(moment: float | None) -> str | None:
    return None if moment is None else format_datetime(datetime.fromtimestamp(moment, UTC))


def message(account: str, record: Message) -> dict[str, object]:
    uri = f"/{VERSION}/Accounts/{account}/Messages/{record.sid}"
    return {
        "account_sid": account,
        "api_version": VERSION,
        "body": record.body,
        "date_created": rfc2822(record.created),
        "date_sent": rfc2822(record.sent),
        "date_updated": rfc2822(record.updated),
        "direction": record.direction,
        "error_code": record.error,
        "error_message": None,
        "from": record.sender,
        "messaging_service_sid": None,
        "num_media": str(record.media),
        "num_segments": str(record.parts),
        "price": None,
        "price_unit": "USD",
        "sid": record.sid,
        "status": record.status,
        "subresource_uris": {"media": f"{uri}/Media.json"},
        "to": _to(record),
        "uri": f"{uri}.json",
    }


def _to(record: Message) -> str:
    hidden = record.obscure_address and record.status in FINAL and record.direction != INBOUND
    return record.recipient[:-4] + "XXXX" if hidden else record.recipient


def listed(
    account: str,
    page: listing.Page[T],
    asked: Mapping[str, str],
    resource: str,
    show: Callable[[str, T], dict[str, object]],
    key: str = "",
) -> dict[str, object]:
    """A page of a listing; `key` is what its records are called, if not the resource."""
    kept = {k: v for k, v in asked.items() if not k.startswith("Page")} | {
        "PageSize": str(page.size)
    }
    base = f"/{VERSION}/Accounts/{account}/{resource}.json?"
    start = page.number * page.size
    return {
        "end": start + max(len(page.records) - 1, 0),
        "first_page_uri": base + urlencode(kept | {"Page": "0"}),
        key or resource.lower(): [show(account, record) for record in page.records],
        "next_page_uri": _next(base, kept, page),
        "page": page.number,
        "page_size": page.size,
        "previous_page_uri": None,
        "start": start,
        "uri": base + urlencode(kept | {"Page": str(page.number)}),
    }


def _next(base: str, kept: Mapping[str, str], page: listing.Page[T]) -> str | None:
    if page.before is None:
        return None
    more = {"Page": str(page.number + 1), "PageToken": listing.token(page.before)}
    return base + urlencode({**kept, **more})


def line(account: str, record: Line) -> dict[str, object]:
    named = {_snake(name): record.setting(name) for name in URLS}
    methods = {_snake(name): record.setting(name) or "POST" for name in METHODS}
    return {
        "account_sid": account,
        "api_version": VERSION,
        "capabilities": {"voice": True, "sms": True, "mms": True, "fax": False},
        "friendly_name": record.setting("FriendlyName") or record.number,
        "phone_number": record.number,
        "sid": record.sid,
        "status": "in-use",
        "trunk_sid": record.setting("TrunkSid") or None,
        "uri": f"/{VERSION}/Accounts/{account}/IncomingPhoneNumbers/{record.sid}.json",
        **named,
        **methods,
    }


def lines(account: str, records: tuple[Line, ...]) -> dict[str, object]:
    uri = f"/{VERSION}/Accounts/{account}/IncomingPhoneNumbers.json?PageSize={listing.USUAL}&Page=0"
    return {
        "end": max(len(records) - 1, 0),
        "first_page_uri": uri,
        "incoming_phone_numbers": [line(account, record) for record in records],
        "next_page_uri": None,
        "page": 0,
        "page_size": listing.USUAL,
        "previous_page_uri": None,
        "start": 0,
        "uri": uri,
    }


def account(sid: str) -> dict[str, object]:
    return {
        "friendly_name": "rehearsal",
        "owner_account_sid": sid,
        "sid": sid,
        "status": "active",
        "subresource_uris": {},
        "type": "Full",
        "uri": f"/{VERSION}/Accounts/{sid}.json",
    }


def balance(sid: str, amount: str) -> dict[str, object]:
    return {"account_sid": sid, "balance": amount, "currency": "USD"}


def no_services() -> dict[str, object]:
    """A page of the newer kind of listing, with nothing on it."""
    here = "https://messaging.twilio.com/v1/Services?PageSize=50&Page=0"
    meta = {
        "first_page_url": here,
        "key": "services",
        "next_page_url": None,
        "page": 0,
        "page_size": 50,
        "previous_page_url": None,
        "url": here,
    }
    return {"meta": meta, "services": []}


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")
