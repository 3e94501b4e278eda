"""The carrier's records as it lists them, by date alone: a number that is searched for stands in an
address, and addresses are kept there as well."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from hotline.carrier.api import Api
from hotline.domain.copies import Copy, CopyPage, State
from hotline.domain.errands import CopyKind
from hotline.domain.phone import Phone, phone_from_carrier

_ON_A_PAGE = 200  # of 1000 that the carrier would give: a worker's fork holds a page at a time
_FINAL: Mapping[str, State] = {"failed": "final", "canceled": "final"}


@dataclass(frozen=True, slots=True)
class _Listing:
    """How one kind is listed: the library's names, and what a status means."""

    name: str
    since: str
    moment: str
    sender: str
    states: Mapping[str, State]


_LISTINGS: Mapping[CopyKind, _Listing] = {
    "text": _Listing(
        "messages",
        "date_sent_after",
        "date_sent",
        "from_",
        {
            **_FINAL,
            **dict.fromkeys(("delivered", "undelivered", "received", "read"), "final"),
            "partially_delivered": "final",
            "sent": "out",
        },
    ),
    "call": _Listing(
        "calls",
        "start_time_after",
        "start_time",
        "_from",
        {**_FINAL, **dict.fromkeys(("completed", "busy", "no-answer"), "final")},
    ),
}


def copies(api: Api, kind: CopyKind, since: float, page: str) -> CopyPage:
    """As `desk.tools.Carrier` describes it."""
    return api.ask(_page, api=api, kind=kind, since=since, page=page)  # type: ignore[no-any-return]


def _page(api: Api, kind: CopyKind, since: float, page: str) -> CopyPage:
    listing = _LISTINGS[kind]
    asked: dict[str, str] = {}
    if since:  # the carrier documents whole days only
        asked[listing.since] = datetime.fromtimestamp(since, UTC).date().isoformat()
    if page:
        asked["page_number"], asked["page_token"] = page.split(" ")
    found = getattr(api.client, listing.name).page(page_size=_ON_A_PAGE, **asked)
    more = _next(found.next_page_url or "")
    return CopyPage(tuple(_copy(kind, listing, one, since) for one in found), more)


def _next(url: str) -> str:
    """Of the address of the next page only what tells it from this one."""
    query = parse_qs(urlsplit(url).query)
    return " ".join(query[name][0] for name in ("Page", "PageToken")) if query else ""


def _copy(kind: CopyKind, listing: _Listing, found: Any, since: float) -> Copy:
    """Without a date it is taken for as old as it can be."""
    dates = getattr(found, listing.moment), found.date_created
    at = next((date.timestamp() for date in dates if isinstance(date, datetime)), since)
    status = str(getattr(found.status, "value", found.status))
    state = listing.states.get(status, "under way")
    return Copy(str(found.sid), kind, _ends(getattr(found, listing.sender), found.to), state, at)


def _ends(*numbers: object) -> frozenset[Phone]:
    phones = (phone_from_carrier(str(n).removeprefix("whatsapp:")) for n in numbers)
    return frozenset(phone for phone in phones if phone)
