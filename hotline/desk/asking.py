"""A caller asks for people: who is rung, in which order, and how many at once."""

from __future__ import annotations

from collections.abc import Sequence

from hotline.desk import shared
from hotline.desk.blocking import mark_of, willing
from hotline.desk.care import had_enough
from hotline.desk.offering import tell_hushed
from hotline.desk.ringing import begun
from hotline.desk.rota import ring_order, rotation
from hotline.desk.rotations import asks_pin
from hotline.desk.tools import Desk
from hotline.domain.contact import Contact
from hotline.domain.events import CallStarted
from hotline.domain.people import Person, hushed
from hotline.domain.ring.events import RingAsked
from hotline.domain.ring.record import Kind
from hotline.flow.document import HandOff

PATIENCE: dict[Kind, float] = {"plain": 90.0, "stay": 90.0, "emergency": 2700.0}  # seconds
ALL = 50  # phones that are rung at once where all are
AT_ONCE: dict[Kind, int] = {"plain": 1, "stay": 1, "emergency": ALL}  # at least
_WAYS = {"all at once": ALL, "waves": 3, "one by one": 1}


def ask_for_people(
    desk: Desk,
    call: CallStarted,
    id: str,
    kind: Kind,
    language: str,
    step: HandOff,
    first: tuple[str, ...] = (),
    *,
    back: bool = False,
) -> bool:
    """Ring people for this caller; False when there is nobody to ring. Raises StoreAway.

    Asked twice with the same `id` it rings once. Those who are to be `first` are rung before the
    others, if they are on. `back`: they allowed to be rung back.
    """
    if desk.rings.read(id, desk.now()):
        return True
    mark = mark_of(desk, call)
    order = willing(desk, mark, order_of(desk, call, kind, language, step, id))
    quiet = [p for p in order if kind != "emergency" and hushed(p, desk.now())]
    if not order:
        return False
    if call.caller and not shared.holds(desk, call.caller):
        desk.traces.ring(Contact(call.line, call.caller), id, desk.now())
    begun(
        desk,
        RingAsked(
            ring=id,
            line=call.line,
            call=call.id,
            language=language,
            order=tuple(
                p.id for p in sorted(order, key=lambda p: p.id not in first) if p not in quiet
            ),
            at_once=1 if first else _at_once(desk, kind, step, order),
            patience=PATIENCE[kind],
            kind=kind,
            mark=mark,
            hushed=tuple(p.id for p in quiet),
            learners=_learners(desk, call, step, mark),
            ring_back=back,
        ),
    )
    tell_hushed(desk, call.line, id, language, quiet)
    return True


def _learners(desk: Desk, call: CallStarted, step: HandOff, mark: str) -> tuple[str, ...]:
    """Who is on to listen; never the caller."""
    there = rotation(desk, step.to).learners(desk.now())
    return tuple(p.id for p in willing(desk, mark, there) if call.caller not in p.numbers)


def _at_once(desk: Desk, kind: Kind, step: HandOff, order: Sequence[Person]) -> int:
    """How many phones: backups are not among the first, but where breathing stopped."""
    many = max(AT_ONCE[kind], _WAYS[step.way])
    if kind == "emergency":
        return many
    backups = rotation(desk, step.to).backups(desk.now())
    return max(1, min(many, sum(person.id not in backups for person in order)))


def order_of(
    desk: Desk, call: CallStarted, kind: Kind, language: str, step: HandOff, seed: str
) -> Sequence[Person]:
    """Who is on; in an emergency where nobody is, all who agreed to calls and have no pause. Where
    shifts begin with a PIN that is nobody who has not given it: their phone may be in other hands.
    """
    order = ring_whom(desk, call, step.to, language, seed)
    if order or kind != "emergency":
        return order
    pin, now = asks_pin(desk, step.to), desk.now()
    return [
        person
        for person in desk.people.read().people
        if person.agreed("calls")
        and person.paused_until <= now
        and (not pin or person.opened > now)
        and call.caller not in person.numbers
    ]


def ring_whom(
    desk: Desk, call: CallStarted, rotation: str, language: str, seed: str
) -> Sequence[Person]:
    """Who of a rotation is rung for this caller, first to last; never the caller.

    Raises StoreAway.
    """
    roster = desk.people.read()
    caller = roster.with_number(call.caller) if call.caller else None
    excluded = {caller.id} if caller else set()
    believed = desk.beliefs.read(desk.now())
    unlikely = believed.busy | believed.resting | had_enough(roster.people, believed)
    return ring_order(
        desk, rotation, language, desk.now(), excluded,
        lately=believed.rung, unlikely=unlikely, seed=seed,
    )  # fmt: skip
