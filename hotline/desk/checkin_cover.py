"""Who would be there: until when somebody is on, and whom an alarm can reach."""

from __future__ import annotations

from hotline.desk.blocking import willing
from hotline.desk.rota import rotation
from hotline.desk.telling import coordinators
from hotline.desk.threads import mark_of
from hotline.desk.tools import Desk
from hotline.domain.checkin.events import Reach
from hotline.domain.checkin.record import CheckIn
from hotline.domain.contact import Contact
from hotline.domain.people import CHANNELS, Person
from hotline.domain.phone import Phone
from hotline.domain.times import Spell, merged

_AHEAD = 12 * 3600.0  # seconds: a check-in and what follows it is over long before
_FALLBACK = "fallback-"


def covered_until(desk: Desk, name: str, now: float) -> float:
    """Until when somebody of this rotation is on without a gap, by text or by phone; `now` where
    nobody is. A named fallback covers always. Raises StoreAway."""
    if desk.fallback:
        return now + _AHEAD
    spells = merged(
        Spell(spell.begin, spell.end)
        for channel in CHANNELS
        for spell, _ in rotation(desk, name, channel).spells(now, now + _AHEAD)
    )
    return next((spell.end for spell in spells if spell.begin <= now), now)


def opens(desk: Desk, name: str, now: float) -> float:
    """When somebody is on next (seconds UTC); 0 where nobody knows."""
    moments = (rotation(desk, name, channel).next_on(now) for channel in CHANNELS)
    return min((moment for moment in moments if moment), default=0.0)


def reach(desk: Desk, check_in: CheckIn) -> Reach:
    """Whom an alarm reaches now: who is on, all peers who agreed, coordinators, fallback numbers.

    Neither the contact, nor who is kept from them. Beliefs about who is busy exclude nobody.
    """
    now = desk.now()
    on = {p.id: p for c in CHANNELS for p in rotation(desk, check_in.rotation, c).on(now)}
    everybody = [p for p in desk.people.read().people if _agreed(p)]
    peers = [p for p in everybody if "peer" in p.roles]
    return Reach(
        _ids(desk, check_in, list(on.values())),
        _ids(desk, check_in, peers),
        _ids(desk, check_in, [p for p in coordinators(desk) if _agreed(p)]),
        tuple(f"{_FALLBACK}{place}" for place in range(len(desk.fallback))),
    )


def fallback_number(desk: Desk, id: str) -> Phone | None:
    """The number that goes by this id; None where it is a person's, or there is none (any more)."""
    place = id.removeprefix(_FALLBACK) if id.startswith(_FALLBACK) else ""
    return desk.fallback[int(place)] if place and int(place) < len(desk.fallback) else None


def talks_with(desk: Desk, check_in: CheckIn) -> str:
    """The peer with whom a contact is on the phone now, by id; empty where they are not."""
    now = desk.now()
    for id in desk.traces.rings(Contact(check_in.line, check_in.phone), now):
        found = desk.rings.read(id, now)
        owner = found[0].attempt(found[0].owner) if found and found[0].state == "talk" else None
        if owner:
            return owner.peer
    return ""


def _agreed(person: Person) -> bool:
    return any(person.agreed(channel) for channel in CHANNELS)


def _ids(desk: Desk, check_in: CheckIn, people: list[Person]) -> tuple[str, ...]:
    others = [person for person in people if check_in.phone not in person.numbers]
    mark = mark_of(desk, check_in.line, check_in.phone)
    return tuple(person.id for person in willing(desk, mark, others))
