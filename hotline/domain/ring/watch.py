"""When somebody is to look whether both are still there: what was told, may have been lost."""

from __future__ import annotations

from collections.abc import Iterator

from hotline.domain.ring.order import LOST, NO_KEY, next_wave, somebody_left
from hotline.domain.ring.record import Alone, Ring

SILENT = 15.0  # seconds without a turn from a contact who is in no room
COMPANY = (
    60.0  # seconds two peers, of whom neither is alone, may not notice that the contact is gone
)
ALONE = 6.0  # seconds somebody may be alone in the room of a talk
AGAIN = 5.0  # seconds until it is looked again
OVERDUE = 60.0  # seconds after which a look that did not come about is as if there were none
# Seconds a state may last before its next happening counts as lost.
LONGEST = {"claimed": 8.0, "parted": 6.0, "away": 40.0}


def watch_at(ring: Ring, now: float) -> float:
    """When to look next (seconds UTC), 0 for never."""
    return min(_moments(ring, now), default=0.0)


def suspicious(ring: Ring, now: float) -> bool:
    """Whether the carrier is to be asked about both legs now."""
    return 0 < watch_at(ring, now) <= now


def _moments(ring: Ring, now: float) -> Iterator[float]:
    if ring.state == "ended" or ring.mode == "direct":
        return
    if ring.absent:  # no turns of theirs move anything on
        yield ring.until
        hopeful = (a for a in ring.attempts if a.hopeful)
        yield from (a.at + (NO_KEY if a.status == "prompt" else LOST) for a in hopeful)
        return
    if not ring.contact_in:
        yield ring.turned + SILENT
    if ring.state in LONGEST:
        yield ring.since + LONGEST[ring.state]
    if ring.state == "talk":
        runs: tuple[Alone, ...] = (ring.peer_alone, ring.contact_alone)
        if ring.calling and somebody_left(ring, now):
            yield next_wave(ring)
        if any(a.second and a.status == "inside" for a in ring.attempts):
            yield ring.turned + COMPANY
        yield from (run.first + ALONE for run in runs if run.fresh(now))
