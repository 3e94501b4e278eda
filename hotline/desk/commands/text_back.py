"""TAKE, where somebody asked to be written to: they get the one line, and are this peer's first."""

from __future__ import annotations

from hotline.desk import callbacks
from hotline.desk.commands.order import Order, Told
from hotline.desk.tools import Desk


def take(desk: Desk, order: Order) -> Told | None:
    """Of several the one who has waited longest: nobody is told more of any. None where nobody
    waits, or others were faster each time."""
    if order.said.rest or order.said.handle:
        return None
    for offer in callbacks.offers(desk, order.person, order.now):
        if callbacks.take(desk, order.person, offer.handle, order.now):
            return Told("back.taken")
    return None
