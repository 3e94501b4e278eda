"""For once a shift is not as promised: somebody else has it, or nobody, or it is a holiday.

The shift itself stays as it was written; what is said here is over when its time is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from hotline.domain.times import Spell, missing


@dataclass(frozen=True, slots=True)
class Override:
    """From `begin` up to `end` (seconds UTC) a shift is this person's; empty: nobody's."""

    shift: str
    person: str
    begin: float
    end: float


@dataclass(frozen=True, slots=True)
class Holiday:
    """No weekly shift of a rotation begins on this date, wherever it is that date. Shifts of a date
    were promised for it, and stay."""

    rotation: str
    on: date


def laid_over(overrides: Iterable[Override], new: Override) -> tuple[Override, ...]:
    """These and a new one, which is right where they differ: one time of a shift has one owner."""
    kept = [part for old in overrides for part in _cut(old, new)]
    return (*kept, new)


def shared_out(
    spells: Iterable[Spell], person: str, overrides: Iterable[Override]
) -> Iterator[tuple[Spell, str]]:
    """Who has which part of a shift whose own person is `person`."""
    spells, overrides = list(spells), list(overrides)
    taken = [Spell(over.begin, over.end) for over in overrides]
    yield from ((spell, person) for spell in missing(spells, taken))
    for over in overrides:
        if over.person:
            yield from ((part, over.person) for part in parts(spells, over.begin, over.end))


def parts(spells: Iterable[Spell], begin: float, end: float) -> list[Spell]:
    """What of these is from `begin` up to `end`."""
    cut = (Spell(max(spell.begin, begin), min(spell.end, end)) for spell in spells)
    return [spell for spell in cut if spell.begin < spell.end]


def _cut(old: Override, new: Override) -> Iterator[Override]:
    if old.shift != new.shift:
        yield old
        return
    for part in missing([Spell(old.begin, old.end)], [Spell(new.begin, new.end)]):
        yield replace(old, begin=part.begin, end=part.end)
