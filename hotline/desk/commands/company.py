"""After a shift: somebody would like to talk, or is fine."""

from __future__ import annotations

from hotline.desk.commands.order import Order, Told
from hotline.desk.tools import Desk


def fine(desk: Desk, order: Order) -> Told:
    """Nothing more is asked."""
    return Told("to_peer.care.fine")
