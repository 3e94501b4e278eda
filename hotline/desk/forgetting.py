"""FORGET: everything that is held about a number is erased at once, on all our lines.

It is erased as soon as it is said; where a check-in runs, that is asked first
(`checking_in.unless_on`).
"""

from __future__ import annotations

from collections.abc import Sequence

from hotline.desk import checkins, threads
from hotline.desk.ringing import happened
from hotline.desk.tools import Desk
from hotline.domain.checkin.events import Erased
from hotline.domain.contact import Contact
from hotline.domain.phone import Phone
from hotline.domain.ring.events import ContactChose
from hotline.domain.thread.events import ContactEnded, Why


def forget(desk: Desk, phone: Phone, now: float) -> None:
    """Erase what there is, and have the carrier's copies deleted now. Raises StoreAway.

    A STOP stays; and the roster, where the number is of one of us. A check-in goes as well: whoever
    asks for this was asked about it.
    """
    for line in desk.lines:
        if check_in := checkins.of(desk, Contact(line, phone)):
            checkins.happened(desk, check_in.id, Erased())
    erase(desk, [Contact(line, phone) for line in desk.lines], now)


def erase(desk: Desk, contacts: Sequence[Contact], now: float, why: Why = "erased") -> None:
    """The same, of these only. Whoever writes with them is told that they are gone."""
    for contact in contacts:
        if thread := desk.threads.of_contact(contact, now):
            threads.happened(desk, thread, lambda _: ContactEnded(why))
        for ring in desk.traces.rings(contact, now):
            _end_waiting(desk, ring, now)
    desk.traces.forget(contacts, now)


def _end_waiting(desk: Desk, id: str, now: float) -> None:
    """Nobody is rung for them any more. Two who talk go on talking: of them there are calls in the
    record and a short tag, no number, and it goes when they have hung up. Whom we ring for a
    callback is not rung any more."""
    found = desk.rings.read(id, now)
    if found and (found[0].absent or found[0].state in {"wait", "ended"}):
        happened(desk, id, ContactChose())
        desk.rings.forget(found[0], now)
