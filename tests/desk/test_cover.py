"""Shifts change hands by text; who is on is reminded; who looks after the rota hears of gaps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from hotline.desk import roster
from hotline.desk.answer import answer_text
from hotline.desk.counting import note
from hotline.desk.errands import do
from hotline.desk.reminding import keep_reminding
from hotline.desk.rota import Promise, add_holiday, add_shifts, gaps_ahead, who_is_on
from hotline.domain.counts import NOBODY
from hotline.domain.errands import REMIND, SendText
from hotline.domain.overrides import Holiday
from hotline.domain.people import CHANNELS, Role
from hotline.domain.phone import Phone
from hotline.domain.written_times import read_times
from hotline.flow.document import NOWHERE, HandOff, Hours, Span
from hotline.flow.edition import Edition
from tests.desk.pretend import LINE, Line, default_edition

NEW_YORK = "America/New_York"
ANA, BO, CY, DEE = (Phone(f"+120255501{n}") for n in (11, 12, 13, 14))
ALL_DAY = read_times("mon-sun 00:00-24:00", NEW_YORK)


def at(wall: str) -> float:
    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(NEW_YORK)).timestamp()


@pytest.fixture(scope="module")
def edition() -> Edition:
    return default_edition()


@pytest.fixture
def line(edition: Edition) -> Line:
    """Thursday noon. Ana has Saturday nights, Bo Friday nights, Dee looks after the rota."""
    line = Line(edition, now=at("2026-01-08T12:00"))
    peer(line, "Ana", ANA, "sat 20:00-02:00")
    peer(line, "Bo", BO, "fri 18:00-02:00")
    peer(line, "Cy", CY)
    peer(line, "Dee", DEE, roles=("coordinator",))
    return line


def peer(
    line: Line,
    name: str,
    phone: Phone,
    times: str = "",
    roles: tuple[Role, ...] = ("peer",),
    language: str = "en",
) -> None:
    desk = line.desk()
    person = roster.add(desk, name, phone, line=LINE, roles=roles, languages=(language,))
    for channel in CHANNELS:
        roster.consent_given(desk, person.id, channel, line.now)
    if times:
        add_shifts(desk, [Promise(person, "peers", read_times(times, NEW_YORK))])
    line.store.errands.clear()
    line.store.due.clear()


def says(line: Line, phone: Phone, body: str) -> str:
    replies = answer_text(line.desk(), line.arrives(body, phone)).replies
    return replies[0].body if replies else ""


def gets(line: Line, phone: Phone) -> list[str]:
    """What is on its way to a phone, once."""
    found = {
        id: errand.body
        for id, errand in line.store.errands.items()
        if isinstance(errand, SendText) and errand.to == phone
    }
    for id in found:
        line.store.done(id)
    return list(found.values())


def passes(line: Line, until: str) -> None:
    """The clock and a worker look, minute by minute."""
    while line.now < at(until):
        keep_reminding(line.desk())
        if line.store.due[REMIND] <= line.now:
            do(line.desk(), REMIND)
        line.now += 60


def on(line: Line, wall: str) -> set[str]:
    return {person.name for person in who_is_on(line.desk(), "peers", at(wall))}


def test_cover_is_asked_for_and_the_first_take_gets_it(line: Line) -> None:
    said = says(line, ANA, "cover sat 20-02")
    assert "Asked: Sat 8 pm to 2 am. It stays yours until somebody takes it" in said
    wanted = "Line: cover wanted, Sat 8 pm to 2 am. TAKE Sat gets it. No reply is fine."
    assert (gets(line, BO), gets(line, CY), gets(line, ANA)) == ([wanted], [wanted], [])
    assert on(line, "2026-01-10T21:00") == {"Ana"}

    assert says(line, BO, "take sat") == "Sat 8 pm to 2 am is yours."
    assert gets(line, ANA) == ["Sat 8 pm to 2 am is covered. Enjoy."]
    assert gets(line, DEE) == ["Line: Sat 8 pm to 2 am has changed hands."]
    assert says(line, CY, "take sat") == "Taken by someone else. Thank you."
    assert says(line, BO, "take sat") == "Sat 8 pm to 2 am is yours."
    assert (gets(line, CY), gets(line, ANA)) == ([], [])
    assert on(line, "2026-01-10T21:00") == {"Bo"}
    assert on(line, "2026-01-17T21:00") == {"Ana"}, "only this once"


def test_part_of_a_shift_across_midnight(line: Line) -> None:
    says(line, ANA, "COVER SAT 11pm-2am")
    says(line, CY, "take sat")

    assert on(line, "2026-01-10T22:59") == {"Ana"}
    assert on(line, "2026-01-10T23:00") == {"Cy"}
    assert on(line, "2026-01-11T01:59") == {"Cy"}
    assert on(line, "2026-01-11T02:00") == set()


def test_a_shift_of_whole_days_does_not_break_at_midnight(line: Line) -> None:
    person = roster.find(line.desk(), "Cy")
    add_shifts(line.desk(), [Promise(person, "peers", ALL_DAY)])
    peer(line, "Eve", Phone("+12025550115"))

    assert "Asked: Sat 8 pm to 2 am." in says(line, CY, "cover sat 20-02")
    says(line, Phone("+12025550115"), "take sat 20-02")
    assert "Eve" in on(line, "2026-01-11T01:59")
    assert "Cy" not in on(line, "2026-01-11T01:59")
    assert "Cy" in on(line, "2026-01-11T02:00")


@pytest.mark.parametrize(
    "words", ["cubre sábado", "remplace samedi", "cover 2026-01-10", "cover saturday 20:00-02:00"]
)
def test_a_day_is_understood_in_every_language_of_the_line(line: Line, words: str) -> None:
    assert "Sat 8 pm to 2 am" in says(line, ANA, words)


def test_what_is_not_understood_is_never_guessed(line: Line) -> None:
    assert "COVER SAT" in says(line, ANA, "cover whenever")
    assert "No shift of yours" in says(line, ANA, "cover mon")
    peer_shift = read_times("sat 10:00-12:00", NEW_YORK)
    add_shifts(line.desk(), [Promise(roster.find(line.desk(), "Ana"), "peers", peer_shift)])
    assert "Sat 10 am to noon, Sat 8 pm to 2 am" in says(line, ANA, "cover sat")
    assert "Sat 10 am to noon" in says(line, ANA, "cover sat 10-12")
    assert line.rota.rota.overrides == ()


def test_words_that_begin_with_take_are_no_command(line: Line) -> None:
    says(line, ANA, "cover sat")

    assert "yours" not in says(line, BO, "take a breath")
    assert on(line, "2026-01-10T21:00") == {"Ana"}


def test_what_was_asked_can_be_taken_back(line: Line) -> None:
    says(line, ANA, "cover sat")

    assert says(line, ANA, "keep sat") == "Sat 8 pm to 2 am stays yours. Nobody is asked any more."
    assert says(line, BO, "take sat") == "Nobody asks for that now. Thank you."
    assert on(line, "2026-01-10T21:00") == {"Ana"}


def test_who_is_on_then_is_not_asked_and_cannot_take_it(line: Line) -> None:
    always = Promise(roster.find(line.desk(), "Bo"), "peers", ALL_DAY)
    add_shifts(line.desk(), [always])
    says(line, ANA, "cover sat")

    assert gets(line, BO) == []
    assert "cannot be yours" in says(line, BO, "take sat")


def test_a_swap_changes_both_at_once(line: Line) -> None:
    said = says(line, ANA, "swap sat fri")
    assert "Asked: Sat 8 pm to 2 am. It stays yours" in said
    assert gets(line, BO) == [
        "Line: swap? You get Sat 8 pm to 2 am, and give Fri 6 pm to 2 am. TAKE Sat = yes."
        " No reply is fine."
    ]
    assert gets(line, CY) == []
    assert "cannot be yours" in says(line, CY, "take sat")

    swapped = "Swapped: {} is yours, {} is not."
    fri, sat = "Fri 6 pm to 2 am", "Sat 8 pm to 2 am"
    assert says(line, BO, "take sat") == swapped.format(sat, fri)
    assert gets(line, ANA) == [swapped.format(fri, sat)]
    assert (on(line, "2026-01-09T19:00"), on(line, "2026-01-10T21:00")) == ({"Ana"}, {"Bo"})
    assert (on(line, "2026-01-16T19:00"), on(line, "2026-01-17T21:00")) == ({"Bo"}, {"Ana"})


def test_what_is_given_up_late_is_told_to_coordinators_at_once(line: Line) -> None:
    line.now = at("2026-01-10T15:00")
    says(line, ANA, "cover today")

    late = "Line: cover is wanted for today 8 pm to 2 am. Nobody has it yet."
    assert gets(line, DEE) == [late]
    passes(line, "2026-01-10T17:30")
    assert gets(line, ANA) == ["Nobody took today 8 pm to 2 am: it is yours. OFF = can't."]
    assert gets(line, DEE) == [late]


def test_nobody_is_woken_for_a_shift_that_can_wait(line: Line) -> None:
    line.now = at("2026-01-09T03:00")
    assert "asked when the night is over" in says(line, ANA, "cover sat")
    passes(line, "2026-01-09T07:59")
    assert gets(line, CY) == []
    passes(line, "2026-01-09T08:05")
    assert len(gets(line, CY)) == 1
    passes(line, "2026-01-09T12:00")
    assert gets(line, CY) == []


def test_who_has_a_shift_is_reminded_before_it_and_told_when_it_is_over(line: Line) -> None:
    passes(line, "2026-01-10T19:44")
    assert gets(line, ANA) == []
    passes(line, "2026-01-10T19:50")
    assert gets(line, ANA) == ["Your shift: 8 pm to 2 am, nobody else is on. OFF = can't."]
    passes(line, "2026-01-11T01:59")
    assert gets(line, ANA) == [], "nothing comes during it"
    passes(line, "2026-01-11T02:05")
    assert gets(line, ANA) == ["Shift over. Next: Sat 8 pm."]


def test_times_that_meet_are_one(line: Line) -> None:
    more = read_times("sun 02:00-05:00", NEW_YORK)
    add_shifts(line.desk(), [Promise(roster.find(line.desk(), "Ana"), "peers", more)])
    passes(line, "2026-01-11T06:00")

    assert gets(line, ANA) == [
        "Your shift: 8 pm to 5 am, nobody else is on. OFF = can't.",
        "Shift over. Next: Sat 8 pm.",
    ]


def test_who_took_it_is_reminded_and_who_gave_it_up_is_not(line: Line) -> None:
    says(line, ANA, "cover sat")
    says(line, CY, "take sat")
    gets(line, ANA)
    passes(line, "2026-01-10T20:30")

    assert gets(line, ANA) == []
    assert "Your shift: 8 pm to 2 am, nobody else is on. OFF = can't." in gets(line, CY)


def test_an_outage_is_followed_by_no_pile_of_stale_reminders(line: Line) -> None:
    passes(line, "2026-01-09T12:00")
    gets(line, BO)
    line.now = at("2026-01-10T19:58")
    passes(line, "2026-01-10T20:30")

    assert gets(line, BO) == []
    assert len(gets(line, ANA)) == 1


def test_a_look_that_happens_twice_says_nothing_twice(line: Line) -> None:
    keep_reminding(line.desk())
    line.now = at("2026-01-10T19:46")
    before = line.store.errands[REMIND]
    do(line.desk(), REMIND)
    line.store.errands[REMIND] = replace(before, looked=at("2026-01-10T19:40"))
    line.store.taken.clear()
    do(line.desk(), REMIND)

    assert len(gets(line, ANA)) == 1


def test_the_evening_before_where_the_collective_wants_it(line: Line) -> None:
    line.desk = lambda desk=line.desk: replace(desk(), evenings=True)  # type: ignore[method-assign]
    passes(line, "2026-01-09T18:10")

    assert gets(line, ANA) == ["Your next shift: Sat 8 pm to 2 am. COVER Sat asks who takes it."]


@pytest.fixture
def held(line: Line) -> Line:
    """People are wanted at all hours, and on, but for Thursdays from 10 pm to 2 am."""
    hours = Hours("open", NOWHERE, (Span(tuple(range(7)), 0, 1440),))
    places = {
        name: replace(place, open="open") if isinstance(place, HandOff) else place
        for name, place in line.edition.book.places.items()
    }
    book = replace(line.edition.book, hours={"open": hours}, places=places)
    line.edition = replace(line.edition, book=book)
    for times in ("mon-wed,fri-sun 02:00-24:00", "mon-thu,sat,sun 00:00-02:00", "thu 02:00-22:00"):
        person = roster.find(line.desk(), "Cy")
        add_shifts(line.desk(), [Promise(person, "peers", read_times(times, NEW_YORK))])
    return line


def test_a_gap_is_told_before_it_comes_and_all_are_asked(held: Line) -> None:
    held.now = at("2026-01-07T23:00")
    passes(held, "2026-01-08T08:00")
    assert gets(held, DEE) == [], "nobody is woken for it"
    passes(held, "2026-01-08T09:00")
    gap = "Thu 10 pm to 2 am".replace("Thu", "today")
    assert gets(held, DEE) == [
        f"Line: {gap} has nobody. ASK today = ask all, TAKE today = I take it. 1 I take it 2 can't"
    ]

    assert (
        says(held, DEE, "ask thu") == f"Asked all who can take {gap}. You hear when somebody does."
    )
    assert gets(held, BO) == [f"Line: cover wanted, {gap}. TAKE today gets it. No reply is fine."]
    passes(held, "2026-01-08T20:50")
    assert gets(held, DEE) == []
    passes(held, "2026-01-08T21:10")
    assert gets(held, DEE) == [
        f"Line: {gap} still has nobody. TAKE today = I take it. 1 I take it 2 can't"
    ]

    assert says(held, BO, "take today") == f"{gap} is yours."
    assert gets(held, DEE) == [f"Line: {gap} has changed hands."]
    assert on(held, "2026-01-08T23:00") == {"Bo"}
    assert on(held, "2026-01-09T01:59") == {"Bo"}
    assert on(held, "2026-01-15T23:00") == set()


def test_a_coordinator_takes_a_gap_that_nobody_was_asked_about(held: Line) -> None:
    assert "today 10 pm to 2 am is yours" in says(held, DEE, "take thu")
    assert on(held, "2026-01-08T23:00") == {"Dee"}
    assert says(held, ANA, "take thu") != ""
    assert on(held, "2026-01-08T23:00") == {"Dee"}


def test_a_digit_takes_a_gap_or_says_no(held: Line) -> None:
    held.now = at("2026-01-08T08:30")
    passes(held, "2026-01-08T08:32")
    assert "1 I take it 2 can't" in gets(held, DEE)[0]
    assert says(held, DEE, "2") == "All right. ASK today = ask all."
    passes(held, "2026-01-08T20:50")
    assert gets(held, DEE) == [], "once, whatever was answered"
    passes(held, "2026-01-08T21:10")
    assert says(held, DEE, "1") == "today 10 pm to 2 am is yours."
    assert on(held, "2026-01-08T23:00") == {"Dee"}


def test_no_digit_is_promised_while_it_would_answer_something_else(held: Line) -> None:
    held.now = at("2026-01-08T08:30")
    assert says(held, DEE, "shut bo").endswith("1 shut 2 no")
    passes(held, "2026-01-08T08:32")
    assert "1 I take it" not in gets(held, DEE)[0]


def test_a_digit_that_comes_too_late_takes_nothing_from_anybody(held: Line) -> None:
    held.now = at("2026-01-08T08:30")
    passes(held, "2026-01-08T08:32")
    says(held, DEE, "ask today")
    held.now = at("2026-01-08T20:59")
    passes(held, "2026-01-08T21:02")
    says(held, BO, "take today")
    assert says(held, DEE, "1") == "Taken by someone else. Thank you."
    assert on(held, "2026-01-08T23:00") == {"Bo"}


def test_only_coordinators_ask_all(held: Line) -> None:
    assert "Nobody asks for that" in says(held, ANA, "ask thu")
    assert gets(held, BO) == []


def test_a_holiday_is_no_gap(held: Line) -> None:
    add_holiday(held.desk(), Holiday("peers", date(2026, 1, 10)))

    assert on(held, "2026-01-10T21:00") == set()
    assert all(
        not at("2026-01-09T23:59") < gap.begin < at("2026-01-11T00:00")
        for gap in gaps_ahead(held.desk(), held.now)
    )


def test_how_many_found_nobody_is_told_once_an_hour_from_three_up(line: Line) -> None:
    passes(line, "2026-01-08T20:30")
    gets(line, DEE)
    for _ in range(3):
        note(line.desk(), NOBODY)
    passes(line, "2026-01-08T20:59")
    assert gets(line, DEE) == []
    passes(line, "2026-01-08T21:55")
    assert gets(line, DEE) == ["Line: 3 people found nobody, 8 pm to 9 pm."]


def test_what_a_night_was_like_is_told_in_the_morning(line: Line) -> None:
    passes(line, "2026-01-08T23:30")
    gets(line, DEE)
    note(line.desk(), NOBODY)
    note(line.desk(), NOBODY)
    passes(line, "2026-01-09T04:30")
    note(line.desk(), NOBODY)
    passes(line, "2026-01-09T07:55")
    assert gets(line, DEE) == []
    passes(line, "2026-01-09T09:55")
    assert "Line: 3 people found nobody, 10 pm to 8 am." in gets(line, DEE)


def test_a_line_that_names_no_hours_misses_only_who_had_promised(line: Line) -> None:
    passes(line, "2026-01-09T12:00")
    assert gets(line, DEE) == []

    roster.pause(line.desk(), roster.find(line.desk(), "Bo").id, at("2026-01-09T20:00"))
    passes(line, "2026-01-09T12:05")
    missed = "Line: today 6 pm to 8 pm has nobody. ASK today = ask all, TAKE today = I take it."
    assert gets(line, DEE) == [f"{missed} 1 I take it 2 can't"]


def test_who_went_off_early_is_left_alone(line: Line) -> None:
    passes(line, "2026-01-10T20:30")
    gets(line, ANA)
    says(line, ANA, "off")
    says(line, ANA, "1")
    passes(line, "2026-01-11T03:00")

    assert gets(line, ANA) == []


def test_who_has_no_texts_is_rung_before_a_shift_but_not_in_their_quiet_hours(line: Line) -> None:
    for name in ("Ana", "Bo"):
        roster.consent_withdrawn(line.desk(), roster.find(line.desk(), name).id, "texts", line.now)
    ana = roster.find(line.desk(), "Ana").id
    roster.set_quiet(line.desk(), ana, read_times("sat 19:00-20:30", NEW_YORK))
    passes(line, "2026-01-11T03:00")

    rung = [call for call, _ in line.peer_calls.calls.values()]
    assert [(call.kind, call.person) for call in rung] == [
        ("remind", roster.find(line.desk(), "Bo").id)
    ]
