"""Where a contact is in a flow: places and choices, never a word that anybody wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from hotline.domain.contact import StoppedBy
from hotline.domain.replies import TextReply


class Session(NamedTuple):
    """One contact's place on one line. A tuple, for it is copied several times a turn.

    `shown` is the list last shown (number, place), so that "2" means what was on the screen, also
    after the flows have changed. `asked` is our last question where it was not a menu (number,
    answer). `trail` is the way here, for BACK; `returns` are the places that wait for a sub-flow
    to end. `missed` counts texts not understood in a row, the last at `missed_at`. `pending` are
    the errands that CLEAR calls off. `until` (seconds UTC) is when all this is forgotten.
    """

    language: str = ""
    chosen: bool = False  # the contact named the language; words no longer change it
    place: str = ""
    page: int = 0
    shown: tuple[tuple[str, str], ...] = ()
    asked: tuple[tuple[str, str], ...] = ()
    trail: tuple[str, ...] = ()
    returns: tuple[str, ...] = ()
    greeted: bool = False
    hinted: bool = False
    slowed: bool = False
    missed: int = 0
    missed_at: float = 0.0
    pending: tuple[str, ...] = ()
    until: float = 0.0


@dataclass(frozen=True, slots=True)
class Opened:
    """What the store knew when a text arrived, read in one trip.

    `answer` is what we said when this very text came before (None: it is new, or the answer is no
    longer kept); `seen` that it did come before. `stamp` is the session's version, for
    compare-and-set, empty when there is none; `yesterday`: it lies under the name of the day
    before. `lately` counts this sender's texts in the current window, this one included;
    `flooded`: more answers went out lately than the line can afford; `stopped` says who blocks
    texts to them since they said STOP; `thread` is the id of the one they have, if any.
    """

    session: Session | None
    stamp: bytes
    yesterday: bool
    answer: tuple[TextReply, ...] | None
    seen: bool
    lately: int
    flooded: bool = False
    stopped: StoppedBy = ""
    thread: str = ""
