"""What one of us texts about an alarm: taken by what comes to mind, and no news is no news."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hotline.desk import checkins, leaving
from hotline.desk.answer import answer_text
from hotline.desk.errands import do
from hotline.desk.panic import panic
from hotline.domain.checkin.events import TimePassed
from hotline.domain.checkin.plan import Plan
from hotline.domain.checkin.record import CheckIn
from hotline.domain.phone import Phone
from hotline.flow.edition import Edition
from tests.desk.pretend import ANNA, Line
from tests.desk.test_owning import Alarmed

ANA, BO = Phone("+12025550110"), Phone("+12025550111")


@pytest.fixture
def alarmed(edition: Edition) -> Alarmed:
    return Alarmed(Line(edition), Plan())


def says(alarmed: Alarmed, phone: Phone, body: str) -> str:
    answer = answer_text(alarmed.desk, alarmed.line.arrives(body, phone))
    return " ".join(reply.body for reply in answer.replies)


def passes(alarmed: Alarmed, seconds: float) -> CheckIn:
    """Time, and the clock comes."""
    alarmed.line.now += seconds
    checkins.happened(alarmed.desk, alarmed.id, TimePassed())
    return alarmed.check_in


@pytest.mark.parametrize("words", ["1", "take it", "Ill take it", "TAKE", "lo tomo"])
def test_whoever_is_rung_takes_it_by_what_comes_to_mind(alarmed: Alarmed, words: str) -> None:
    assert "is yours" in says(alarmed, ANA, words)
    assert alarmed.check_in.owner == "ana"


def test_a_one_of_who_is_not_rung_is_for_the_list(alarmed: Alarmed) -> None:
    alarmed.line.people.people = alarmed.line.people.people[:1]

    says(alarmed, BO, "1")
    assert not alarmed.check_in.owner


def test_words_by_its_handle_say_that_it_is_open_where_it_is_not_theirs(alarmed: Alarmed) -> None:
    handle = alarmed.check_in.handle

    assert f"TAKE @{handle}" in says(alarmed, ANA, f"@{handle} are you there")
    assert not alarmed.check_in.owner


def test_who_writes_with_the_contact_in_a_thread_is_at_it(alarmed: Alarmed) -> None:
    says(alarmed, ANNA, "idk")
    says(alarmed, ANA, f"take @{alarmed.check_in.handle}")
    says(alarmed, ANA, "take")
    for _ in range(6):
        assert passes(alarmed, 100).nudges == 0
        says(alarmed, ANA, "talk to me")

    assert alarmed.check_in.owner == "ana"
    assert passes(alarmed, 130).nudges == 1, "and who writes no more is asked for news"


def test_so_is_who_writes_without_its_handle(alarmed: Alarmed) -> None:
    says(alarmed, ANA, f"take @{alarmed.check_in.handle}")
    for _ in range(6):
        assert passes(alarmed, 100).nudges == 0
        assert "Begin with" in says(alarmed, ANA, "are you there")


def test_a_one_takes_it_also_where_an_older_question_had_digits(alarmed: Alarmed) -> None:
    """The last alarm's closing left one open: rest, talk, fine."""
    handle = alarmed.check_in.handle
    says(alarmed, ANA, f"take @{handle}")
    says(alarmed, ANA, f"close @{handle}")
    says(alarmed, ANA, "2")
    another = alarmed.again()

    assert f"@{another.check_in.handle} is yours" in says(another, ANA, "1")


def test_a_late_digit_is_said_to_have_done_nothing_where_no_words_wait(alarmed: Alarmed) -> None:
    handle = alarmed.check_in.handle
    says(alarmed, ANA, f"take @{handle}")
    says(alarmed, ANA, f"close @{handle}")

    assert "older question" in says(alarmed, ANA, "1")
    assert alarmed.check_in.state == "owned"
    assert "Closed and erased" in says(alarmed, ANA, "2")


@pytest.mark.parametrize("words", ["off", "break 30"])
def test_who_goes_off_hears_that_it_is_still_theirs(alarmed: Alarmed, words: str) -> None:
    handle = alarmed.check_in.handle
    says(alarmed, ANA, f"take @{handle}")

    assert f"Still yours: @{handle}. PASS and that number" in says(alarmed, ANA, words)
    assert alarmed.check_in.owner == "ana"
    says(alarmed, ANA, "pass")
    assert alarmed.check_in.state == "alarm"
    assert "Still yours" not in says(alarmed, ANA, "break 30")


def test_so_does_who_was_not_on(alarmed: Alarmed) -> None:
    alarmed.line.rota.shifts = ()
    says(alarmed, ANA, f"take @{alarmed.check_in.handle}")

    assert "Still yours" in says(alarmed, ANA, "off")


