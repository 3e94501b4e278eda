"""What is typed in a rehearsal, and stands in the examples of flow files: one grammar for both.

A text (while calling: a key, or `silence`); `~2h`, time that passes; `:call`, something that
happens.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hotline.errors import Unfit
from hotline.flow.source.near import nearest
from hotline.flow.source.opening import DAYS

SILENCE = "silence"
_FIRST = "2026-01-01"  # a Thursday: the day that is meant where none is written
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_WAIT = re.compile(r"(\d{1,5})\s*(s|sec|seconds?|m|min|minutes?|h|hours?|d|days?)?\Z")
_WALL = re.compile(r"(?:(\d{4}-\d\d-\d\d)[T ]|([a-z]{3,9}) )?(\d\d?):(\d\d)\Z")

# What can happen in a rehearsal, and how it is told to who rehearses.
ACTS: Mapping[str, str] = {
    "call": "the same person calls the line",
    "hang up": "they hang up; what you type next is a text again",
    "take": "who is rung picks up and presses 1 (:take Ana, if several are)",
    "pass": "who is rung lets it pass",
    "busy": "the phone that should ring is busy, or off",
    "ends": "the peer ends the talk",
    "drops": "the peer's line drops in mid-talk",
    "line": "switch the line: open, busy, closed, hiatus, grief",
    "on": "who is on from now: Ana:en,es, or nobody",
}


class Said(NamedTuple):
    """A text, or a key; silence, where it is empty."""

    text: str


class Wait(NamedTuple):
    """Time that passes, in seconds."""

    seconds: int


class Act(NamedTuple):
    """Something that happens, and what is said about it: `line`, `closed`."""

    name: str
    rest: str


def typed(line: str) -> Said | Wait | Act:
    """Read one line. Raises Unfit."""
    if line.startswith("~"):
        return Wait(_seconds(line[1:].strip()))
    if re.match(r":[a-z]", line):
        return _act(line[1:].strip())
    return Said("" if line == SILENCE else line)


def moment(written: str, zone: str) -> float:
    """`23:30`, `sat 23:30` or `2026-12-24 23:30` on the clocks of a zone, in seconds UTC.

    Without a date it is in the first days of 2026. Raises Unfit.
    """
    found = _WALL.match(written.casefold().strip())
    try:
        if not found:
            raise ValueError
        day = datetime.fromisoformat(found[1] or _FIRST)
        day += timedelta(days=_days_until(found[2], day.weekday()) if found[2] else 0)
        wall = day.replace(hour=int(found[3]), minute=int(found[4]), tzinfo=ZoneInfo(zone))
        return wall.timestamp()
    except ValueError:
        fix = "write it like this: 23:30, or sat 23:30, or 2026-12-24 23:30"
        raise Unfit(f'"{written}" is no time of day', fix) from None


def _days_until(written: str, today: int) -> int:
    """Raises ValueError."""
    return (DAYS.index(written[:3]) - today) % 7


def _seconds(written: str) -> int:
    found = _WAIT.match(written)
    if found:
        return int(found[1]) * _UNITS[(found[2] or "s")[0]]
    fix = "~ and how long, such as ~90 (seconds), ~20 minutes, ~2h"
    raise Unfit(f'"{written}" is no length of time', fix)


def _act(written: str) -> Act:
    for name in ACTS:
        if written == name or written.startswith(f"{name} "):
            return Act(name, written.removeprefix(name).strip())
    near = nearest(written.partition(" ")[0], ACTS)
    fix = f"did you mean :{near}?" if near else f"one of :{', :'.join(ACTS)}"
    raise Unfit(f'":{written}" is nothing that can happen here', fix.removesuffix("?"))
