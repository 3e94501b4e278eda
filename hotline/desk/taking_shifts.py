"""TAKE: a shift that somebody asked to be covered, or a time that nobody has, finds its owner."""

from __future__ import annotations

from hotline.desk.cover import may, told_coordinators, when
from hotline.desk.occasions import meant, read_days, which
from hotline.desk.rota import change, gaps_ahead
from hotline.desk.telling import LASTS, Answer, Writer, tell, writer
from hotline.desk.tools import Desk
from hotline.domain import cover as rules
from hotline.domain.people import Person
from hotline.domain.rota import Cover, Part, Rota


def take_shift(desk: Desk, person: Person, words: str, now: float) -> Answer | None:
    """TAKE SAT: it is theirs, if nobody was faster; None where no day is said: a lone TAKE means
    somebody who waits, and gives nobody a night. Raises StoreAway.

    A coordinator may also take what nobody has, and nobody was asked to take.
    """
    rota = desk.rota.read()
    to = writer(desk, person, rota)
    covers = [c for c in rota.covers if c.by != person.id]
    if not read_days(desk, to, words):
        return None
    found = meant(desk, to, [c.give for c in covers], words)
    of_day = [c for c in covers if c.give in found]
    there = [c for c in of_day if not c.taker and may(rota, person, c, now)]
    if len(there) == 1:
        return _take(desk, person, there[0], to)
    if there:
        return which(to, [c.give for c in there])
    if mine := [c for c in of_day if c.taker == person.id]:
        return Answer("cover.yours", {"when": when(to, mine[0].give)})
    if any(c.taker for c in of_day):
        return Answer("cover.taken")
    return _take_gap(desk, person, words, to) or Answer(
        "cover.cannot" if of_day else "cover.nothing"
    )


def _take_gap(desk: Desk, person: Person, words: str, to: Writer) -> Answer | None:
    """None where there is no such time, or it is not theirs to take unasked."""
    if "coordinator" not in person.roles or not read_days(desk, to, words):
        return None
    found = meant(desk, to, gaps_ahead(desk, desk.now()), words)
    if len(found) != 1:
        return which(to, found) if found else None
    return take_gap(desk, person, found[0])


def take_gap(desk: Desk, person: Person, gap: Part) -> Answer:
    """A time that nobody has is theirs, whether or not somebody was asked to take it. Raises
    StoreAway."""
    rota = desk.rota.read()
    asked = [c for c in rota.covers if _same_time(c.give, gap)]
    if any(c.taker for c in asked):
        return Answer("cover.taken")
    cover = next((c for c in asked if c.give == gap), Cover(desk.token(), "", gap))
    return _take(desk, person, cover, writer(desk, person, rota))


def _same_time(one: Part, other: Part) -> bool:
    """Whether both are of a time that nobody had, and the same one in part."""
    nobodys = not one.shift and one.rotation == other.rotation
    return nobodys and one.begin < other.end and other.begin < one.end


def _take(desk: Desk, person: Person, cover: Cover, to: Writer) -> Answer:
    def taken(rota: Rota) -> Rota:
        there = next((c for c in rota.covers if c.id == cover.id), None)
        if there is None and not cover.by:
            rota, there = rules.asked(rota, cover), cover  # a gap that nobody was asked to take
        return (there and _handed(desk, rota, there, person)) or rota

    _, rota = change(desk, taken)
    now = next((c for c in rota.covers if c.id == cover.id), None)
    if now is None or now.taker != person.id:
        return Answer("cover.taken" if now is None or now.taker else "cover.cannot")
    return _done(desk, rota, now, person, to)


def _handed(desk: Desk, rota: Rota, cover: Cover, person: Person) -> Rota | None:
    if cover.give.shift:
        return rules.taken(rota, cover, person.id)
    ids = iter(desk.token, "")
    return rules.filled(rota, cover, person.id, rules.dated(cover.give, person.id, desk.zone, ids))


def _done(desk: Desk, rota: Rota, cover: Cover, person: Person, to: Writer) -> Answer:
    """Who asked is told, and the coordinators; who was asked and was slower hears nothing."""
    asker = desk.people.read().with_id(cover.by)
    back = next((part for part in cover.back if rules.holds(rota, cover.by, part)), None)
    if asker:
        hers = writer(desk, asker, rota)
        name = "swap.done" if back else "cover.covered"
        body = hers.phrase(name, **_both(hers, cover.give, back))
        tell(desk, asker, body, desk.now() + LASTS, f"done {cover.id}")
    told_coordinators(desk, "cover.told", cover.give, f"told {cover.id}", {cover.by, person.id})
    if back:
        return Answer("swap.done", _both(to, back, cover.give))
    return Answer("cover.yours", {"when": when(to, cover.give)})


def _both(to: Writer, gone: Part, got: Part | None) -> dict[str, str]:
    return {"when": when(to, gone), **({"other": when(to, got)} if got else {})}
