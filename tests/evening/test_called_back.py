"""A call back over a real store; processes die in between: never once more than agreed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from hotline.desk.panic import panic
from hotline.domain.contact import Contact
from hotline.domain.phone import Phone
from hotline.flow.edition import Edition
from hotline.rehearsal.faults import Faults
from hotline.rehearsal.world import with_faults
from hotline.store import keys
from tests.desk.pretend import no_pause
from tests.evening.evening import ANA, CONTACT, LINE
from tests.evening.own_store import OwnStore
from tests.evening.real_evening import RealEvening

HERE = Contact(Phone(LINE), Phone(CONTACT))


@pytest.fixture
def night(edition: Edition) -> Iterator[RealEvening]:
    with tempfile.TemporaryDirectory(prefix="cb") as folder:
        own = OwnStore(Path(folder))
        own.start()
        yield RealEvening(edition, own)
        own.kill()


def asked(night: RealEvening) -> None:
    """Somebody calls, presses 5, agrees, and is off the phone; it is 0:40."""
    night.dial()
    night.at(7).press(CONTACT, "5")
    night.at(22).press(CONTACT, "1")
    night.at(40)
    assert night.board.call(CONTACT) is None
    assert night.desk.callbacks.of(HERE, night.line.now)


def taken(night: RealEvening) -> None:
    """Ana's phone rings for it, and she takes it."""
    while not night.ringing(ANA):
        night.later(1)
    night.board.answer(ANA)
    night.later(3).press(ANA, "1")


def called(night: RealEvening) -> int:
    """How often we rang the contact; their own call rang, too."""
    rung = [sound for sound in night.board.heard(CONTACT) if sound.kind == "ringing"]
    return len(rung) - 1


def test_they_talk_and_nothing_is_left_of_it(night: RealEvening) -> None:
    night.peer("Ana", ANA)
    asked(night)
    taken(night)
    night.later(6).board.answer(CONTACT)
    night.later(4).press(CONTACT, "1").later(6)
    assert night.talking(ANA, CONTACT)
    assert night.desk.callbacks.of(HERE, night.line.now) == []

    night.board.hang_up(CONTACT)
    night.later(3600)
    assert called(night) == 1
    assert not night.board.legs(CONTACT), "the carrier keeps no record of it either"
    assert night.broken == []


def test_a_call_whose_end_the_carrier_never_tells_gives_its_place_back(night: RealEvening) -> None:
    night.peer("Ana", ANA)
    asked(night)
    taken(night)
    night.later(6).board.answer(CONTACT)
    night.later(4).press(CONTACT, "1").later(6)
    night.board.exchange.change(
        lambda world, now: (with_faults(world, Faults(callback_lose_next=99)), None)
    )
    night.board.hang_up(CONTACT)
    night.later(600)

    assert night.own.look.zrangebyscore(keys.LIVE, night.line.now, "+inf") == []


@pytest.mark.parametrize("command", range(1, 24, 2))
def test_a_worker_that_dies_anywhere_rings_nobody_twice_as_often(
    night: RealEvening, command: int
) -> None:
    """While it rings the contact, at one command of the store or another; and then again."""
    night.peer("Ana", ANA)
    asked(night)
    taken(night)
    night.tap.dies_after = command
    night.later(2400)
    night.tap.dies_after = None

    assert called(night) <= 2
    assert night.desk.callbacks.of(HERE, night.line.now) == []
    assert night.board.call(CONTACT) is None


def test_forget_while_it_rings_erases_it_and_ends_the_ringing(night: RealEvening) -> None:
    night.peer("Ana", ANA)
    asked(night)
    taken(night)
    night.later(4)
    assert night.ringing(CONTACT)
    night.text(CONTACT, "forget")
    night.later(6)

    assert night.board.call(CONTACT) is None
    assert night.desk.callbacks.of(HERE, night.line.now) == []
    night.later(2400)
    assert called(night) == 1


def test_the_store_comes_back_and_the_promise_stands(night: RealEvening) -> None:
    night.peer("Ana", ANA)
    asked(night)
    night.kill_store()
    night.later(20)
    night.start_store()
    taken(night)
    night.later(6).board.answer(CONTACT)
    night.later(4).press(CONTACT, "1").later(6)

    assert night.talking(ANA, CONTACT)


def test_panic_erases_it(night: RealEvening) -> None:
    night.peer("Ana", ANA)
    asked(night)
    panic(night.working, no_pause, hang_up=True)
    night.later(2400)

    assert called(night) == 0
    assert night.desk.callbacks.all(night.line.now) == []
