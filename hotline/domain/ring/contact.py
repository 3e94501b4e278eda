"""What the contact does: turns of waiting, out of the room, gone."""

from __future__ import annotations

from dataclasses import replace

from hotline.domain.ring import listening
from hotline.domain.ring.events import (
    ContactCame,
    ContactChose,
    ContactFinal,
    ContactLeft,
    ContactPlaced,
    DirectEnded,
    KindChanged,
    LanguageChanged,
    TurnCame,
)
from hotline.domain.ring.moves import (
    COMING,
    ended,
    lost,
    none_may_win,
    passed,
    without_listener,
)
from hotline.domain.ring.order import filled, next_peer, ringing, somebody_left
from hotline.domain.ring.record import FRESH, TALK_LIFE, Alone, Kind, Outcome, Ring, entered
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

HELPLESS = 6.0  # seconds a leg is waited for in vain, and the contact's own call dials instead
LINGER = 40.0  # seconds past its end that a wait goes on for a phone that rings or was picked up
BREATHS = 20.0  # seconds of counted breaths between two Dials, which nobody counts in
BETWEEN = 60.0  # seconds a contact waits for a peer who is expected back

Move = tuple[Ring, Reply | None]


def turned(ring: Ring, event: TurnCame, now: float) -> Move:
    """Who asks for a turn is in no room; who has it and is alone in theirs is waiting for them."""
    if ring.state == "talk" and event.id and event.id in ring.seen:
        return ring, EnterRoom(ring.room, anchor=False)  # that answer got lost
    if ring.state == "talk" and _never_came(ring, now):
        ring = entered(ring, "claimed", now)
    ring = _out(ring, now)
    if ring.state == "ended":
        return ring, Over(ring.outcome)
    if ring.state in {"claimed", "talk", "parted"} and _peer_is_there(ring, now):
        return _to_room(ring, event, now)
    if now >= ring.until:
        return _waited_out(ring, event, now)
    if ring.state == "wait":
        return _waiting(ring, event, now)
    if listening.awaited(ring):
        return listening.turned(ring, event)
    if ring.state == "talk":
        ring = _expecting(entered(ring, "parted", now), now)
    return ring, _holding(ring, event.n)


def left(ring: Ring, event: ContactLeft, now: float) -> Move:
    """Out of the room; why, the next turn will know."""
    ring = _out(ring, now)
    if ring.state == "ended":
        return ring, Over(ring.outcome)
    if ring.state == "wait":
        return _waiting(ring, TurnCame(0), now)
    if ring.state == "talk":
        ring = _expecting(entered(ring, "parted", now), now)
    return ring, _holding(ring, 0)


def gone(ring: Ring, event: ContactFinal, now: float) -> Move:
    if ring.state == "ended":
        return replace(ring, contact_in=""), None
    outcome: Outcome = "unanswered" if ring.absent else "gone"
    return ended(replace(ring, contact_in=""), outcome, now), None


def placed(ring: Ring, event: ContactPlaced, now: float) -> Move:
    """Their phone rings, or will: the call's end tells when it is over."""
    if not ring.absent or ring.state == "ended":
        return ring, None
    return replace(ring, call=event.sid, accepted=now), None


def came(ring: Ring, event: ContactCame, now: float) -> Move:
    """From now on they are a contact who waits, as any: their next turn leads to whoever is there,
    or others are rung."""
    if ring.state == "ended":
        return ring, Over(ring.outcome)
    if not ring.absent:
        return ring, None
    patience = ring.patience if ring.state == "wait" else COMING
    kind: Kind = "stay" if ring.kind == "stay" else "plain"
    ring = replace(ring, absent=False, kind=kind, call=event.sid, turned=now, heard=now)
    return replace(ring, since=now, until=max(ring.until, now + patience)), None


def unattended(ring: Ring, now: float) -> Ring:
    """No turn of the contact's ends this ring while they are not there: time does, or that nobody
    is left who might take it."""
    if not ring.absent or ring.state == "ended":
        return ring
    waited_out = now >= ring.until and not ringing(ring, now)
    if ring.state == "wait" and (waited_out or not somebody_left(ring, now)):
        return ended(ring, "nobody", now)
    return ended(ring, "unanswered", now) if ring.state != "wait" and now >= ring.until else ring


def chose(ring: Ring, event: ContactChose, now: float) -> Move:
    return (ring, None) if ring.state == "ended" else (ended(_out(ring, now), "other", now), None)


def kind_changed(ring: Ring, event: KindChanged, now: float) -> Move:
    """Who has it already has it. Else the wait is as long as this kind's from now."""
    if ring.state == "ended":
        return ring, Over(ring.outcome)
    ring = replace(ring, kind=event.kind, patience=event.patience, turned=now, heard=now)
    ring = replace(ring, ring_back=ring.ring_back or event.ring_back)
    if ring.state == "wait":
        until = max(ring.until, now + event.patience)
        at_once = max(ring.at_once, event.at_once)
        ring = replace(ring, until=until, at_once=at_once, waves=0)
        if event.kind == "emergency":  # that rings, hushed or not
            ring = replace(ring, order=(*ring.order, *ring.hushed), hushed=())
        ring = filled(ring, now)
    return ring, None


