"""The rota: who is on, who is rung first, where nobody is; shifts come and go."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from hotline.desk.rotations import asks_pin, known_rotation, rotations
from hotline.desk.tools import RACES, Desk
from hotline.domain.calendar_exceptions import Fresh, with_shifts
from hotline.domain.cover import given, tidied
from hotline.domain.opening import closed
from hotline.domain.overrides import Holiday
from hotline.domain.people import CHANNELS, Channel, Person, quieted
from hotline.domain.ring_order import Wish
from hotline.domain.ring_order import ring_order as order
from hotline.domain.rota import Held, Part, Place, Rota, Shift
from hotline.domain.rotation import Rotation
from hotline.domain.times import DAY, Spell, Times, missing
from hotline.errors import StoreAway
from hotline.flow.document import HandOff

_SEEN = 8  # days ahead in which a gap is looked for
_BACK, _AHEAD = 2 * DAY, 9 * DAY  # seconds around now in which all times that meet are seen


class Promise(NamedTuple):
    """What somebody promises: a shift that is not written down yet."""

    person: Person
    rotation: str
    times: Times
    channels: tuple[Channel, ...] = CHANNELS
    place: Place = "first"
    off: tuple[date, ...] = ()  # dates on which one of every week does not come
    series: str = ""  # what it is known by in a calendar
    once: bool = False  # it is in the place of one of that series


def add_shifts(desk: Desk, promises: Sequence[Promise]) -> int:
    """Write shifts down, all or none; returns how many are new. Raises Unfit.

    One that is there already is not added twice, nor what is otherwise for once of it; one that is
    over not at all.
    """
    fresh = [
        Fresh(_shift(desk, promise), promise.off, promise.series, promise.once)
        for promise in promises
        if promise.times.coming(desk.now())
    ]
    before, after = change(desk, lambda rota: with_shifts(rota, fresh))
    return len(after.shifts) - len(before.shifts)


def _shift(desk: Desk, promise: Promise) -> Shift:
    rotation = known_rotation(desk, promise.rotation)
    return Shift(
        desk.token(),
        promise.person.id,
        rotation,
        promise.times,
        promise.channels,
        promise.place,
    )


def remove_shifts(desk: Desk, ids: Collection[str]) -> None:
    """Take shifts off. What is gone already does not matter."""

    def removed(rota: Rota) -> Rota:
        return replace(rota, shifts=tuple(s for s in rota.shifts if s.id not in ids))

    change(desk, lambda rota: tidied(removed(rota), desk.now()))


def give(desk: Desk, part: Part, person: str) -> None:
    """For once this time of a shift is somebody else's; empty: nobody's."""
    change(desk, lambda rota: given(rota, part, person))


def add_holiday(desk: Desk, holiday: Holiday) -> bool:
    """No weekly shift begins that day; whether that is new."""

    def added(rota: Rota) -> Rota:
        kept = (old for old in rota.holidays if old != holiday)
        return replace(rota, holidays=(*kept, holiday))

    before, _ = change(desk, added)
    return holiday not in before.holidays


def remove_holiday(desk: Desk, holiday: Holiday) -> bool:
    """It is a day as all others; whether it was none before."""

    def removed(rota: Rota) -> Rota:
        return replace(rota, holidays=tuple(old for old in rota.holidays if old != holiday))

    before, _ = change(desk, removed)
    return holiday in before.holidays


def rotation(desk: Desk, name: str, channel: Channel = "calls") -> Rotation:
    """A rotation as it is now: its people as they are now, and their shifts."""
    rota = desk.rota.read()
    return Rotation(name, people_now(desk, name, rota), rota, channel)


def people_now(desk: Desk, name: str, rota: Rota) -> list[Person]:
    """Everybody, as if paused in their quiet hours, and where a rotation wants a PIN until they
    have given it: whoever is not paused here may be offered a contact of this rotation."""
    now = desk.now()
    people = [quieted(person, now) for person in desk.people.read().people]
    if not asks_pin(desk, name):
        return people
    held = held_around(rota, now)
    return [closed(person, held, now) for person in people]


def held_around(rota: Rota, now: float) -> list[Held]:
    """All times around now, so far that those that meet are seen as one."""
    return rota.held(now - _BACK, now + _AHEAD)


def who_is_on(desk: Desk, name: str, now: float, channel: Channel = "calls") -> list[Person]:
    """Who is on, agreed to be reached this way, and is not paused."""
    return rotation(desk, name, channel).on(now)


def ring_order(
    desk: Desk,
    name: str,
    language: str,
    now: float,
    excluded: Collection[str] = (),
    *,
    channel: Channel = "calls",
    lately: Mapping[str, float] | None = None,
    unlikely: Collection[str] = (),
    seed: str = "",
) -> list[Person]:
    """Who is rung, first to last; `domain.ring_order.Wish` says what each word decides."""
    there = rotation(desk, name, channel)
    backups = there.backups(now)
    wish = Wish(language, excluded, lately or {}, unlikely, backups, seed or str(now))
    return order(there.on(now), wish)


def gaps(desk: Desk, name: str, since: float, days: int, channel: Channel = "calls") -> list[Spell]:
    """When nobody is on in the next days, of the hours in which the flows hand over to them."""
    until = since + days * DAY
    there = rotation(desk, name, channel)
    found = there.gaps(since, until, wanted(desk, name, since, until))
    return missing(found, there.rota.closed(name, desk.zone))


def gaps_ahead(desk: Desk, now: float) -> list[Part]:
    """The gaps of all rotations that have not begun, soonest first.

    Where the flows name no hours, somebody is missed only when somebody had promised: a line that
    is always open is not always staffed.
    """
    found = [
        Part("", name, gap.begin, gap.end)
        for name in rotations(desk)
        for gap in _missed(desk, name, now, now + _SEEN * DAY)
        if gap.begin > now
    ]
    return sorted(found, key=lambda part: part.begin)


def _missed(desk: Desk, name: str, since: float, until: float) -> list[Spell]:
    there = rotation(desk, name)
    hours = wanted(desk, name, since, until)
    if hours is None:
        hours = [s for shift in there.shifts for s in shift.times.spells(since, until)]
    return missing(there.gaps(since, until, hours), there.rota.closed(name, desk.zone))


def brought_in(desk: Desk, name: str, since: float, until: float) -> list[Spell] | None:
    """The hours in which the flows bring this rotation in; None: always."""
    opens = _opens(desk, name)
    return None if "" in opens else _hours(desk, opens, since, until)


def wanted(desk: Desk, name: str, since: float, until: float) -> list[Spell] | None:
    """The hours in which the flows want somebody there; None where they name none. A place that is
    open at all hours takes who is on, and misses nobody."""
    return _hours(desk, _opens(desk, name) - {""}, since, until)


def _opens(desk: Desk, name: str) -> set[str]:
    places = desk.edition().book.places.values()
    return {place.open for place in places if isinstance(place, HandOff) and place.to == name}


def _hours(desk: Desk, opens: set[str], since: float, until: float) -> list[Spell] | None:
    book = desk.edition().book
    if not opens:
        return None
    return [
        spell
        for hours in (book.hours[name] for name in opens)
        for span in hours.spans
        for spell in _times(span, hours.zone or desk.zone).spells(since, until)
    ]


def _times(span: tuple[tuple[int, ...], int, int], zone: str) -> Times:
    days, start, end = span
    return Times(start, end, zone, days)


def change(desk: Desk, decide: Callable[[Rota], Rota]) -> tuple[Rota, Rota]:
    """Decide, and write it down; decide anew when somebody else was faster. Returns the rota before
    and after. What is over is not kept."""
    for _ in range(RACES):
        read = desk.rota.read()
        before = tidied(read, desk.now())
        after = decide(before)
        if after == read or desk.rota.write(read, after):
            return before, after
    raise StoreAway("others keep changing the rota")
