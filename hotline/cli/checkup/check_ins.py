"""Check-ins: what is set must be on disk, readable, and not before its time."""

from __future__ import annotations

from datetime import UTC, datetime

from hotline.cli.checkup.finding import Finding, mend, ok
from hotline.desk.ready import BEHIND

_CANNOT_SAY = (
    "the store does not say when something is on its disk (WAITAOF): no check-in can be set."
    " Turn its append-only file on; behind a sentinel on the replicas, too, with appendfsync always"
)
_BEHIND = (
    "this machine's clock is behind: the store has seen {:%Y-%m-%d %H:%M} UTC. Set it. If it is"
    " right, and was wrong before: hotline clock --believe, and start every process again"
)
_UNREADABLE = (
    "{} check-ins run that no secret which is set opens: nobody would be asked, nobody told. Set"
    " the secret that was there before as well (HOTLINE_SECRET=NEW,OLD)"
)


def check_ins(*, on_disk: bool, unreadable: int, latest: float, now: float) -> list[Finding]:
    """`latest` is what the store has seen (seconds UTC), `now` what this machine says."""
    found = []
    if not on_disk:
        found.append(mend("checks", _CANNOT_SAY))
    if unreadable:
        found.append(mend("checks", _UNREADABLE.format(unreadable)))
    if latest - now > BEHIND:
        found.append(mend("time", _BEHIND.format(datetime.fromtimestamp(latest, UTC))))
    return found or [ok("checks", "check-ins can be kept: on disk when they are set, and all open")]
