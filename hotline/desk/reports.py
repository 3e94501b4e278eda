"""The carrier tells how far a text of ours came: its copy is deleted, a blocked one is reworded."""

from __future__ import annotations

from hotline.desk.checkin_errands import check_in_reported
from hotline.desk.relaying import reported_on
from hotline.desk.stopping import STOPPED, stop
from hotline.desk.tools import Desk
from hotline.domain.errands import FIRST_ERASURE, GIVE_UP_ERASING, Due, EraseText, Reword, copy_of
from hotline.domain.events import TextReported

UNHELPED = 5  # seconds a nudge has to reach a worker before the clock comes; then it would be twice
FILTERED = 30007  # a carrier's filter blocked it, and tells nobody but us


def text_reported(desk: Desk, event: TextReported) -> None:
    """Take note. It may come twice, late, out of order or never."""
    now = desk.now()
    if event.code == FILTERED:
        _reword(desk, event, now)
    if event.code == STOPPED and event.contact:
        stop(desk, event.contact, "carrier", now)
    reported_on(desk, event)
    check_in_reported(desk, event)
    if event.final:
        _erase_once(desk, event, now)


def _erase_once(desk: Desk, event: TextReported, now: float) -> None:
    """A report can be replayed for ever: each names the same errand, and does not put it off."""
    id = copy_of(event.token)
    if desk.errands.read(id) is None:
        erase = EraseText(event.id, now + GIVE_UP_ERASING)
        desk.errands.add(Due(now + FIRST_ERASURE, id), erase)


def _reword(desk: Desk, event: TextReported, now: float) -> None:
    """The second wording takes the first one's place, due now: a repeated report finds it there."""
    kept = desk.errands.read(event.token)
    if isinstance(kept, Reword) and kept.until >= now:
        desk.errands.put_off(Due(now + UNHELPED, event.token), kept.instead)
        desk.nudges.look(event.token)
