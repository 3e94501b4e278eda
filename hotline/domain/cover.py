"""Cover and swaps: a time of a shift changes hands at once, or not at all.

Until somebody takes it, it stays with who asks. Each of these gives a new rota; the store sees to
it that nobody changed the old one meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from math import ceil, inf
from zoneinfo import ZoneInfo

from hotline.domain.overrides import Override, laid_over, parts
from hotline.domain.people import Person
from hotline.domain.rota import Cover, Part, Rota, Shift
from hotline.domain.times import DAY, Spell, Times, merged, missing

_A_DAY = 1440  # minutes


def asked(rota: Rota, cover: Cover) -> Rota:
    """Somebody asks; what they asked before about the same time is void."""
    kept = (old for old in rota.covers if old.taker or not _same_time(old, cover))
    return replace(rota, covers=(*kept, cover))


def withdrawn(rota: Rota, id: str) -> Rota:
    """It is asked for no more. What was taken stays taken."""
    return replace(rota, covers=tuple(c for c in rota.covers if c.id != id or c.taker))


def taken(rota: Rota, cover: Cover, who: str) -> Rota | None:
    """It is theirs now, and what they give back for it is the asker's; None when it cannot be: it
    is somebody else's meanwhile, or one of the two would be on twice."""
    back = next((part for part in cover.back if holds(rota, who, part)), None)
    if cover.taker or who == cover.by or bool(cover.back) != bool(back):
        return None
    if not holds(rota, cover.by, cover.give) or not is_free(rota, who, cover.give.spell, back):
        return None
    if back and not is_free(rota, cover.by, back.spell, cover.give):
        return None
    rota = given(rota, cover.give, who)
    if back:
        rota = given(rota, back, cover.by)
    covers = (replace(c, taker=who) if c.id == cover.id else c for c in rota.covers)
    return replace(rota, covers=tuple(covers))


def filled(rota: Rota, cover: Cover, who: str, shifts: tuple[Shift, ...]) -> Rota | None:
    """A time that nobody had is theirs now, by these shifts; None when it is taken already."""
    if cover.taker or not is_free(rota, who, cover.give.spell):
        return None
    covers = (replace(c, taker=who) if c.id == cover.id else c for c in rota.covers)
    return replace(rota, shifts=(*rota.shifts, *shifts), covers=tuple(covers))


def given(rota: Rota, part: Part, who: str) -> Rota:
    """For once this time of a shift is theirs; empty: nobody's."""
    over = laid_over(rota.overrides, Override(part.shift, who, part.begin, part.end))
    owners = {shift.id: shift.person for shift in rota.shifts}
    # What is the owner's again needs no word.
    return replace(rota, overrides=tuple(o for o in over if o.person != owners.get(o.shift)))


def held_on(rota: Rota, who: str, day: date, now: float) -> list[Part]:
    """What they have of the shifts that begin on this date and are not over; soonest first."""
    found = [
        Part(shift.id, shift.rotation, piece.begin, piece.end)
        for shift in rota.shifts
        for piece in merged(
            held.spell
            for held in rota.shared(
                shift, parts(shift.times.begun_on(day, rota.off(shift)), now, inf)
            )
            if held.person == who
        )
    ]
    return sorted(found, key=lambda part: part.begin)


def held_at(rota: Rota, who: str, day: date, wanted: Iterable[Spell], now: float) -> list[Part]:
    """What they have of these hours, of the shifts that begin on this date, and is not over: also
    past midnight, where a shift goes on as the next one of the same."""
    wanted = list(wanted)
    if not wanted:
        return []
    since, until = max(wanted[0].begin, now), wanted[-1].end
    found = [
        Part(shift.id, shift.rotation, mine[0].begin, mine[-1].end)
        for shift in rota.shifts
        if shift.times.begun_on(day, rota.off(shift))
        and (mine := _theirs(rota, who, shift, wanted, since, until))
    ]
    return sorted(found, key=lambda part: part.begin)


def _theirs(
    rota: Rota, who: str, shift: Shift, wanted: list[Spell], since: float, until: float
) -> list[Spell]:
    held = rota.shared(shift, shift.times.spells(since, until, rota.off(shift)))
    mine = merged(one.spell for one in held if one.person == who)
    return merged(
        part
        for hours in wanted
        for part in parts(mine, max(hours.begin, since), min(hours.end, until))
    )


