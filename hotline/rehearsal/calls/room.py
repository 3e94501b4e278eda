"""A conference room and who sits in it."""

from __future__ import annotations

from dataclasses import dataclass

from hotline.rehearsal.calls.verbs import Conference


@dataclass(frozen=True, slots=True)
class Seat:
    """One participant. Another's flags are changed by REST while it sits here."""

    call: str
    wish: Conference
    at: float
    muted: bool = False
    hold: bool = False
    end: bool = False

    @property
    def heard(self) -> bool:
        return not self.muted and not self.hold


@dataclass(frozen=True, slots=True)
class Room:
    """A conference. The first to enter fixes `first`: callbacks and how many may come."""

    sid: str
    serial: int
    name: str
    first: Conference
    created: float
    updated: float
    status: str = "init"  # init, in-progress or completed
    seats: tuple[Seat, ...] = ()
    told: int = 0  # the next SequenceNumber
    base: str = ""  # the address that the callback is relative to
    reason: str = ""
    ended_by: str = ""

    def seat(self, call: str) -> Seat | None:
        return next((s for s in self.seats if s.call == call), None)

    @property
    def mixing(self) -> bool:
        """Whether anybody hears anybody: two people, and one who may start it."""
        return len(self.seats) >= 2 and (
            self.status == "in-progress" or any(s.wish.start for s in self.seats)
        )
