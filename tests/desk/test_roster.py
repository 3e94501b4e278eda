"""People join by their own word, leave by it, and are never rung before."""

from math import inf

import pytest

from hotline.desk import roster
from hotline.desk.answer import answer_text
from hotline.desk.errands import do
from hotline.desk.rota import Promise, add_shifts, who_is_on
from hotline.domain.errands import SendText
from hotline.domain.people import CONSENT_OPEN, Person
from hotline.domain.phone import Phone
from hotline.domain.pin import fits
from hotline.domain.written_times import read_times
from hotline.errors import CarrierRefused, Unfit
from tests.desk.pretend import LINE, NOON, Line, default_edition

ANA = Phone("+12025550111")
ALWAYS = read_times("mon-sun 00:00-24:00", "America/New_York")


@pytest.fixture(scope="module")
def edition():
    return default_edition()


@pytest.fixture
def line(edition) -> Line:
    return Line(edition)


def joins(line: Line, name: str = "Ana", phone: Phone = ANA, **more: object) -> Person:
    person = roster.add(line.desk(), name, phone, line=LINE, **more)  # type: ignore[arg-type]
    add_shifts(line.desk(), [Promise(person, "peers", ALWAYS)])
    return person


def said(line: Line, body: str, sender: Phone = ANA, id: str = "") -> str:
    replies = answer_text(line.desk(), line.arrives(body, sender, id)).replies
    return replies[0].body if replies else ""


def on(line: Line, channel: str = "calls") -> list[str]:
    return [p.name for p in who_is_on(line.desk(), "peers", line.now, channel)]  # type: ignore[arg-type]


def test_nobody_is_rung_before_they_agreed(line: Line) -> None:
    joins(line)
    assert on(line) == []

    assert "You're in" in said(line, "Ok!")
    assert on(line) == ["Ana"]
    assert on(line, "texts") == ["Ana"]


def test_the_question_comes_by_text_in_their_language_from_the_line(line: Line) -> None:
    joins(line, languages=("es", "en"))

    (id,) = [id for id, errand in line.store.errands.items() if isinstance(errand, SendText)]
    assert do(line.desk(), id) == "sent"
    (sent,) = line.carrier.sent
    assert (sent["to"], sent["line"]) == (ANA, LINE)
    assert "Responde OK" in str(sent["body"])


@pytest.mark.parametrize("yes", ["OK", "ok.", "Okay", "YES", "Sí", "vale", "de acuerdo?"])
def test_what_counts_as_yes(line: Line, yes: str) -> None:
    joins(line)
    said(line, yes)

    assert on(line) == (["Ana"] if yes != "de acuerdo?" else [])


@pytest.mark.parametrize("other", ["ok what is naloxone", "no", "oki doki", "hi", "not breathing"])
def test_anything_else_is_a_contacts_text(line: Line, other: str) -> None:
    joins(line)

    assert "You're in" not in said(line, other)
    assert on(line) == []


def test_ok_of_somebody_who_was_never_asked_is_thanks(line: Line) -> None:
    joins(line)

    assert "Any time" in said(line, "hi", Phone("+12025550190")) + said(
        line, "ok", Phone("+12025550190")
    )
    assert on(line) == []


def test_ok_counts_only_on_the_line_that_asked_and_within_a_week(line: Line) -> None:
    person = joins(line)
    line.now += CONSENT_OPEN
    said(line, "ok")
    assert on(line) == []

    roster.ask_again(line.desk(), person.id, Phone("+12025550101"))
    said(line, "ok")
    assert on(line) == []

    roster.ask_again(line.desk(), person.id, LINE)
    said(line, "ok")
    assert on(line) == ["Ana"]


def test_the_same_ok_twice_gets_the_same_answer(line: Line) -> None:
    joins(line)
    first = said(line, "ok", id="SM" + "a" * 32)

    assert said(line, "ok", id="SM" + "a" * 32) == first
    assert said(line, "ok") == first
    line.now += 120
    assert said(line, "ok") != first


def test_ok_is_kept_also_when_another_text_was_faster(line: Line) -> None:
    joins(line)
    line.store.losing = 2
    line.people.losing = 1

    assert "You're in" in said(line, "ok")
    assert on(line) == ["Ana"]


