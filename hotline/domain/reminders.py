"""What somebody on the rota is told about their own times: before one begins, and when it is over.

Times that meet are one: whoever goes on without a break hears nothing in between. During a time
nothing comes but at its end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from hotline.domain.rota import Held
from hotline.domain.times import Spell, merged

BEFORE = 900.0  # seconds before it begins
LATE = 900.0  # seconds after which a reminder is worth nothing any more
EVENING = 18  # o'clock the day before, where the collective wants that
LAST = 10800.0  # seconds before it begins: who asked for cover in vain is told

Kind = Literal["evening", "start", "end"]


@dataclass(frozen=True, slots=True)
class Reminder:
    """What is told at a moment (seconds UTC) about a time; `next` is their next one, if known."""

    at: float
    kind: Kind
    person: str
    spell: Spell
    next: Spell | None = None


def reminders(
    held: Iterable[Held], person: str, zone: str, since: float, now: float, *, evenings: bool
) -> list[Reminder]:
    """What one of them is to be told, of the moments after `since` up to now; nothing that is too
    late to be of use."""
    mine = merged(one.spell for one in held if one.person == person)
    told = [reminder for reminder in _all(mine, person, zone) if since < reminder.at <= now]
    fresh = (reminder for reminder in told if now - reminder.at <= LATE)
    return [one for one in fresh if evenings or one.kind != "evening"]


def _all(mine: list[Spell], person: str, zone: str) -> Iterator[Reminder]:
    for at, spell in enumerate(mine):
        following = mine[at + 1] if at + 1 < len(mine) else None
        yield Reminder(spell.end, "end", person, spell, following)
        before = [Reminder(spell.begin - BEFORE, "start", person, spell)]
        before.append(Reminder(_evening_before(spell, zone), "evening", person, spell))
        yield from (one for one in before if not _during(one.at, mine))


def _during(at: float, mine: list[Spell]) -> bool:
    """Whether they are on then; at the end of one time they are told of the next anyway."""
    return any(begin <= at <= end for begin, end in mine)


def _evening_before(spell: Spell, zone: str) -> float:
    day = datetime.fromtimestamp(spell.begin, ZoneInfo(zone)) - timedelta(days=1)
    return day.replace(hour=EVENING, minute=0, second=0, microsecond=0, fold=0).timestamp()
