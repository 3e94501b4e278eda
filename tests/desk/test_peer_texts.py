"""One of us writes to the line: short words for what they need, and anything as a contact."""

import pytest

from hotline.desk import roster
from hotline.desk.answer import answer_text
from hotline.desk.rota import Promise, add_shifts, who_is_on
from hotline.domain.people import Person
from hotline.domain.phone import Phone
from hotline.domain.written_times import read_times
from tests.desk.pretend import LINE, Line, default_edition

ANA = Phone("+12025550111")
ALWAYS = read_times("mon-sun 00:00-24:00", "America/New_York")


@pytest.fixture(scope="module")
def edition():
    return default_edition()


@pytest.fixture
def line(edition) -> Line:
    return Line(edition)


def joined(line: Line, *languages: str) -> Person:
    person = roster.add(line.desk(), "Ana", ANA, line=LINE, languages=languages)
    add_shifts(line.desk(), [Promise(person, "peers", ALWAYS)])
    said(line, "ok")
    return person


def said(line: Line, body: str, sender: Phone = ANA, id: str = "") -> str:
    replies = answer_text(line.desk(), line.arrives(body, sender, id)).replies
    return replies[0].body if replies else ""


def on(line: Line) -> list[str]:
    return [person.name for person in who_is_on(line.desk(), "peers", line.now)]


def test_a_break_begins_and_ends_by_a_word(line: Line) -> None:
    joined(line)

    assert "for 20 min" in said(line, "break 20")
    assert on(line) == []
    assert "You're on" in said(line, "ON")
    assert on(line) == ["Ana"]


def test_they_are_answered_in_their_own_language(line: Line) -> None:
    joined(line, "es")

    assert "ACTIVO" in said(line, "pausa 20")


def test_a_command_that_comes_twice_gets_the_same_answer(line: Line) -> None:
    joined(line)

    first = said(line, "break 20", id="SM" + "1" * 32)
    assert said(line, "break 20", id="SM" + "1" * 32) == first


def test_me_makes_them_a_contact_until_they_say_it_again(line: Line) -> None:
    joined(line)

    assert "contact now" in said(line, "me")
    assert "Break" not in said(line, "break 20")
    assert on(line) == ["Ana"]
    assert "one of us again" in said(line, "ME")
    assert "Break" in said(line, "break 20")


def test_what_is_no_command_is_answered_as_anybodys(line: Line) -> None:
    joined(line)

    assert "Shout" in said(line, "my frend not brethin")


def test_anybody_else_has_no_commands(line: Line) -> None:
    joined(line)

    assert "Break" not in said(line, "break 20", sender=Phone("+12025550163"))
