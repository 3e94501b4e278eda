"""STOP and FORGET at the desk: nothing goes out after, nobody in danger meets silence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from hotline.desk.answer import answer_text
from hotline.desk.errands import do
from hotline.desk.forgetting import forget
from hotline.desk.reports import text_reported
from hotline.domain.contact import Contact
from hotline.domain.errands import Due, EraseText, SendText, TellByCall
from hotline.domain.events import TextReported
from hotline.domain.flood import CARDS_DAY
from hotline.domain.people import Consent, Person
from hotline.domain.phone import Phone
from hotline.errors import CarrierRefused, StoreAway
from hotline.flow.edition import Edition
from tests.desk.pretend import ANNA, LINE, OTHER_LINE, Line

ON_LINE, ON_OTHER = Contact(LINE, ANNA), Contact(OTHER_LINE, ANNA)


@pytest.fixture
def line(edition: Edition) -> Line:
    return Line(edition)


def said(line: Line, body: str, sender: Phone = ANNA) -> str:
    replies = answer_text(line.desk(), line.arrives(body, sender)).replies
    return replies[0].body if replies else ""


def works(line: Line, seconds: float = 0) -> list[str]:
    """What a worker sends within so many seconds."""
    line.now += seconds
    before = len(line.carrier.sent)
    for id in line.due():
        do(line.desk(), id)
    return [str(sent["body"]) for sent in line.carrier.sent[before:]]


@pytest.mark.parametrize(("word", "answer"), [("STOP", ""), ("stop texting me", "OK, no more")])
def test_after_stop_nothing_is_sent_that_was_promised_or_comes_later(
    line: Line, word: str, answer: str
) -> None:
    said(line, "not breathing")
    assert said(line, word).startswith(answer)
    line.store.add(Due(line.now, "later"), SendText(LINE, ANNA, "News.", line.now + 180))

    assert works(line, 60) == []
    assert "later" not in line.store.errands
    assert (LINE, ANNA) not in line.store.sessions


def test_a_worker_that_is_about_to_send_sees_the_mark(line: Line) -> None:
    line.store.add(Due(line.now, "later"), SendText(LINE, ANNA, "News.", line.now + 180))
    line.marks.stop(ON_LINE, "us")

    assert do(line.desk(), "later") == "stopped"
    assert line.carrier.sent == []


def test_another_line_still_writes(line: Line) -> None:
    said(line, "STOP")
    line.store.add(Due(line.now, "later"), SendText(OTHER_LINE, ANNA, "News.", line.now + 180))

    assert works(line) == ["News."]


def test_who_writes_after_a_stop_of_our_own_is_answered_and_so_is_what_follows(line: Line) -> None:
    said(line, "stop texting me")

    assert said(line, "not breathing").startswith("Do this now")
    assert len(works(line, 60)) == 2


def test_an_emergency_after_the_carriers_stop_is_tried_and_its_refusal_is_final(line: Line) -> None:
    said(line, "STOP")
    assert said(line, "supplies") == ""
    assert said(line, "not breathing").startswith("Do this now")

    line.carrier.failing.append(CarrierRefused(21610))
    assert works(line, 21) == []
    assert works(line, 60) == []
    assert line.marks.stopped(ON_LINE) == "carrier"
    assert said(line, "supplies") == ""


def test_a_process_that_dies_after_it_wrote_the_answer_down_has_them_called_all_the_same(
    line: Line,
) -> None:
    """The carrier asks again; that answer is given out as it was, and nothing is done anew."""

    class Dies:
        def __getattr__(self, name: str) -> Any:
            return getattr(line.desk().conversations, name)

        def close(self, *what: Any, **more: Any) -> bool:
            line.desk().conversations.close(*what, **more)
            raise KeyboardInterrupt

    said(line, "STOP")
    text = line.arrives("0")
    with pytest.raises(KeyboardInterrupt):
        answer_text(replace(line.desk(), conversations=Dies()), text)
    answer_text(line.desk(), text)

    calls = [errand for errand in line.store.errands.values() if isinstance(errand, TellByCall)]
    assert len(calls) == 1


def test_where_the_carrier_does_let_it_through_the_steps_go_on(line: Line) -> None:
    said(line, "STOP")
    said(line, "not breathing")

    assert len(works(line, 60)) == 2


def test_start_lets_texts_pass_again(line: Line) -> None:
    said(line, "STOP")
    assert said(line, "START").startswith("You're back")

    assert line.marks.stopped(ON_LINE) == ""
    assert said(line, "supplies")


@pytest.mark.parametrize("code", [21610, None])
def test_what_the_carrier_tells_of_an_answer_is_a_stop_as_well(
    line: Line, code: int | None
) -> None:
    said(line, "hi")
    report = TextReported("a-random-token-0", "SM" + "9" * 32, "failed", code, ON_LINE)
    text_reported(line.desk(), report)

    assert (line.marks.stopped(ON_LINE) == "carrier") == (code == 21610)
    assert ((LINE, ANNA) in line.store.sessions) == (code is None)


@pytest.mark.parametrize("word", ["forget", "clear"])
def test_what_is_erased_is_erased_on_every_line_and_the_stop_stays(line: Line, word: str) -> None:
    said(line, "hi")
    line.store.sessions[OTHER_LINE, ANNA] = line.store.sessions[LINE, ANNA]
    line.again.remember(OTHER_LINE, ANNA, "ana", line.now)
    line.marks.stop(ON_OTHER, "us")

    assert said(line, word).startswith(("Done.", "Wiped"))
    assert line.store.sessions == {}
    assert line.again.peers == {}
    assert line.marks.stopped(ON_OTHER) == "us"


def test_the_copies_that_wait_at_the_carrier_are_due_at_once(line: Line) -> None:
    said(line, "hi")
    (copy,) = (id for id, e in line.store.errands.items() if isinstance(e, EraseText))
    assert line.store.due[copy] > line.now
    said(line, "forget")

    assert line.store.due[copy] == line.now


def test_forget_is_confirmed_in_one_text_that_tells_nothing(line: Line) -> None:
    confirmed = said(line, "forget")

    assert len(confirmed) <= 160
    assert not any(word in confirmed.lower() for word in ("drug", "hotline", "peer", "naloxone"))


def test_when_the_store_goes_in_the_middle_it_does_not_say_that_it_is_erased(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    said(line, "hi")

    def away(*_: object) -> None:
        raise StoreAway

    monkeypatch.setattr(line.traces, "forget", away)
    assert "can't say it is erased" in said(line, "forget")
    assert "Send this again" in said(line, "stop texting me")


def test_the_operator_forgets_as_they_would_themselves(line: Line) -> None:
    said(line, "hi")
    forget(line.desk(), ANNA, line.now)

    assert line.traces.held(ON_LINE, line.now) == []


@pytest.fixture
def ana(line: Line) -> Phone:
    """One of us, who agreed to texts and calls."""
    given = Consent("given", line.now)
    line.people.people = (Person("ana", "Ana", (ANNA,), ("en",), texts=given, calls=given),)
    return ANNA


@pytest.mark.parametrize("word", ["STOP", "stop texting me", "no me escriban"])
def test_a_peers_stop_ends_texts_and_not_calls_and_start_gives_them_back(
    line: Line, ana: Phone, word: str
) -> None:
    said(line, word, ana)
    (person,) = line.people.people
    assert (person.texts.state, person.agreed("texts"), person.agreed("calls")) == (
        "stopped", False, True,
    )  # fmt: skip

    said(line, "START", ana)
    (person,) = line.people.people
    assert person.agreed("texts")


def test_start_is_no_consent_of_somebody_who_never_agreed(line: Line, ana: Phone) -> None:
    line.people.people = (Person("ana", "Ana", (ANNA,), ("en",), texts=Consent("asked", line.now)),)
    said(line, "STOP", ana)
    said(line, "START", ana)

    assert line.people.people[0].texts.state == "withdrawn"


@pytest.mark.parametrize("words", ["0", "not breathing"])
def test_what_calls_asked_for_in_their_name_uses_nothing_up_of_that(line: Line, words: str) -> None:
    desk = line.desk()
    said(line, "STOP")
    for _ in range(CARDS_DAY):  # a forged number, again and again
        desk.budget.spend(LINE, ANNA, line.now)
    answer_text(desk, line.arrives(words))

    assert [e.to for e in line.store.errands.values() if isinstance(e, TellByCall)] == [ANNA]
