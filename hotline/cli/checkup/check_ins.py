"""Check-ins: what is set must be on disk, readable, and not before its time. How many run is for
whoever wants to stop something; whose they are is nobody's."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

from hotline.cli.checkup.finding import Finding, look, mend, ok
from hotline.desk.ready import BEHIND
from hotline.domain.checkin.record import State

_CANNOT_SAY = (
    "the store does not say when something is on its disk (WAITAOF): no check-in can be set."
    " Turn its append-only file on; behind a sentinel on the replicas, too, with appendfsync always"
)
_BEHIND = (
    "this machine's clock is behind: the store has seen {:%Y-%m-%d %H:%M} UTC. Set it. If it is"
    " right, and was wrong before: hotline clock --believe"
)
_UNREADABLE = (
    "{} check-ins run that no secret which is set opens: nobody would be asked, nobody told. Set"
    " the secret that was there before as well (HOTLINE_SECRET=NEW,OLD)"
)
_KEPT = "can be kept: on disk when they are set, and all open"
_RUN = (
    "running: {}, alarms open: {}. Whoever is due while the line is stopped is asked only after it"
)


def check_ins(
    *, on_disk: bool, unreadable: int, running: Collection[State], latest: float, now: float
) -> list[Finding]:
    """`running` is how each that opens stands; `latest` is what the store has seen (seconds UTC),
    `now` what this machine says."""
    found = []
    if not on_disk:
        found.append(mend("checks", _CANNOT_SAY))
    if unreadable:
        found.append(mend("checks", _UNREADABLE.format(unreadable)))
    if latest - now > BEHIND:
        found.append(mend("time", _BEHIND.format(datetime.fromtimestamp(latest, UTC))))
    return [*(found or [ok("checks", _KEPT)]), *_running(running)]


def _running(states: Collection[State]) -> list[Finding]:
    alarms = sum(state in {"alarm", "owned"} for state in states)
    told = _RUN.format(len(states), alarms)
    return [look("checks", told) if alarms else ok("checks", told)] if states else []
