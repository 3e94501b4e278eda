"""Whether each part of the line works, for a watchdog outside. Nothing here is about anybody."""

from __future__ import annotations

from contextlib import suppress

from hotline.desk.tools import Desk
from hotline.domain.errands import SWEEP, Errand, Sweep
from hotline.errors import HotlineError, StoreAway

LATE = 15.0  # seconds without a sign of life after which a part counts as gone
BEHIND = 60.0  # seconds by which this machine's clock may be behind what the store has seen
SWEEP_LATE = 6 * 3600.0  # seconds in which a sweep of the carrier's copies must come to an end
_TOO_OFTEN = 4  # times in a row that the carrier did not list them
CARRIER_WORKS, CARRIER_FAILS = "carrier", "carrier.fails"
FLOODED = "texts.flooded"
NOT_REDACTED = "not.redacted"
WELL = {"ok", "not asked lately", "not looked through yet", "off"}


def ready(desk: Desk) -> tuple[bool, dict[str, object]]:
    """(all well, part → what is the matter or `ok`; and how old the carrier's oldest copy is)."""
    parts: dict[str, object] = {"flows": _flows(desk), "time": _time(desk)}
    age: dict[str, object] = {}
    try:
        parts |= {"worker": _beating(desk, "worker"), "clock": _beating(desk, "clock")}
        sweep = last_sweep(desk.errands.read(SWEEP))
        parts |= {"carrier": _carrier(desk), "texts": _texts(desk), "store": "ok"}
        parts |= {"checks": _checks(desk)}
        parts |= {"copies": copies(sweep, desk.now())}
        age = {"oldest_copy_hours": oldest_hours(sweep)}
    except StoreAway:
        unknown = ("worker", "clock", "carrier", "texts", "copies", "checks")
        parts |= {"store": "away", **dict.fromkeys(unknown, "unknown")}
    return all(word in WELL for word in parts.values()), parts | age


def last_sweep(found: Errand | None) -> Sweep | None:
    """The sweep, whose record tells of its last pass."""
    return found if isinstance(found, Sweep) else None


def copies(sweep: Sweep | None, now: float) -> str:
    """Whether all that the carrier lists was looked through lately."""
    if sweep and (sweep.tries >= _TOO_OFTEN or now - (sweep.ended or now) > SWEEP_LATE):
        return "late"
    return "ok" if sweep and sweep.ended else "not looked through yet"


def oldest_hours(sweep: Sweep | None) -> int:
    """How old the oldest copy of ours was that the last whole pass met, deleted since or not.

    Whole hours: to the minute it would tell when somebody wrote.
    """
    return int((sweep.ended - sweep.left) / 3600) if sweep and sweep.ended and sweep.left else 0


def _time(desk: Desk) -> str:
    """A machine whose clock is not set goes on from where the store last saw the time."""
    return "ok" if desk.behind() < BEHIND else "behind"


def _flows(desk: Desk) -> str:
    try:
        desk.edition()
    except HotlineError:
        return "faulty"
    return "ok" if desk.as_published() else "not as published"


def _checks(desk: Desk) -> str:
    """Whether a check-in can be kept. Where the store does not say what is on its disk none is set,
    and an alarm that is taken may be said not to be."""
    with suppress(HotlineError):
        step = desk.edition().book.check_in
        if step is None or not step.offered:
            return "off"
    return "ok" if desk.beats.keeps() else "refused"


def is_beating(desk: Desk, part: str) -> bool:
    """Whether this part of the line gave a sign of life lately. Raises StoreAway."""
    last = desk.beats.last(part)
    return last is not None and desk.now() - last <= LATE


def _beating(desk: Desk, part: str) -> str:
    return "ok" if is_beating(desk, part) else "gone"


def _texts(desk: Desk) -> str:
    """Whether more was sent, in the last minute, than the line can afford."""
    return "ok" if desk.beats.last(FLOODED) is None else "flooded"


def _carrier(desk: Desk) -> str:
    """What the carrier last did when a worker asked it for something."""
    works, fails = desk.beats.last(CARRIER_WORKS), desk.beats.last(CARRIER_FAILS)
    if works is None and fails is None:
        return "not asked lately"
    return "ok" if (works or 0.0) >= (fails or 0.0) else "failing"
