"""Blocks when something breaks, and on a direct line."""

from __future__ import annotations

import pytest

from hotline.desk import blocking
from hotline.domain.events import CallStarted
from hotline.domain.phone import Phone
from hotline.domain.shared import SharedNumbers
from hotline.errors import SealBroken
from hotline.flow.edition import Edition
from tests.evening.evening import ANA, BO, CONTACT, JAIL, LINE, Evening


def talking(edition: Edition) -> Evening:
    night = Evening(edition)
    night.peer("Ana", ANA, "en")
    night.dial()
    night.at(18).board.answer(ANA)
    night.at(21).press(ANA, "1")
    return night.at(30)


def test_a_block_that_cannot_be_written_down_is_asked_for_again_and_not_said_to_be_done(
    edition: Edition,
) -> None:
    night = talking(edition)
    night.press(ANA, "*").at(36).press(ANA, "6")
    night.at(42).line.store.away = True
    night.worker = False
    night.press(ANA, "3").at(46)
    assert not [words for words in night.heard(ANA) if words.startswith("Done")]

    night.line.store.away = False
    night.worker = True
    night.at(58).press(ANA, "3").at(66)
    assert [words for words in night.heard(ANA) if words.startswith("Done")]
    call = CallStarted("CA" + "0" * 32, Phone(LINE), Phone(CONTACT))
    assert blocking.kept_out(night.desk, call)
    assert not night.broken


def test_a_blocked_phone_gets_busy_on_a_direct_line_and_others_are_rung(edition: Edition) -> None:
    night = Evening(edition)
    night.direct_line("peers")
    night.peer("Ana", ANA, "en")
    blocking.block(night.desk, Phone(CONTACT), [Phone(JAIL)])
    night.dial(line=JAIL)
    night.at(5)
    assert night.got_busy(CONTACT)
    night.dial(BO, line=JAIL)
    night.at(10)
    assert night.ringing(ANA)
    assert not night.broken


def test_who_was_blocked_is_not_offered_the_peer_they_had(edition: Edition) -> None:
    night = talking(edition)
    night.peer("Bo", BO, "en")
    night.board.hang_up(CONTACT)
    night.at(32).press(ANA, "6").at(40).press(ANA, "1")
    night.at(60).dial()
    night.at(80)
    second = " ".join(night.heard(CONTACT)).rpartition("you're through")[2]
    assert "The person you had" not in second
    assert night.ringing(BO)
    assert not night.broken


def test_a_list_of_shared_numbers_that_does_not_open_keeps_nobody_from_people(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    night = Evening(edition)
    night.peer("Ana", ANA, "en")

    def broken() -> SharedNumbers:
        raise SealBroken("of another store")

    monkeypatch.setattr(night.line.shared, "read", broken)
    night.dial()
    night.at(12)
    assert night.ringing(ANA)
    assert not night.broken
