"""What is counted of texts and waits, and what of a count is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from hotline.domain.counts import (
    ANSWERED,
    HUNG_UP,
    NOBODY,
    PASSED_ON,
    counted,
    of_ring,
    of_text,
    quarter_of,
    shown,
)
from hotline.domain.phone import Phone
from hotline.domain.ring.events import (
    ContactFinal,
    Event,
    LegAsked,
    PeerChose,
    PeerLeft,
    PeerPicked,
    PeerPressed,
    RingAsked,
    TurnCame,
)
from hotline.domain.ring.record import Ring
from hotline.domain.ring.step import begin, step

START = 1_767_319_200.0
ASKED = RingAsked("r", Phone("+12025550100"), "CA1", "en", ("ana", "bo"), 1, 90.0)


def after(*happened: tuple[float, Event]) -> list[str]:
    """What a ring counts while all this happens, in seconds after its start."""
    ring: Ring = begin(ASKED, START).ring
    names: list[str] = []
    for at, event in happened:
        moved = step(ring, event, START + at).ring
        names += of_ring(ring, moved, event, START + at)
        ring = moved
    return names


ANA_TAKES = (
    (1.0, LegAsked("r-0")),
    (9.0, PeerPicked("r-0")),
    (20.0, PeerPressed("r-0", "1")),
)


def test_a_wait_counts_once_when_a_peer_answers_with_how_long_it_took() -> None:
    again = (21.0, PeerPressed("r-0", "1"))
    assert after(*ANA_TAKES, again) == [ANSWERED, "answered in 15 to 45 s"]


def test_who_hangs_up_while_waiting_is_not_taken_for_somebody_whom_nobody_answered() -> None:
    assert after((4.0, ContactFinal())) == [HUNG_UP]
    assert after(*ANA_TAKES, (300.0, ContactFinal())) == [ANSWERED, "answered in 15 to 45 s"]


def test_nobody_is_counted_when_the_wait_is_over() -> None:
    long_after = (200.0, TurnCame(30, may_dial=False))
    assert after(long_after, long_after) == [NOBODY]


def test_a_talk_that_is_handed_over_is_passed_on_and_then_answered_anew() -> None:
    heard = after(
        *ANA_TAKES, (60.0, PeerLeft("r-0")), (63.0, PeerChose("r-0", "2")),
        (64.0, LegAsked("r-1")), (66.0, PeerPicked("r-1")), (70.0, PeerPressed("r-1", "1")),
    )  # fmt: skip
    assert heard[2:] == [PASSED_ON, ANSWERED, "answered in under 15 s"]


def test_a_text_counts_where_it_led_to_and_a_page_of_the_same_place_does_not() -> None:
    assert of_text(None, "home") == ("conversations by text", "place home")
    assert of_text("home", "naloxone") == ("place naloxone",)
    assert of_text("naloxone", "naloxone") == of_text("home", "") == ()


def test_a_night_belongs_to_the_day_of_the_lines_own_clock() -> None:
    assert counted(START + 2 * 3600, "America/New_York").day == date(2026, 1, 1)
    assert counted(START + 2 * 3600, "UTC").day == date(2026, 1, 2)
    assert quarter_of(date(2026, 3, 31)) == "2026q1"
    assert quarter_of(date(2026, 10, 1)) == "2026q4"


@given(st.integers(0, 10_000))
def test_nothing_is_shown_of_fewer_than_five_and_no_number_to_the_unit(count: int) -> None:
    assert shown(count) % 5 == 0
    assert shown(count) <= count < shown(count) + 5


@given(st.lists(st.integers(0, 60), min_size=2, max_size=9), st.data())
def test_no_sum_of_what_is_shown_tells_a_cell_that_is_not(
    cells: list[int], data: st.DataObject
) -> None:
    """A total (a quarter) and all the other cells (its days) shown: a hidden one that is not nought
    cannot be told from nought, nor a one from another small number, but for what the rounding of
    the others leaves open; here is another night that shows the very same, without that cell."""
    hidden = data.draw(st.sampled_from(range(len(cells))))
    cells[hidden] = data.draw(st.integers(1, 4))
    room = sum(4 - cell % 5 for at, cell in enumerate(cells) if at != hidden)
    if room < cells[hidden]:
        return  # every other cell stands at its highest: told in docs/decisions
    other = list(cells)
    left, other[hidden] = cells[hidden], 0
    for at, cell in enumerate(cells):
        more = min(left, 4 - cell % 5) if at != hidden else 0
        other[at], left = other[at] + more, left - more
    assert sum(other) == sum(cells)
    assert [shown(cell) for cell in other] == [shown(cell) for cell in cells]


def test_a_ring_of_another_build_counts_nothing() -> None:
    ring = replace(begin(ASKED, START).ring, state="ended", outcome="finished")
    assert of_ring(ring, ring, ContactFinal(), START) == ()
