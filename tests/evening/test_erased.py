"""Calls leave nothing at the carrier: neither the contact's, nor any that was placed for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hotline.flow.edition import Edition
from hotline.rehearsal.world import with_faults
from tests.evening.evening import ANA, BO, CONTACT, Evening

FINAL = 25.0  # seconds after which everybody has hung up, or was hung up on
ERASED = 400.0  # seconds until the carrier was asked a minute later, and once more after five


@pytest.fixture
def night(edition: Edition) -> Evening:
    return Evening(edition)


def kept(night: Evening) -> list[str]:
    """Whose calls the carrier still has a record of."""
    return sorted(leg.phone for leg in night.board.exchange.world.calls.legs)


def arrange(night: Evening, **faults: int) -> None:
    night.board.exchange.change(
        lambda world, now: (with_faults(world, replace(world.faults, **faults)), None)
    )


def test_a_talk_and_the_peer_who_was_rung_in_vain(night: Evening) -> None:
    night.peer("Ana", ANA)
    night.peer("Bo", BO)
    night.dial()
    night.at(10).board.answer(ANA)
    night.at(14).press(ANA, "1").at(20).board.hang_up(CONTACT)
    assert kept(night.at(FINAL)) == sorted([ANA, BO, CONTACT])

    assert kept(night.at(ERASED)) == []


def test_a_call_for_which_nobody_was_rung(night: Evening) -> None:
    night.dial()
    night.at(3).board.hang_up(CONTACT)

    assert kept(night.at(ERASED)) == []


def test_those_who_were_rung_straight_from_the_call(night: Evening) -> None:
    night.peer("Ana", ANA)
    night.peer("Bo", BO)
    night.worker = False
    night.dial()
    first, second = (ANA, BO) if night.at(20).ringing(ANA) else (BO, ANA)
    night.board.decline(first)
    night.at(28).board.answer(second)
    night.at(30).press(second, "1").at(40).board.hang_up(CONTACT)
    assert kept(night) == sorted([ANA, BO, CONTACT])

    night.worker = True
    assert kept(night.at(40 + ERASED)) == []


def test_the_end_of_a_call_told_twice_is_erased_once(night: Evening) -> None:
    arrange(night, callback_repeat_next=9)
    night.dial()
    night.at(3).board.hang_up(CONTACT)
    night.at(10)

    assert len(night.line.store.errands) == 1


def test_calls_of_which_no_end_was_ever_told(night: Evening) -> None:
    arrange(night, callback_lose_next=99)
    night.peer("Ana", ANA)
    night.peer("Bo", BO)
    night.dial()
    night.at(10).board.answer(ANA)
    night.at(14).press(ANA, "1").at(20).board.hang_up(CONTACT)
    night.at(60)

    night.board.later(3700)
    assert kept(night.later(1)) == []
