"""The roster looks after itself: an old yes, a STOP that was a slip, a hush, another number."""

from __future__ import annotations

import pytest

from hotline.desk import roster
from hotline.desk.answer import answer_text
from hotline.desk.called import picked_up
from hotline.desk.errands import do
from hotline.desk.peer_calls import place_call
from hotline.desk.renewing import renumber
from hotline.desk.upkeep import MEND, keep_upkeep
from hotline.domain.errands import UPKEEP, CallPeer, SendText
from hotline.domain.events import PeerCallTurned
from hotline.domain.people import Consent, Person
from hotline.domain.phone import Phone
from hotline.domain.replies import HangUp, Say
from hotline.domain.written_times import read_times
from hotline.errors import Unfit
from hotline.flow.edition import Edition
from tests.desk.pretend import LINE, Line

ANA, DEE, NEW = Phone("+12025550111"), Phone("+12025550113"), Phone("+12025550119")
DAY = 86400.0


@pytest.fixture
def line(edition: Edition) -> Line:
    """Ana and Dee, who looks after the line, agreed to texts and calls at noon."""
    line = Line(edition)
    line.now += 3 * 3600  # one in the afternoon there
    yes = Consent("given", line.now)
    line.people.people = (
        Person("ana", "Ana", (ANA,), ("en",), texts=yes, calls=yes, asked_from=LINE),
        Person(
            "dee", "Dee", (DEE,), ("en",), ("coordinator",), texts=yes, calls=yes, asked_from=LINE
        ),
    )
    keep_upkeep(line.desk())
    return line


def said(line: Line, body: str, sender: Phone = ANA) -> str:
    replies = answer_text(line.desk(), line.arrives(body, sender)).replies
    return replies[0].body if replies else ""


def later(line: Line, seconds: float) -> list[tuple[object, str]]:
    """What is sent when so much time has passed: to whom, and the first words."""
    line.now += seconds
    before = len(line.carrier.sent)
    for _ in range(2):  # after weeks without a worker the clock begins it anew
        keep_upkeep(line.desk())
        do(line.desk(), UPKEEP)
    for id, errand in list(line.store.errands.items()):
        if isinstance(errand, SendText):
            do(line.desk(), id)
    return [(text["to"], str(text["body"])) for text in line.carrier.sent[before:]]


def told(texts: list[tuple[object, str]], phone: Phone) -> list[str]:
    return [body for to, body in texts if to == phone]


def ana(line: Line) -> Person:
    return next(person for person in line.people.people if person.name == "Ana")


def test_a_yes_is_asked_about_after_half_a_year_and_holds_meanwhile(line: Line) -> None:
    assert later(line, 179 * DAY) == []
    (asked,) = told(later(line, DAY), ANA)

    assert asked.startswith("Hi. Calls and texts still come to you")
    assert ana(line).agreed("calls")
    assert told(later(line, DAY), ANA) == [], "it is asked once"
    assert "You're in" in said(line, "ok")
    assert (ana(line).asked_again, ana(line).texts.at, ana(line).calls.at) == (
        0.0, line.now, line.now,
    )  # fmt: skip


def test_without_an_answer_it_ends_two_weeks_later_and_coordinators_know(line: Line) -> None:
    later(line, 180 * DAY)
    said(line, "ok", DEE)
    assert later(line, 13 * DAY) == []
    (now,) = told(later(line, DAY), DEE)

    assert now.startswith("Line: one of us did not say again")
    assert "Ana" not in now
    assert (ana(line).agreed("texts"), ana(line).agreed("calls")) == (False, False)
    assert ana(line).texts.state == "withdrawn"


def test_nobody_is_asked_at_night_or_in_their_quiet_hours(line: Line) -> None:
    roster.set_quiet(line.desk(), "ana", read_times("mon-sun 09:00-16:00", "America/New_York"))
    assert told(later(line, 180 * DAY), ANA) == []
    assert told(later(line, 10 * 3600), ANA) == []
    assert len(told(later(line, 17 * 3600), ANA)) == 1


def test_an_ok_in_a_talk_is_for_the_person_there(line: Line) -> None:
    later(line, 180 * DAY)
    seat, stamp = line.seats.read("ana", line.now)
    with_somebody = type(seat)("ana", mine=("thread",), until=line.now + 3600)
    assert line.seats.write(with_somebody, stamp, line.now)

    assert "You're in" not in said(line, "ok")
    assert ana(line).asked_again


def test_who_agreed_to_calls_only_is_asked_by_a_call(line: Line) -> None:
    calls = Consent("given", line.now)
    line.people.people = (Person("ana", "Ana", (ANA,), ("en",), calls=calls),)
    assert later(line, 180 * DAY) == []

    (call,) = (call for call, _ in line.peer_calls.calls.values())
    assert place_call(line.desk(), CallPeer(call.id, line.now + 600)) == "rung"


def test_a_stop_of_one_of_us_is_said_by_a_call(line: Line) -> None:
    said(line, "STOP")
    (call,) = (call for call, _ in line.peer_calls.calls.values())
    assert place_call(line.desk(), CallPeer(call.id, line.now + 600)) == "rung"

    words, end = picked_up(line.desk(), PeerCallTurned("CA1", call.id))
    assert isinstance(words, Say)
    assert words.words.startswith("Your text switched the line's texts to you off.")
    assert isinstance(end, HangUp)


def test_said_twice_it_is_one_call(line: Line) -> None:
    said(line, "STOP")
    said(line, "STOP")

    assert len(line.peer_calls.calls) == 1


def test_if_it_is_not_mended_in_ten_minutes_coordinators_are_told_once(line: Line) -> None:
    said(line, "STOP")
    assert later(line, MEND - 60) == []
    (body,) = told(later(line, 90), DEE)

    assert body.startswith("Line: texts to one of us are off")
    assert "Ana" not in body
    assert later(line, 60) == []


def test_if_it_is_mended_nobody_is_told(line: Line) -> None:
    said(line, "STOP")
    later(line, 60)
    said(line, "START")

    assert later(line, MEND) == []


def test_a_coordinator_without_texts_is_told_by_a_call(line: Line) -> None:
    roster.texts_stopped(line.desk(), "dee", line.now - DAY)
    said(line, "STOP")
    later(line, MEND + 1)

    kinds = {call.person: call.kind for call, _ in line.peer_calls.calls.values()}
    assert kinds == {"ana": "texts_off", "dee": "look"}


def test_a_hush_ends_with_the_shift(line: Line) -> None:
    said(line, "on")
    said(line, "hush")
    later(line, 3 * 3600)
    assert ana(line).hush
    later(line, 3600)
    assert not ana(line).hush


def test_another_number_is_asked_and_the_old_one_is_forgotten(line: Line) -> None:
    said(line, "break 20")
    said(line, "hello")
    renumber(line.desk(), "ana", NEW, LINE)
    texts = later(line, 0)

    assert told(texts, NEW)[0].startswith("Hi. You said you may answer")
    assert told(texts, ANA) == []
    assert line.people.whose(ANA) is None
    assert not ana(line).agreed("calls")
    assert not any(phone == ANA for _, phone in line.store.sessions)
    assert "You're in" in said(line, "ok", NEW)
    assert ana(line).agreed("calls")


def test_another_number_opens_what_was_shut_and_is_nobodys_yet(line: Line) -> None:
    roster.shut(line.desk(), "ana", line.now)
    with pytest.raises(Unfit):
        renumber(line.desk(), "ana", DEE, LINE)
    renumber(line.desk(), "ana", NEW, LINE)

    assert not ana(line).shut
