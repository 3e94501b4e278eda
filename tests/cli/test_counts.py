"""Counts in the terminal: by day, by quarter, never few, never today."""

from __future__ import annotations

import time

from hotline.domain.counts import counted
from tests.cli.running import Terminal

ZONE = "America/New_York"
DAY = 86400


def test_a_week_shows_what_was_often_and_hides_what_was_rare(terminal: Terminal) -> None:
    yesterday = time.time() - DAY
    for n in range(12):
        names = ["calls", "place naloxone", *(["place aftercare"] if n < 4 else [])]
        terminal.store.tally.add(counted(yesterday, ZONE, *names))

    rows = terminal.run("counts").output.splitlines()
    calls = next(row for row in rows if row.startswith("calls"))
    assert calls.endswith("10")
    assert calls.count("under 5") == 6
    assert any(row.startswith("place naloxone") for row in rows)
    assert not any("aftercare" in row for row in rows)


def test_today_is_not_shown_for_who_looks_twice_would_see_the_one_in_between(
    terminal: Terminal,
) -> None:
    for _ in range(9):
        terminal.store.tally.add(counted(time.time(), ZONE, "calls"))
    rows = terminal.run("counts", "--days", "1").output.splitlines()
    assert next(row for row in rows if row.startswith("calls")).endswith("under 5")


def test_a_quarter_says_what_nobody_can_tell(terminal: Terminal) -> None:
    for _ in range(33):
        terminal.store.tally.add(counted(time.time() - 92 * DAY, ZONE, "a peer answered"))

    told = terminal.run("counts", "--quarter")
    assert told.exit_code == 0
    answered = next(r for r in told.output.splitlines() if r.startswith("a peer answered"))
    assert answered.endswith("30")
    assert "What we cannot tell you, on purpose" in told.output
    assert "How many people" in told.output
