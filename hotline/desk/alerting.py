"""What coordinators are told at once: by text, or where they agreed to calls only, by a call.

Never a name or a number: a coordinator's phone lies about as well. `hotline peers list` tells.
"""

from __future__ import annotations

from hotline.desk.peer_calls import begin
from hotline.desk.tools import Desk
from hotline.domain.contact import Contact
from hotline.domain.errands import Due, SendText
from hotline.domain.people import Person
from hotline.flow.text import cheapest, part_size

GOOD_FOR = 4 * 3600.0  # seconds in which such a text may still be delivered,
CALLING = 600.0  # or such a call be placed


def tell_coordinators(desk: Desk, name: str, now: float, but: str = "") -> int:
    """Say this sentence of the line's own to each but one; how many are told. Raises StoreAway."""
    told = [
        person
        for person in desk.people.read().people
        if "coordinator" in person.roles and person.id != but
    ]
    return sum(_told(desk, person, name, now) for person in told)


def tell(desk: Desk, person: Person, name: str, now: float, lasts: float = GOOD_FOR) -> bool:
    """Say a sentence of the line's own to one of us by text; False where they get none."""
    line, phone = person.asked_from or desk.lines[0], person.numbers[0]
    if not person.agreed("texts") or desk.marks.stopped(Contact(line, phone)):
        return False
    book = desk.edition().book
    text = book.phrases[name].in_language(person.languages[0])
    body = cheapest(text, part_size(line), drop_accents=book.settings.drop_accents)
    due = Due(now, desk.token())
    desk.errands.add(due, SendText(line, phone, body, now + lasts))
    desk.nudges.look(due.id)
    return True


def _told(desk: Desk, person: Person, name: str, now: float) -> bool:
    if tell(desk, person, name, now):
        return True
    if person.agreed("calls"):
        begin(desk, "look", person, person.asked_from or desk.lines[0], CALLING)
        return True
    return False
