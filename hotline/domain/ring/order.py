"""Who is rung next. Beliefs about peers have sorted the order; only a pass excludes."""

from __future__ import annotations

from dataclasses import replace

from hotline.domain.ring.record import Attempt, Ring

NO_KEY = 8.0  # seconds after which a phone that was picked up without a key is given up hope for
LOST = 33.0  # seconds after asking by which a leg is over, told or not: 18 of ringing, and margins
PROMPT = 40.0  # seconds after a pick-up by which it is
# Seconds from one wave to the next, also where breathing stopped: a phone that is shaken without a
# rest is switched off. The last is between all that follow.
PAUSES = (20.0, 20.0, 40.0, 60.0)
SECOND_WAVES = 4  # for a second that somebody asks in


def filled(ring: Ring, now: float) -> Ring:
    """The ring with as many legs planned as it wants at once."""
    while _promising(ring, now) < _wanted(ring, now):
        ring, peer = next_peer(ring, now)
        if not peer:
            break
        ring = planned(ring, peer, now)
    return ring


def _wanted(ring: Ring, now: float) -> int:
    if ring.state == "ended" or ring.mode == "direct":
        return 0
    if ring.state == "wait":
        return ring.at_once if now < ring.until else 0
    return int(ring.calling)


def planned(ring: Ring, peer: str, now: float, *, listens: bool = False) -> Ring:
    """One more leg to be placed. Its name is given once, ever."""
    second = ring.state != "wait"
    id = f"{ring.id}-{ring.numbered}"
    attempt = Attempt(id, peer, "planned", now, second=second, listens=listens, wanted=now)
    return replace(ring, attempts=(*ring.attempts, attempt), numbered=ring.numbered + 1)


def next_peer(ring: Ring, now: float) -> tuple[Ring, str]:
    """The next of the order, then a new wave from its start; empty when there is nobody now."""
    ring, free = _new_wave(ring, now), _free(ring, now)
    free = free or _free(ring, now)
    return (replace(ring, tried=(*ring.tried, free[0])), free[0]) if free else (ring, "")


def next_wave(ring: Ring) -> float:
    """When the order may be rung from its start again (seconds UTC)."""
    return ring.waved + PAUSES[min(ring.waves, len(PAUSES) - 1)]


def somebody_left(ring: Ring, now: float) -> bool:
    """Whether anybody may still take it."""
    if any(a.hopeful and may_ring(a, now) for a in ring.attempts):
        return True
    willing = [peer for peer in (*ring.order, *ring.hushed) if peer not in ring.passed]
    return any(peer not in ring.tried or _may_wave(ring) for peer in willing)


def ringing(ring: Ring, now: float) -> bool:
    """Whether somebody's phone may be ringing, or was picked up by one who may yet press 1."""
    return any(a.status in {"asked", "prompt"} and may_ring(a, now) for a in ring.attempts)


def may_ring(attempt: Attempt, now: float) -> bool:
    """Whether its leg may be there, as far as anybody can know."""
    longest = {"asked": LOST, "void": PROMPT, "prompt": PROMPT}
    return now - attempt.at < longest.get(attempt.status, float("inf"))


def _new_wave(ring: Ring, now: float) -> Ring:
    waited_for = _promising(ring, now) or any(a.engaged for a in ring.attempts)
    over = not _free(ring, now) and not waited_for
    if not (over and _may_wave(ring) and now >= next_wave(ring)):
        return ring
    return replace(ring, tried=(), waves=ring.waves + 1, waved=now)


def _may_wave(ring: Ring) -> bool:
    """A wait has its `until`; a talk is too long for a second to be rung for to its end. For one
    who does not wait, nobody's phone rings twice."""
    return not ring.absent and (ring.state == "wait" or ring.waves < SECOND_WAVES)


def _free(ring: Ring, now: float) -> list[str]:
    taken = {a.peer for a in ring.attempts if may_ring(a, now) and not _unheard_of(ring, a)}
    taken |= {*ring.passed, *ring.tried}
    free = (peer for peer in ring.order if peer not in taken)
    return sorted(free, key=lambda peer: peer != ring.had)


def _unheard_of(ring: Ring, attempt: Attempt) -> bool:
    """A leg given up for the contact's own call to dial: a phone is not waited for that, as far as
    we know, does not ring."""
    return ring.mode == "direct" and attempt.status == "void" and not attempt.sid


def _promising(ring: Ring, now: float) -> int:
    """Legs worth waiting for: one picked up long ago without a key may still win, no more."""
    return sum(
        a.hopeful
        and not a.listens
        and not a.engaged
        and may_ring(a, now)
        and not (a.status == "prompt" and now - a.at >= NO_KEY)
        for a in ring.attempts
    )
