"""What coordinators are told at once: by text, or where they agreed to calls only, by a call. In
their quiet hours, only what cannot wait for their end: somebody depends on it now.

Never a name or a number: a coordinator's phone lies about as well. `hotline peers list` tells.
"""

from __future__ import annotations

from collections.abc import Mapping

from hotline.desk.peer_calls import begin
from hotline.desk.telling import coordinators, tell
from hotline.desk.tools import Desk
from hotline.domain.peer_call import Kind
from hotline.domain.people import Person, quiet_until

GOOD_FOR = 4 * 3600.0  # seconds in which such a text may still be delivered,
CALLING = 600.0  # or such a call be placed
# What comes whatever hours they keep: nobody would be there for a check-in that runs, nobody has
# taken an alarm or closed it, nobody has taken who writes of somebody not breathing.
# Who takes calls only hears what it is about by a call of this kind; of all else, that the list of
# people says it.
_WAKES: Mapping[str, Kind] = {
    "check.cover": "cover",
    "check.still_open": "open",
    "check.unfinished": "unfinished",
    "to_coordinator.alone": "emergency",
}


def tell_coordinators(desk: Desk, name: str, now: float, but: str = "") -> int:
    """Say this sentence of the line's own to each but one; how many are told, now or when their
    quiet hours are over. Raises StoreAway."""
    told = (person for person in coordinators(desk) if person.id != but)
    return sum(_told(desk, person, name, now) for person in told)


def wake_coordinators(desk: Desk, name: str, kind: Kind, now: float) -> None:
    """To each by text and by a call of this kind, whatever hours they keep: a life may depend on
    it. Raises StoreAway."""
    for person in coordinators(desk):
        say(desk, person, name, now + GOOD_FOR, wakes=True)
        if person.agreed("calls"):
            begin(desk, kind, person, person.asked_from or desk.lines[0], CALLING)


def say(desk: Desk, person: Person, name: str, until: float, *, wakes: bool = False) -> bool:
    """Say a sentence of the line's own to one of us by text; False where they get none, or would
    too late."""
    body = desk.edition().book.phrases[name].in_language(person.languages[0])
    tell(desk, person, body, until, wakes=wakes)
    return person.agreed("texts") and (wakes or quiet_until(person, desk.now()) <= until)


def _told(desk: Desk, person: Person, name: str, now: float) -> bool:
    wakes = name in _WAKES
    if say(desk, person, name, now + GOOD_FOR, wakes=wakes):
        return True
    if person.agreed("calls") and (wakes or quiet_until(person, now) <= now):
        begin(desk, _WAKES.get(name, "look"), person, person.asked_from or desk.lines[0], CALLING)
        return True
    return False
