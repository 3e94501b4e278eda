"""Whether each part of the line works, for a watchdog outside. Nothing here is about anybody."""

from __future__ import annotations

from hotline.desk.tools import Desk
from hotline.errors import HotlineError, StoreAway

LATE = 15.0  # seconds without a sign of life after which a part counts as gone
CARRIER_WORKS, CARRIER_FAILS = "carrier", "carrier.fails"
FLOODED = "texts.flooded"


def ready(desk: Desk) -> tuple[bool, dict[str, object]]:
    """(all well, part → what is the matter or `ok`)."""
    parts: dict[str, object] = {"flows": _flows(desk)}
    try:
        parts |= {"worker": _beating(desk, "worker"), "clock": _beating(desk, "clock")}
        parts |= {"carrier": _carrier(desk), "texts": _texts(desk), "store": "ok"}
    except StoreAway:
        unknown = ("worker", "clock", "carrier", "texts")
        parts |= {"store": "away", **dict.fromkeys(unknown, "unknown")}
    return all(word in {"ok", "not asked lately"} for word in parts.values()), parts


def _flows(desk: Desk) -> str:
    try:
        desk.edition()
    except HotlineError:
        return "faulty"
    return "ok"


def _beating(desk: Desk, part: str) -> str:
    last = desk.beats.last(part)
    return "ok" if last is not None and desk.now() - last <= LATE else "gone"


def _texts(desk: Desk) -> str:
    """Whether more was sent, in the last minute, than the line can afford."""
    return "ok" if desk.beats.last(FLOODED) is None else "flooded"


def _carrier(desk: Desk) -> str:
    """What the carrier last did when a worker asked it for something."""
    works, fails = desk.beats.last(CARRIER_WORKS), desk.beats.last(CARRIER_FAILS)
    if works is None and fails is None:
        return "not asked lately"
    return "ok" if (works or 0.0) >= (fails or 0.0) else "failing"
