"""Whether a person can be had, as a contact is told: in the greeting, at 0, on the phone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hotline.domain.standing import STATES, Standing
from hotline.flow.conversation import Conversation, PhoneCall
from hotline.flow.document import Card, HandOff
from hotline.flow.edition import Edition
from hotline.flow.text import parts
from tests.evening.changed_flows import closed_on, opening

ON = Standing(on=frozenset({"peers"}))
TODAY = "2026-01-01"


def otherwise(edition: Edition, place: str) -> Edition:
    """The line, its hand-off leading somewhere else where nobody can come."""
    step = edition.book.places["main.talk"]
    assert isinstance(step, HandOff)
    places = {**edition.book.places, "main.talk": replace(step, otherwise=place)}
    return replace(edition, book=replace(edition.book, places=places))


def without_next(edition: Edition) -> Edition:
    """The line, its card that nobody is on leading nowhere."""
    card = edition.book.places["main.nobody"]
    assert isinstance(card, Card)
    places = {**edition.book.places, "main.nobody": replace(card, next="")}
    return replace(edition, book=replace(edition.book, places=places))


@pytest.mark.parametrize("hello", ["hi", "hola"])
@pytest.mark.parametrize("standing", [ON, *map(Standing, STATES)], ids=str)
def test_the_first_answer_is_two_parts_at_most(
    edition: Edition, standing: Standing, hello: str
) -> None:
    assert parts(Conversation(edition, standing=standing).text(hello)).parts <= 2


def test_outside_the_hours_nobody_is_said_to_answer_calls() -> None:
    night = opening("22:00-23:00")
    talk = Conversation(night, standing=ON)

    assert "No person is on right now." in talk.text("hi")
    assert "No person is on right now." in talk.text("0")


def test_on_a_holiday_the_days_own_card_stands_in_by_text() -> None:
    talk = Conversation(closed_on(TODAY), standing=ON)

    assert "No person is on right now." in talk.text("hi")
    assert talk.text("0").startswith("We rest today and are back tomorrow.")


def test_on_any_other_day_people_are_there_by_text() -> None:
    talk = Conversation(closed_on("2026-01-06"), standing=ON)

    assert "Call here: people answer now." in talk.text("hi")
    assert talk.text("0").startswith("Call here: people answer now.")


def test_a_card_that_leads_nowhere_is_replaced_and_the_list_follows(edition: Edition) -> None:
    talk = Conversation(without_next(edition), standing=ON)
    talk.text("hi")
    said = talk.text("0")

    assert said.startswith("Call here: people answer now.\n1 supplies")
    assert "No person is on" not in said


def test_a_menu_in_place_of_people_keeps_its_options(edition: Edition) -> None:
    changed = otherwise(edition, "main.home")
    talk = Conversation(changed, standing=Standing("closed"))
    talk.text("hi")
    assert talk.text("0").startswith("The line is closed for now")

    call = PhoneCall(changed, standing=Standing("closed"))
    call.press("")
    assert call.press("").startswith("The line is closed for now")
    assert "Supplies, press 1." in call.heard


@pytest.mark.parametrize("state", STATES[1:])
def test_on_the_phone_it_is_said_again_after_silence_and_no_time_is_promised(
    edition: Edition, state: str
) -> None:
    call = PhoneCall(edition, standing=Standing(state))  # type: ignore[arg-type]
    call.press("")
    why = edition.book.phrases[f"line.{state}"].said["en"]

    assert call.press("") == f"{why} In an emergency, 1. Recorded help, 3. Other lines, 6."
    assert call.press("") == "In an emergency, 1. Recorded help, 3. Other lines, 6."
    call.press("")
    assert call.press("") == "This number always gives recorded help. Goodbye."