def language_changed(ring: Ring, event: LanguageChanged, now: float) -> Move:
    """Nobody comes or goes by it: whoever is not in the new order comes last."""
    first = tuple(peer for peer in event.order if peer in ring.order)
    rest = tuple(peer for peer in ring.order if peer not in first)
    return replace(ring, language=event.language, order=first + rest, turned=now, heard=now), None


def direct_ended(ring: Ring, event: DirectEnded, now: float) -> Move:
    """A talk that broke off is rung on for, as anywhere; a Dial without one is as a turn.

    Also where peers are rung by legs: one may have taken it while a fallback number was dialled.
    """
    if event.talked and ring.state == "wait":
        ring = replace(_out(ring, now), until=now + ring.patience, waves=0, dialled=now)
        return replace(ring, tried=ring.tried[-1:]), DroppedOut()
    return turned(replace(ring, dialled=now), TurnCame(0, id=event.id), now)


def _out(ring: Ring, now: float) -> Ring:
    return replace(ring, turned=now, heard=now, contact_in="", contact_alone=Alone())


def _never_came(ring: Ring, now: float) -> bool:
    """Whether the contact, who was sent in, was not there: the peer was alone all the time."""
    beats = ring.peer_alone if ring.peer_alone.last else Alone(ring.since, ring.since)
    went_on = beats.first - ring.since <= FRESH and beats.fresh(now)
    return went_on and not ring.contact_alone.last


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
        ring = replace(_expecting(entered(ring, "parted", now), now), offered=True)
        return ring, GoBack(listener=ring.listener is not None)
    if ring.state != "claimed" and event.key == "1":
        owner = ring.attempt(ring.owner)
        ring = lost(passed(ring, owner.peer) if owner else ring, now, dropped=False)
        return _waiting(ring, event, now)
    if ring.state != "claimed" and event.key == "2" and ring.listener:
        ring = replace(without_listener(ring, now), listening="never")
    ring = replace(entered(ring, "talk", now), contact_in=ring.room, until=now + TALK_LIFE)
    # A beat lets in once: who would go back to a peer waits for a new one.
    return replace(ring, dropped=False, peer_alone=Alone()), EnterRoom(ring.room, anchor=False)


def _waited_out(ring: Ring, event: TurnCame, now: float) -> Move:
    """Nobody took it; or somebody did, and never came: then others are rung, not goodbye said."""
    if ring.state != "wait":
        return _waiting(lost(ring, now, dropped=True), event, now)
    if now < ring.until + LINGER and ringing(ring, now):
        return ring, _still(ring, event.n)
    return _nobody(ring, now)


def _waiting(ring: Ring, event: TurnCame, now: float) -> Move:
    if event.may_dial and _helpless(ring, now):
        ring = _direct(ring, now)
    if ring.mode == "direct" and event.may_dial and not _breathing_first(ring, now):
        ring, peer = next_peer(ring, now)
        if peer:
            return replace(ring, dialled=now), Direct(peer)
    ring = filled(ring, now)
    if ring.kind != "emergency" and not somebody_left(ring, now):
        return _nobody(ring, now)
    if ring.dropped:
        return replace(ring, dropped=False), DroppedOut()
    return ring, _still(ring, event.n)


def _helpless(ring: Ring, now: float) -> bool:
    """Whether a leg was to be placed, and since then the carrier took none: nobody asks it, or it
    puts us off. A phone that rings for somebody else is waited for."""
    waiting = (a for a in ring.attempts if a.status in {"planned", "asked"} and not a.sid)
    since = (a.wanted if a.status == "planned" else a.at for a in waiting if not a.engaged)
    unheard = any(at > ring.accepted and now - at >= HELPLESS for at in since)
    return ring.mode == "rest" and unheard


def _direct(ring: Ring, now: float) -> Ring:
    """Whom the worker was to ring was not rung, and so not tried. A leg that comes about all the
    same is ended."""
    not_rung = {a.peer for a in ring.attempts}
    tried = tuple(peer for peer in ring.tried if peer not in not_rung)
    return replace(none_may_win(ring, now), mode="direct", tried=tried)


def _breathing_first(ring: Ring, now: float) -> bool:
    return ring.kind == "emergency" and now - ring.dialled < BREATHS


def _still(ring: Ring, n: int) -> Reply:
    return Breathe(n) if ring.kind == "emergency" else Wait(n)


def _holding(ring: Ring, n: int) -> Reply:
    """Breaths are counted until a voice is there."""
    return Breathe(n) if ring.kind == "emergency" else OneMoment()


def _nobody(ring: Ring, now: float) -> Move:
    ring = ended(ring, "nobody else" if ring.handed else "nobody", now)
    return ring, Over(ring.outcome)
