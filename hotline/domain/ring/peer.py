"""What a peer does: picks up, presses, leaves the room, chooses from the star menu."""

from __future__ import annotations

from dataclasses import replace

from hotline.domain.ring import after, block, listening
from hotline.domain.ring.events import PeerChose, PeerLeft, PeerPicked, PeerPressed
from hotline.domain.ring.moves import back, claimed, ended, passed, sent_in, too_late
from hotline.domain.ring.order import filled
from hotline.domain.ring.record import Alone, Attempt, Ring, entered, forgotten, marked
from hotline.domain.ring.replies import (
    AskToTake,
    EnterRoom,
    Finished,
    OneMoment,
    Passed,
    Reply,
    StarMenu,
    TheyDropped,
    YouHaveIt,
)

PROMPTS = 2  # times a peer is asked to press 1
MENUS = 6  # times the star menu is said; then the peer goes back
AWAY = 60.0  # seconds a contact waits for a peer in the star menu, at most

Move = tuple[Ring, Reply | None]


def picked(ring: Ring, event: PeerPicked, now: float) -> Move:
    attempt = ring.attempt(event.attempt)
    if not attempt or not _open_to(ring, attempt):
        return ring, too_late(ring)
    return replace(marked(ring, attempt.id, "prompt", now), accepted=now), AskToTake(1)


def pressed(ring: Ring, event: PeerPressed, now: float) -> Move:
    attempt = ring.attempt(event.attempt)
    if attempt and attempt.status == "inside" and ring.state != "ended":
        return ring, YouHaveIt(ring.room, anchor=attempt.id == ring.owner)
    if not attempt or not _open_to(ring, attempt):
        return ring, too_late(ring)
    if not event.key and event.n < PROMPTS:
        return ring, AskToTake(event.n + 1)
    if event.key != "1":
        return _pass(ring, attempt, event.key, now), Passed()
    if attempt.second:
        ring = replace(ring, calling=ring.calling and attempt.listens)
        return sent_in(ring, attempt.id, now), YouHaveIt(ring.room, anchor=False)
    ring = claimed(ring, attempt, now)
    return ring, YouHaveIt(ring.room, anchor=True)


def left(ring: Ring, event: PeerLeft, now: float) -> Move:
    """Out of the room. One whose leg is known to be over is answered, and changes nothing."""
    attempt = ring.attempt(event.attempt)
    if not attempt or attempt.status not in {"inside", "outside"} or ring.state == "ended":
        return ring, _over(ring, attempt)
    if attempt.id != ring.owner:
        return _second_left(ring, attempt, now)
    if attempt.second:  # the room ended with the one who had it before
        return back(ring, attempt, now)
    if said := listening.answered(ring, attempt, now):
        return said
    ring = replace(ring, until=now + AWAY, peer_alone=Alone())
    ring = entered(marked(ring, attempt.id, "outside", now), "away", now)
    return ring, _menu(ring, 1)


def chose(ring: Ring, event: PeerChose, now: float) -> Move:
    attempt = ring.attempt(event.attempt)
    mine = attempt is not None and attempt.id == ring.owner
    if mine and event.key == block.KEY:  # also of somebody who hung up meanwhile
        return ring, block.asked(ring)
    if not attempt or not mine or ring.state == "ended":
        return ring, _over(ring, attempt)
    if ring.state != "away":
        return ring, EnterRoom(ring.room, anchor=True)
    match event.key:
        case "2":
            return after.handed_over(ring, attempt, now)
        case "3":
            return ended(ring, "finished", now), Finished()
        case "1":
            counting = now if ring.kind == "stay" else 0.0
            ring = replace(ring, calling=True, waves=0, counting=counting)
            return back(filled(ring, now), attempt, now)
        case listening.KEY if listening.may_be_asked(ring):
            return listening.asked(ring, now)
        case "9":
            return back(replace(ring, counting=0.0), attempt, now)
    return (ring, _menu(ring, event.n + 1)) if event.n < MENUS else back(ring, attempt, now)


def _over(ring: Ring, attempt: Attempt | None) -> Reply:
    """Who was with a contact that dropped, or did not answer since, says whether they are rung."""
    with_them = attempt and attempt.status in {"inside", "outside"} and not attempt.listens
    if with_them and ring.ring_back and ring.outcome in {"gone", "unanswered"}:
        return TheyDropped()
    return too_late(ring)


def _menu(ring: Ring, n: int) -> Reply:
    return StarMenu(n, learner=listening.may_be_asked(ring))


def _open_to(ring: Ring, attempt: Attempt) -> bool:
    """Whether a 1 would count: while nobody has it, or for one who was asked in."""
    if not attempt.hopeful or ring.mode == "direct":
        return False
    return ring.state == "wait" or (attempt.second and ring.state != "ended")


def _pass(ring: Ring, attempt: Attempt, key: str, now: float) -> Ring:
    """Also a machine passes: it presses nothing. Not where breathing stopped: a key only."""
    ring = forgotten(ring, attempt.id)
    if key or ring.kind != "emergency":
        ring = passed(ring, attempt.peer)
    return filled(ring, now)


def _second_left(ring: Ring, attempt: Attempt, now: float) -> Move:
    """Who was asked in waits outside for the one who has it."""
    if ring.state == "away":
        return marked(ring, attempt.id, "outside", now), OneMoment()
    return sent_in(ring, attempt.id, now), EnterRoom(ring.room, anchor=False)
