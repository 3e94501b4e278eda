"""Which records a listing shows: filters by date and number, newest first, page by page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from hotline.rehearsal.message import Message

KNOWN = frozenset(
    {"To", "From", "DateSent", "DateSent<", "DateSent>", "PageSize", "Page", "PageToken"}
)
LARGEST, USUAL = 1000, 50
DAY = timedelta(days=1)
Span = tuple[datetime, datetime]


class NotAFilterError(Exception):
    """A filter, or its value, that the carrier does not know."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a listing."""

    messages: tuple[Message, ...]
    number: int
    size: int
    before: int | None  # the next page has records older than this serial


def page(messages: tuple[Message, ...], asked: Mapping[str, str]) -> Page:
    if strange := sorted(set(asked) - KNOWN):
        raise NotAFilterError(", ".join(strange))
    size = min(max(_number(asked, "PageSize", USUAL), 1), LARGEST)
    number = _number(asked, "Page", 0)
    older_than = _token(asked.get("PageToken", ""), number)
    spans = {name: _span(asked[name]) for name in asked if name.startswith("Date")}
    wanted = [m for m in reversed(messages) if _matches(m, asked, spans)]
    wanted = [m for m in wanted if older_than is None or m.serial < older_than]
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


def _matches(message: Message, asked: Mapping[str, str], spans: Mapping[str, Span]) -> bool:
    if asked.get("To", message.recipient) != message.recipient:
        return False
    if asked.get("From", message.sender) != message.sender:
        return False
    return all(_in_time(message, name, span) for name, span in spans.items())


def _in_time(message: Message, name: str, span: Span) -> bool:
    moment = datetime.fromtimestamp(message.moment, UTC)
    first, last = span
    if name == "DateSent<":  # "on and before"
        return moment < last
    if name == "DateSent>":
        return moment >= first
    return first <= moment < last


def _span(text: str) -> Span:
    """A date is a whole day (GMT); a time is one second."""
    try:
        if len(text) == len("2026-01-31"):
            day = date.fromisoformat(text)
            first = datetime(day.year, day.month, day.day, tzinfo=UTC)
            return first, first + DAY
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise NotAFilterError("DateSent") from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment, moment + timedelta(seconds=1)
