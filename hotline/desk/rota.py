"""The rota: who is on, who is rung first, where nobody is; shifts come and go."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from hotline.desk.roster import RACES
from hotline.desk.rotations import known_rotation
from hotline.desk.tools import Desk
from hotline.domain.people import CHANNELS, Channel, Person, quieted
from hotline.domain.rota import Rotation, Shift, Wish
from hotline.domain.rota import ring_order as order
from hotline.domain.times import DAY, Spell, Times
from hotline.errors import StoreAway
from hotline.flow.document import HandOff


class Promise(NamedTuple):
    """What somebody promises: a shift that is not written down yet."""

    person: Person
    rotation: str
    times: Times
    channels: tuple[Channel, ...] = CHANNELS


def add_shifts(desk: Desk, promises: Sequence[Promise]) -> int:
    """Write shifts down, all or none; returns how many are new. Raises Unfit.

    One that is there already is not added twice, one that is over not at all.
    """
    fresh = [
        Shift(desk.token(), person.id, known_rotation(desk, name), times, channels)
        for person, name, times, channels in promises
        if times.coming(desk.now())
    ]
    before, after = _change(desk, lambda kept: (*kept, *_unlike(fresh, kept)))
    return len(after) - len(before)


def remove_shifts(desk: Desk, ids: Collection[str]) -> None:
    """Take shifts off. What is gone already does not matter."""
    _change(desk, lambda kept: tuple(shift for shift in kept if shift.id not in ids))


def rotation(desk: Desk, name: str, channel: Channel = "calls") -> Rotation:
    """A rotation as it is now: its people, in their quiet hours as if paused, and their shifts."""
    now = desk.now()
    people = [quieted(person, now) for person in desk.people.read().people]
    return Rotation(name, people, desk.rota.read().shifts, channel)


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
    """Who is rung, first to last; `domain.rota.Wish` says what each word decides."""
    wish = Wish(language, excluded, lately or {}, unlikely, seed or str(now))
    return order(who_is_on(desk, name, now, channel), wish)


def gaps(desk: Desk, name: str, since: float, days: int, channel: Channel = "calls") -> list[Spell]:
    """When nobody is on in the next days, of the hours in which the flows hand over to them."""
    until = since + days * DAY
    return rotation(desk, name, channel).gaps(since, until, wanted(desk, name, since, until))


def wanted(desk: Desk, name: str, since: float, until: float) -> list[Spell] | None:
    """The hours in which the flows bring this rotation in; None: always."""
    book = desk.edition().book
    opens = [p.open for p in book.places.values() if isinstance(p, HandOff) and p.to == name]
    if not opens or "" in opens:
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


def _unlike(fresh: Sequence[Shift], kept: Sequence[Shift]) -> list[Shift]:
    """Those that say something new; of two alike the first."""
    seen = {_said(shift) for shift in kept}
    new = {_said(shift): shift for shift in reversed(fresh) if _said(shift) not in seen}
    return [shift for shift in fresh if new.get(_said(shift)) is shift]


def _said(shift: Shift) -> tuple[str, str, Times]:
    return shift.person, shift.rotation, shift.times


def _change(
    desk: Desk, decide: Callable[[tuple[Shift, ...]], tuple[Shift, ...]]
) -> tuple[tuple[Shift, ...], tuple[Shift, ...]]:
    """Decide, and write it down; decide anew when somebody else was faster.

    Who answered when is nobody's business later: shifts of a date go a day after they are over.
    """
    for _ in range(RACES):
        rota = desk.rota.read()
        kept = tuple(shift for shift in rota.shifts if shift.times.coming(desk.now() - DAY))
        shifts = decide(kept)
        if shifts == rota.shifts or desk.rota.write(rota, shifts):
            return kept, shifts
    raise StoreAway("others keep changing the rota")
