"""Shifts on the desk: written once, asked about by rotation, language and opening hours."""

from dataclasses import replace
from datetime import date

import pytest

from hotline.cli.checkup.rota import rota as checkup
from hotline.desk import roster, rota
from hotline.desk.rota import Promise
from hotline.desk.threads import able_to_text
from hotline.domain.people import CHANNELS
from hotline.domain.phone import Phone
from hotline.domain.written_times import read_times
from hotline.errors import Unfit
from hotline.flow.document import NOWHERE, Rotation
from hotline.flow.edition import Edition
from tests.desk.pretend import ANNA, LINE, NOON, Line, default_edition

ALWAYS = read_times("mon-sun 00:00-24:00", "America/New_York")
DAYS = read_times("mon-sun 09:00-17:00", "America/New_York")


@pytest.fixture(scope="module")
def edition() -> Edition:
    return default_edition()


@pytest.fixture
def line(edition: Edition) -> Line:
    line = Line(edition)
    for name, languages, number in (("Ana", ("en", "es"), "11"), ("Bo", ("en",), "12")):
        phone = Phone(f"+120255501{number}")
        person = roster.add(line.desk(), name, phone, line=LINE, languages=languages)
        for channel in CHANNELS:
            roster.consent_given(line.desk(), person.id, channel, line.now)
    return line


def on(line: Line, name: str, times=ALWAYS) -> int:  # type: ignore[no-untyped-def]
    person = roster.find(line.desk(), name)
    return rota.add_shifts(line.desk(), [Promise(person, "peers", times)])


def order(line: Line, language: str = "en", **more: object) -> list[str]:
    ring = rota.ring_order(line.desk(), "peers", language, line.now, **more)  # type: ignore[arg-type]
    return [person.name for person in ring]


def test_who_speaks_the_contacts_language_is_rung_first(line: Line) -> None:
    on(line, "Ana")
    on(line, "Bo")

    assert all(order(line, "es", seed=str(n)) == ["Ana", "Bo"] for n in range(8))
    assert {tuple(order(line, seed=str(n))) for n in range(8)} == {("Ana", "Bo"), ("Bo", "Ana")}


def test_who_passed_is_not_rung_and_who_is_believed_busy_comes_last(line: Line) -> None:
    on(line, "Ana")
    on(line, "Bo")
    ana = roster.find(line.desk(), "Ana").id

    assert order(line, "es", excluded={ana}) == ["Bo"]
    assert order(line, "es", unlikely={ana}) == ["Bo", "Ana"]
    assert order(line, lately={ana: NOON - 60}) == ["Bo", "Ana"]


def test_when_people_are_on_again(line: Line) -> None:
    on(line, "Ana", DAYS)
    line.now += 12 * 3600  # from 11am to 11pm there

    assert order(line) == []
    assert line.desk().standing().next_on == {"peers": NOON + 22 * 3600}


def test_the_same_promise_is_written_once_also_within_one_import(line: Line) -> None:
    person = roster.find(line.desk(), "Ana")
    promise = Promise(person, "peers", ALWAYS)

    assert rota.add_shifts(line.desk(), [promise, promise]) == 1
    assert rota.add_shifts(line.desk(), [promise]) == 0


def test_who_answered_when_is_not_kept(line: Line) -> None:
    on(line, "Ana", read_times("18:00-20:00", "America/New_York", date(2026, 1, 2)))
    assert len(line.rota.shifts) == 1
    line.now += 3 * 86400
    on(line, "Bo", read_times("18:00-20:00", "America/New_York", date(2026, 1, 2)))
    on(line, "Bo")

    assert [shift.times for shift in line.rota.shifts] == [ALWAYS]


def test_one_unknown_rotation_and_nothing_is_written(line: Line) -> None:
    person = roster.find(line.desk(), "Ana")
    with pytest.raises(Unfit, match="one of peers"):
        rota.add_shifts(
            line.desk(), [Promise(person, "peers", ALWAYS), Promise(person, "pears", ALWAYS)]
        )

    assert line.rota.shifts == ()


def test_gaps_are_looked_for_in_the_hours_in_which_the_flows_ask_for_people(line: Line) -> None:
    on(line, "Ana", DAYS)
    assert len(rota.gaps(line.desk(), "peers", NOON, 2)) > 0

    line.edition = with_hours(line.edition)
    assert rota.gaps(line.desk(), "peers", NOON, 14) == []


def test_a_place_without_hours_takes_who_is_on_and_misses_nobody(line: Line) -> None:
    on(line, "Ana", DAYS)
    line.edition = with_hours(line.edition)
    book = line.edition.book
    hurting = replace(book.places["lines.hurting"], open="")
    line.edition = replace(
        line.edition, book=replace(book, places={**book.places, "lines.hurting": hurting})
    )

    assert rota.gaps(line.desk(), "peers", NOON, 14) == []
    line.now = NOON + 5.5 * 3600  # half past four there: on, though the hours are over
    assert "peers" in line.desk().standing().on


def test_who_has_shifts_that_begin_with_a_pin_and_no_pin_is_counted(line: Line) -> None:
    on(line, "Ana")
    on(line, "Bo")
    roster.set_pin(line.desk(), roster.find(line.desk(), "Bo").id, "471108")
    assert len(checkup(line.desk())) == 1
    pin = {"peers": Rotation("peers", NOWHERE, shift_pin=True)}
    line.edition = replace(line.edition, book=replace(line.edition.book, rotations=pin))

    assert "so many have shifts and none: 1" in checkup(line.desk())[-1].what


def test_the_same_hours_for_calls_too_or_as_a_peer_are_something_new(line: Line) -> None:
    bo = roster.find(line.desk(), "Bo")
    promises = [
        Promise(bo, "peers", DAYS, ("texts",), "trainee"),
        Promise(bo, "peers", DAYS, ("texts",)),
        Promise(bo, "peers", DAYS),
        Promise(bo, "peers", DAYS, ("calls",)),
    ]

    assert [rota.add_shifts(line.desk(), [one]) for one in promises] == [1, 1, 1, 0]
    line.now = NOON + 3600
    assert order(line) == ["Bo"]


def test_nobody_whose_shift_is_not_open_is_asked_to_write_with_somebody(line: Line) -> None:
    on(line, "Ana")
    on(line, "Bo")
    roster.opened(line.desk(), roster.find(line.desk(), "Bo").id, NOON + 3600)
    pin = {"peers": Rotation("peers", NOWHERE, shift_pin=True)}
    line.edition = replace(line.edition, book=replace(line.edition.book, rotations=pin))

    asked = able_to_text(line.desk(), "peers", LINE, ANNA, NOON)

    assert [person.name for person in asked] == ["Bo"]


def with_hours(edition: Edition) -> Edition:
    """The flows, with people asked for only from 10 to 16."""
    from hotline.flow.document import NOWHERE, HandOff, Hours, Span

    hours = Hours("short", NOWHERE, (Span(tuple(range(7)), 600, 960),))
    places = {
        name: replace(place, open="short") if isinstance(place, HandOff) else place
        for name, place in edition.book.places.items()
    }
    return replace(edition, book=replace(edition.book, hours={"short": hours}, places=places))
