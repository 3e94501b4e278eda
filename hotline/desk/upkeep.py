"""The roster looks after itself: a hush ends, an old yes is asked again, a STOP is noticed.

Everything is read off the roster, every minute; there is one such errand, put off from look to
look, so that nothing has to be remembered for each person, and a crash loses nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from hotline.desk import roster
from hotline.desk.alerting import tell_coordinators
from hotline.desk.care import forget_old_talks
from hotline.desk.checkins import look_at_cover
from hotline.desk.duty import on_lately
from hotline.desk.renewing import ask_whether_still, consent_lapsed
from hotline.desk.tools import Desk
from hotline.domain.errands import UPKEEP, Due, Upkeep
from hotline.domain.people import Person, lapsed, outdated, quieted

EVERY = 60.0  # seconds from look to look
LASTS = 15 * 86400.0  # seconds that the errand is kept while nobody takes it up
MEND = 600.0  # seconds in which somebody may take their STOP back before coordinators are told
CLOSING = 900.0  # seconds after a shift in which somebody may still be asked how it was
_DAYTIME = range(10, 20)  # hours in which an old yes is asked again


def keep_upkeep(desk: Desk) -> None:
    """The clock sees to it that there is one. Raises StoreAway."""
    if desk.errands.read(UPKEEP) is None:
        now = desk.now()
        desk.errands.add(Due(now, UPKEEP), Upkeep(now + LASTS, now))


def look_over(desk: Desk, id: str, errand: Upkeep) -> str:
    """Look at everybody once."""
    now = desk.now()
    for person in desk.people.read().people:
        if not person.shut:
            _look_at(desk, person, errand.looked, now)
    look_at_cover(desk)
    forget_old_talks(desk, on_lately(desk, now - CLOSING, now), now)
    desk.errands.put_off(Due(now + EVERY, id), replace(errand, looked=now, until=now + LASTS))
    return "looked"


def _look_at(desk: Desk, person: Person, looked: float, now: float) -> None:
    if person.hush and 0 < person.hush_until <= now:
        roster.hush(desk, person.id, 0.0)
    if person.texts.state == "stopped" and looked < person.texts.at + MEND <= now:
        tell_coordinators(desk, "to_coordinator.texts_off", now, but=person.id)
    if lapsed(person, now):
        consent_lapsed(desk, person.id, now)
        tell_coordinators(desk, "to_coordinator.lapsed", now, but=person.id)
    elif outdated(person, now) and _awake(desk, person, now):
        ask_whether_still(desk, person, now)


def _awake(desk: Desk, person: Person, now: float) -> bool:
    hour = datetime.fromtimestamp(now, ZoneInfo(desk.zone)).hour
    return hour in _DAYTIME and quieted(person, now) == person
