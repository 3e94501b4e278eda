"""The sweep: a page at a time, taken up again after a crash, never by two at once."""

from __future__ import annotations

from itertools import pairwise

import pytest

from hotline.desk.errands import do
from hotline.desk.ready import ready
from hotline.desk.sweep import APART, EVERY, Swept, keep_sweeping, sweep_all
from hotline.domain.copies import Copy, CopyPage
from hotline.domain.errands import SWEEP, EraseCall, EraseText, Sweep
from hotline.errors import CarrierBusy, CarrierError, CarrierRefused, CarrierUnsure, NotFinal
from tests.desk.pretend import ANNA, LINE, NOON, Line, default_edition

HOUR = 3600.0


@pytest.fixture(scope="module")
def edition():
    return default_edition()


@pytest.fixture
def line(edition) -> Line:
    line = Line(edition)
    keep_sweeping(line.desk())
    return line


def text(id: str, age: float = 600, state: str = "final", ours: bool = True) -> Copy:
    return Copy(id, "text", frozenset({ANNA, LINE} if ours else {ANNA}), state, NOON - age)  # type: ignore[arg-type]


def sweep_of(line: Line) -> Sweep:
    found = line.store.errands[SWEEP]
    assert isinstance(found, Sweep)
    return found


def erasures(line: Line) -> list[str]:
    """Ids of what is to be deleted, soonest first."""
    found = [(line.store.due[id], errand) for id, errand in line.store.errands.items()]
    found.sort(key=lambda one: one[0])
    return [
        e.id if isinstance(e, EraseText) else e.sid
        for _, e in found
        if isinstance(e, EraseText | EraseCall)
    ]


def test_what_is_ours_and_over_gets_an_errand_each_and_workers_stay_free(line: Line) -> None:
    call = Copy("CA1", "call", frozenset({LINE}), "final", NOON - 900)
    line.carrier.pages["text", ""] = CopyPage(
        (text("SM1"), text("SM2", ours=False), text("SM3", state="under way"), text("SM4", age=5)),
        "2 PA1",
    )
    line.carrier.pages["text", "2 PA1"] = CopyPage((text("SM5"), text("SM6", state="out")))
    line.carrier.pages["call", ""] = CopyPage((call,))

    for page in (["SM1"], ["SM1", "SM5", "SM6"], ["SM1", "SM5", "SM6", "CA1"]):
        assert do(line.desk(), SWEEP) == "swept"
        assert erasures(line) == page
        line.now = line.store.due[SWEEP]
    assert line.carrier.listed == [("text", 0.0, ""), ("text", 0.0, "2 PA1"), ("call", 0.0, "")]
    moments = sorted(at for id, at in line.store.due.items() if id != SWEEP)
    assert all(b - a >= APART for a, b in pairwise(moments))

    assert line.now == NOON + EVERY
    assert (sweep_of(line).left, sweep_of(line).began) == (NOON - 900, None)
    do(line.desk(), SWEEP)
    assert line.carrier.listed[-1][1] == NOON - 900 - 48 * HOUR


def test_two_workers_and_two_clocks_never_sweep_at_once(line: Line) -> None:
    keep_sweeping(line.desk())
    assert isinstance(line.store.take(SWEEP, line.now, 35), Sweep)

    assert do(line.desk(), SWEEP) == "taken"
    assert line.carrier.listed == []


def test_after_a_crash_it_goes_on_at_its_page(line: Line) -> None:
    line.carrier.pages["text", ""] = CopyPage((text("SM1"),), "1 PA1")
    do(line.desk(), SWEEP)
    assert isinstance(line.store.take(SWEEP, line.now, 35), Sweep)  # and the worker dies

    line.now += 40
    keep_sweeping(line.desk())
    assert do(line.desk(), SWEEP) == "swept"
    assert line.carrier.listed[-1] == ("text", 0.0, "1 PA1")


@pytest.mark.parametrize("failure", [CarrierBusy(20429), CarrierUnsure()])
def test_a_carrier_that_does_not_list_is_asked_less_and_less(
    line: Line, failure: CarrierError
) -> None:
    for wait in (30, 60, 300, 900, 900):
        line.carrier.failing.append(failure)
        assert do(line.desk(), SWEEP) == "put off"
        assert line.store.due[SWEEP] == line.now + wait
    assert ready(line.desk())[1]["copies"] == "late"

    do(line.desk(), SWEEP)
    do(line.desk(), SWEEP)
    assert ready(line.desk())[1]["copies"] == "ok"


def test_a_page_that_is_no_more_is_not_asked_for_for_ever(line: Line) -> None:
    line.carrier.pages["text", ""] = CopyPage((text("SM1"),), "1 PA1")
    do(line.desk(), SWEEP)
    line.carrier.failing.append(CarrierRefused(20001))
    do(line.desk(), SWEEP)

    assert line.store.due[SWEEP] == line.now + EVERY
    do(line.desk(), SWEEP)
    assert line.carrier.listed[-1] == ("text", 0.0, "")


def test_the_age_of_the_oldest_is_told_in_hours_and_a_sweep_that_stops_is_noticed(
    line: Line,
) -> None:
    line.store.beats |= {"worker": NOON, "clock": NOON}
    assert ready(line.desk()) == (
        True,
        {
            **dict.fromkeys(("flows", "time", "worker", "clock", "texts", "store", "checks"), "ok"),
            "carrier": "not asked lately",
            "copies": "not looked through yet",
            "oldest_copy_hours": 0,
        },
    )
    line.carrier.pages["text", ""] = CopyPage((text("SM1", age=5 * HOUR + 1700),))
    do(line.desk(), SWEEP)
    do(line.desk(), SWEEP)
    well, parts = ready(line.desk())
    assert (well, parts["copies"], parts["oldest_copy_hours"]) == (True, "ok", 5)

    line.now += 7 * HOUR
    line.store.beats |= {"worker": line.now, "clock": line.now}
    well, parts = ready(line.desk())
    assert (well, parts["copies"]) == (False, "late")


def test_by_hand_all_goes_at_once_and_only_counts_are_told(line: Line) -> None:
    line.carrier.pages["text", ""] = CopyPage(
        (text("SM1", age=40 * 24 * HOUR + 7200), text("SM2", ours=False), text("SM3", age=5)), "1 P"
    )
    line.carrier.pages["text", "1 P"] = CopyPage((text("SM4", age=900),))
    line.carrier.pages["call", ""] = CopyPage(
        (Copy("CA1", "call", frozenset({LINE}), "final", NOON - 800),)
    )
    *_, swept = sweep_all(line.desk())

    assert swept == Swept(others=1, deleted=3, kept=1, oldest=NOON - 5)
    assert line.carrier.erased == ["SM1", "SM4", "CA1"]


def test_by_hand_what_must_wait_is_counted_and_what_fails_stops_it(line: Line) -> None:
    line.carrier.pages["text", ""] = CopyPage((text("SM1"), text("SM2")))
    sweeping = sweep_all(line.desk())
    assert next(sweeping).deleted == 1
    line.carrier.failing.append(NotFinal(20009))
    assert next(sweeping) == Swept(deleted=1, kept=1, oldest=NOON - 600)

    line.carrier.failing.append(CarrierUnsure())
    with pytest.raises(CarrierUnsure):
        next(sweeping)
