"""Which records a listing shows: filters by date and number, newest first, page by page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Generic, Protocol, TypeVar

PAGING = frozenset({"PageSize", "Page", "PageToken"})
LARGEST, USUAL = 1000, 50
DAY = timedelta(days=1)
Span = tuple[datetime, datetime]
Look = Callable[[Any], Any]


class Record(Protocol):
    """Whatever is listed is numbered in the order it came."""

    @property
    def serial(self) -> int: ...


R = TypeVar("R", bound=Record)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a listing can be narrowed by: exact values, and times by day or second."""

    exact: Mapping[str, Look]
    times: Mapping[str, Look]

    def known(self) -> frozenset[str]:
        spans = {name + sign for name in self.times for sign in ("", "<", ">")}
        return PAGING | frozenset(self.exact) | spans


MESSAGES = Filters(
    exact={"To": lambda m: m.recipient, "From": lambda m: m.sender},
    times={"DateSent": lambda m: m.moment},
)
CALLS = Filters(
    exact={
        "To": lambda leg: leg.called,
        "From": lambda leg: leg.caller,
        "Status": lambda leg: leg.status,
        "ParentCallSid": lambda leg: leg.parent,
    },
    times={"StartTime": lambda leg: leg.created, "EndTime": lambda leg: leg.ended},
)
ROOMS = Filters(
    exact={"FriendlyName": lambda room: room.name, "Status": lambda room: room.status},
    times={"DateCreated": lambda room: room.created, "DateUpdated": lambda room: room.updated},
)


class NotAFilterError(Exception):
    """A filter, or its value, that the carrier does not know."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a listing."""

    records: tuple[T, ...]
    number: int
    size: int
    before: int | None  # the next page has records older than this serial


def page(records: tuple[R, ...], asked: Mapping[str, str], filters: Filters) -> Page[R]:
    if strange := sorted(set(asked) - filters.known()):
        raise NotAFilterError(", ".join(strange))
    size = min(max(_number(asked, "PageSize", USUAL), 1), LARGEST)
    number = _number(asked, "Page", 0)
    older_than = _token(asked.get("PageToken", ""), number)
    spans = {n: _span(n, asked[n]) for n in asked if n.rstrip("<>") in filters.times}
    wanted = [r for r in reversed(records) if _matches(r, asked, spans, filters)]
    wanted = [r for r in wanted if older_than is None or r.serial < older_than]
    shown = tuple(wanted[:size])
    return Page(shown, number, size, shown[-1].serial if len(wanted) > size else None)


def token(before: int) -> str:
    return f"PA{before:032x}"


def _token(text: str, number: int) -> int | None:
    if not text and number == 0:
        return None
    try:
        return int(text.removeprefix("PA"), 16)
    except ValueError:  # a page is reached by next_page_uri, never by counting
        raise NotAFilterError("Page without its PageToken") from None


def _number(asked: Mapping[str, str], name: str, usual: int) -> int:
    text = asked.get(name, str(usual))
    if not text.isdigit():
        raise NotAFilterError(name)
    return int(text)


def _matches(
    record: Record, asked: Mapping[str, str], spans: Mapping[str, Span], filters: Filters
) -> bool:
    if any(asked.get(name, look(record)) != look(record) for name, look in filters.exact.items()):
        return False
    return all(
        _in_time(filters.times[name.rstrip("<>")](record), name, span)
        for name, span in spans.items()
    )


def _in_time(at: float | None, name: str, span: Span) -> bool:
    if at is None:  # it has not happened
        return False
    moment, (first, last) = datetime.fromtimestamp(at, UTC), span
    if name.endswith("<"):  # "on and before"
        return moment < last
    return moment >= first if name.endswith(">") else first <= moment < last


def _span(name: str, text: str) -> Span:
    """A date is a whole day (GMT); a time is one second."""
    try:
        if len(text) == len("2026-01-31"):
            day = date.fromisoformat(text)
            first = datetime(day.year, day.month, day.day, tzinfo=UTC)
            return first, first + DAY
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise NotAFilterError(name) from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment, moment + timedelta(seconds=1)
