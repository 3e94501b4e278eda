"""Whether opening hours are on at a moment; the clock changes of a zone are minded."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hotline.flow.document import Hours, Span


def is_open(hours: Hours, now: datetime, zone: str) -> bool:
    """Whether it is open at `now` (aware); `zone` is the line's own, used where hours name none.

    A skipped local hour counts as its later twin, a doubled one as both.
    """
    place = ZoneInfo(hours.zone or zone)
    today = now.astimezone(place).date()
    return any(
        begin <= now < end
        for day in (today - timedelta(days=1), today)
        for span in hours.spans
        if day.weekday() in span.days
        for begin, end in _times(span, day, place)
    )


def _times(span: Span, day: date, place: ZoneInfo) -> tuple[tuple[datetime, datetime], ...]:
    """When a span of this day is on: once, or twice where the doubled hour is in it."""
    begins, ends = _twins(day, span.start, place), _twins(day, span.end, place)
    length = timedelta(minutes=span.end - span.start)
    return tuple(
        (begin, end if end > begin else begin + length)  # all of it was skipped: it moves later
        for begin, end in zip(begins, ends, strict=True)
    )


def _twins(day: date, minutes: int, place: ZoneInfo) -> tuple[datetime, datetime]:
    """The first and the last moment at which the clocks show this time."""
    wall = datetime(day.year, day.month, day.day) + timedelta(minutes=minutes)  # noqa: DTZ001
    first = wall.replace(tzinfo=place, fold=0).astimezone(UTC)
    second = wall.replace(tzinfo=place, fold=1).astimezone(UTC)
    return first, max(first, second)
