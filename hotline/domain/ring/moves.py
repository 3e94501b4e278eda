"""The moves that several happenings share: somebody takes it, has it no more, or it is over."""

from __future__ import annotations

from dataclasses import replace

from hotline.domain.ring.order import filled
from hotline.domain.ring.record import Alone, Attempt, Outcome, Ring, entered, forgotten, marked
from hotline.domain.ring.replies import (
    EnterRoom,
    NotNeeded,
    NotThere,
    Reply,
    SomeoneHasIt,
    TheyHungUp,
)

COMING = 20.0  # seconds a contact waits at least for somebody who just took it
CALLING = 120.0  # seconds a peer waits for a contact who is still to be rung, at most


def claimed(ring: Ring, attempt: Attempt, now: float) -> Ring:
    """This attempt has it. No other may win any more, however late its word comes."""
    ring = sent_in(replace(ring, owner=attempt.id, room=attempt.id), attempt.id, now)
    ring = replace(none_may_win(ring, now), accepted=now, peer_alone=Alone())
    ring = replace(ring, tried=(attempt.peer,), calling=False, handed=False, had="")
    until = now + CALLING if ring.absent else max(ring.until, now + COMING)
    return entered(replace(ring, until=until), "claimed", now)


def sent_in(ring: Ring, id: str, now: float) -> Ring:
    """This attempt's peer is sent into the room."""
    inside = marked(ring, id, "inside", now)
    return replace(
        inside,
        attempts=tuple(
            replace(a, room=ring.room, came=a.came or now) if a.id == id else a
            for a in inside.attempts
        ),
    )


def lost(ring: Ring, now: float, *, dropped: bool, over: bool = False) -> Ring:
    """The one who had it is out of it for ever, dropped or because it is given on: a second who is
    there has it now, else others are rung, at once. `over`: their leg is known to be, so that
    their phone can ring again, and does so first."""
    gone = ring.attempt(ring.owner)
    ring = without_listener(replace(forgotten(ring, ring.owner), peer_alone=Alone()), now)
    heir = next((a for a in ring.attempts if a.status in {"inside", "outside"}), None)
    if heir:
        ring = replace(ring, owner=heir.id, until=max(ring.until, now + COMING))
        return entered(ring, "claimed", now)
    ring = replace(
        ring,
        owner="",
        room="",
        calling=False,
        attempts=tuple(replace(a, second=False) for a in ring.attempts),
        tried=(gone.peer,) if gone and not over else (),
        had=gone.peer if gone and over else "",
        began=now,
        waved=now,
        waves=0,
        until=now + ring.patience,
        dropped=dropped,
        handed=not dropped,
    )
    return filled(entered(ring, "wait", now), now)


def without_listener(ring: Ring, now: float) -> Ring:
    """Nobody listens any more: they did so with one peer, and as long as the contact wanted."""
    kept = (a for a in ring.attempts if not (a.listens and a.status == "planned"))
    void = tuple(replace(a, status="void", at=now) if a.listens else a for a in kept)
    return replace(ring, attempts=void, listening="never" if ring.listening == "never" else "")


def passed(ring: Ring, peer: str) -> Ring:
    """This peer is not rung again for this contact."""
    return replace(ring, passed=(*ring.passed, peer))


def ended(ring: Ring, outcome: Outcome, now: float) -> Ring:
    """It is over."""
    return entered(replace(none_may_win(ring, now), outcome=outcome), "ended", now)


def none_may_win(ring: Ring, now: float) -> Ring:
    """What was never asked for needs no leg; what was may still ring, for nothing."""
    kept = (a for a in ring.attempts if a.status != "planned")
    void = tuple(replace(a, status="void", at=now) if a.hopeful else a for a in kept)
    return replace(ring, attempts=void)


def back(ring: Ring, attempt: Attempt, now: float) -> tuple[Ring, Reply]:
    """Into the same room, as the one who has it: the contact may still be in there."""
    mine = (replace(a, second=False) if a.id == attempt.id else a for a in ring.attempts)
    ring = replace(ring, attempts=tuple(mine), peer_alone=Alone())
    ring = entered(sent_in(ring, attempt.id, now), "claimed", now)
    return ring, EnterRoom(ring.room, anchor=True)


def too_late(ring: Ring) -> Reply:
    """What a peer hears who has nothing to do with it any more."""
    if ring.outcome == "gone":
        return TheyHungUp()
    if ring.outcome == "unanswered":
        return NotThere()
    return NotNeeded() if ring.state == "ended" else SomeoneHasIt()
