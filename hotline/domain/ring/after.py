"""A peer is out of it, and their phone still listens: what they may want then."""

from __future__ import annotations

from dataclasses import replace

from hotline.domain.ring import block
from hotline.domain.ring.events import PeerFinished, PeerParted
from hotline.domain.ring.moves import lost, passed
from hotline.domain.ring.record import Attempt, Ring
from hotline.domain.ring.replies import (
    Blocked,
    HandedOver,
    Passed,
    Reply,
    Rested,
    WantsCompany,
)

NEVER = "2"  # of the sizes of a block: not this peer, for long
REST, COMPANY = "1", "2"

Move = tuple[Ring, Reply | None]


def handed_over(ring: Ring, attempt: Attempt, now: float) -> Move:
    """Given on, with no reason. Their leg is still there, and may not win it back."""
    given = lost(passed(ring, attempt.peer), now, dropped=False)
    gone = replace(attempt, status="void", at=now)
    heir = given.attempt(given.owner)
    reply = HandedOver(heir.peer if heir else "", asks=bool(ring.mark))
    return replace(given, attempts=(*given.attempts, gone)), reply


def parted(ring: Ring, event: PeerParted, now: float) -> Move:
    """Whether this phone is ever to be theirs again; nobody else is told."""
    attempt = ring.attempt(event.attempt)
    if event.key == "1" and attempt and attempt.status == "void" and attempt.came and ring.mark:
        return ring, Blocked(NEVER, attempt.peer, parted=True)
    return ring, Passed()


def finished(ring: Ring, event: PeerFinished, now: float) -> Move:
    """Of whoever had it, or was asked in, while they listen a little longer; else nothing."""
    attempt = ring.attempt(event.attempt)
    if not attempt or not attempt.came:
        return ring, Passed()
    if event.key == block.KEY and attempt.id == ring.owner:
        return ring, block.asked(ring)
    if event.key == REST:
        return ring, Rested(attempt.peer)
    return ring, WantsCompany(attempt.peer) if event.key == COMPANY else Passed()
