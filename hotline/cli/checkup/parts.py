"""The other processes, by their signs of life in the store."""

from __future__ import annotations

from collections.abc import Callable

from hotline.cli.checkup.finding import Finding, look, mend, ok
from hotline.desk.ready import CARRIER_FAILS, CARRIER_WORKS, FLOODED, LATE

Last = Callable[[str], float | None]  # when a part last gave a sign of life


def parts(last: Last, now: float) -> list[Finding]:
    return [
        _process("worker", last, now),
        _process("clock", last, now),
        _carrier(last),
        *_texts(last),
    ]


def _process(name: str, last: Last, now: float) -> Finding:
    beat = last(name)
    if beat is not None and now - beat <= LATE:
        return ok(name, "works")
    return mend(name, f"gives no sign of life. Start it: hotline {name} (hotline up does)")


def _texts(last: Last) -> list[Finding]:
    if last(FLOODED) is None:
        return []
    why = "more of them than the line may answer: see docs/operating.md, floods"
    return [look("texts", why)]


def _carrier(last: Last) -> Finding:
    works, fails = last(CARRIER_WORKS), last(CARRIER_FAILS)
    if works is None and fails is None:
        return look("carrier", "was not asked for anything lately: send the line a text")
    if (works or 0.0) >= (fails or 0.0):
        return ok("carrier", "did what it was last asked to")
    return mend("carrier", "refused or did not answer what it was last asked. See its console")
