"""Which of the carrier's records go now, later, never; and a sweep that misses none of ours."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as some

from hotline.domain.copies import (
    RIPE,
    Copy,
    CopyPage,
    fate,
    oldest,
    ours,
    to_erase,
    turned,
    worth_asking,
)
from hotline.domain.errands import Sweep
from hotline.domain.phone import Phone

NOW = 1_800_000_000.0
HOUR, DAY = 3600.0, 86400.0
LINES = frozenset({Phone("+12025550100"), Phone("+12025550101")})
phones = some.integers(0, 5).map(lambda n: Phone(f"+1202555010{n}"))
copies = some.builds(
    Copy,
    id=some.uuids().map(str),
    kind=some.sampled_from(["text", "call"]),
    ends=some.frozensets(phones, max_size=2),
    state=some.sampled_from(["under way", "out", "final"]),
    at=some.floats(NOW - 20 * DAY, NOW + 60),
)


def ages(copy: Copy, *hours: float) -> list[bool]:
    """Half an hour after a pass, so many hours after it came: is it asked for?"""
    moments = [copy.at + hour * HOUR for hour in hours]
    return [worth_asking(copy, now, now - HOUR / 2) for now in moments]


@given(copies)
def test_what_has_none_of_our_numbers_is_never_touched(copy: Copy) -> None:
    never = fate(copy, LINES, NOW) == "never"

    assert never == (not copy.ends & LINES)
    assert fate(copy, frozenset(), NOW) == "never"
    assert never == (fate(copy, LINES, NOW + 400 * DAY) == "never")


@given(copies)
def test_what_is_ours_and_over_goes_once_it_is_ripe(copy: Copy) -> None:
    copy = replace(copy, ends=copy.ends | {min(LINES, key=lambda line: line.e164)})

    assert fate(copy, LINES, copy.at + RIPE - 1) == "later"
    wanted = "later" if copy.state == "under way" else "now"
    assert fate(copy, LINES, copy.at + RIPE + 1) == wanted


@given(copies)
def test_what_does_not_go_is_asked_for_each_day(copy: Copy) -> None:
    assert all(ages(copy, 0.1, 5, 23.9, 24.2, 48.2, 240.2))
    assert not any(ages(copy, 25.5, 40, 47.5, 250.5))


@given(copies, some.floats(0, 9 * DAY))
def test_what_no_pass_has_met_yet_is_asked_for_however_old_it_is(copy: Copy, since: float) -> None:
    assert worth_asking(copy, copy.at + DAY + since, copy.at + DAY - 1)
    assert worth_asking(copy, copy.at + since, None)


def swept(records: list[Copy], size: int, sweep: Sweep, now: float) -> tuple[set[str], Sweep]:
    """A whole pass over what the carrier lists from the day of `since` on, newest first."""
    asked: set[str] = set()
    while True:
        day = sweep.since // DAY * DAY
        listed = [r for r in records if r.kind == sweep.kind and r.at >= day]
        listed.sort(key=lambda r: r.at, reverse=True)
        start = int(sweep.page or 0)
        more = str(start + size) if len(listed) > start + size else ""
        page = CopyPage(tuple(listed[start : start + size]), more)
        asked |= {copy.id for copy in to_erase(page, LINES, now, sweep.ended)}
        sweep = turned(sweep, page, LINES, now)
        if sweep.began is None:
            return asked, sweep


@given(some.lists(copies, max_size=12), some.integers(1, 4))
def test_a_pass_meets_all_and_the_next_looks_back_far_enough(
    records: list[Copy], size: int
) -> None:
    asked, sweep = swept(records, size, Sweep(NOW), NOW)
    wanted = {r.id for r in records if fate(r, LINES, NOW) == "now"}
    assert asked == wanted
    assert (sweep.ended, sweep.left) == (NOW, oldest(records, LINES, None))

    kept = [record for record in records if ours(record, LINES)]  # as if not one could be deleted
    assert all(sweep.since <= record.at for record in kept)
    again, after = swept(kept, size, sweep, NOW + HOUR / 2)
    over = [r for r in kept if fate(r, LINES, NOW + HOUR / 2) == "now"]
    assert again == {r.id for r in over if worth_asking(r, NOW + HOUR / 2, NOW)}
    assert after.left == sweep.left


@given(copies)
def test_once_all_is_gone_a_pass_looks_back_two_days(copy: Copy) -> None:
    _, sweep = swept([copy], 1, Sweep(NOW), NOW)
    _, after = swept([], 1, sweep, NOW + HOUR)

    assert after.since == NOW + HOUR - 2 * DAY
    assert after.left is None


def test_no_number_shows_when_a_copy_does() -> None:
    copy = Copy("SM1", "text", LINES, "final", NOW)

    assert "2025550" not in repr(copy) + str(copy)
