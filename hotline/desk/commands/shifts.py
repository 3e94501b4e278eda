"""COVER, SWAP, KEEP, TAKE and ASK: shifts change hands by text."""

from __future__ import annotations

from hotline.desk import cover as rules
from hotline.desk import gaps
from hotline.desk.commands.order import Order, Told
from hotline.desk.taking_shifts import take_shift
from hotline.desk.tools import Desk


def cover(desk: Desk, order: Order) -> Told:
    """Who takes this shift of mine?"""
    return Told(*rules.ask_cover(desk, order.person, order.said.rest, order.now))


def swap(desk: Desk, order: Order) -> Told:
    """My one shift for somebody's other."""
    return Told(*rules.swap(desk, order.person, order.said.rest, order.now))


def keep(desk: Desk, order: Order) -> Told:
    """It stays mine after all."""
    return Told(*rules.withdraw(desk, order.person, order.said.rest, order.now))


def take(desk: Desk, order: Order) -> Told | None:
    """Somebody's shift, or a time that nobody has; None where it is no word about a shift."""
    answer = take_shift(desk, order.person, order.said.rest, order.now)
    return Told(*answer) if answer else None


def gap_mine(desk: Desk, order: Order) -> Told:
    """A digit to the alarm of a gap: they take it."""
    return Told(*gaps.said_mine(desk, order.person, order.said.rest))


def gap_not_mine(desk: Desk, order: Order) -> Told:
    """A digit to the alarm of a gap: they cannot."""
    return Told(*gaps.not_mine(desk, order.person, order.said.rest))


def ask(desk: Desk, order: Order) -> Told:
    """Everybody is asked to take what nobody has."""
    return Told(*gaps.ask_all(desk, order.person, order.said.rest, order.now))
