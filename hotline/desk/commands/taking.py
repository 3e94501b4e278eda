"""TAKE: who takes what is offered. Each kind of offer has its own taker, asked in one order."""

from __future__ import annotations

from collections.abc import Callable

from hotline.desk.commands.order import Order, Told
from hotline.desk.commands.shifts import take as take_shift
from hotline.desk.commands.text_back import take as take_text_back
from hotline.desk.offering import take_call
from hotline.desk.tools import Desk

# None: nothing of this kind is offered to them, or it is not what they named.
Taker = Callable[[Desk, Order], Told | None]


def take_waiting(desk: Desk, order: Order) -> Told | None:
    """A call that waits: their phone rings at once, and only their 1 takes it."""
    bare = not order.said.handle and not order.said.rest
    took = bare and take_call(desk, order.person, order.now)
    return Told("to_peer.take.call") if took else None


# Whoever waits on the phone waits least.
TAKERS: tuple[Taker, ...] = (take_waiting, take_shift, take_text_back)


def take(desk: Desk, order: Order) -> Told | None:
    """The first kind of offer that there is."""
    return next((told for taker in TAKERS if (told := taker(desk, order))), None)