def is_free(rota: Rota, who: str, spell: Spell, besides: Part | None = None) -> bool:
    """Whether they are not on at any second of this time, but for what they give up."""
    return not any(
        held.person == who
        and not (besides and held.shift.id == besides.shift and _inside(held.spell, spell, besides))
        for held in rota.held(*spell)
    )


def may_take(rota: Rota, person: Person, cover: Cover, now: float) -> bool:
    """Whether somebody can be asked to take it: of the rotation, reached as the shift wants it, not
    paused, and not on then already."""
    shift = next((shift for shift in rota.shifts if shift.id == cover.give.shift), None)
    mine = {shift.rotation for shift in rota.shifts if shift.person == person.id}
    return (
        "peer" in person.roles
        and person.id != cover.by
        and cover.give.rotation in {person.rotation, *mine}
        and all(person.agreed(channel) for channel in (shift.channels if shift else ("calls",)))
        and person.paused_until <= now
        and (bool(cover.back) or is_free(rota, person.id, cover.give.spell))
    )


def dated(part: Part, who: str, zone: str, ids: Iterator[str]) -> tuple[Shift, ...]:
    """Shifts on dates for a time that nobody has; one a day where it is longer than one."""
    place = ZoneInfo(zone)
    begin = datetime.fromtimestamp(part.begin, place).replace(second=0, microsecond=0)
    end = datetime.fromtimestamp(ceil(part.end / 60) * 60, place)
    at, last = (wall.replace(tzinfo=UTC) for wall in (begin, end))
    made = []
    while at < last:
        minutes = min(int((last - at).total_seconds()) // 60, _A_DAY)
        start = at.hour * 60 + at.minute
        times = Times(start, start + minutes, zone, on=at.date())
        made.append(Shift(next(ids), who, part.rotation, times))
        at += timedelta(minutes=minutes)
    return tuple(made)


def tidied(rota: Rota, now: float) -> Rota:
    """Who answered when is nobody's business later: what is of one day goes a day after it is over,
    and with a shift goes all that is said about it."""
    shifts = tuple(shift for shift in rota.shifts if shift.times.coming(now - DAY))
    there = {shift.id for shift in shifts}
    kept = replace(
        rota,
        shifts=shifts,
        overrides=tuple(o for o in rota.overrides if o.end > now - DAY and o.shift in there),
        holidays=tuple(h for h in rota.holidays if h.on >= _long_ago(now)),
    )
    return replace(kept, covers=tuple(c for c in kept.covers if _stands(kept, c, now)))


def without_person(rota: Rota, who: str) -> Rota:
    """Nothing is theirs any more: their shifts are gone, and what they took is its owner's."""
    shifts = tuple(shift for shift in rota.shifts if shift.person != who)
    there = {"", *(shift.id for shift in shifts)}
    return replace(
        rota,
        shifts=shifts,
        overrides=tuple(o for o in rota.overrides if o.person != who and o.shift in there),
        covers=tuple(
            c for c in rota.covers if who not in {c.by, c.taker} and c.give.shift in there
        ),
    )


def _stands(rota: Rota, cover: Cover, now: float) -> bool:
    if cover.give.end <= now:
        return False
    return bool(cover.taker) or not cover.give.shift or holds(rota, cover.by, cover.give)


def holds(rota: Rota, who: str, part: Part) -> bool:
    """Whether all of it is theirs."""
    shift = next((shift for shift in rota.shifts if shift.id == part.shift), None)
    if shift is None:
        return False
    spells = parts(shift.times.spells(*part.spell, rota.off(shift)), *part.spell)
    mine = (held.spell for held in rota.shared(shift, spells) if held.person == who)
    return bool(spells) and not missing(spells, mine)


def _inside(held: Spell, spell: Spell, part: Part) -> bool:
    """Whether what is held of this time is no more than the part."""
    return not missing(parts([held], *spell), [part.spell])


def _same_time(old: Cover, new: Cover) -> bool:
    same = (old.by, old.give.shift, old.give.rotation) == (
        new.by, new.give.shift, new.give.rotation,
    )  # fmt: skip
    return same and bool(parts([old.give.spell], *new.give.spell))


def _long_ago(now: float) -> date:
    return (datetime.fromtimestamp(now, UTC) - timedelta(days=3)).date()
