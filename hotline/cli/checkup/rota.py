"""The rota of the next days: when nobody is on though the flows bring people in."""

from __future__ import annotations

from hotline.cli.checkup.finding import Finding, look, ok
from hotline.desk.rota import gaps
from hotline.desk.rotations import rotations
from hotline.desk.tools import Desk

AHEAD = 14  # days
_HOUR = 3600


def rota(desk: Desk) -> list[Finding]:
    return [_rotation(desk, name) for name in rotations(desk)]


def _rotation(desk: Desk, name: str) -> Finding:
    holes = gaps(desk, name, desk.now(), AHEAD)
    if not holes:
        return ok("rota", f"{name}: somebody is on for {AHEAD} days")
    hours = round(sum(hole.end - hole.begin for hole in holes) / _HOUR)
    what = f"{name}: nobody is on for {hours} hours of the next {AHEAD} days"
    return look("rota", f"{what} (gaps: {len(holes)}). See `hotline rota gaps`")
