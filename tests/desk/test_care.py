"""Care for those who answer: caps, and one question when a shift is over."""

from __future__ import annotations

import pytest

from hotline.desk import roster
from hotline.desk.answer import answer_text
from hotline.desk.asking import ring_whom
from hotline.desk.care import how_was_it
from hotline.desk.errands import do
from hotline.desk.reminding import keep_reminding
from hotline.desk.rota import Promise, add_shifts
from hotline.desk.telling import tell
from hotline.desk.upkeep import CLOSING, keep_upkeep
from hotline.domain.errands import REMIND, UPKEEP, SendText
from hotline.domain.events import CallStarted
from hotline.domain.people import Consent, Person
from hotline.domain.phone import Phone
from hotline.domain.written_times import read_times
from hotline.flow.edition import Edition
from tests.desk.pretend import LINE, Line

ANA, BO, CY = Phone("+12025550111"), Phone("+12025550112"), Phone("+12025550113")
HOUR = 3600.0


@pytest.fixture
def line(edition: Edition) -> Line:
    """Ana and Bo are on till noon."""
    line = Line(edition)
    yes = Consent("given", line.now)
    line.people.people = tuple(
        Person(name.lower(), name, (phone,), ("en",), texts=yes, calls=yes)
        for name, phone in (("Ana", ANA), ("Bo", BO))
    )
    times = read_times("mon-sun 08:00-12:00", "America/New_York")
    add_shifts(line.desk(), [Promise(p, "peers", times) for p in line.people.people])
    return line


def said(line: Line, body: str, sender: Phone = ANA) -> str:
    replies = answer_text(line.desk(), line.arrives(body, sender)).replies
    return replies[0].body if replies else ""


def rung(line: Line) -> list[str]:
    call = CallStarted("CA1", LINE, None)
    return [person.name for person in ring_whom(line.desk(), call, "peers", "en", "seed")]


def looked_over(line: Line, seconds: float) -> None:
    line.now += seconds
    keep_upkeep(line.desk())
    do(line.desk(), UPKEEP)


def ana(line: Line) -> Person:
    return line.people.people[0]


def test_after_as_many_talks_as_they_want_others_are_rung_first(line: Line) -> None:
    line.beliefs.at["bo"] = line.now  # rung last: else Ana is first
    roster.set_cap(line.desk(), "ana", 2)
    line.beliefs.talked("ana")
    assert rung(line) == ["Ana", "Bo"]
    line.beliefs.talked("ana")

    assert rung(line) == ["Bo", "Ana"], "and they are rung all the same where nobody else takes it"


def test_who_learns_and_says_on_is_put_through_to_nobody(line: Line) -> None:
    yes = Consent("given", line.now)
    cy = Person("cy", "Cy", (CY,), ("en",), texts=yes, calls=yes)
    line.people.people += (cy,)
    evening = read_times("mon-sun 12:00-24:00", "America/New_York")
    add_shifts(line.desk(), [Promise(cy, "peers", evening, place="trainee")])

    assert "You're learning" in said(line, "on", CY)
    assert rung(line) == ["Ana", "Bo"]


def test_without_a_cap_nobody_is_counted(line: Line) -> None:
    line.beliefs.at["bo"] = line.now
    for _ in range(9):
        line.beliefs.talked("ana")

    assert rung(line) == ["Ana", "Bo"]


def test_when_a_shift_of_talks_is_over_they_are_asked_once(line: Line) -> None:
    line.beliefs.talked("ana")
    line.now += HOUR

    assert how_was_it(line.desk(), ana(line), line.now) == "1 talk with someone 2 fine"
    assert how_was_it(line.desk(), ana(line), line.now) == ""
    line.now += 1800
    assert said(line, "2").startswith("Good.")


def test_who_had_no_talk_is_not_asked(line: Line) -> None:
    assert how_was_it(line.desk(), ana(line), line.now) == ""


def test_a_question_of_ours_that_is_open_is_not_overwritten(line: Line) -> None:
    line.beliefs.talked("ana")
    said(line, "shut bo")

    assert how_was_it(line.desk(), ana(line), line.now) == ""
    assert said(line, "2") == "Nothing is shut."


def test_what_is_believed_of_a_shift_goes_with_it(line: Line) -> None:
    line.beliefs.talked("ana")
    said(line, "off")
    looked_over(line, HOUR)
    assert line.beliefs.talks == {"ana": 1}, "OFF is no end of the shift"
    looked_over(line, CLOSING)
    assert line.beliefs.talks == {}


def test_who_wants_company_gets_it_from_one_who_says_yes(line: Line) -> None:
    line.beliefs.talked("ana")
    how_was_it(line.desk(), ana(line), line.now)

    assert said(line, "1").startswith("One other of us is asked.")
    (wanted,) = (e for e in line.store.errands.values() if isinstance(e, SendText))
    assert wanted.to == BO
    assert wanted.body.startswith("Somebody who answers here would like to talk")
    line.now += 600
    assert said(line, "1", BO).startswith("Thank you. Your phone rings")
    (callback,) = line.desk().callbacks.all(line.now)
    assert (callback.only, callback.phone, callback.way) == ("bo", ANA, "call")


def test_nobody_has_to(line: Line) -> None:
    line.beliefs.talked("ana")
    how_was_it(line.desk(), ana(line), line.now)
    said(line, "1")

    assert said(line, "2", BO).startswith("Good.")
    assert list(line.desk().callbacks.all(line.now)) == []


def test_who_has_quiet_hours_or_a_break_is_not_asked(line: Line) -> None:
    said(line, "break 30", BO)
    line.beliefs.talked("ana")
    how_was_it(line.desk(), ana(line), line.now)

    assert said(line, "1").startswith("Nobody can be asked right now.")


def test_it_is_asked_in_the_one_text_that_ends_the_shift(line: Line) -> None:
    keep_reminding(line.desk())
    do(line.desk(), REMIND)
    line.beliefs.talked("ana")
    line.now += HOUR
    do(line.desk(), REMIND)

    ends = {e.to: e.body for e in line.store.errands.values() if isinstance(e, SendText)}
    assert ends[ANA].endswith("1 talk with someone 2 fine")
    assert ends[BO].startswith("Shift over.")
    assert "1 talk" not in ends[BO]


def test_what_comes_in_quiet_hours_waits_or_is_never_sent(line: Line) -> None:
    quiet = read_times("mon-sun 10:00-12:30", "America/New_York")
    roster.set_quiet(line.desk(), "ana", quiet)
    tell(line.desk(), ana(line), "stale", line.now + HOUR)
    assert line.store.errands == {}

    tell(line.desk(), ana(line), "good", line.now + 3 * HOUR)
    (due,) = line.store.due.values()
    assert due == line.now + 1.5 * HOUR
