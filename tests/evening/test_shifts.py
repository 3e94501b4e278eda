"""A shift changes hands by text, and the next call rings whoever has it now."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hotline.desk.reminding import keep_reminding
from hotline.domain.times import Times
from hotline.flow.edition import Edition
from tests.evening.evening import ANA, BO, CONTACT, DEE, Evening
from tests.evening.test_forgotten import text

# It is Thursday, 9 pm; Ana's shift is from 9:20 to 11 pm.
LATE = Times(21 * 60 + 20, 23 * 60, "America/New_York", (3,))


@pytest.fixture
def night(edition: Edition) -> Evening:
    night = Evening(edition)
    both = ("calls", "texts")
    night.peer("Ana", ANA, times=LATE, channels=both)
    night.peer("Bo", BO, times=None, channels=both)
    night.peer("Dee", DEE, times=None, channels=both, roles=("coordinator",))
    keep_reminding(night.desk)
    return night


def test_cover_by_text_and_the_call_that_follows(night: Evening) -> None:
    (said,) = text(night, "cover today", ANA)
    assert (
        said
        == "Asked: today 9:20 pm to 11 pm. It stays yours until somebody takes it, then you hear."
    )
    night.later(5)
    wanted = "Line: cover wanted, today 9:20 pm to 11 pm. TAKE today gets it. No reply is fine."
    assert night.texts_to(BO) == [wanted]
    assert "Nobody has it yet" in night.texts_to(DEE)[-1]

    assert text(night, "tkae today", BO) != ["today 9:20 pm to 11 pm is yours."], "never guessed"
    assert text(night, "take today", BO)[-1] == "today 9:20 pm to 11 pm is yours."
    night.later(5)
    assert night.texts_to(ANA)[-1] == "today 9:20 pm to 11 pm is covered. Enjoy."
    assert night.texts_to(DEE)[-1] == "Line: today 9:20 pm to 11 pm has changed hands."

    night.at(5 * 60 + 15)
    reminded = "Your shift: 9:20 pm to 11 pm, nobody else is on. OFF = can't."
    assert reminded in night.texts_to(BO)
    assert reminded not in night.texts_to(ANA)

    night.at(21 * 60)
    night.dial()
    night.later(15)
    assert night.board.call(BO) is not None
    assert night.board.call(ANA) is None
    assert night.broken == []


def test_the_carriers_copies_of_these_texts_are_erased_as_any_others(night: Evening) -> None:
    text(night, "cover today", ANA)
    night.at(19 * 60)

    kept = [m for m in night.board.exchange.world.messages if m.phone in {ANA, BO, CONTACT}]
    assert kept == []


def test_a_backup_is_rung_when_the_first_did_not_take_it(edition: Edition) -> None:
    night = Evening(edition)
    night.peer("Ana", ANA)
    night.peer("Bo", BO)
    ana, bo = night.line.rota.shifts
    night.line.rota.shifts = (ana, replace(bo, place="backup"))
    night.dial()
    night.later(15)
    assert night.ringing(ANA)
    assert night.board.call(BO) is None

    night.later(25)
    assert night.ringing(BO)


def test_a_backup_alone_is_rung_at_once(edition: Edition) -> None:
    night = Evening(edition)
    night.peer("Bo", BO)
    (bo,) = night.line.rota.shifts
    night.line.rota.shifts = (replace(bo, place="backup"),)
    night.dial()
    night.later(15)

    assert night.ringing(BO)
