"""A yes that is old, and another number: both are asked about anew."""

from __future__ import annotations

from dataclasses import replace

from hotline.desk.doors import number_for_peers
from hotline.desk.forgetting import forget
from hotline.desk.leaving import leave
from hotline.desk.peer_calls import begin
from hotline.desk.roster import (
    CALLING,
    STOPPED,
    ask,
    change_all,
    change_one,
    clear_seat,
    fit_number,
)
from hotline.desk.tools import Desk
from hotline.domain import people as rules
from hotline.domain.contact import Contact
from hotline.domain.people import CHANNELS, Person, Roster
from hotline.domain.phone import Phone
from hotline.errors import Unfit


def ask_whether_still(desk: Desk, person: Person, now: float) -> None:
    """An old yes is asked once more, by text or, of who has agreed to calls only, in a call."""
    line = number_for_peers(desk, person.asked_from or desk.lines[0])
    asking = replace(person, asked_again=now, asked_from=line)
    if change_one(desk, person.id, lambda kept: asking if kept == person else kept) != asking:
        return  # something else changed meanwhile: the next look sees it
    if person.agreed("texts"):
        ask(desk, person, line, "consent.still")
    else:
        begin(desk, "consent", person, line, CALLING)


def consent_lapsed(desk: Desk, id: str, now: float) -> None:
    """They were asked, and said nothing: nothing comes to them any more."""
    change_one(desk, id, lambda person: rules.without_consent(person, now))


def renumber(desk: Desk, id: str, phone: Phone, line: Phone, *, by_call: bool = False) -> None:
    """They have another number: it is asked for consent, and the old one is erased everywhere.

    Raises Unfit.
    """
    phone, now = fit_number(desk, phone), desk.now()
    before = desk.people.read().with_id(id)

    def moved(roster: Roster) -> tuple[Person, ...]:
        if twin := roster.with_number(phone):
            raise Unfit(f"that number is {twin.name}'s already", "another number")
        if not by_call and desk.marks.stopped(Contact(line, phone)):
            raise Unfit(*STOPPED)
        return roster.changed(id, lambda person: _asked(person, phone, line, now, by_call=by_call))

    person = Roster(change_all(desk, moved)).with_id(id)
    if not before or not person:
        raise Unfit("somebody took them off the roster meanwhile", "add them anew")
    clear_seat(desk, id, now)
    leave(desk, id)
    for old in before.numbers:
        forget(desk, old, now)
    if by_call:
        begin(desk, "consent", person, line, CALLING)
    else:
        ask(desk, person, line)


def _asked(person: Person, phone: Phone, line: Phone, now: float, *, by_call: bool) -> Person:
    moved = rules.moved(person, phone)
    return rules.asked_by_call(moved, now) if by_call else rules.asked(moved, CHANNELS, line, now)
