"""The store's primary is lost in mid-traffic: seconds without it, and nobody is told an untruth.

Whose check-in was said to be on is asked, at least once.
"""

from __future__ import annotations

from pathlib import Path
from signal import Signals

import pytest

from benchmarks.fail_over import fail_over
from hotline.store.commit import ANY, Write, commit
from hotline.store.wire import Wire
from tests.whole.fail_over import Servers

pytestmark = [pytest.mark.whole, pytest.mark.timeout(600)]


def test_a_replica_says_within_the_webs_patience_that_it_is_on_its_disk(tmp_path: Path) -> None:
    """Else nothing is ever told to be set, stopped or taken, where the store has a replica."""
    servers = Servers(tmp_path)
    try:
        servers.open()
        wire = Wire(servers.at(servers.primary()), 0.0, copies=1)
        for n in range(20):
            assert commit(wire, [Write("there", ANY, b"%d" % n, 60)], durable=True)
    finally:
        servers.close()


@pytest.mark.long
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
