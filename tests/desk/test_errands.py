"""Errands are done once where that can be known, put off where not, and never done too late."""

import pytest

from hotline.desk.errands import do
from hotline.desk.reports import text_reported
from hotline.domain.errands import Due, EraseText, Reword, SendText
from hotline.domain.events import TextReported
from hotline.errors import CarrierBusy, CarrierRefused, CarrierUnsure, NotFinal
from tests.desk.pretend import ANNA, LINE, NOON, Line, default_edition


@pytest.fixture(scope="module")
def edition():
    return default_edition()


@pytest.fixture
def line(edition) -> Line:
    line = Line(edition)
    line.store.add(Due(NOON, "steps"), SendText(LINE, ANNA, "Keep going.", until=NOON + 180))
    line.store.add(Due(NOON, "copy"), EraseText("SM" + "b" * 32, until=NOON + 86400))
    return line


def test_a_text_is_sent_and_its_copy_is_to_be_erased(line: Line) -> None:
    assert do(line.desk(), "steps") == "sent"

    (sent,) = line.carrier.sent
    assert (sent["to"], sent["body"], sent["valid"]) == (ANNA, "Keep going.", 180)
    assert any(
        isinstance(e, EraseText) and e.id == "SM" + "0" * 31 + "1"
        for e in line.store.errands.values()
    )


def test_looking_twice_sends_once(line: Line) -> None:
    do(line.desk(), "steps")

    assert do(line.desk(), "steps") == "nothing"
    assert len(line.carrier.sent) == 1


@pytest.mark.parametrize("failure", [CarrierBusy(20429), CarrierUnsure()])
def test_a_text_that_may_not_have_gone_goes_again(line: Line, failure: Exception) -> None:
    line.carrier.failing.append(failure)  # type: ignore[arg-type]

    assert do(line.desk(), "steps") == "put off"
    assert line.store.due["steps"] == NOON + 5
    assert do(line.desk(), "steps") == "sent"


def test_a_refusal_is_final(line: Line) -> None:
    line.carrier.failing.append(CarrierRefused(21610))

    assert do(line.desk(), "steps") == "refused"
    assert "steps" not in line.store.errands


def test_a_stale_text_is_dropped(line: Line) -> None:
    line.now += 181

    assert do(line.desk(), "steps") == "expired"
    assert line.carrier.sent == []


def test_a_copy_that_is_not_final_yet_is_tried_again_later_and_later(line: Line) -> None:
    for wait in (300, 600, 1800, 3600, 6 * 3600, 86400, 86400):
        line.carrier.failing.append(NotFinal(20009))
        assert do(line.desk(), "copy") == "put off"
        assert line.store.due["copy"] == line.now + wait
    assert do(line.desk(), "copy") == "erased"
    assert line.carrier.erased == ["SM" + "b" * 32]


def reported(status: str, code: int | None = None) -> TextReported:
    return TextReported("receipt", "SM" + "c" * 32, status, code)


def test_a_blocked_text_is_reworded_once_however_often_that_is_told(line: Line) -> None:
    instead = SendText(LINE, ANNA, "Other words.", until=NOON + 600)
    line.store.add(Due(NOON + 600, "receipt"), Reword(instead, NOON + 600))

    text_reported(line.desk(), reported("undelivered", 30007))
    text_reported(line.desk(), reported("undelivered", 30007))

    (id,) = line.nudges.looked
    assert do(line.desk(), id) == "sent"
    assert line.carrier.sent[0]["body"] == "Other words."


def test_a_final_report_leads_to_erasing(line: Line) -> None:
    text_reported(line.desk(), reported("sent"))
    assert not any(getattr(e, "id", "") == "SM" + "c" * 32 for e in line.store.errands.values())

    text_reported(line.desk(), reported("delivered"))
    assert any(getattr(e, "id", "") == "SM" + "c" * 32 for e in line.store.errands.values())
