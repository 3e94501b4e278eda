"""Nights, in which nobody is texted who is not on: what falls into one is told before it begins."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

FROM, TO = 22, 8  # o'clock, in the time of a place


def is_quiet(at: float, zone: str) -> bool:
    """Whether it is night there; the first moment of one is not yet."""
    wall = datetime.fromtimestamp(at, ZoneInfo(zone))
    return at > _evening(wall) or wall.hour < TO


def before_night(at: float, zone: str) -> float:
    """The moment itself, or the beginning of the night it is in."""
    wall = datetime.fromtimestamp(at, ZoneInfo(zone))
    if wall.hour < TO:
        return _evening(wall - timedelta(days=1))
    return min(at, _evening(wall))


def night_began(at: float, zone: str) -> float:
    """When the last night before this moment began."""
    wall = datetime.fromtimestamp(at, ZoneInfo(zone))
    return _evening(wall - timedelta(days=1))


def night_ends(at: float, zone: str) -> float:
    """When the next night after this moment, or the one it is in, ends."""
    wall = datetime.fromtimestamp(at, ZoneInfo(zone))
    morning = wall.replace(hour=TO, minute=0, second=0, microsecond=0, fold=0)
    return (morning if wall.hour < TO else morning + timedelta(days=1)).timestamp()


def _evening(wall: datetime) -> float:
    return wall.replace(hour=FROM, minute=0, second=0, microsecond=0, fold=0).timestamp()
