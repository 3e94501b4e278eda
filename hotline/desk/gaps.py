"""Times in which nobody is on: coordinators hear of one before it comes, and how often it hurt.

A digit answers, in a text or in a call: 1 takes it, 2 says that they cannot.
"""

from __future__ import annotations

from hotline.desk.care import ask
from hotline.desk.cover import ask_others
from hotline.desk.occasions import meant, which
from hotline.desk.peer_calls import begin_once
from hotline.desk.rota import change, gaps_ahead
from hotline.desk.taking_shifts import take_gap
from hotline.desk.telling import LASTS, Answer, coordinators, tell, writer
from hotline.desk.tools import Desk
from hotline.domain import cover as rules
from hotline.domain.people import Person, quiet_until
from hotline.domain.quiet_hours import before_night, is_quiet, night_began
from hotline.domain.reminders import LATE
from hotline.domain.rota import Cover, Part, Rota
from hotline.domain.times import Spell
from hotline.flow.peer_words import Said

AHEAD = 23 * 3600.0  # seconds before it begins; whatever the hour, some of them are no night
SOON = 3600.0  # and once more
MINE, NOT_MINE = "gap_mine", "gap_not_mine"  # what a digit means; nobody writes them
FEWEST = 3  # who found nobody in an hour: fewer are not told, they could be known


def warn(desk: Desk, now: float) -> None:
    """Tell coordinators of each gap a day before, and an hour before; never in the night."""
    for gap in gaps_ahead(desk, now):
        if gap.begin - now > AHEAD:
            continue
        mark = f"{gap.rotation} {int(gap.begin)}"
        moment = before_night(gap.begin - SOON, desk.zone)
        if moment <= now and (not is_quiet(now, desk.zone) or now - moment <= LATE):
            alarm(desk, "gap.soon", gap, mark)
        elif not is_quiet(now, desk.zone):
            alarm(desk, "gap.ahead", gap, mark)


def alarm(desk: Desk, name: str, gap: Part, mark: str) -> None:
    """Tell each coordinator once, by text, or who has none by a call. Whoever has quiet hours reads
    it after them, and is not rung. Raises StoreAway."""
    now = desk.now()
    for person in coordinators(desk):
        quiet, once = quiet_until(person, now) > now, f"{name} {mark}"
        if person.agreed("texts"):
            _text(desk, person, name, gap, once, asks=not quiet)
        elif person.agreed("calls") and not quiet:
            begin_once(desk, "gap", person, once, gap)


def _text(desk: Desk, person: Person, name: str, gap: Part, once: str, *, asks: bool) -> None:
    """With the digits, unless another question of ours is open: a digit answers that one."""
    now = desk.now()
    if desk.errands.marked(f"{once} {person.id}"):
        return
    to = writer(desk, person, desk.rota.read())
    body = to.phrase(name, when=to.when(gap.spell, gap.rotation), day=to.day(gap.begin))
    words = _written(gap)
    choices = ("1", Said(MINE, rest=words)), ("2", Said(NOT_MINE, rest=words))
    if asks and ask(desk, person, choices, now):
        body = f"{body} {to.phrase('gap.digits')}"
    tell(desk, person, body, max(gap.end, now), once)


def said_mine(desk: Desk, person: Person, words: str) -> Answer:
    """By a digit: they take the time that was told. Raises StoreAway."""
    return take_gap(desk, person, _read(words))


def not_mine(desk: Desk, person: Person, words: str) -> Answer:
    """By a digit: they cannot; others may be asked."""
    to = writer(desk, person, desk.rota.read())
    return Answer("gap.not", {"day": to.day(_read(words).begin)})


def _written(gap: Part) -> str:
    return f"{int(gap.begin)} {int(gap.end)} {gap.rotation}"


def _read(words: str) -> Part:
    begin, end, rotation = words.split(" ", 2)
    return Part("", rotation, float(begin), float(end))


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
