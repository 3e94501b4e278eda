"""The clock: nudges for what is due, loses nothing that nobody did, stops when told to."""

from __future__ import annotations

import signal
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import redis

from hotline.clock import LEASE, tick
from hotline.desk.sweep import keep_sweeping
from hotline.domain.errands import SWEEP, Due, EraseText, Sweep, copy_of
from hotline.store import Store
from hotline.store.keys import ERRAND_LIFE
from tests.desk.pretend import NOON, Line, default_edition
from tests.whole.line import WholeLine, wait_for


def test_what_is_due_is_nudged_for_and_again_when_nobody_did_it(store: Store) -> None:
    line = Line(default_edition())
    desk = replace(line.desk(), errands=store.errands)  # nobody takes its nudges
    store.errands.add(Due(NOON, "due"), EraseText("SM1", NOON + 900))
    store.errands.add(Due(NOON + 5, "later"), EraseText("SM2", NOON + 900))

    assert (tick(desk), tick(desk)) == (1, 0)
    line.now = NOON + LEASE
    assert tick(desk) == 2
    assert line.nudges.looked == ["due", "later", "due"]


def test_what_comes_in_hundreds_goes_to_a_worker_by_the_dozen(store: Store) -> None:
    line, given = Line(default_edition()), list[tuple[str, ...]]()

    class Given:
        def look(self, id: str, *more: str) -> None:
            given.append((id, *more))

    desk = replace(line.desk(), errands=store.errands, nudges=Given())
    for n in range(60):
        ask = f"ask-a-check-in-{n}-0-1-text"
        for id in (ask, copy_of(ask)) if n < 12 else (ask,):
            store.errands.add(Due(NOON, id), EraseText("SM1", NOON + 900))
    store.errands.add(Due(NOON, "a-text"), EraseText("SM1", NOON + 900))

    assert tick(desk) == 73
    assert sorted(len(ids) for ids in given) == [1, 2, 10, 10, 50]
    assert all(len({id[:3] for id in ids}) == 1 for ids in given)


def test_there_is_one_sweep_of_the_carriers_copies_for_all_clocks(
    store: Store, connection: redis.Redis
) -> None:
    now = time.time()
    line = Line(default_edition(), now=now)
    first, second = (replace(line.desk(), errands=store.errands) for _ in range(2))
    keep_sweeping(first)
    keep_sweeping(second)
    assert (tick(first), tick(second)) == (1, 0)

    assert isinstance(store.errands.take(SWEEP, now, 35), Sweep)  # a worker is at it, and is killed
    line.now = now + LEASE
    assert tick(second) == 0
    line.now = now + 35
    assert tick(second) == 1
    (key,) = connection.scan_iter("errand:*")
    assert 14 * 86400 < connection.ttl(key) <= ERRAND_LIFE


@pytest.fixture
def line() -> Iterator[WholeLine]:
    with tempfile.TemporaryDirectory(prefix="hl") as folder:
        line = WholeLine(Path(folder))
        try:
            line.start_store()
            yield line
        finally:
            for name in list(line.running):
                line.kill(name)


def beaten_since(line: WholeLine, moment: float) -> bool:
    last = line.redis().get("beat:clock")
    return last is not None and float(last) > moment


@pytest.mark.whole
def test_a_clock_survives_its_store_and_stops_when_told_to(line: WholeLine) -> None:
    line.start("clock", "-m", "hotline", "clock")
    wait_for(lambda: beaten_since(line, 0), what="first sign of life")
    clock = line.running["clock"]

    line.kill("store")
    line.start_store()
    wait_for(lambda: beaten_since(line, time.time() - 1), what="sign of life after the store")

    began = time.monotonic()
    line.kill("clock", signal.SIGTERM)
    assert clock.returncode == 0
    assert time.monotonic() - began < 2
