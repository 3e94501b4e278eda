"""What is counted: how often, never who. One is added to some names of a day, and that is all.

A wait is counted when it ends. One call may be several waits: a person who drops out is replaced.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from hotline.domain.checkin.record import Outcome as AlarmEnd
from hotline.domain.ring.events import DirectEnded, Event, PeerChose, TurnCame
from hotline.domain.ring.record import Outcome, Ring

CALL, TEXT = "calls", "conversations by text"
ANSWERED, NOBODY, HUNG_UP = "a peer answered", "nobody could", "hung up while waiting"
CHANGED, PASSED_ON = "chose something else", "passed on to another peer"
BREATHS = "breaths counted by phone"
PLACE = "place "
BACK_ASKED, BACK_REACHED = "call back or text back asked for", "call back or text back kept"
BACK_LAPSED = "call back or text back lapsed"
BACKS = (BACK_ASKED, BACK_REACHED, BACK_LAPSED)

# How an alarm of a check-in ended, as whoever closed it said.
ALARM_ENDS: Mapping[AlarmEnd, str] = {
    "answered": "check-in without an answer: they answered",
    "friend_went": "check-in without an answer: a friend went",
    "ambulance_went": "check-in without an answer: an ambulance went",
    "not_reached": "check-in without an answer: not reached",
    "not_said": "check-in without an answer: ended, how was not said",
    "unfinished": "check-in without an answer: nobody closed it",
}

_ENDS: dict[Outcome, str] = {
    "nobody": NOBODY,
    "nobody else": NOBODY,
    "gone": HUNG_UP,
    "other": CHANGED,
}
# How long a caller waited for the peer who answered (seconds, at most).
_WAITED = {
    15.0: "answered in under 15 s",
    45.0: "answered in 15 to 45 s",
    90.0: "answered in 45 to 90 s",
    float("inf"): "answered later",
}
WAITS = (ANSWERED, *_WAITED.values(), PASSED_ON, NOBODY, HUNG_UP, CHANGED)

FEWEST = 5  # what is shown is a multiple of it; what is less is not told from nothing


@dataclass(frozen=True, slots=True)
class Counted:
    """What one happening adds to its day, in the line's own zone; `hour` is counted from 1970."""

    day: date
    names: tuple[str, ...]
    hour: int = 0


NOTHING = Counted(date.min, ())


def counted(now: float, zone: str, *names: str) -> Counted:
    """Names that are added at this moment (seconds UTC)."""
    return Counted(datetime.fromtimestamp(now, ZoneInfo(zone)).date(), names, int(now // 3600))


def quarter_of(day: date) -> str:
    """`2026q4`."""
    return f"{day.year}q{(day.month + 2) // 3}"


def shown(count: int) -> int:
    """A count as anybody may see it, rounded down; 0: fewer than five, or none at all."""
    return count - count % FEWEST


def of_text(before: str | None, after: str) -> tuple[str, ...]:
    """A text led from one place to another; None: it began a conversation."""
    place = (f"{PLACE}{after}",) if after and after != before else ()
    return (*((TEXT,) if before is None else ()), *place)


def of_ring(before: Ring, after: Ring, event: Event, now: float) -> tuple[str, ...]:
    """What an event did to a wait. Who is not there yet, and is rung by us, waits for nobody."""
    if before.absent:
        return ()
    if before.state == "wait" and after.state == "claimed":
        return ANSWERED, _class(now - before.began)
    if before.state == "wait" and after.state == "ended":
        end = _ENDS.get(after.outcome)
        return (end,) if end else ()
    if isinstance(event, DirectEnded) and event.talked:
        return (ANSWERED,)  # rung from the call itself: nobody knows when it was picked up
    return (PASSED_ON,) if _passed_on(before, after, event) else ()


def _class(seconds: float) -> str:
    return next(name for most, name in _WAITED.items() if seconds < most)


def _passed_on(before: Ring, after: Ring, event: Event) -> bool:
    """By the peer's star key, or because the caller asked for somebody else; not by a lost leg."""
    wished = isinstance(event, PeerChose | TurnCame) and event.key in {"1", "2"}
    given = bool(before.owner) and after.owner != before.owner
    return wished and given and after.state != "ended"
