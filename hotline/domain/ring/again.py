"""The contact's call dropped, and whoever was with them has the line ring them back: a new ring, in
which that peer waits in a room as for any callback, and in which all else is as it was before."""

from __future__ import annotations

import re
from dataclasses import replace

from hotline.domain.ring.events import LegAsked, LegPlaced, PeerPicked, PeerPressed, RingAsked
from hotline.domain.ring.record import Attempt, Ring
from hotline.domain.ring.step import Stepped, begin, step


def name_after(ring: str) -> str:
    """What the ring that follows this one is called: nothing has to be looked up."""
    named = re.fullmatch(r"(.+)-back(\d+)", ring)
    return f"{named[1]}-back{int(named[2]) + 1}" if named else f"{ring}-back1"


def begun_again(before: Ring, attempt: Attempt, callback: str, now: float) -> Stepped:
    """The peer of this attempt has it at once, with the leg that they are on."""
    others = (peer for peer in before.order if peer != attempt.peer)
    done = begin(
        RingAsked(
            ring=name_after(before.id), line=before.line, call="", language=before.language,
            order=(attempt.peer, *others), at_once=1, patience=before.patience, kind=before.kind,
            mark=before.mark, callback=callback, ring_back=True,
        ),
        now,
    )  # fmt: skip
    ring, errands = done.ring, {due.id: (due, errand) for due, errand in done.errands}
    id = ring.attempts[0].id
    for event in (
        LegAsked(id), LegPlaced(id, attempt.sid), PeerPicked(id), PeerPressed(id, "1", 1)
    ):  # fmt: skip
        done = step(ring, event, now)
        ring = done.ring
        errands |= {due.id: (due, errand) for due, errand in done.errands}
    ring = replace(ring, at_once=before.at_once, passed=before.passed, second=before.second)
    return Stepped(ring, done.reply, tuple(errands.values()))
