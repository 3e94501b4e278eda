"""The clock of our machines jumps in the middle of a call, by an hour, forward or back."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest

from hotline.flow.edition import Edition
from hotline.rehearsal.switchboard import NotACallError
from tests.evening.evening import ANA, BO, CONTACT, Evening


class Jumpy(Evening):
    """The line's clock is so many seconds ahead of what everybody else's shows."""

    ahead = 0.0

    def __init__(self, edition: Edition, **more: Any) -> None:
        super().__init__(edition, now=lambda: self.line.now + self.ahead, **more)
        due = self.line.store.claim
        self.line.due = lambda: due(self.line.now + self.ahead, 30, 100)  # type: ignore[method-assign]


@pytest.mark.parametrize("jump", [3600.0, -3600.0])
def test_a_talk_goes_on_and_ends_for_both(edition: Edition, jump: float) -> None:
    night = Jumpy(edition)
    night.peer("Ana", ANA)
    night.dial()
    night.at(12).board.answer(ANA)
    night.later(3).press(ANA, "1").later(6)
    assert night.talking(CONTACT, ANA)
    night.ahead = jump
    night.later(120)
    assert night.talking(CONTACT, ANA)
    night.board.hang_up(CONTACT)
    night.later(20)
    assert not night.in_a_room(ANA)
    assert night.broken == []


@pytest.mark.parametrize("jump", [3600.0, -3600.0])
def test_who_waits_is_put_through_or_told_and_the_next_call_is_as_ever(
    edition: Edition, jump: float
) -> None:
    night = Jumpy(edition)
    night.peer("Ana", ANA)
    night.peer("Bo", BO)
    night.dial()
    night.at(11)
    assert night.ringing(ANA)
    night.ahead = jump
    night.later(2).board.answer(ANA)
    with suppress(NotACallError):  # they may hear "someone has it", where the wait is over
        night.later(3).press(ANA, "1")
    night.later(10)
    told = any("Nobody can come" in words for words in night.heard(CONTACT))
    assert night.talking(CONTACT, ANA) or told
    night.board.hang_up(CONTACT)
    night.later(60)
    night.dial()
    night.later(20)
    ringing = [phone for phone in (ANA, BO) if night.ringing(phone)]
    assert ringing
    night.board.answer(ringing[0])
    night.later(3).press(ringing[0], "1").later(8)
    assert night.talking(CONTACT, ringing[0]) or night.connected(CONTACT, ringing[0])
    assert night.broken == []
