"""Times in which nobody is on: coordinators hear of one before it comes, and how often it hurt."""

from __future__ import annotations

from hotline.desk.cover import ask_others, told_coordinators
from hotline.desk.occasions import meant, which
from hotline.desk.rota import change, gaps_ahead
from hotline.desk.telling import LASTS, Answer, coordinators, tell, writer
from hotline.desk.tools import Desk
from hotline.domain import cover as rules
from hotline.domain.people import Person
from hotline.domain.quiet_hours import before_night, is_quiet, night_began
from hotline.domain.reminders import LATE
from hotline.domain.rota import Cover, Rota
from hotline.domain.times import Spell

AHEAD = 23 * 3600.0  # seconds before it begins; whatever the hour, some of them are no night
SOON = 3600.0  # and once more
FEWEST = 3  # who found nobody in an hour: fewer are not told, they could be known


def warn(desk: Desk, now: float) -> None:
    """Tell coordinators of each gap a day before, and an hour before; never in the night."""
    for gap in gaps_ahead(desk, now):
        if gap.begin - now > AHEAD:
            continue
        mark = f"{gap.rotation} {int(gap.begin)}"
        moment = before_night(gap.begin - SOON, desk.zone)
        if moment <= now and (not is_quiet(now, desk.zone) or now - moment <= LATE):
            told_coordinators(desk, "gap.soon", gap, f"gap soon {mark}")
        elif not is_quiet(now, desk.zone):
            told_coordinators(desk, "gap.ahead", gap, f"gap ahead {mark}")


def tell_found_nobody(desk: Desk, now: float) -> None:
    """Once an hour, how many found nobody in the last one, from three up; after a night, in it."""
    hour = int(now // 3600)
    begin, end = (hour - 1) * 3600.0, hour * 3600.0
    if is_quiet(now, desk.zone):
        return
    if is_quiet(begin, desk.zone):
        begin = night_began(now, desk.zone)
    count = desk.tally.found_nobody(begin, end)
    if count < FEWEST:
        return
    rota = desk.rota.read()
    for person in coordinators(desk):
        to = writer(desk, person, rota)
        hours = to.hours(Spell(begin, end))
        body = to.phrase("nobody.found", count=str(count), hours=hours)
        tell(desk, person, body, now + LASTS, f"found nobody {hour}")


def ask_all(desk: Desk, person: Person, words: str, now: float) -> Answer:
    """ASK THU: everybody who can is asked to take what nobody has. Coordinators only."""
    if "coordinator" not in person.roles:
        return Answer("cover.nothing")
    to = writer(desk, person, desk.rota.read())
    found = meant(desk, to, gaps_ahead(desk, now), words)
    if len(found) != 1:
        return which(to, found)
    cover = Cover(desk.token(), "", found[0])

    def asked(rota: Rota) -> Rota:
        there = (c.give for c in rota.covers if not c.taker)
        return rota if found[0] in there else rules.asked(rota, cover)

    _, rota = change(desk, asked)
    there = next(c for c in rota.covers if c.give == found[0] and not c.taker)
    many = ask_others(desk, there, now)
    when = {"when": to.when(there.give.spell, there.give.rotation), "day": to.day(there.give.begin)}
    return Answer("gap.asked" if many or there.told else "gap.nobody", when)
