"""STOP and FORGET on an evening with the pretend carrier, which has its own way with STOP."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from hotline.domain.contact import Contact
from hotline.domain.people import Consent
from hotline.domain.phone import Phone
from hotline.flow.edition import Edition
from hotline.rehearsal.happenings import TextTyped
from tests.evening.evening import ANA, CONTACT, LINE, Evening

SEEDS = itertools.count()
NOBODY_ELSE = 900.0  # seconds; what is on its way comes within them


@pytest.fixture
def night(edition: Edition) -> Evening:
    return Evening(edition)


def text(night: Evening, words: str, phone: str = CONTACT) -> list[str]:
    """Text the line; what comes back at once, the carrier's own words too."""
    before = len(night.texts_to(phone))
    exchange = night.board.exchange
    exchange.perform(exchange.happen(TextTyped(phone, LINE, words, 0, f"typed {next(SEEDS)}")))
    night.later(1)
    return night.texts_to(phone)[before:]


def held(night: Evening) -> list[str]:
    contact = Contact(Phone(LINE), Phone(CONTACT))
    return [one.kind for one in night.desk.traces.held(contact, night.line.now)]


def test_after_the_carriers_stop_we_try_nothing_that_it_would_only_keep_a_note_of(
    night: Evening,
) -> None:
    text(night, "not breathing")
    assert len(text(night, "STOP")) == 1  # the carrier's
    assert text(night, "supplies") == []
    night.later(60)

    assert not any("Keep going" in words for words in night.texts_to(CONTACT))
    assert night.board.exchange.world.alerts == ()


def test_an_emergency_after_it_is_tried_once_and_the_phone_still_works(night: Evening) -> None:
    night.peer("Ana", ANA)
    text(night, "STOP")
    text(night, "hes not breathing")
    night.later(60)
    alerts = [alert.code for alert in night.board.exchange.world.alerts]
    assert alerts == [21610]  # the answer; what was to follow was not tried after that

    night.dial()
    night.later(10)
    assert night.ringing(ANA)


def test_start_brings_answers_back(night: Evening) -> None:
    text(night, "STOP")

    assert any("You're back" in words for words in text(night, "START"))
    assert any("naloxone" in words or "MORE" in words for words in text(night, "supplies"))


def test_a_peer_who_said_stop_is_still_rung_and_start_restores_texts(night: Evening) -> None:
    ana = replace(night.peer("Ana", ANA), texts=Consent("given", night.start))
    night.line.people.people = (ana,)
    text(night, "stop", ANA)
    night.dial()
    night.later(10)
    assert night.ringing(ANA)

    assert night.desk.people.read().people[0].texts.state == "stopped"
    text(night, "start", ANA)
    assert night.desk.people.read().people[0].agreed("texts")


def test_forget_while_people_are_rung_stops_their_phones_and_cuts_nobody_off(
    night: Evening,
) -> None:
    night.peer("Ana", ANA)
    night.dial()
    night.at(10)
    assert night.ringing(ANA)
    (ring,) = night.line.rings.rings
    assert text(night, "forget")[0].startswith("Done.")

    assert ring not in night.line.rings.rings
    assert night.board.call(CONTACT) is not None


def test_who_forgets_in_the_middle_of_a_talk_talks_on_and_is_not_remembered_after_it(
    night: Evening,
) -> None:
    night.peer("Ana", ANA)
    night.dial()
    night.at(10).board.answer(ANA)
    night.at(14).press(ANA, "1").at(30)
    assert night.talking(ANA, CONTACT)
    text(night, "forget")
    night.later(20)
    assert night.talking(ANA, CONTACT)

    night.board.hang_up(CONTACT)
    night.later(5)
    assert night.line.again.peers == {}


def test_after_forget_nothing_is_left_at_the_carrier_either(night: Evening) -> None:
    text(night, "hi")
    text(night, "not breathing")
    text(night, "forget")
    assert held(night) == []
    night.later(NOBODY_ELSE)

    assert night.texts_to(CONTACT) == []
    assert not [m for m in night.board.exchange.world.messages if m.sender == CONTACT]


def test_of_two_whose_ring_is_gone_nobody_is_left_alone_in_the_room(night: Evening) -> None:
    night.peer("Ana", ANA)
    night.dial()
    night.at(10).board.answer(ANA)
    night.at(14).press(ANA, "1").at(30)
    assert night.talking(ANA, CONTACT)
    night.line.rings.rings.clear()  # panic, or a store that lost it
    night.board.hang_up(CONTACT)
    night.later(10)

    assert night.board.call(ANA) is None


def test_a_contact_alone_in_it_is_rung_for_anew(night: Evening) -> None:
    night.peer("Ana", ANA)
    night.dial()
    night.at(10).board.answer(ANA)
    night.at(14).press(ANA, "1").at(30)
    night.line.rings.rings.clear()
    night.board.hang_up(ANA)
    night.later(10)
    assert any("Your person dropped out" in words for words in night.heard(CONTACT))

    night.later(30)
    assert night.ringing(ANA)


def test_who_asks_for_a_card_by_key_after_stop_hears_how_to_have_texts_again(
    night: Evening,
) -> None:
    text(night, "STOP")
    night.dial()
    for at, key in enumerate("3111", 3):
        night.later(1 if at > 3 else 3).press(CONTACT, key)
    night.later(10)

    assert any("To switch them on, text START." in words for words in night.heard(CONTACT))
    assert not any("on its way" in words for words in night.heard(CONTACT))
    assert len(night.texts_to(CONTACT)) == 1  # the carrier's own
