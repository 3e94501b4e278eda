"""CALL: a contact is rung only where their yes answers our question, and nothing else."""

import pytest

from hotline.desk import roster, thread_texts
from hotline.domain.phone import Phone
from tests.desk.pretend import Line, default_edition
from tests.desk.test_leaving import CONTACT, writing
from tests.desk.test_peer_texts import ANA, coordinator, joined, said, works


@pytest.fixture(scope="module")
def edition():
    return default_edition()


@pytest.fixture
def line(edition) -> Line:
    line = Line(edition)
    coordinator(line)
    joined(line, "Ana")
    return line


def promised(line: Line) -> list[Phone | None]:
    return [callback.phone for callback in line.desk().callbacks.all(line.now)]


def asked(line: Line) -> str:
    handle = writing(line)
    assert said(line, f"call @{handle}").startswith(f"We ask @{handle} first.")
    works(line)
    return handle


def test_a_yes_rings_both(line: Line) -> None:
    asked(line)
    line.now += 20

    assert said(line, "1", CONTACT).startswith("Auto: OK. This phone rings soon.")
    assert promised(line) == [CONTACT]


def test_a_digit_that_crosses_the_question_is_no_yes(line: Line) -> None:
    handle = asked(line)
    line.now += 2

    assert said(line, "1", CONTACT) == ""
    assert works(line, ANA) == [f"@{handle}: 1"]
    assert promised(line) == []


def test_as_long_as_the_question_has_not_gone_out_a_digit_is_no_yes(line: Line) -> None:
    handle = writing(line)
    said(line, f"call @{handle}")
    line.now += 20

    assert said(line, "1", CONTACT) == ""
    assert promised(line) == []


def test_after_two_minutes_it_is_no_yes(line: Line) -> None:
    asked(line)
    line.now += 121
    said(line, "1", CONTACT)

    assert promised(line) == []


def test_a_yes_to_somebody_who_has_gone_rings_nobody(line: Line) -> None:
    asked(line)
    said(line, "stop")
    line.now += 20
    said(line, "1", CONTACT)

    assert promised(line) == []


def test_who_takes_no_calls_is_told_so(line: Line) -> None:
    handle = writing(line)
    ana = line.people.people[1]
    roster.consent_withdrawn(line.desk(), ana.id, "calls", line.now)

    assert said(line, "call").startswith(f"You take no calls here, so @{handle}")


def test_calm_is_a_word_for_the_contact(line: Line) -> None:
    writing(line)
    said(line, "calm")
    line.now += 5

    assert works(line, CONTACT) == ["calm"]


def test_a_yes_is_kept_also_where_the_process_dies_right_after_it(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(line)
    line.now += 20

    def died(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(thread_texts, "only_newest", died)
        patch.setattr(line.nudges, "look", died)
        said(line, "1", CONTACT, id="SM-yes")
    said(line, "1", CONTACT, id="SM-yes")

    assert promised(line) == [CONTACT]
    works(line)
    assert len(line.rings.rings) == 1, "Ana is rung"
