"""Whatever comes, each contact ends in an outcome that is described, and nothing is left behind.

A short day by default; `python -m pytest -m long -s tests/evening/test_busy_day.py` has thirty
thousand contacts in twenty-four hours (two hours of work), and an hour of such a day, and prints
every hour what became of them.
"""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from hotline.domain import flood
from hotline.flow.edition import Edition, edition_of
from hotline.flow.folder import read_folder
from hotline.flow.load import load
from hotline.rehearsal.faults import Faults
from hotline.rehearsal.world import with_faults
from hotline.store import keys
from hotline.store.keys import row_of
from tests.conftest import FLOWS
from tests.evening.busy_day import PATIENCE, BusyDay, BusyEvening
from tests.evening.own_store import OwnStore

HOUR = 3600.0
LONG = [pytest.mark.long, pytest.mark.timeout(8 * 3600)]


@pytest.fixture
def own() -> Iterator[OwnStore]:
    memory = Path("/dev/shm")
    room = memory if memory.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="hl", dir=room) as folder:
        made = OwnStore(Path(folder))
        made.start()
        yield made
        made.kill()


@pytest.mark.parametrize(
    ("contacts", "within", "peers"),
    [
        (15, 0.05 * HOUR, (5, 2)),
        pytest.param(1250, HOUR, (24, 6), marks=LONG),
        pytest.param(30_000, 24 * HOUR, (24, 6), marks=LONG),
    ],
)
def test_every_contact_ends_in_a_described_outcome(
    own: OwnStore,
    contacts: int,
    within: float,
    peers: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for most in ("EXCHANGE_HOUR", "LINE_HOUR", "LINE_DAY"):  # else a hundred days are a flood
        monkeypatch.setattr(flood, most, 1_000_000)
    day = BusyDay(BusyEvening(in_waves(), own), random.Random(contacts), peers)
    day.contacts(contacts, within)
    while (lived := day.night.line.now - day.night.start) < within + HOUR:
        day.run(min(lived + HOUR, within + HOUR))
        told(day)

    assert len(day.came) == contacts
    assert day.wrong == []
    assert day.night.broken == []
    assert [one for one in day.came.values() if one.said == 0 or not one.outcome] == []
    assert day.checks.on == {}
    callers = [one for one in day.came.values() if "call" in one.kind]
    assert all(one.met or one.nobody or one.patience < PATIENCE or not one.asked for one in callers)
    assert max(day.waits() + day.waits(alarms=True), default=0.0) < PATIENCE
    nothing_is_left(day)


def in_waves() -> Edition:
    """The line as it comes, but that three phones ring for a caller, and not all thirty."""
    files = read_folder(FLOWS)
    waved = {name: text.replace("way: all at once", "way: waves") for name, text in files.items()}
    loaded = load(waved)
    assert loaded.book, loaded.faults
    return edition_of(loaded.book)


def nothing_is_left(day: BusyDay) -> None:
    """Once all have hung up and two hours have passed: no leg, no room, no key without an end."""
    exchange = day.night.board.exchange
    exchange.change(lambda world, now: (with_faults(world, Faults()), None))
    day.run(day.night.line.now - day.night.start + 2 * HOUR)
    calls = exchange.world.calls
    assert [leg for leg in calls.legs if not leg.final] == []
    assert [room for room in calls.rooms if room.seats] == []
    for key in (keys.LIVE, keys.DIAL, keys.WAITING):
        there = day.night.own.look.zrangebyscore(key, day.night.line.now, "+inf")
        assert there == [], key  # what is past is swept out when the next one asks
    held = day.night.own.held()
    assert [key for key in held if row_of(key) is None] == []
    day.night.own.pass_time(keys.QUARTER_LIFE)
    assert [k for k in day.night.own.held() if (row := row_of(k)) and row.life] == []
    assert exchange.world.messages == ()


def told(day: BusyDay) -> None:
    """What became of whom until now, and how long they waited."""
    print(f"after {(day.night.line.now - day.night.start) / HOUR:.2f} hours, {len(day.came)} came:")
    outcomes = Counter(f"{one.kind}: {one.outcome}" for one in day.came.values())
    for outcome, many in sorted(outcomes.items()):
        print(f"{many:6} {outcome}")
    for what, alarms in (
        ("person, or the word that nobody is there", False),
        ("peer, of an alarm", True),
    ):
        if waits := day.waits(alarms=alarms):
            marks = [waits[len(waits) * part // 100] for part in (50, 95, 99)]
            spread = ", ".join(f"{mark:.0f}" for mark in marks)
            print(f"seconds to a {what}: median, 95, 99 %: {spread}; longest {waits[-1]:.0f}")
    print(dict(day.happened), f"{day.night.own.look.dbsize()} keys")
    print(f"wrong: {day.wrong}; broken: {day.night.broken}", flush=True)
