"""PRACTICE: a pretend person, so that TAKE, words and CLOSE are known before somebody real comes.

Nothing of it is kept but how far it has come, in the seat. What somebody may really need beats it.
"""

from __future__ import annotations

from dataclasses import replace

from hotline.desk.commands.order import Order, Told
from hotline.desk.tools import Desk
from hotline.domain.seat import Seat
from hotline.flow.peer_words import Said

LASTS = 900.0  # seconds from one text to the next
_OFFERED, _TURNS = 1, 3
_OVER = _OFFERED + _TURNS  # then they have said all they say


def practice(desk: Desk, order: Order) -> Told:
    """Somebody who is not there wants to talk."""
    return Told("to_peer.practice", seat=_at(order.seat, _OFFERED, order.now))


def take_pretend(desk: Desk, order: Order) -> Told | None:
    """TAKE, where nobody real waits."""
    seat, now = order.seat, order.now
    waits = _is_on(seat, now) and seat.practice == _OFFERED and not order.said.handle
    return _says(seat, 1, now) if waits else None


def practised(said: Said | None, seat: Seat, now: float) -> Told | None:
    """What a text does while they have the pretend person; None where it has nothing to do with it.

    A handle means somebody real, and so does every other command.
    """
    if not _is_on(seat, now) or (said and said.handle):
        return None
    if said and said.command in {"close", "pass"}:
        return Told(f"to_peer.practice.{said.command}", seat=_at(seat, 0, now))
    return None if said or seat.practice == _OFFERED else _says(seat, seat.practice, now)


def _is_on(seat: Seat, now: float) -> bool:
    """Whoever writes with somebody real does not practise."""
    return seat.practice > 0 and seat.practice_until > now and not seat.mine


def _says(seat: Seat, turn: int, now: float) -> Told:
    """What the pretend person says, the `turn`th time."""
    name = f"to_peer.practice.{turn}" if turn <= _TURNS else "to_peer.practice.over"
    return Told(name, seat=_at(seat, min(turn + _OFFERED, _OVER), now))


def _at(seat: Seat, practice: int, now: float) -> Seat:
    return replace(seat, practice=practice, practice_until=now + LASTS if practice else 0.0)
