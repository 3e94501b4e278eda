"""Inside numbers: those of ours that peers write to, and are written from.

Each is a chat of its own on a peer's phone: it has its own seat, and while there are enough of
them, one thread. Without any, all is as one chat, on the line itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from hotline.desk.tools import Desk
from hotline.domain.contact import Contact
from hotline.domain.people import Person
from hotline.domain.phone import Phone
from hotline.domain.thread.record import Thread


def number_for_peers(desk: Desk, line: Phone) -> Phone:
    """The number that rings one of us, and writes to them but in a thread; `line` without any."""
    return desk.inside[0] if desk.inside else line


def is_public(desk: Desk, line: Phone) -> bool:
    """Whether who writes to this number is a contact, whoever they are."""
    return bool(desk.inside) and line not in desk.inside


def seat_at(desk: Desk, person: str, number: Phone) -> str:
    """Which seat of theirs a text to this number is about: by its place, never by its digits."""
    place = desk.inside.index(number) if number in desk.inside else 0
    return f"{person}-{place}" if place else person


def seats_of(desk: Desk, person: str) -> list[str]:
    """All seats of theirs."""
    return [seat_at(desk, person, number) for number in desk.inside] or [person]


def contact_until(desk: Desk, person: str, now: float) -> float:
    """Until when they are a contact (ME), in whichever chat they said so; seconds UTC."""
    return max(desk.seats.read(name, now)[0].contact_until for name in seats_of(desk, person))


def free_door(
    desk: Desk, person: Person, threads: Sequence[Thread], now: float
) -> tuple[Phone | None, list[Thread]]:
    """Where they are to see one more thread, and which of these are there already.

    Where few are, and if possible none that just ended: what they type may still be meant for that.
    None without inside numbers. Raises StoreAway.
    """
    chats = []
    for number in _passing(desk, person):
        there = [thread for thread in threads if thread.is_seen_at(person.id, number)]
        seat = desk.seats.read(seat_at(desk, person.id, number), now)[0]
        known = seat.knowing([thread.id for thread in there], now)
        rests = known.unsure_until > now or seat.holds(now)
        chats.append((len(there), rests, number, there))
    if not chats:
        return None, list(threads)
    *_, number, there = min(chats, key=lambda chat: chat[:2])
    return number, there


def _passing(desk: Desk, person: Person) -> list[Phone]:
    """Those that they have not said STOP to; all, where these are all."""
    stopped = desk.marks.stopped
    passing = [n for n in desk.inside if not stopped(Contact(n, person.numbers[0]))]
    return passing or list(desk.inside)
