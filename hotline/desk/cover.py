"""COVER, SWAP, KEEP: somebody asks by text who takes their shift, and who has to know is told.

Nobody is named in any of it: a phone may be in other hands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hotline.desk.occasions import meant, read_days, theirs, which
from hotline.desk.rota import change
from hotline.desk.telling import LASTS, Answer, Writer, coordinators, tell, writer
from hotline.desk.tools import Desk
from hotline.domain import cover as rules
from hotline.domain.people import Person
from hotline.domain.quiet_hours import is_quiet, night_ends
from hotline.domain.rota import Cover, Part, Rota

NOTICE = 86400.0  # seconds: what is given up later is told to coordinators at once


def ask_cover(desk: Desk, person: Person, words: str, now: float) -> Answer:
    """COVER SAT 20-02: the others are asked. Raises StoreAway."""
    rota = desk.rota.read()
    to = writer(desk, person, rota)
    said = read_days(desk, to, words)
    if len(said) != 1:
        return Answer("cover.how")
    found = theirs(rota, person.id, said[0], to, now)
    if len(found) != 1:
        return which(to, found, "cover.none")
    return _ask(desk, person, Cover(desk.token(), person.id, found[0]), now)


def swap(desk: Desk, person: Person, words: str, now: float) -> Answer:
    """SWAP SAT FRI: my Saturday for somebody's Friday. Raises StoreAway."""
    rota = desk.rota.read()
    to = writer(desk, person, rota)
    said = read_days(desk, to, words)
    if len(said) != 2:
        return Answer("swap.how")
    mine = theirs(rota, person.id, said[0], to, now)
    if len(mine) != 1:
        return which(to, mine, "cover.none")
    give = mine[0]
    others = (
        theirs(rota, p.id, said[1], to, now) for p in desk.people.read().people if p != person
    )
    back = tuple(
        found[0]
        for found in others
        if len(found) == 1
        and found[0].rotation == give.rotation
        and rules.is_free(rota, person.id, found[0].spell, give)
    )
    if not back:
        return Answer("swap.nobody")
    return _ask(desk, person, Cover(desk.token(), person.id, give, back), now)


def withdraw(desk: Desk, person: Person, words: str, now: float) -> Answer:
    """KEEP SAT: nobody is asked any more. Raises StoreAway."""
    to = writer(desk, person, desk.rota.read())

    def mine(rota: Rota) -> list[Cover]:
        asked = [c for c in rota.covers if c.by == person.id]
        found = meant(desk, to, [c.give for c in asked], words)
        return [c for c in asked if c.give in found]

    def withdrawn(rota: Rota) -> Rota:
        for cover in mine(rota):
            rota = rules.withdrawn(rota, cover.id)
        return rota

    before, after = change(desk, withdrawn)
    kept = [cover for cover in mine(before) if cover not in mine(after)]
    if not kept:
        return Answer("cover.taken" if mine(after) else "cover.nothing")
    return Answer("cover.kept", {"when": when(to, kept[0].give)})


def ask_others(desk: Desk, cover: Cover, now: float) -> int:
    """Ask everybody who may take it, each once; how many. In the night only where it cannot wait;
    else it is done when that is over. Raises StoreAway."""
    if _waits(desk, cover, now):
        return 0
    rota = desk.rota.read()
    asked = [p for p in desk.people.read().people if may(rota, p, cover, now)]
    for person in asked:
        body = _asking(writer(desk, person, rota), cover, person, rota)
        tell(desk, person, body, cover.give.begin, f"asked {cover.id}")
    soon = cover.give.begin - now < NOTICE
    if cover.by and not cover.back and (soon or not asked):
        told_coordinators(desk, "cover.late", cover.give, f"late {cover.id}", {cover.by})
    change(desk, lambda rota: _told(rota, cover.id))
    return len(asked)


def told_coordinators(
    desk: Desk, name: str, part: Part, mark: str, besides: Iterable[str] = ()
) -> None:
    """Every coordinator reads it, in their language, but for who knows already."""
    rota = desk.rota.read()
    for person in coordinators(desk):
        if person.id not in besides:
            to = writer(desk, person, rota)
            body = to.phrase(name, when=when(to, part), day=to.day(part.begin))
            tell(desk, person, body, desk.now() + LASTS, mark)


def _ask(desk: Desk, person: Person, cover: Cover, now: float) -> Answer:
    def asked(rota: Rota) -> Rota:
        same = (old for old in rota.covers if _same(old, cover))
        return rota if next(same, None) else rules.asked(rota, cover)

    _, rota = change(desk, asked)
    there = next(old for old in rota.covers if _same(old, cover))
    to = writer(desk, person, rota)
    fillers = {"when": when(to, there.give), "day": to.day(there.give.begin)}
    if _waits(desk, there, now):
        return Answer("cover.asked.later", fillers)
    many = ask_others(desk, there, now)
    return Answer("cover.asked" if many or there.told else "cover.asked.nobody", fillers)


def _asking(to: Writer, cover: Cover, person: Person, rota: Rota) -> str:
    fillers = {"when": when(to, cover.give), "day": to.day(cover.give.begin)}
    back = next((p for p in cover.back if rules.holds(rota, person.id, p)), None)
    if back:
        return to.phrase("swap.wanted", **fillers, other=when(to, back))
    return to.phrase("cover.wanted", **fillers)


def may(rota: Rota, person: Person, cover: Cover, now: float) -> bool:
    """Whether somebody may take it as things are; of a swap only who has something to give."""
    return rules.may_take(rota, person, cover, now) and (
        not cover.back or any(rules.holds(rota, person.id, part) for part in cover.back)
    )


def _same(old: Cover, new: Cover) -> bool:
    return (old.by, old.give, old.back, old.taker) == (new.by, new.give, new.back, "")


def _told(rota: Rota, id: str) -> Rota:
    covers = (replace(c, told=True) if c.id == id else c for c in rota.covers)
    return replace(rota, covers=tuple(covers))


def _waits(desk: Desk, cover: Cover, now: float) -> bool:
    """Whether nobody is woken for it: it is night, and it begins only after."""
    return is_quiet(now, desk.zone) and cover.give.begin > night_ends(now, desk.zone)


def when(to: Writer, part: Part) -> str:
    """As somebody reads it."""
    return to.when(part.spell, part.rotation)
