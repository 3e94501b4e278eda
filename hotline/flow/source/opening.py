"""`hours:` opening hours, as `mon-fri: 10:00-22:00` or `sat: 12:00-02:00` (past midnight)."""

from __future__ import annotations

import re

from hotline.flow.document import Hours, Span
from hotline.flow.source.fields import Field, acknowledge, block_of, plain, scalars
from hotline.flow.source.page import Page
from hotline.flow.source.shape import OK, VALUE, VALUES, Shape

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = 1440
_MOST = 12  # times on one line: each is counted out in minutes
SHAPE: Shape = {
    "type": "object",
    "properties": {"zone": VALUE, "ok": OK},
    "additionalProperties": VALUES,
}
_SPAN = re.compile(r"(\d\d?):(\d\d)\s*[-–]\s*(\d\d?):(\d\d)\Z")


def hours(page: Page, name: str, field: Field) -> Hours | None:
    """One set of opening hours."""
    block = block_of(page, field)
    if block is None:
        return None
    zone, lines = "", []
    for key, node in block.pairs:
        inner = Field(key.line, node, f'"{key.text}" of hours "{name}"')
        if key.text == "ok":
            acknowledge(page, field.line, block.last, node)
        elif key.text == "zone":
            zone = plain(page, inner)
        else:
            lines.append((inner, _days(page, key.line, key.text), _times(page, inner)))
    spans = [Span(days, *times) for _, days, all_times in lines for times in all_times]
    _overlaps(page, lines)
    if not spans and not page.faults:
        fix = "add a line such as: mon-fri: 10:00-22:00"
        page.error(field.line, "S02", f'hours "{name}" are never open', fix)
    return Hours(name, page.at(field.line), tuple(spans), zone)


def _days(page: Page, line: int, written: str) -> tuple[int, ...]:
    """`mon-fri`, `sat-mon`, `mon, wed`: 0 is Monday."""
    days: list[int] = []
    for part in written.casefold().split(","):
        ends = [_day(end.strip()) for end in part.split("-")]
        if len(ends) > 2 or -1 in ends:
            fix = "use mon, tue, wed, thu, fri, sat, sun, such as: mon-fri, or mon, wed"
            page.error(line, "S02", f'"{written}" is not a day or range of days', fix)
            return ()
        first, last = ends[0], ends[-1]
        days += [day % 7 for day in range(first, (last if last >= first else last + 7) + 1)]
    return tuple(dict.fromkeys(days))


def _day(written: str) -> int:
    return next(
        (at for at, day in enumerate(DAYS) if len(written) >= 3 and _names(written, day)), -1
    )


def _names(written: str, day: str) -> bool:
    return written.startswith(day) and (written == day or written.endswith("day"))


def _times(page: Page, field: Field) -> tuple[tuple[int, int], ...]:
    nodes = scalars(page, field)
    written = [part.strip() for node in nodes for part in node.text.split(",")]
    if written == ["closed"]:
        return ()
    if len(written) > _MOST:
        fix = "write fewer and longer ones, such as: 10:00-22:00"
        page.error(field.line, "S02", f"{field.of} has more than {_MOST} times", fix)
        return ()
    times = [_time(page, field.line, part) for part in written]
    return tuple(time for time in times if time)


def _time(page: Page, line: int, written: str) -> tuple[int, int] | None:
    found = _SPAN.match(written)
    start, end = (
        (int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4]))
        if found
        else (0, 0)
    )
    if not found or start >= _DAY or end > _DAY or int(found[2]) > 59 or int(found[4]) > 59:
        fix = "write it like this: 10:00-22:00, or: closed"
        page.error(line, "S02", f'"{written}" is not a time from 00:00 to 24:00', fix)
        return None
    if start == end:
        fix = "for the whole day write 00:00-24:00; for none write: closed"
        page.error(line, "S02", f'"{written}" ends when it begins', fix)
        return None
    return start, end if end > start else end + _DAY


def _overlaps(
    page: Page, lines: list[tuple[Field, tuple[int, ...], tuple[tuple[int, int], ...]]]
) -> None:
    """Two spans that share a minute of the week; also Sunday night with Monday morning."""
    taken: dict[int, int] = {}
    for field, days, times in lines:
        minutes = [
            minute % (7 * _DAY)
            for day in days
            for start, end in times
            for minute in range(day * _DAY + start, day * _DAY + end)
        ]
        clash = next((taken[minute] for minute in minutes if minute in taken), 0)
        if clash or len(set(minutes)) < len(minutes):
            what = f"{field.of} overlaps " + (f"line {clash}" if clash else "itself")
            page.error(field.line, "S02", what, "let each begin after the one before it has ended")
            return
        taken.update(dict.fromkeys(minutes, field.line))
