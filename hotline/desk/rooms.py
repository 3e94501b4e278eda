"""A peer is sent into the room of a ring."""

from __future__ import annotations

from hotline.domain.replies import Meet
from hotline.domain.ring.record import TALK_LIFE, Ring


def meet(ring: Ring, attempt: str, room: str, *, anchor: bool) -> Meet:
    """With the `anchor` the room ends for all; who only listens is not heard."""
    here = ring.attempt(attempt)
    return Meet(
        room,
        anchor,
        beat=f"leg/beat/{attempt}",
        then=f"leg/left/{attempt}",
        told=f"room/{ring.id}",
        seconds=int(TALK_LIFE),
        muted=here is not None and here.listens,
    )
