"""Rows and times as a person reads them in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of cells, set one below the other; columns that are empty in all rows fall away."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    shown = [at for at, width in enumerate(widths) if width]
    return ["  ".join(f"{row[at]:{widths[at]}}" for at in shown).rstrip() for row in rows]


def day(at: float, zone: str) -> str:
    """`Thu 24 Dec`, there."""
    return f"{datetime.fromtimestamp(at, ZoneInfo(zone)):%a %d %b}"


def date(at: float, zone: str) -> str:
    """`24 Dec 2026`, there."""
    return f"{datetime.fromtimestamp(at, ZoneInfo(zone)):%d %b %Y}"


def clock(at: float, zone: str) -> str:
    """`18:00`, there."""
    return f"{datetime.fromtimestamp(at, ZoneInfo(zone)):%H:%M}"


def moment(at: float, zone: str) -> str:
    """`Thu 24 Dec 18:00`, there."""
    return f"{day(at, zone)} {clock(at, zone)}"
