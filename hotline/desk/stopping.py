"""STOP: texts to somebody end, on the line they said it to; START: they come again."""

from __future__ import annotations

from hotline.desk import checkins
from hotline.desk.checkin_words import read_back, to_contact
from hotline.desk.forgetting import erase
from hotline.desk.leaving import leave
from hotline.desk.peer_calls import begin
from hotline.desk.roster import texts_started, texts_stopped
from hotline.desk.tools import Desk
from hotline.domain.checkin.events import SaidStart, SaidStop
from hotline.domain.checkin.record import ask_name
from hotline.domain.checkin.told import Saying
from hotline.domain.contact import Contact, StoppedBy

SOON = 600.0  # seconds in which they are told by a call
STOPPED = 21610  # the carrier's word for: they said STOP, and it lets nothing through


def stop(desk: Desk, contact: Contact, by: StoppedBy, now: float) -> str:
    """The mark first, so that nothing passes it; then what is held goes, but for a check-in, which
    goes on by voice: the phrase that says so, or nothing. Raises StoreAway.

    Said by one of us it is seen on the roster, too, and they are rung once to be told: it may have
    been a slip. Their phone rings on.
    """
    desk.marks.stop(contact, by)
    goes_on = _check_in(desk, contact, by)
    erase(desk, [contact], now, "stopped")
    id = desk.people.whose(contact.phone)
    before = desk.people.read().with_id(id) if id else None
    if before is None:
        return goes_on
    texts_stopped(desk, before.id, now)
    leave(desk, before.id)
    if before.agreed("texts") and before.agreed("calls"):
        begin(desk, "texts_off", before, contact.line, SOON)
    return goes_on


def _check_in(desk: Desk, contact: Contact, by: StoppedBy) -> str:
    """Where the carrier's word did it, one call explains it; our own answer still passes."""
    check_in = checkins.of(desk, contact)
    move = check_in and checkins.happened(desk, check_in.id, SaidStop(desk.token()), answered="")
    if not move:
        return ""
    if by == "us":
        desk.errands.done(ask_name(move.after, 0))
    goes_on: Saying = "stopped" if move.after.state == "armed" else "stopped_asked"
    return to_contact(desk, move.after, next(iter(move.to_contact), goes_on))


def start(desk: Desk, contact: Contact, now: float) -> str:
    """What is set for them, where a check-in goes on, or nothing. Raises StoreAway."""
    desk.marks.lift(contact)
    if person := desk.people.whose(contact.phone):
        texts_started(desk, person, now)
    check_in = checkins.of(desk, contact)
    move = check_in and checkins.happened(desk, check_in.id, SaidStart(desk.token()), answered="")
    return read_back(desk, move.after) if move else ""
