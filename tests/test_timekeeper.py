"""A board that boots in 1970, a clock that is set back, and one that jumps ahead."""

from __future__ import annotations

from dataclasses import dataclass

from hotline.errors import StoreAway
from hotline.timekeeper import Timekeeper

NOON = 1767283200.0


@dataclass
class Machine:
    wall: float = NOON
    ticks: float = 10.0
    latest: float = NOON
    away: bool = False

    def keeper(self) -> Timekeeper:
        return Timekeeper(self._latest, lambda: self.wall, lambda: self.ticks)

    def _latest(self) -> float:
        if self.away:
            raise StoreAway
        return self.latest

    def passes(self, seconds: float) -> None:
        self.wall += seconds
        self.ticks += seconds


def test_a_board_that_boots_in_1970_goes_on_from_where_the_store_was() -> None:
    machine = Machine(wall=30.0)
    keeper = machine.keeper()
    assert keeper.now() == NOON

    machine.passes(60)
    assert keeper.now() == NOON + 60
    assert keeper.behind() > 1e9


def test_once_its_clock_is_set_it_goes_by_that() -> None:
    machine = Machine(wall=30.0)
    keeper = machine.keeper()
    keeper.now()
    machine.wall = NOON + 3600

    assert (keeper.now(), keeper.behind()) == (NOON + 3600, 0.0)


def test_a_clock_that_is_set_back_while_we_run_puts_nothing_off() -> None:
    machine = Machine()
    keeper = machine.keeper()
    keeper.now()
    machine.passes(7200)
    machine.wall -= 3600

    assert keeper.now() == NOON + 7200
    assert keeper.behind() == 3600


def test_a_clock_that_jumps_ahead_and_back_is_right_again() -> None:
    machine = Machine()
    keeper = machine.keeper()
    keeper.now()
    machine.wall += 86400 * 365
    keeper.now()
    machine.wall -= 86400 * 365

    assert keeper.now() == NOON


def test_a_lead_that_somebody_takes_back_in_the_store_is_over_within_seconds() -> None:
    """`hotline clock --believe`, while all processes run."""
    machine = Machine(latest=NOON + 3600)
    keeper = machine.keeper()
    assert keeper.now() == NOON + 3600

    machine.latest = NOON
    machine.passes(5)
    assert (keeper.now(), keeper.behind()) == (NOON + 5, 0.0)


def test_a_store_to_which_nobody_tells_the_time_any_more_holds_none_up() -> None:
    """No clock runs: what the store saw is old, and is not the time."""
    machine = Machine(wall=30.0)
    keeper = machine.keeper()
    keeper.now()
    for _ in range(100):
        machine.passes(5)
        keeper.now()
    assert keeper.now() == NOON + 500

    machine.latest = 0.0  # an empty store tells of no time
    machine.passes(5)
    assert keeper.now() == NOON + 505


def test_a_clock_that_tells_the_store_and_hears_itself_a_little_late_loses_nothing() -> None:
    machine = Machine(wall=30.0)
    keeper = machine.keeper()
    keeper.now()
    for _ in range(100):
        machine.latest = keeper.now()
        machine.passes(6)
    assert keeper.now() == NOON + 600


def test_a_store_that_is_away_at_first_is_asked_again_and_not_at_every_moment() -> None:
    machine = Machine(wall=30.0, away=True)
    keeper = machine.keeper()
    assert keeper.now() == 30.0
    machine.away = False
    assert keeper.now() == 30.0

    machine.passes(5)
    assert keeper.now() == NOON
