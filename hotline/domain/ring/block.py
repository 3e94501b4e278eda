"""A peer keeps the contact's phone from people: in their star menu, or just after the talk."""

from __future__ import annotations

from hotline.domain.blocks import SIZES
from hotline.domain.ring.events import PeerBlocked
from hotline.domain.ring.moves import back, ended, too_late
from hotline.domain.ring.record import Ring
from hotline.domain.ring.replies import Blocked, HowBlocked, NotBlocked, Reply

KEY = "6"
TIMES = 3  # it is asked how far; then the peer goes back

Move = tuple[Ring, Reply | None]


def asked(ring: Ring) -> Reply:
    """A phone that hides its number, or is everybody's, cannot be kept out."""
    return HowBlocked(1) if ring.mark else NotBlocked()


def blocked(ring: Ring, event: PeerBlocked, now: float) -> Move:
    """How far. Only who has, or had, the talk decides."""
    attempt, over = ring.attempt(event.attempt), ring.state == "ended"
    if not attempt or attempt.id != ring.owner or not ring.mark:
        return ring, too_late(ring)
    if event.key in SIZES:
        return (ring if over else ended(ring, "finished", now)), Blocked(event.key, attempt.peer)
    if event.key != "9" and event.n < TIMES:
        return ring, HowBlocked(event.n + 1)
    return (ring, None) if over else back(ring, attempt, now)
