"""The rota of the next days: when nobody is on though the flows bring people in."""

from __future__ import annotations

from hotline.cli.checkup.finding import Finding, look, mend, ok
from hotline.desk.rota import gaps
from hotline.desk.rotations import asks_pin, rotations
from hotline.desk.tools import Desk

AHEAD = 14  # days
_HOUR = 3600


def rota(desk: Desk) -> list[Finding]:
    found = [_rotation(desk, name) for name in rotations(desk)]
    return found + [_without_pin(desk, name) for name in rotations(desk) if asks_pin(desk, name)]


def _without_pin(desk: Desk, name: str) -> Finding:
    """Who has none can open no shift of a rotation that wants one."""
    theirs = {shift.person for shift in desk.rota.read().shifts if shift.rotation == name}
    people = desk.people.read().people
    count = sum(person.id in theirs and not person.pin for person in people)
    if not count:
        return ok("rota", f"{name}: whoever has shifts has a PIN, which opens them")
    what = f"{name}: shifts begin with a PIN, and so many have shifts and none: {count}"
    return mend("rota", f"{what}. `hotline peers pin`")


def _rotation(desk: Desk, name: str) -> Finding:
    holes = gaps(desk, name, desk.now(), AHEAD)
    if not holes:
        return ok("rota", f"{name}: somebody is on for {AHEAD} days")
    hours = round(sum(hole.end - hole.begin for hole in holes) / _HOUR)
    what = f"{name}: nobody is on for {hours} hours of the next {AHEAD} days"
    return look("rota", f"{what} (gaps: {len(holes)}). See `hotline rota gaps`")
