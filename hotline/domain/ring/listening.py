"""Somebody who learns listens in, when all agree: the peer who asks for it, the contact, and they.

Nobody hears them. The contact is asked while they wait for their peer, and may send them away
later; they are out whenever their peer is. Where breathing stopped nobody is asked.
"""

from __future__ import annotations

from dataclasses import replace

from hotline.domain.ring.events import TurnCame
from hotline.domain.ring.moves import back
from hotline.domain.ring.order import planned
from hotline.domain.ring.record import Attempt, Ring, entered
from hotline.domain.ring.replies import AskingThem, MayListen, OneMoment, Reply, TheySaid

KEY = "7"
ANSWERING = 25.0  # seconds a peer waits for the answer; no answer is no

Move = tuple[Ring, Reply | None]


def may_be_asked(ring: Ring) -> bool:
    """Whether the one who has it may ask for this."""
    asked = ring.listening == "never" or ring.listener
    return bool(ring.learners) and ring.kind != "emergency" and not ring.absent and not asked


def asked(ring: Ring, now: float) -> Move:
    """The peer wants it: the contact hears the question in their next turn."""
    if ring.listening == "":
        ring = replace(entered(ring, "away", now), listening="ask")
    return ring, AskingThem()


def awaited(ring: Ring) -> bool:
    """Whether the contact is being asked."""
    return ring.state == "away" and ring.listening in {"ask", "asked"}


def turned(ring: Ring, event: TurnCame) -> Move:
    """The question, then the answer: only a 1 is yes."""
    if ring.listening == "ask":
        return replace(ring, listening="asked"), MayListen()
    return replace(ring, listening="yes" if event.key == "1" else "no"), OneMoment()


def answered(ring: Ring, attempt: Attempt, now: float) -> Move | None:
    """What the peer, who waits, hears; None where nothing was asked."""
    if ring.state != "away" or ring.listening in {"", "never"}:
        return None
    if awaited(ring) and now - ring.since < ANSWERING:
        return ring, OneMoment()
    agreed = ring.listening == "yes"
    ring, _ = back(replace(ring, listening="" if agreed else "never"), attempt, now)
    if agreed and not ring.listener:
        ring = planned(ring, ring.learners[0], now, listens=True)
    return ring, TheySaid(ring.room, agreed)
