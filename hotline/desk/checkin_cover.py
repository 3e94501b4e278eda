"""Who would be there: until when somebody is on, and whom an alarm can reach."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from hotline.desk import alarm_words
from hotline.desk.blocking import willing
from hotline.desk.rota import rotation
from hotline.desk.telling import coordinators, tell
from hotline.desk.threads import mark_of
from hotline.desk.tools import Desk
from hotline.domain.checkin.events import Reach
from hotline.domain.checkin.record import CheckIn, due_of
from hotline.domain.checkin.times import COVER
from hotline.domain.contact import Contact
from hotline.domain.people import CHANNELS, Person, hushed, quieted
from hotline.domain.phone import Phone
from hotline.domain.ring_order import Believed
from hotline.domain.rotation import Rotation
from hotline.domain.times import Spell, merged
from hotline.errors import StoreAway

_AHEAD = 12 * 3600.0  # seconds: a check-in and what follows it is over long before
_FALLBACK = "fallback-"


def covered_until(desk: Desk, name: str, now: float, but: str = "") -> float:
    """Until when somebody of this rotation is on without a gap, by text or by phone; `now` where
    nobody is. A named fallback covers always. `but` is somebody's id who does not count. Raises
    StoreAway."""
    if desk.fallback:
        return now + _AHEAD
    spells = merged(
        Spell(spell.begin, spell.end)
        for channel in CHANNELS
        for spell, person in rotation(desk, name, channel).spells(now, now + _AHEAD)
        if person.id != but
    )
    return next((spell.end for spell in spells if spell.begin <= now), now)


def opens(desk: Desk, name: str, now: float) -> float:
    """When somebody is on next (seconds UTC); 0 where nobody knows."""
    moments = (rotation(desk, name, channel).next_on(now) for channel in CHANNELS)
    return min((moment for moment in moments if moment), default=0.0)


def without(desk: Desk, person: Person) -> list[CheckIn]:
    """Those for which nobody would be there if this one, who is on, went off now. Raises
    StoreAway."""
    now = desk.now()
    return [
        check_in
        for check_in, _ in desk.check_ins.all()
        if check_in.state in {"armed", "asking", "alarm"}
        and covered_until(desk, check_in.rotation, now, but=person.id) < check_in.at + COVER
    ]


def ask_for_cover(desk: Desk, check_in: CheckIn, last: float) -> int:
    """Each who takes texts and is not on is asked, once each time that cover is lost, to be there
    until the `last` of several is over (seconds UTC); how many. Raises StoreAway."""
    on = reach(desk, check_in).on
    asked = [p for p in desk.people.read().people if "peer" in p.roles and p.id not in on]
    for person in asked:
        body = alarm_words.cover(desk, check_in, person, last)
        tell(desk, person, body, last, f"cover {check_in.id} {check_in.uncovered_at:.0f}")
    return sum(person.agreed("texts") for person in asked)


def reach(desk: Desk, check_in: CheckIn) -> Reach:
    """Whom an alarm reaches now: who is on, all peers who agreed, coordinators, fallback numbers.

    Neither the contact, nor who is kept from them. Who has a break or quiet hours, is hushed, rests
    or is busy comes behind the others, and is not left out.
    """
    on = {p.id: p for p in _on_shift(desk, check_in.rotation)}
    everybody = [p for p in desk.people.read().people if _agreed(p)]
    peers = [p for p in everybody if "peer" in p.roles]
    return Reach(
        _ids(desk, check_in, list(on.values())),
        _ids(desk, check_in, peers),
        _ids(desk, check_in, [p for p in coordinators(desk) if _agreed(p)]),
        tuple(f"{_FALLBACK}{place}" for place in range(len(desk.fallback))),
    )


def reaches_nobody(desk: Desk, contact: Contact) -> bool:
    """Whether no alarm of this phone would ring any of us: it is kept from everybody here, or from
    each there is who is not its owner."""
    everybody = [person for person in desk.people.read().people if _agreed(person)]
    others = [person for person in everybody if contact.phone not in person.numbers]
    return not willing(desk, mark_of(desk, contact.line, contact.phone), others)


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


def talk_begins(desk: Desk, contact: Contact) -> None:
    """A worker looks now at what they set: while they are looked for, whoever looks for them is to
    know. By their number it is not found once they said their trouble word, nor while the store is
    away: then the clock finds out with its next look."""
    with suppress(StoreAway):
        if id := desk.check_ins.of(contact):
            desk.nudges.look(due_of(id))


def _on_shift(desk: Desk, name: str) -> list[Person]:
    """Whose shift is on, whatever else they said, in the order in which they are rung."""
    now = desk.now()
    known = {person.id: person for person in desk.people.read().people}
    awake = [replace(person, paused_until=0.0) for person in known.values()]
    rota = desk.rota.read()
    on = {p.id: p for c in CHANNELS for p in Rotation(name, awake, rota, c).on(now)}
    with_pauses = [quieted(known[id], now) for id in on]
    believed = Believed()
    with suppress(StoreAway):
        believed = desk.beliefs.read(now)
    unlikely = believed.busy | believed.resting
    return sorted(
        with_pauses,
        key=lambda one: (one.paused_until > now, one.id in unlikely, hushed(one, now)),
    )


def _agreed(person: Person) -> bool:
    return any(person.agreed(channel) for channel in CHANNELS)


def _ids(desk: Desk, check_in: CheckIn, people: list[Person]) -> tuple[str, ...]:
    others = [person for person in people if check_in.phone not in person.numbers]
    mark = mark_of(desk, check_in.line, check_in.phone)
    return tuple(person.id for person in willing(desk, mark, others, promised=True))
