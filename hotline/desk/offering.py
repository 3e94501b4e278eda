"""A call waits for one of us whose phone is not to ring: they are told by text, and may take it.

To take it is to be rung now. Only their 1 claims it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hotline.desk.blocking import willing
from hotline.desk.doors import number_for_peers
from hotline.desk.ringing import happened
from hotline.desk.rota import rotation
from hotline.desk.rotations import rotations
from hotline.desk.tools import Desk
from hotline.domain.errands import Due, SendText, TakeCall
from hotline.domain.people import Person
from hotline.domain.phone import Phone
from hotline.domain.ring.events import PeerWilling
from hotline.domain.ring.record import Ring

GOOD_FOR = 90.0  # seconds after which nobody may wait any more
HANGING_UP = 5.0  # seconds in which they hear that it will ring, and hang up


def tell_hushed(
    desk: Desk, line: Phone, ring: str, language: str, people: Sequence[Person]
) -> None:
    """In the moment in which others are rung. No number, no name, no words. Raises StoreAway."""
    book, now, line = desk.edition().book, desk.now(), number_for_peers(desk, line)
    for n, person in enumerate(people):
        theirs = person.languages[0]
        called = book.phrases["language_name"].in_language(language)
        body = book.phrases["to_peer.waits"].in_language(theirs).replace("{language}", called)
        due = Due(now, f"{ring}-hush-{n}")
        desk.errands.add(due, SendText(line, person.numbers[0], body, now + GOOD_FOR))
        desk.nudges.look(due.id)


def call_waits(desk: Desk, person: Person, now: float) -> bool:
    """Whether a call waits that they could take. Raises StoreAway."""
    return next(_for(desk, person, now), None) is not None


def take_call(desk: Desk, person: Person, now: float) -> bool:
    """Ring them now for whoever has waited longest; False when nobody waits that they could take.

    Raises StoreAway.
    """
    for ring in _for(desk, person, now):
        step = happened(desk, ring.id, PeerWilling(person.id))
        if step and step.after.state == "wait":
            return True
    return False


def take_call_after(desk: Desk, person: Person, now: float) -> bool:
    """The same, once the call is over in which they ask for it. Raises StoreAway."""
    if not call_waits(desk, person, now):
        return False
    desk.errands.add(Due(now + HANGING_UP, desk.token()), TakeCall(person.id, now + GOOD_FOR))
    return True


def ring_taker(desk: Desk, id: str, errand: TakeCall) -> str:
    person = desk.people.read().with_id(errand.person)
    took = person is not None and take_call(desk, person, desk.now())
    desk.errands.done(id)
    return "asked" if took else "nothing"


def _for(desk: Desk, person: Person, now: float) -> Iterator[Ring]:
    if not person.agreed("calls") or not desk.served(person.numbers[0]):
        return
    on = _is_on(desk, person, now)
    for id in desk.rings.waiting(now):
        found = desk.rings.read(id, now)
        if found and _may_take(desk, found[0], person, on=on):
            yield found[0]


def _may_take(desk: Desk, ring: Ring, person: Person, *, on: bool) -> bool:
    """Who is on, or was as it began; not for themselves, nor for one of whom they want nothing."""
    if ring.state != "wait" or ring.absent or not (on or person.id in (*ring.order, *ring.hushed)):
        return False
    if ring.mark and desk.blocks.mark(ring.line, person.numbers[0]) == ring.mark:
        return False
    return bool(willing(desk, ring.mark, [person]))


def _is_on(desk: Desk, person: Person, now: float) -> bool:
    known = (rotation(desk, name).on(now) for name in rotations(desk))
    return any(one.id == person.id for there in known for one in there)
