"""SHUT: the phone of one of us is lost, and is out at once."""

from __future__ import annotations

from dataclasses import replace

from hotline.desk import roster
from hotline.desk.alerting import tell_coordinators
from hotline.desk.commands.order import Order, Told
from hotline.desk.doors import seats_of
from hotline.desk.leaving import concerns, gone, leave, leave_check_ins
from hotline.desk.threads import Move, moved
from hotline.desk.tools import Desk
from hotline.domain.people import Person
from hotline.domain.seat import SEAT_LIFE
from hotline.flow.peer_words import Said


def shut(desk: Desk, order: Order) -> Told:
    """Asked back, whatever the name: whoever holds a phone of ours learns no name by trying some,
    but by shutting it out, and then coordinators know. One phone shuts out one, a night: in the
    wrong hands it would else take the line from everybody."""
    if not order.said.sure:
        choices = ("1", replace(order.said, sure=True)), ("2", Said("shut", rest="", sure=True))
        return Told("to_peer.shut.ask", choices=choices)
    if not order.said.rest:
        return Told("to_peer.shut.not")
    person = desk.people.read().named(order.said.rest)
    if person is None:
        return Told("to_peer.shut.nobody")
    seats = (desk.seats.read(name, order.now)[0] for name in seats_of(desk, order.person.id))
    if any(seat.shut_until > order.now for seat in seats):
        return Told("to_peer.shut.enough")
    roster.shut(desk, person.id, order.now)
    leave_check_ins(desk, person.id)
    moves = _inherited(desk, order, person)
    told = tell_coordinators(desk, "to_coordinator.shut", order.now, but=person.id)
    seat = replace(order.seat, shut_until=order.now + SEAT_LIFE)
    name = "to_peer.shut" if told else "to_peer.shut.untold"
    had = {thread.id for thread, _ in order.mine if thread.owner == order.person.id}
    now_mine = (move.after for move in moves if move.after.owner == order.person.id)
    mine = " ".join(f"@{thread.handle}" for thread in now_mine if thread.id not in had)
    if mine:
        name = f"{name}.yours"
    return Told(name, {"handles": mine} if mine else {}, seat=seat, moves=moves)


def shut_out(desk: Desk, person: Person, now: float) -> int:
    """Nothing goes to this phone, and nothing it sends is one of us; how many coordinators know.
    Their threads are offered to others."""
    roster.shut(desk, person.id, now)
    leave(desk, person.id)
    return tell_coordinators(desk, "to_coordinator.shut", now, but=person.id)


def _inherited(desk: Desk, order: Order, person: Person) -> tuple[Move, ...]:
    """What was theirs is for whoever shut them out: awake, and at the phone."""
    heir = order.person if order.person.id != person.id else None
    return tuple(
        moved(found, gone(desk, found[0], person.id, heir), order.now)
        for found in order.threads
        if concerns(found[0], person.id)
    )
