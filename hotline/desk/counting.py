"""What is counted apart from any record: it may get lost, and no caller ever fails for it."""

from __future__ import annotations

from contextlib import suppress

from hotline.desk.tools import Desk
from hotline.domain.counts import BREATHS, PLACE, counted
from hotline.errors import StoreAway
from hotline.flow.oncall import OnCall


def note(desk: Desk, *names: str) -> None:
    """One more of each."""
    with suppress(StoreAway):
        if names:
            desk.tally.add(counted(desk.now(), desk.zone, *names))


def note_place(desk: Desk, before: OnCall, after: OnCall) -> None:
    """Where a key has led a caller."""
    if after.at == "breathing" != before.at:
        note(desk, BREATHS)
    elif after.session.place and after.session.place != before.session.place:
        note(desk, f"{PLACE}{after.session.place}")
