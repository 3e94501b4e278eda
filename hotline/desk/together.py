"""Group mode: a rotation whose people see each text of a contact together, whoever answers.

The flows say so (`texts: group`); a thread remembers it, whatever they say later.
"""

from __future__ import annotations

from hotline.desk.doors import free_door
from hotline.desk.threads import on_for_texts, shift_ends
from hotline.desk.tools import Desk
from hotline.domain.people import Person
from hotline.domain.phone import Phone
from hotline.domain.thread.events import Together
from hotline.domain.thread.record import Thread


def is_group(desk: Desk, rotation: str) -> bool:
    """Whether all who are on see a text."""
    found = desk.edition().book.rotations.get(rotation)
    return found is not None and found.texts == "group"


def together(
    desk: Desk, rotation: str, line: Phone, contact: Phone, inside: tuple[str, ...] = ()
) -> Together:
    """Who is on now, and where they are to see it who are not `inside` yet. Raises StoreAway."""
    now = desk.now()
    live = [thread for thread, _ in desk.threads.live(now)] if desk.inside else []

    def door(person: Person) -> Phone | None:
        mine = [thread for thread in live if person.id in thread.peers]
        return None if person.id in inside else free_door(desk, person, mine, now)[0]

    on = on_for_texts(desk, rotation, line, contact, now)
    return tuple((person.id, door(person)) for person in on)


def sees(desk: Desk, thread: Thread) -> Together:
    """The same, of a thread that is there; nobody where one has it."""
    if not thread.group:
        return ()
    return together(desk, thread.rotation, thread.line, thread.phone, thread.peers)


def ends_for(desk: Desk, thread: Thread, person: str) -> float:
    """When the shift ends of one who takes it by writing; 0 where that is not asked."""
    return shift_ends(desk, thread, person, desk.now()) if not thread.owner else 0.0
