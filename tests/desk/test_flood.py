"""Too many texts to the whole line: what cannot wait is answered, everybody gets one sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.desk.answer import answer_text
from hotline.desk.ready import ready
from hotline.domain.contact import Contact
from hotline.domain.flood import CARDS_DAY, LINE_DAY, Sent, exchange_of
from hotline.domain.phone import Phone, costs_more, is_served
from hotline.domain.shared import SharedNumber
from hotline.flow.edition import Edition
from tests.desk.pretend import ANNA, LINE, Line
from tests.evening.evening import CONTACT, Evening


@pytest.fixture
def line(edition: Edition) -> Line:
    flooded = Line(edition)
    flooded.store.flooded = True
    return flooded


def said(line: Line, body: str, sender: Phone = ANNA) -> str:
    replies = answer_text(line.desk(), line.arrives(body, sender)).replies
    return replies[0].body if replies else ""


def test_everybody_gets_one_sentence_that_names_the_way_in_and_no_second(line: Line) -> None:
    first = said(line, "hi")
    assert "call this number" in first
    assert said(line, "hello?") == ""
    assert "call this number" in said(line, "hi", Phone("+12025550148"))


@pytest.mark.parametrize("cry", ["not breathing", "shes not breathin", "no respira"])
def test_an_emergency_gets_the_steps_and_the_texts_that_follow(line: Line, cry: str) -> None:
    assert "1" in said(line, cry)
    assert len([e for e in line.store.errands.values() if type(e).__name__ == "SendText"]) == 2


@pytest.mark.parametrize("word", ["0", "clear", "privacy", "forget"])
def test_a_person_and_what_somebody_ends_are_answered_however_many_write(
    line: Line, word: str
) -> None:
    said(line, "hi")
    assert said(line, word)


def test_who_says_start_has_texts_again_though_many_write(line: Line) -> None:
    said(line, "STOP")
    assert said(line, "START")
    assert not line.marks.stopped(Contact(LINE, ANNA))


def test_when_it_is_over_the_list_is_back(line: Line) -> None:
    said(line, "hi")
    line.store.flooded = False
    assert "glad you wrote" in said(line, "hi")


def test_the_operator_learns_of_it_and_of_nobody(line: Line) -> None:
    assert ready(line.desk())[1]["texts"] == "ok"
    said(line, "hi")
    well, parts = ready(line.desk())
    assert not well
    assert parts["texts"] == "flooded"


def test_a_number_that_many_write_from_is_not_limited_as_if_it_were_one(line: Line) -> None:
    line.store.flooded, line.store.lately = False, 45
    assert "That is a lot of texts" in said(line, "hi")

    line.shared.numbers = (SharedNumber(ANNA),)
    assert "glad you wrote" in said(line, "menu")


@given(st.from_regex(r"\+[1-9][0-9]{9,13}", fullmatch=True))
def test_an_exchange_is_shared_by_thousands(e164: str) -> None:
    assert 4 <= len(e164) - len(exchange_of(Phone(e164))) <= 7 or e164.startswith("+1")
    assert e164.startswith(exchange_of(Phone(e164)))
    assert not Sent(day=LINE_DAY - 1).too_many
    assert Sent(day=LINE_DAY).too_many


def test_numbers_on_which_somebody_earns_are_not_written_to_and_new_area_codes_are() -> None:
    served = frozenset({"US", "CA", "GB", "FR"})
    for premium in ("+19002345678", "+449012345678", "+33899123456"):
        assert costs_more(Phone(premium))
        assert not is_served(Phone(premium), served)
    for theirs in ("+12125551234", "+13572345678", "+447911123456", CONTACT):
        assert not costs_more(Phone(theirs))
    assert is_served(Phone("+13572345678"), served)


def test_a_forged_caller_can_have_a_phone_texted_a_few_times_a_day_and_hears_when_not(
    edition: Edition,
) -> None:
    night = Evening(edition)
    night.line.desk()
    for _ in range(CARDS_DAY):
        assert night.desk.budget.spend(LINE, Phone(CONTACT), night.line.now)
    assert not night.desk.budget.spend(LINE, Phone(CONTACT), night.line.now)
