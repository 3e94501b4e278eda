"""What one of us says about their own duty, by text or on the phone: on, off, a break, who is on.

Nobody is ever told here who else is on: only how many, and until when.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from hotline.desk import roster
from hotline.desk.alerting import tell_coordinators
from hotline.desk.checkin_cover import without
from hotline.desk.checkins import look_at_cover
from hotline.desk.rota import Promise, add_shifts, held_around, rotation
from hotline.desk.rotations import rotations
from hotline.desk.tools import Desk
from hotline.domain.opening import opened_until
from hotline.domain.people import CHANNELS, Person
from hotline.domain.rota import PLACES
from hotline.domain.rotation import Rotation
from hotline.domain.times import DAY, Spell, Times, merged

UNPLANNED = 4 * 60  # minutes of a shift that ON opens where there is none
LONGEST = 16 * 3600.0  # seconds that one word reaches: a time of day says until when
SOON = 1800.0  # seconds before a shift in which somebody may say that they cannot
_AHEAD = 28 * DAY  # seconds in which shifts are looked for
_SHOWN = 3  # shifts that NEXT tells


@dataclass(frozen=True, slots=True)
class Bare:
    """So many check-ins run for which nobody else would come, the last till then (seconds UTC)."""

    count: int
    until: float


Board = Sequence[Rotation]  # every rotation, seen for each channel


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody is off till then (seconds UTC), and so many others are on.

    Not `done`: nobody else is on, and they were not sure yet.
    """

    until: float
    others: int
    done: bool = True


@dataclass(frozen=True, slots=True)
class Count:
    """How many are on, and until when they all are (seconds UTC); 0 where nobody is."""

    on: int
    until: float = 0.0


def learns(desk: Desk, person: Person) -> bool:
    """Whether a coordinator has them listen only, so far: an ON of theirs makes them no peer."""
    places = {shift.place for shift in desk.rota.read().shifts if shift.person == person.id}
    return places == {"trainee"}


def on(desk: Desk, person: Person, now: float) -> float:
    """On again, in a shift of their own or one that begins now; until when (seconds UTC)."""
    roster.back(desk, person.id)
    end = _end_of_shift(_board(desk), person, now)
    if end:
        look_at_cover(desk)
        return end
    wall = datetime.fromtimestamp(now, ZoneInfo(desk.zone))
    start = wall.hour * 60 + wall.minute
    times = Times(start, start + UNPLANNED, desk.zone, on=wall.date())
    known = rotations(desk)
    where = person.rotation if person.rotation in known else ""
    add_shifts(desk, [Promise(person, where, times)])
    look_at_cover(desk)
    return _end_of_shift(_board(desk), person, now) or now


def off(desk: Desk, person: Person, now: float, *, sure: bool = True) -> Left | None:
    """Off for the rest of this shift, or of the one that is about to begin, and nobody asks why;
    None where there is none.

    The last one is off when they are `sure`: then coordinators know.
    """
    board = _board(desk)
    spell = _shift(board, person, now)
    return _away(desk, board, person, spell, sure=sure) if spell else None


def pause(desk: Desk, person: Person, minutes: int, now: float, *, sure: bool = True) -> Left:
    """Nothing comes to them for so many minutes."""
    return _away(desk, _board(desk), person, Spell(now, now + 60 * minutes), sure=sure)


def open_shift(desk: Desk, person: Person, now: float) -> None:
    """They have given their PIN by phone: what they have now, or soon, is open."""
    until = opened_until(held_around(desk.rota.read(), now), person.id, now)
    if until:
        roster.opened(desk, person.id, until)


def is_on(desk: Desk, person: Person, now: float) -> bool:
    """Whether contacts are offered to them now."""
    return person.id in _on(_board(desk), now)


def would_leave_bare(desk: Desk, person: Person, now: float) -> Bare | None:
    """What somebody who is on would leave with nobody; None: nothing."""
    if all(one.id != person.id for one in people_on(desk, now)):
        return None
    bare = without(desk, person)
    return Bare(len(bare), max(check_in.at for check_in in bare)) if bare else None


def people_on(desk: Desk, now: float) -> list[Person]:
    """Who is on; their names are for those only who have given a PIN."""
    return list(_on(_board(desk), now).values())


def who(desk: Desk, now: float) -> Count:
    """How many are on."""
    board = _board(desk)
    ends = [_end_of_shift(board, person, now) or now for person in _on(board, now).values()]
    return Count(len(ends), min(ends, default=0.0))


def on_lately(desk: Desk, since: float, now: float) -> set[str]:
    """The ids of all whose shift is on, or was since then."""
    board = (_of(one, *one.people) for one in _board(desk))
    return {person.id for one in board for _, person in one.spells(since, now + 1)}


def next_shifts(desk: Desk, person: Person, now: float) -> list[Spell]:
    """Their next shifts, the one that is on first; what touches is one."""
    return _shifts(_board(desk), person, now, now + _AHEAD)[:_SHOWN]


def hush(desk: Desk, person: Person, now: float) -> bool:
    """Calls come to them as a text first, till the end of this shift or the next one; said again,
    they ring. Whether it is so now."""
    if person.hush:
        roster.hush(desk, person.id, 0.0)
        return False
    shifts = _shifts(_board(desk), person, now, now + DAY)
    until = min(shifts[0].end if shifts else now + LONGEST, now + DAY)
    roster.hush(desk, person.id, until)
    return True


def _away(desk: Desk, board: Board, person: Person, gone: Spell, *, sure: bool) -> Left:
    """Of those who answer for the same rotations others may be on as they go, or nobody is left."""
    at, until = gone
    mine = {one.name for one in board if any(_of(one, person).spells(at, at + 1))}
    there = _on([one for one in board if one.name in mine] or board, at)
    others = len(there.keys() - {person.id})
    if mine and person.paused_until <= at and not others:
        if not sure:
            return Left(until, 0, done=False)
        tell_coordinators(desk, "to_coordinator.nobody", desk.now())
    roster.pause(desk, person.id, until)
    look_at_cover(desk)
    return Left(until, others)


def _board(desk: Desk) -> Board:
    return [rotation(desk, name, way) for name in rotations(desk) for way in CHANNELS]


def _on(board: Board, now: float) -> dict[str, Person]:
    return {person.id: person for one in board for person in one.on(now)}


def _end_of_shift(board: Board, person: Person, now: float) -> float | None:
    """When they are through, whatever touches; a pause does not end a shift."""
    spell = _shift(board, person, now, soon=0.0)
    return spell.end if spell else None


def _shift(board: Board, person: Person, now: float, *, soon: float = SOON) -> Spell | None:
    """What is left of the one that is on, or the one that is about to begin."""
    spells = _shifts(board, person, now, now + LONGEST)
    spell = next((spell for spell in spells if spell.begin <= now + soon), None)
    return Spell(max(spell.begin, now), min(spell.end, now + LONGEST)) if spell else None


def _shifts(board: Board, person: Person, since: float, until: float) -> list[Spell]:
    return merged(spell for one in board for spell, _ in _of(one, person).spells(since, until))


def _of(one: Rotation, *people: Person) -> Rotation:
    """Only theirs, as if they had no pause, and those in which they only listen."""
    awake = [replace(person, paused_until=0.0) for person in people]
    return replace(one, people=awake, places=PLACES)