@pytest.mark.parametrize("word", ["STOP", "stop texting me"])
def test_stop_ends_texts_and_leaves_calls(line: Line, word: str) -> None:
    joins(line)
    said(line, "ok")
    said(line, word)

    assert on(line, "texts") == []
    assert on(line, "calls") == ["Ana"]


def test_forget_does_not_say_more_than_is_true_to_one_of_us(line: Line) -> None:
    joins(line)
    said(line, "ok")

    assert "still on the roster" in said(line, "forget")
    assert on(line, "calls") == ["Ana"]


def test_consent_by_call_is_for_that_channel_only(line: Line) -> None:
    person = joins(line)
    roster.consent_given(line.desk(), person.id, "calls", line.now)

    assert on(line, "calls") == ["Ana"]
    assert on(line, "texts") == []


def test_who_agreed_to_calls_only_is_never_texted_as_a_peer(line: Line) -> None:
    joins(line, channels=("calls",))
    said(line, "ok")

    assert on(line, "texts") == []


def test_a_pause_ends_by_itself_or_when_resumed(line: Line) -> None:
    person = joins(line)
    said(line, "ok")
    roster.pause(line.desk(), person.id, NOON + 600)
    assert on(line) == []
    line.now += 600
    assert on(line) == ["Ana"]

    roster.pause(line.desk(), person.id, inf)
    line.now += 10 * 86400
    assert on(line) == []
    roster.resume(line.desk(), person.id)
    assert on(line) == ["Ana"]


def test_who_is_removed_is_gone_everywhere(line: Line) -> None:
    person = joins(line)
    said(line, "ok")

    assert roster.remove(line.desk(), person.id) == 1
    assert (line.people.people, line.rota.shifts) == ((), ())
    assert not [e for e in line.store.errands.values() if isinstance(e, SendText)]
    assert "You're in" not in said(line, "ok")


def test_asking_again_replaces_the_question_and_a_refusal_harms_nobody(line: Line) -> None:
    person = joins(line)
    roster.ask_again(line.desk(), person.id, LINE)
    (id,) = [id for id, errand in line.store.errands.items() if isinstance(errand, SendText)]
    line.carrier.failing.append(CarrierRefused(30006))

    assert do(line.desk(), id) == "refused"
    said(line, "ok")
    with pytest.raises(Unfit, match="agreed already"):
        roster.ask_again(line.desk(), person.id, LINE)


def test_a_pin_is_kept_as_a_digest(line: Line) -> None:
    ana, bo = joins(line), joins(line, "Bo", Phone("+12025550112"))
    roster.set_pin(line.desk(), ana.id, "4711")
    roster.set_pin(line.desk(), bo.id, "4711")

    one, other = (person.pin for person in line.people.people)
    assert fits(one, "4711")
    assert not fits(one, "4712")
    assert one != other
    assert "4711" not in one
    assert not fits("", "")
    for weak in ("123", "1111", "1234", "9876", "abcd", "123456789"):
        with pytest.raises(Unfit):
            roster.set_pin(line.desk(), ana.id, weak)


@pytest.mark.parametrize(
    ("name", "phone", "more", "why"),
    [
        ("ANA", Phone("+12025550112"), {}, "is called"),
        ("Bo", ANA, {}, "is Ana's already"),
        ("Bo", Phone("+4915112345678"), {}, "country"),
        ("Bo", Phone("+12025550112"), {"languages": ("xx",)}, "does not speak"),
        ("Bo 2025550112", Phone("+12025550112"), {}, "no name"),
        ("", Phone("+12025550112"), {}, "no name"),
    ],
)
def test_what_cannot_be_says_why_and_tells_no_number(
    line: Line, name: str, phone: Phone, more: dict[str, object], why: str
) -> None:
    joins(line)
    with pytest.raises(Unfit) as caught:
        joins(line, name, phone, **more)

    assert why in str(caught.value)
    assert "Mend: " in str(caught.value)
    assert phone.e164[-7:] not in str(caught.value)
    assert len(line.people.people) == 1
