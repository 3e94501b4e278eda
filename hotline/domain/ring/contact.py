"""What the contact does: turns of waiting, out of the room, gone."""

from __future__ import annotations

from dataclasses import replace

from hotline.domain.ring.events import (
    ContactChose,
    ContactFinal,
    ContactLeft,
    DirectEnded,
    KindChanged,
    TurnCame,
)
from hotline.domain.ring.moves import ended, lost, passed
from hotline.domain.ring.order import filled, next_peer, somebody_left
from hotline.domain.ring.record import TALK_LIFE, Alone, Ring, entered
from hotline.domain.ring.replies import (
    Breathe,
    Direct,
    DroppedOut,
    EnterRoom,
    GoBack,
    OneMoment,
    Over,
    Reply,
    Wait,
)

HELPLESS = 6.0  # seconds without a leg at the carrier, and the contact's own call dials instead
BETWEEN = 60.0  # seconds a contact waits for a peer who is expected back

Move = tuple[Ring, Reply | None]


def turned(ring: Ring, event: TurnCame, now: float) -> Move:
    """Who asks for a turn is in no room; who has it and is alone in theirs is waiting for them."""
    ring = _out(ring, now)
    if ring.state == "ended":
        return ring, Over(ring.outcome)
    if ring.state in {"claimed", "talk", "parted"} and _peer_is_there(ring, now):
        return _to_room(ring, event, now)
    if now >= ring.until:
        return _waited_out(ring, event.n, now)
    if ring.state == "wait":
        return _waiting(ring, event.n, now)
    if ring.state == "talk":
        ring = _expecting(entered(ring, "parted", now), now)
    return ring, _holding(ring, event.n)


def left(ring: Ring, event: ContactLeft, now: float) -> Move:
    """Out of the room; why, the next turn will know."""
    ring = _out(ring, now)
    if ring.state == "ended":
        return ring, Over(ring.outcome)
    if ring.state == "wait":
        return _waiting(ring, 0, now)
    if ring.state == "talk":
        ring = _expecting(entered(ring, "parted", now), now)
    return ring, _holding(ring, 0)


def gone(ring: Ring, event: ContactFinal, now: float) -> Move:
    if ring.state == "ended":
        return replace(ring, contact_in=""), None
    return ended(replace(ring, contact_in=""), "gone", now), None


def chose(ring: Ring, event: ContactChose, now: float) -> Move:
    return (ring, None) if ring.state == "ended" else (ended(_out(ring, now), "other", now), None)


def kind_changed(ring: Ring, event: KindChanged, now: float) -> Move:
    """Who has it already has it. Else the wait is as long as this kind's from now."""
    if ring.state == "ended":
        return ring, Over(ring.outcome)
    ring = replace(ring, kind=event.kind, patience=event.patience, turned=now)
    if ring.state == "wait":
        until = max(ring.until, now + event.patience)
        at_once = max(ring.at_once, event.at_once)
        ring = filled(replace(ring, until=until, at_once=at_once, waves=0), now)
    return ring, None


def direct_ended(ring: Ring, event: DirectEnded, now: float) -> Move:
    """A talk that broke off is rung on for, as anywhere; a Dial without one goes to the next."""
    ring = _out(ring, now)
    if ring.state == "ended":
        return ring, Over(ring.outcome)
    if event.talked:
        return replace(ring, until=now + ring.patience, tried=ring.tried[-1:]), DroppedOut()
    return _nobody(ring, now) if now >= ring.until else _dial(ring, 0, now)


def _out(ring: Ring, now: float) -> Ring:
    return replace(ring, turned=now, contact_in="", contact_alone=Alone())


def _expecting(ring: Ring, now: float) -> Ring:
    return replace(ring, until=now + BETWEEN)


def _peer_is_there(ring: Ring, now: float) -> bool:
    """Alone by their own beat; or two of them, who are not alone and so have none."""
    return ring.peer_alone.fresh(now) or any(
        a.second and a.status == "inside" for a in ring.attempts
    )


def _to_room(ring: Ring, event: TurnCame, now: float) -> Move:
    """At once when somebody comes; who left a peer behind is asked first whether to go back."""
    if ring.state != "claimed" and not ring.offered:
        return replace(_expecting(entered(ring, "parted", now), now), offered=True), GoBack()
    if ring.state != "claimed" and event.key == "1":
        owner = ring.attempt(ring.owner)
        ring = lost(passed(ring, owner.peer) if owner else ring, now, dropped=False)
        return _waiting(ring, event.n, now)
    ring = replace(entered(ring, "talk", now), contact_in=ring.room, until=now + TALK_LIFE)
    # A beat lets in once: who would go back to a peer waits for a new one.
    return replace(ring, dropped=False, peer_alone=Alone()), EnterRoom(ring.room, anchor=False)


def _waited_out(ring: Ring, n: int, now: float) -> Move:
    """Nobody took it; or somebody did, and never came: then others are rung, not goodbye said."""
    if ring.state == "wait":
        return _nobody(ring, now)
    return _waiting(lost(ring, now, dropped=True), n, now)


def _waiting(ring: Ring, n: int, now: float) -> Move:
    if ring.mode == "rest" and not ring.accepted and now - ring.began >= HELPLESS:
        ring = _helpless(ring)
    if ring.mode == "direct":
        return _dial(ring, n, now)
    ring = filled(ring, now)
    if ring.kind != "emergency" and not somebody_left(ring, now):
        return _nobody(ring, now)
    if ring.dropped:
        return replace(ring, dropped=False), DroppedOut()
    return ring, Breathe(n) if ring.kind == "emergency" else Wait(n)


def _helpless(ring: Ring) -> Ring:
    """Whom the worker was to ring was not rung, and so not tried."""
    not_rung = {a.peer for a in ring.attempts}
    tried = tuple(peer for peer in ring.tried if peer not in not_rung)
    return replace(ring, mode="direct", attempts=(), tried=tried)


def _dial(ring: Ring, n: int, now: float) -> Move:
    ring, peer = next_peer(ring, now)
    if peer:
        return ring, Direct(peer)
    return (ring, Breathe(n)) if ring.kind == "emergency" else _nobody(ring, now)


def _holding(ring: Ring, n: int) -> Reply:
    """Breaths are counted until a voice is there."""
    return Breathe(n) if ring.kind == "emergency" else OneMoment()


def _nobody(ring: Ring, now: float) -> Move:
    ring = ended(ring, "nobody else" if ring.handed else "nobody", now)
    return ring, Over(ring.outcome)
