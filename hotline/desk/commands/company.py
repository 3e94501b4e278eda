"""After a shift: somebody would like to talk with one of us, or is fine. No name is said to either:
who picks up hears who it is."""

from __future__ import annotations

from hotline.desk import staying
from hotline.desk.alerting import say
from hotline.desk.callbacks import ring_both
from hotline.desk.care import ANSWERABLE, FINE, TOGETHER, ask, who_may_be_asked
from hotline.desk.commands.order import Order, Told
from hotline.desk.tools import Desk
from hotline.domain.contact import Contact
from hotline.flow.peer_words import Said


def company(desk: Desk, order: Order) -> Told:
    """One other who agreed to calls and texts is asked by text, and says yes with a digit."""
    choices = ("1", Said(TOGETHER, rest=order.person.id)), ("2", Said(FINE))
    for person in who_may_be_asked(desk, order.person, order.now):
        if ask(desk, person, choices, order.now):
            say(desk, person, "to_peer.care.wanted", order.now + ANSWERABLE)
            return Told("to_peer.care.asked")
    return Told("to_peer.care.nobody")


def together(desk: Desk, order: Order) -> Told:
    """Both are rung, and neither sees a number."""
    asker = desk.people.read().with_id(order.said.rest)
    if asker is None or not asker.agreed("calls"):
        return Told("to_peer.care.over")
    contact = Contact(order.event.line, asker.numbers[0])
    ring_both(desk, order.person, contact, asker.languages[0])
    return Told("to_peer.care.ringing")


def second(desk: Desk, order: Order) -> Told:
    """They come in, should whoever stays with somebody ask for it."""
    there = staying.found_second(desk, order.said.rest, order.person)
    return Told("to_peer.second.yes" if there else "to_peer.care.over")


def fine(desk: Desk, order: Order) -> Told:
    """Nothing more is asked."""
    return Told("to_peer.care.fine")
