"""Whose PIN was typed. Guessing is bounded by what is wrong in a day, not by what a call shows."""

from __future__ import annotations

from hotline.desk.tools import Desk
from hotline.domain.people import Person
from hotline.domain.phone import Phone
from hotline.domain.pin import fits

PIN_WAIT = 8  # seconds to find the next key of a PIN
LONG = 6  # digits of a PIN that says by itself who somebody is
_STRANGERS = "strangers"  # all phones that are nobody's of ours


def whose(desk: Desk, caller: Phone | None, pin: str) -> Person | None:
    """From their own phone its holder's; from any other, who alone has this long PIN.

    Beyond so many wrong ones in a day none fits any more: of this person from their phone, and of
    anybody from other phones. Raises StoreAway.
    """
    people = [person for person in desk.people.read().people if person.pin]
    owner = next((person for person in people if caller in person.numbers), None)
    if owner and _tried(desk, owner.id, [owner], pin):
        return owner
    return _tried(desk, _STRANGERS, people, pin) if len(pin) >= LONG else None


def opens(desk: Desk, person: Person, pin: str) -> bool:
    """Whether it is this person's, in a call to their own phone. Raises StoreAway."""
    return bool(person.pin) and _tried(desk, person.id, [person], pin) is not None


def _tried(desk: Desk, who: str, people: list[Person], pin: str) -> Person | None:
    """A try is counted before it is looked at, and taken back when it was right."""
    now = desk.now()
    if not desk.tries.spend(who, now):
        return None
    fitting = [person for person in people if fits(person.pin, pin)]
    if len(fitting) != 1:
        return None
    desk.tries.refund(who, now)
    return fitting[0]
