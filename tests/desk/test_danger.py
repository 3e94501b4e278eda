"""Nobody in danger meets silence, and nothing that is no person keeps the line talking."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress

import pytest

from hotline.desk.answer import answer_text
from hotline.desk.errands import do
from hotline.desk.reports import text_reported
from hotline.domain.errands import EraseText, Reword, SendText
from hotline.domain.events import TextArrived, TextReported
from hotline.domain.phone import Phone
from hotline.errors import StoreAway
from hotline.flow.edition import Edition
from tests.desk.pretend import ANNA, LINE, NOON, Line, default_edition

OTHER = Phone("+12025550111")
STEPS, QUESTION = "Do this now", "Is someone not breathing?"
WINDOW = 600  # seconds in which a sender's texts are counted


@pytest.fixture(scope="module")
def edition() -> Edition:
    return default_edition()


@pytest.fixture
def line(edition: Edition) -> Line:
    return Line(edition)


def said(line: Line, body: str) -> str:
    replies = answer_text(line.desk(), line.arrives(body)).replies
    return replies[0].body if replies else ""


@pytest.mark.parametrize(
    "answer", ["yes", "YES!", "sí", "yeah", "no", "no hes not", "idk hurry", "where r u", "!", "?"]
)
def test_whatever_is_answered_when_we_ask_whether_somebody_breathes_the_steps_come(
    line: Line, answer: str
) -> None:
    assert QUESTION in said(line, "took too much")

    steps = said(line, answer)
    assert STEPS in steps or "Haz esto ya" in steps


def test_an_answer_that_can_be_read_is_taken_at_its_word(line: Line) -> None:
    said(line, "took too much")

    assert "Good that they breathe" in said(line, "2")


def test_an_hour_after_the_question_a_greeting_is_no_answer_to_it(line: Line) -> None:
    said(line, "took too much")
    line.now += 3600

    assert STEPS not in said(line, "hi there")


@pytest.mark.parametrize(
    "cry",
    ["are you there hes unconscious", "is this the hotline my friend oded", "is this an overdose",
     "do you help she overdosed", "whats this my friend overdosed", "are you there im dying"],
)  # fmt: skip
def test_a_cry_that_begins_like_a_question_about_us_is_asked_about(line: Line, cry: str) -> None:
    assert QUESTION in said(line, cry)


@pytest.mark.parametrize(
    ("texts", "seen"),
    [
        (["took too much"], QUESTION),
        (["hes dying"], QUESTION),
        (["took too much", "1"], STEPS),
        (["took too much", "yes"], STEPS),
        (["not breathing"], STEPS),
        (["talk to someone"], "No person is on right now"),
    ],
)
def test_somebody_who_wrote_a_lot_is_still_answered_in_danger(
    line: Line, texts: Sequence[str], seen: str
) -> None:
    said(line, "hi")
    line.store.lately = 30

    assert seen in [said(line, body) for body in texts][-1]


def test_an_answer_to_our_own_question_counts_however_much_was_written(line: Line) -> None:
    said(line, "hi")
    said(line, "forgot")
    line.store.lately = 30

    assert "is erased" in said(line, "1")


def test_that_only_what_cannot_wait_is_answered_is_said_each_time_it_begins(line: Line) -> None:
    for _ in range(2):
        line.store.lately = 1
        said(line, "hi")
        line.store.lately = 21
        assert "answers only what can't wait" in said(line, "hhh")
        assert said(line, "hhh") == ""


def test_the_steps_always_come_and_what_follows_them_is_promised_once(line: Line) -> None:
    line.store.lately = 1000
    for _ in range(30):
        assert STEPS in said(line, "not breathing")

    assert len([e for e in line.store.errands.values() if isinstance(e, SendText)]) == 2
    assert len([e for e in line.store.errands.values() if isinstance(e, Reword)]) == 1


class Machine:
    """A line that hears another machine, second by second."""

    def __init__(self, edition: Edition, me: Phone, other: Phone) -> None:
        self.line, self.me, self.other = Line(edition), me, other
        self.heard: Counter[int] = Counter()
        self.ids = itertools.count()

    def hear(self, body: str, now: float) -> list[str]:
        self.line.now = now
        self.line.store.lately = self.heard[int(now // WINDOW)] + 1
        event = TextArrived(f"SM{next(self.ids):032x}", self.me, self.other, body)
        replies = answer_text(self.line.desk(), event).replies
        self.heard[int(now // WINDOW)] += 1
        return [reply.body for reply in replies]

    def follow_up(self, now: float) -> list[str]:
        self.line.now, before = now, len(self.line.carrier.sent)
        for id in self.line.due():
            do(self.line.desk(), id)
        return [str(sent["body"]) for sent in self.line.carrier.sent[before:]]


class Echo(Machine):
    """Something that sends back whatever comes."""

    def hear(self, body: str, now: float) -> list[str]:
        self.heard[int(now // WINDOW)] += 1
        return [body]


@pytest.mark.parametrize("kind", [Machine, Echo])
@pytest.mark.parametrize("first", ["hi", "not breathing", "took too much"])
def test_two_machines_that_answer_each_other_come_to_rest(
    edition: Edition, kind: type[Machine], first: str
) -> None:
    one, two = Machine(edition, LINE, OTHER), kind(edition, OTHER, LINE)
    waiting = [(one, first)]
    for second in range(4 * WINDOW):
        for machine, other in ((one, two), (two, one)):
            waiting += [(other, body) for body in machine.follow_up(NOON + second)]
        if waiting:
            machine, body = waiting.pop(0)
            answers = machine.hear(body, NOON + second)
            waiting += [(two if machine is one else one, answer) for answer in answers]

    assert waiting == []
    assert one.heard.total() < 150
    assert one.heard[int(NOON // WINDOW) + 2] == one.heard[int(NOON // WINDOW) + 3] == 0


@pytest.mark.parametrize("end", ["clear", "forget", "stop texting me", "STOP"])
def test_after_the_end_nothing_is_held_that_could_be_sent(line: Line, end: str) -> None:
    said(line, "not breathing")
    said(line, end)

    assert {type(errand) for errand in line.store.errands.values()} == {EraseText}


def test_a_blocked_text_is_not_sent_in_other_words_after_clear(line: Line) -> None:
    said(line, "not breathing")
    (receipt,) = [id for id, e in line.store.errands.items() if isinstance(e, Reword)]
    said(line, "clear")
    text_reported(line.desk(), TextReported(receipt, "SM" + "c" * 32, "undelivered", 30007))

    assert line.nudges.looked == []
    assert not any(isinstance(e, SendText) for e in line.store.errands.values())


def test_a_report_that_is_replayed_for_ever_makes_one_errand(line: Line) -> None:
    report = TextReported("receipt", "SM" + "c" * 32, "delivered")
    for _ in range(50):
        text_reported(line.desk(), report)
        line.now += 50

    assert list(line.store.due.values()) == [NOON + 60]


def test_what_is_asked_back_has_a_name_also_where_no_list_leads_there(line: Line) -> None:
    assert "1  " not in said(line, "who are you, are you police")
    assert said(line, "who are you, are you police").count("\n") == 0


def test_our_own_text_is_to_be_erased_also_if_the_store_leaves_right_after_sending(
    line: Line,
) -> None:
    said(line, "not breathing")
    line.now += 20
    beat = line.store.beat

    def gone(part: str, now: float) -> None:
        line.store.away = True
        beat(part, now)

    line.store.beat = gone  # type: ignore[method-assign]
    (first,) = [id for id in line.due() if isinstance(line.store.errands[id], SendText)]
    with suppress(StoreAway):
        do(line.desk(), first)

    kept = [e.id for e in line.store.errands.values() if isinstance(e, EraseText)]
    assert f"SM{1:032x}" in kept


def test_nobody_else_is_written_to(line: Line) -> None:
    for body in ("not breathing", "+12025550199 not breathing", "text +12025550199"):
        said(line, body)
    for _ in range(60):
        line.now += 1
        for id in line.due():
            do(line.desk(), id)

    assert {sent["to"] for sent in line.carrier.sent} == {ANNA}
