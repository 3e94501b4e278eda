"""What every text and call is told of the line: a few seconds old, and without asking the store."""

from __future__ import annotations

from dataclasses import dataclass, field

from hotline.domain.standing import NOBODY_ON, Standing
from hotline.errors import SealBroken, StoreAway
from hotline.noticeboard import Noticeboard

PEERS = Standing(on=frozenset({"peers"}))


@dataclass
class Line:
    """A line that can be looked at, and a clock turned by hand."""

    now: float = 1000.0
    shows: Standing | Exception = PEERS
    looks: int = 0
    board: Noticeboard = field(init=False)

    def __post_init__(self) -> None:
        self.board = Noticeboard(self._look, lambda: self.now)

    def _look(self) -> Standing:
        self.looks += 1
        if isinstance(self.shows, Exception):
            raise self.shows
        return self.shows

    def after(self, seconds: float) -> Standing:
        self.now += seconds
        return self.board.standing()


def test_a_hundred_texts_in_a_moment_look_once() -> None:
    line = Line()
    assert {line.after(0.01) == PEERS for _ in range(100)} == {True}
    assert line.looks == 1


def test_it_is_never_wrong_for_more_than_ten_seconds() -> None:
    line = Line()
    line.after(0)
    line.shows = Standing("closed")

    assert line.after(1) == PEERS
    assert line.after(9) == Standing("closed")


def test_with_the_store_away_the_line_stays_closed_and_nobody_is_on() -> None:
    line = Line(shows=Standing("grief"))
    line.after(0)
    line.shows = StoreAway()

    assert line.after(10) == Standing("grief")


def test_with_the_store_away_nobody_is_on_who_was() -> None:
    line = Line()
    line.after(0)
    line.shows = StoreAway()

    assert line.after(10) == NOBODY_ON
    line.shows = PEERS
    assert line.after(10) == PEERS


def test_a_store_that_is_away_is_not_asked_for_each_text() -> None:
    line = Line(shows=StoreAway())
    for _ in range(100):
        assert line.after(0.01) == NOBODY_ON
    assert line.looks == 1


def test_a_roster_that_does_not_open_is_nobody() -> None:
    assert Line(shows=SealBroken()).after(0) == NOBODY_ON
