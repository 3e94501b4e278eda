"""Who is rung first: what we believe of people's phones, and what is wished for, sort them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from hotline.domain.people import Person


@dataclass(frozen=True, slots=True)
class Believed:
    """What we believe of people: whose phone is busy, who rests after a long or heavy talk, who was
    rung when (seconds UTC), and how many talks somebody had in the shift that is on."""

    busy: frozenset[str] = frozenset()
    resting: frozenset[str] = frozenset()
    rung: Mapping[str, float] = field(default_factory=dict)
    talks: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wish:
    """What decides the ringing order beside who is on.

    `lately` tells when somebody was last rung (seconds UTC), `unlikely` who is believed busy or
    resting: beliefs sort, they never exclude. `backups` come behind everybody else. `seed`
    settles ties, and is another for each ring.
    """

    language: str = ""
    excluded: Collection[str] = ()
    lately: Mapping[str, float] = field(default_factory=dict)
    unlikely: Collection[str] = ()
    backups: Collection[str] = ()
    seed: str = ""


def ring_order(on: Iterable[Person], wish: Wish) -> list[Person]:
    """Who is rung, first to last: likely to answer, speaking the language, rung longest ago."""
    may_be_rung = (person for person in on if person.id not in wish.excluded)
    return sorted(
        may_be_rung,
        key=lambda person: (
            person.id in wish.backups,
            person.id in wish.unlikely,
            bool(wish.language) and wish.language not in person.languages,
            wish.lately.get(person.id, 0.0),
            sha256(f"{wish.seed} {person.id}".encode()).digest(),
        ),
    )
