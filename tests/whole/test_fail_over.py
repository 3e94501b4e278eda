"""The store's primary is lost in mid-traffic: seconds without it, and nobody is told an untruth.

Whose check-in was said to be on is asked, at least once.
"""

from __future__ import annotations

from signal import Signals

import pytest

from benchmarks.fail_over import fail_over

pytestmark = [pytest.mark.whole, pytest.mark.long, pytest.mark.timeout(600)]


@pytest.mark.parametrize("how", [Signals.SIGKILL, Signals.SIGSTOP])
def test_a_fail_over_costs_seconds_and_no_words(how: Signals) -> None:
    """Every text is answered within five seconds, or this breaks before (`Ladder.says`)."""
    cost = fail_over(1, how=how)
    print(cost)

    assert cost.away < 12
    assert cost.during[-1] < 3
    assert cost.rung < 20
    assert cost.worker < 20
    assert cost.lost == 0
    assert cost.checks > 10
    assert cost.not_asked == 0