def test_of_one_whose_contact_has_answered_nothing_is_said(alarmed: Alarmed) -> None:
    says(alarmed, ANA, f"take @{alarmed.check_in.handle}")
    says(alarmed, ANNA, "ok")

    assert "Still yours" not in says(alarmed, ANA, "break 30")
    assert not leaving.hand_over(alarmed.desk, "ana"), "it is over, and nobody is rung"


def test_pass_of_several_asks_which_and_is_no_sign_of_being_at_them(alarmed: Alarmed) -> None:
    first, other = alarmed.check_in.handle, alarmed.beside(Phone("+12025550178"))
    for handle in (first, other.handle):
        says(alarmed, ANA, f"take @{handle}")
    alarmed.line.now += 100

    answer = says(alarmed, ANA, "pass")
    assert f"@{other.handle}" in answer
    assert alarmed.check_in.active_at == alarmed.line.now - 100
    says(alarmed, ANA, answer.partition(f" @{first}")[0][-1])
    assert {c.handle: c.owner for c in checkins.running(alarmed.desk)} == {
        first: "",
        other.handle: "ana",
    }


def test_off_on_the_phone_rings_others_for_it(alarmed: Alarmed) -> None:
    says(alarmed, ANA, f"take @{alarmed.check_in.handle}")

    assert leaving.hand_over(alarmed.desk, "ana")
    assert (alarmed.check_in.state, alarmed.check_in.owner) == ("alarm", "")
    assert not leaving.hand_over(alarmed.desk, "ana")


def asked_of_ana(alarmed: Alarmed, ago: float) -> None:
    """A question to her that stands for an hour: would she talk with somebody?"""
    rows = ("1", "company", "", ""), ("2", "fine", "", "")
    now = alarmed.line.now
    seat, stamp = alarmed.desk.seats.read("ana", now)
    asked = replace(seat, asked=rows, asked_at=now - ago, answerable=3600.0, until=now + 9999)
    assert alarmed.desk.seats.write(asked, stamp, now)


def test_a_one_answers_what_came_last(alarmed: Alarmed) -> None:
    asked_of_ana(alarmed, ago=500)
    assert "is yours" in says(alarmed, ANA, "1"), "they were rung since"


def test_and_that_may_be_the_question(alarmed: Alarmed) -> None:
    alarmed.line.now += 30
    asked_of_ana(alarmed, ago=1)
    says(alarmed, ANA, "1")
    assert not alarmed.check_in.owner


def test_in_a_thread_too(alarmed: Alarmed) -> None:
    other = Phone("+12025550178")
    says(alarmed, other, "0")
    alarmed.line.now += 5
    handle = next(thread.handle for thread, _ in alarmed.line.threads.live(alarmed.line.now))
    says(alarmed, ANA, f"take @{handle}")
    alarmed.line.now += 120
    checkins.look(alarmed.desk, alarmed.id)
    assert "is yours" in says(alarmed, ANA, "1"), "nobody wrote to them since they were rung"

    says(alarmed, ANA, f"pass @{alarmed.check_in.handle}")
    alarmed.line.now += 5
    says(alarmed, other, "1 pill or 2?")
    says(alarmed, ANA, "1")
    assert not alarmed.check_in.owner, "it is for whoever wrote last"


@pytest.mark.parametrize(
    ("words", "owner"), [("take", "ana"), ("take @{handle}", "ana"), ("1", "")]
)
def test_who_said_me_takes_it_as_well(alarmed: Alarmed, words: str, owner: str) -> None:
    says(alarmed, ANA, "me")
    says(alarmed, ANA, words.format(handle=alarmed.check_in.handle))

    assert alarmed.check_in.owner == owner, "a 1 is for their own list"


def test_and_gives_it_on(alarmed: Alarmed) -> None:
    handle = alarmed.check_in.handle
    says(alarmed, ANA, f"take @{handle}")
    says(alarmed, ANA, "me")

    assert f"How did @{handle} end?" in says(alarmed, ANA, "close")
    says(alarmed, ANA, "pass")
    assert (alarmed.check_in.state, alarmed.check_in.owner) == ("alarm", "")


def test_what_is_practised_is_never_done_instead(alarmed: Alarmed) -> None:
    handle = alarmed.check_in.handle
    says(alarmed, ANA, "practice")
    says(alarmed, ANA, f"take @{handle}")
    says(alarmed, ANA, "practice")

    assert f"How did @{handle} end?" in says(alarmed, ANA, "close")
    says(alarmed, ANA, "pass")
    assert alarmed.check_in.state == "alarm"


def test_after_a_panic_whoever_had_it_or_was_rung_for_it_is_told(alarmed: Alarmed) -> None:
    handle = alarmed.check_in.handle
    says(alarmed, ANA, f"take @{handle}")
    panic(alarmed.desk, lambda _: None, hang_up=False)
    for id in alarmed.line.due():
        do(alarmed.desk, id)

    told = [text["to"] for text in alarmed.line.carrier.sent if "erased" in str(text["body"])]
    assert {ANA, BO} <= set(told)
