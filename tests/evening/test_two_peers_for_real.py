"""Peers' phones over a real store: long talks, rest, a call that is taken by calling in."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from hotline.desk import roster
from hotline.flow.edition import Edition
from hotline.rehearsal.calls.phone import Behaviour
from tests.evening.evening import ANA, BO, CONTACT
from tests.evening.own_store import OwnStore
from tests.evening.real_evening import RealEvening

EVE = "+12025550148"
HOUR = 3600


@pytest.fixture
def night(edition: Edition) -> Iterator[RealEvening]:
    with tempfile.TemporaryDirectory(prefix="hl") as folder:
        own = OwnStore(Path(folder))
        own.start()
        yield RealEvening(edition, own)
        own.kill()


def has_pin(night: RealEvening, name: str, pin: str) -> None:
    roster.set_pin(night.desk, roster.find(night.desk, name).id, pin)


def talking(night: RealEvening) -> RealEvening:
    night.dial()
    night.at(18).board.answer(ANA)
    night.at(21).press(ANA, "1").at(30)
    assert night.talking(ANA, CONTACT)
    return night


def test_after_three_hours_they_still_talk_and_every_star_still_works(night: RealEvening) -> None:
    night.peer("Ana", ANA, "en")
    talking(night).at(3 * HOUR)
    assert night.talking(ANA, CONTACT)

    night.press(ANA, "*").later(4).press(ANA, "9").later(10)
    assert night.talking(ANA, CONTACT)
    night.press(CONTACT, "*").later(12)
    assert night.talking(ANA, CONTACT)
    assert not night.broken


def test_a_second_after_three_hours_has_it_when_the_first_one_leaves(night: RealEvening) -> None:
    night.peer("Ana", ANA, "en")
    night.peer("Bo", BO, "en")
    night.board.behave(BO, Behaviour("busy"))
    talking(night).at(3 * HOUR)
    night.board.behave(BO, Behaviour())
    night.press(ANA, "*").later(4).press(ANA, "1").later(6).board.answer(BO)
    night.later(5).press(BO, "1").later(8)
    assert night.talking(ANA, BO, CONTACT)

    night.press(ANA, "*").later(4).press(ANA, "2").later(12)
    assert "Done. Bo has it now. Thank you." in night.heard(ANA)
    assert night.talking(BO, CONTACT)
    assert not night.broken


def test_who_talked_for_half_an_hour_is_rung_last_for_half_an_hour(night: RealEvening) -> None:
    night.peer("Ana", ANA, "en")
    night.peer("Bo", BO, "en")
    night.board.behave(BO, Behaviour("busy"))
    talking(night).at(31 * 60).board.hang_up(CONTACT)
    night.later(20)
    ana = roster.find(night.desk, "Ana").id
    assert night.desk.beliefs.read(night.line.now).resting == {ana}

    night.later(31 * 60)
    assert not night.desk.beliefs.read(night.line.now).resting
    assert not night.broken


def test_who_calls_in_takes_the_call_that_waits_on_her_own_phone(night: RealEvening) -> None:
    night.peer("Ana", ANA, "en")
    has_pin(night, "Ana", "471108")
    night.board.behave(ANA, Behaviour("busy"))
    night.dial()
    night.at(14).dial(EVE)
    night.at(16).press(EVE, "*").at(20).press(EVE, "471108#").at(26).press(EVE, "1").at(29)
    assert "Hang up now. Your own phone rings with it." in night.heard(EVE)

    night.board.behave(ANA, Behaviour())
    night.at(38).board.answer(ANA)
    night.at(42).press(ANA, "1").at(50)
    assert night.talking(ANA, CONTACT), "a neighbour's phone is never put through"
    assert not night.broken


def test_wrong_pins_of_a_day_are_counted_whatever_process_counts_them(night: RealEvening) -> None:
    night.peer("Ana", ANA, "en")
    has_pin(night, "Ana", "471108")
    for n in range(4):
        night.dial(EVE)
        night.later(2).press(EVE, "*")
        for pin in range(3):
            night.later(4).press(EVE, f"47{n}{pin}00#")
        night.later(4).board.hang_up(EVE)
        night._restart_web()
    night.dial(EVE)
    night.later(2).press(EVE, "*").later(4).press(EVE, "471108#").later(4)
    assert "That PIN does not fit. Once more, then the pound key." in night.heard(EVE)[-3:]
    assert b"471108" not in b"".join(night.tap.sent)
    assert not night.broken


def test_the_phone_of_one_who_shut_it_out_is_a_strangers(night: RealEvening) -> None:
    night.peer("Ana", ANA, "en")
    has_pin(night, "Ana", "471108")
    night.dial(EVE)
    night.later(2).press(EVE, "*").later(4).press(EVE, "471108#").later(6).press(EVE, "9")
    night.later(9).press(EVE, "9").later(12)
    night.dial(CONTACT)
    night.later(30)
    assert not night.ringing(ANA)
    night.dial(ANA)
    night.later(2).press(ANA, "*").later(4).press(ANA, "471108#").later(3)
    assert "Your phone is shut out. To open it again, 9. A person, 0." in night.heard(ANA)
    assert not night.broken
