"""Everybody on the rota is reminded: one errand for ever, put off from look to look.

What is due is read off the rota each time, of the moments since the last look: a rota that changed
needs nothing to be called off, and after an outage nothing stale goes out.
"""

from __future__ import annotations

from dataclasses import replace

from hotline.desk import gaps
from hotline.desk.care import how_was_it
from hotline.desk.cover import ask_others, told_coordinators
from hotline.desk.opening import ask_for_pins
from hotline.desk.peer_calls import begin_once
from hotline.desk.rota import change, held_around
from hotline.desk.rotations import asks_pin
from hotline.desk.telling import tell, writer
from hotline.desk.tools import Desk
from hotline.domain.cover import tidied
from hotline.domain.errands import REMIND, Due, Remind
from hotline.domain.people import Person, quiet_until
from hotline.domain.quiet_hours import before_night
from hotline.domain.reminders import LAST, LATE, Reminder, reminders
from hotline.domain.rota import ANSWER, Held, Part, Rota, Shift

EVERY = 60.0  # seconds from one look to the next
LASTS = 15 * 86400.0  # seconds that it is kept while nobody takes it up


def keep_reminding(desk: Desk) -> None:
    """The clock sees to it that there is this errand. Raises StoreAway."""
    if desk.errands.read(REMIND) is None:
        now = desk.now()
        desk.errands.add(Due(now, REMIND), Remind(now + LASTS, now))


def remind(desk: Desk, id: str, errand: Remind) -> str:
    """Say what is due since the last look; in one word what became of it."""
    now = desk.now()
    change(desk, lambda rota: tidied(rota, now))
    rota = desk.rota.read()
    held = held_around(rota, now)
    for person in desk.people.read().people:
        if person.paused_until <= now:
            _remind(desk, rota, held, person, errand.looked, now)
    ask_for_pins(desk, held, now)
    _covers(desk, rota, now)
    gaps.warn(desk, now)
    gaps.tell_found_nobody(desk, now)
    again = replace(errand, until=now + LASTS, looked=now)
    desk.errands.put_off(Due(now + EVERY, id), again)
    return "looked"


def _remind(
    desk: Desk, rota: Rota, held: list[Held], person: Person, looked: float, now: float
) -> None:
    zone = writer(desk, person, rota).zone
    due = reminders(held, person.id, zone, looked, now, evenings=desk.evenings)
    for reminder in (one for one in due if not _off(person, one)):
        if not person.agreed("texts"):
            _call(desk, held, person, reminder, now)
            continue
        body = _body(desk, rota, held, person, reminder)
        if reminder.kind == "end":
            body = f"{body} {how_was_it(desk, person, now)}".rstrip()
        mark = f"{reminder.kind} {int(reminder.at)} {int(reminder.spell.begin)}"
        tell(desk, person, body, reminder.at + LATE, mark)


def _call(desk: Desk, held: list[Held], person: Person, reminder: Reminder, now: float) -> None:
    """Without texts they are rung before a shift begins, but for their quiet hours, and where they
    are rung for their PIN anyway."""
    part = Part("", _first(held, reminder).rotation, *reminder.spell)
    awake = person.agreed("calls") and quiet_until(person, now) <= now
    if reminder.kind == "start" and awake and not asks_pin(desk, part.rotation):
        begin_once(desk, "remind", person, f"call {int(reminder.at)}", part)


def _off(person: Person, reminder: Reminder) -> bool:
    """Whether they are off then anyway: who left early is not told that it is over now."""
    at = reminder.spell.end if reminder.kind == "end" else reminder.spell.begin + 1
    return person.paused_until >= at


def _body(desk: Desk, rota: Rota, held: list[Held], person: Person, reminder: Reminder) -> str:
    to = writer(desk, person, rota)
    spell = reminder.spell
    if reminder.kind == "evening":
        return to.phrase("remind.evening", when=to.when(spell), day=to.day(spell.begin))
    if reminder.kind == "end":
        if reminder.next is None:
            return to.phrase("remind.end.last")
        begin = reminder.next.begin
        return to.phrase("remind.end", day=to.day(begin), time=to.clock(begin))
    more = len(_others(held, person, spell.begin))
    name = "remind.start" if more else "remind.start.alone"
    body = to.phrase(name, hours=to.hours(spell), **({"count": str(more)} if more else {}))
    rung = person.pin and person.agreed("calls") and asks_pin(desk, _first(held, reminder).rotation)
    return f"{body} {to.phrase('remind.pin')}" if rung else body


def _first(held: list[Held], reminder: Reminder) -> Shift:
    """The shift with which this time of theirs begins."""
    theirs = (one for one in held if one.person == reminder.person)
    there = (one for one in theirs if one.spell.begin >= reminder.spell.begin)
    return min(there, key=lambda one: one.spell).shift


def _others(held: list[Held], person: Person, at: float) -> set[str]:
    """Who else is on then, of the same rotations; how many is told, never who."""
    there = [one for one in held if one.spell.begin <= at < one.spell.end]
    mine = {one.shift.rotation for one in there if one.person == person.id}
    answer = (one for one in there if one.shift.place in ANSWER)
    return {one.person for one in answer if one.shift.rotation in mine} - {person.id}


def _covers(desk: Desk, rota: Rota, now: float) -> None:
    """Who was to be asked when the night is over, is; who asked in vain hears it in time."""
    for cover in rota.covers:
        if cover.taker:
            continue
        if not cover.told:
            ask_others(desk, cover, now)
        asker = desk.people.read().with_id(cover.by)
        moment = before_night(cover.give.begin - LAST, desk.zone)
        if asker and not cover.back and moment <= now <= moment + LATE and cover.told:
            to = writer(desk, asker, rota)
            body = to.phrase("cover.vain", when=to.when(cover.give.spell, cover.give.rotation))
            tell(desk, asker, body, cover.give.begin, f"vain {cover.id}")
            told_coordinators(desk, "cover.late", cover.give, f"vain {cover.id}", {cover.by})
