"""What the carrier still keeps of the line: when that was last looked through, and how old."""

from __future__ import annotations

from hotline.cli.checkup.finding import Finding, look, mend, ok
from hotline.desk.ready import copies as how_it_goes
from hotline.desk.ready import oldest_hours
from hotline.domain.errands import Sweep

_OLD = 24  # hours; most copies can be deleted within minutes
_LATE = "were not looked through for hours: see `hotline sweep`, and whether worker and clock run"
_NOT_YET = "were not looked through yet: the worker does it when the clock runs"
_KEPT = (
    "the oldest that was still there is {hours} hours old. A few texts become final late, "
    "14 days at most; beyond that, ask the carrier's support"
)
_NOT_REDACTED = "HOTLINE_REDACTION is yes, but the account cannot: unset it, or ask the carrier"


def copies(sweep: Sweep | None, not_redacted: float | None, now: float) -> list[Finding]:
    """`sweep` is the record of the sweep, `not_redacted` when the account last could not."""
    found = [mend("copies", _NOT_REDACTED)] if not_redacted else []
    return [_sweep(sweep, now), *found]


def _sweep(sweep: Sweep | None, now: float) -> Finding:
    state, hours = how_it_goes(sweep, now), oldest_hours(sweep)
    if state == "late":
        return mend("copies", _LATE)
    if state != "ok":
        return look("copies", _NOT_YET)
    if hours >= _OLD:
        return look("copies", _KEPT.format(hours=hours))
    found = f"the oldest was less than {hours + 1} h old" if sweep and sweep.left else "none there"
    return ok("copies", f"at the carrier were looked through: {found}")
