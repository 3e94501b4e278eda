"""ON, BREAK and ME: what one of us says about themselves."""

from __future__ import annotations

import re
from dataclasses import replace

from hotline.desk import roster
from hotline.desk.commands.order import Order, Told
from hotline.desk.tools import Desk

CONTACT = 4 * 3600.0  # seconds for which somebody is a contact, unless they say ME again
_USUAL = 30  # minutes of a break that names none
_MOST = 240


def on(desk: Desk, order: Order) -> Told:
    """Back from a break."""
    roster.resume(desk, order.person.id)
    return Told("to_peer.on")


def pause(desk: Desk, order: Order) -> Told:
    """Neither rung nor texted for a while."""
    said = re.match(r"\d+", order.said.rest)
    minutes = max(1, min(int(said[0]), _MOST)) if said else _USUAL
    roster.pause(desk, order.person.id, order.now + 60 * minutes)
    return Told("to_peer.break", {"minutes": str(minutes)})


def me(desk: Desk, order: Order) -> Told:
    """They need the line themselves; the same word goes back."""
    seat = order.seat
    if seat.contact_until > order.now:
        return Told("to_peer.me.back", seat=replace(seat, contact_until=0.0))
    return Told("to_peer.me", seat=replace(seat, contact_until=order.now + CONTACT))
