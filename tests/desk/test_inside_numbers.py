"""With numbers inside, a peer has a chat of its own for each thread, and writes without handles."""

from __future__ import annotations

import re

import pytest

from hotline.desk import roster
from hotline.desk.answer import answer_text
from hotline.desk.errands import do
from hotline.desk.rota import Promise, add_shifts
from hotline.domain.phone import Phone
from hotline.domain.written_times import read_times
from tests.desk.pretend import ANNA, LINE, Line, default_edition

FIRST, SECOND, THIRD = (Phone(f"+1202555030{n}") for n in range(3))
ANA, BO, DEE = Phone("+12025550111"), Phone("+12025550112"), Phone("+12025550113")
CASS, LEE = Phone("+12025550151"), Phone("+12025550152")
HANDLE = re.compile(r"@\d{3}")


@pytest.fixture(scope="module")
def edition():
    return default_edition()


def opened(edition, *inside: Phone) -> Line:
    """Ana and Bo are on; Dee looks after the line."""
    line = Line(edition, inside=inside)
    for name, phone in {"Ana": ANA, "Bo": BO}.items():
        person = roster.add(line.desk(), name, phone, line=FIRST)
        always = read_times("mon-sun 00:00-24:00", "America/New_York")
        add_shifts(line.desk(), [Promise(person, "peers", always)])
        said(line, "ok", phone, FIRST)
    roster.add(line.desk(), "Dee", DEE, line=FIRST, roles=("coordinator",))
    said(line, "ok", DEE, FIRST)
    works(line)
    return line


@pytest.fixture
def line(edition) -> Line:
    return opened(edition, FIRST, SECOND, THIRD)


def said(line: Line, body: str, sender: Phone = ANNA, to: Phone = LINE) -> str:
    replies = answer_text(line.desk(), line.arrives(body, sender, line=to)).replies
    return "\n".join(reply.body for reply in replies)


def works(line: Line) -> list[tuple[Phone, Phone, str]]:
    """What goes out in the next seconds: from which number of ours, to whom, and what."""
    before = len(line.carrier.sent)
    for _ in range(5):
        for id in line.due():
            do(line.desk(), id)
        line.now += 1
    return [(t["line"], t["to"], str(t["body"])) for t in line.carrier.sent[before:]]  # type: ignore[misc]


def asks(line: Line, contact: Phone) -> str:
    """Somebody asks for a person; the handle under which they are offered."""
    said(line, "0", contact)
    offered = [body for _, to, body in works(line) if to == ANA and "TAKE" in body]
    return HANDLE.findall(offered[-1])[0]


def takes(line: Line, contact: Phone) -> tuple[Phone, str]:
    """Ana takes them; on which number she sees them, and their handle."""
    handle = asks(line, contact)
    answer = said(line, f"take {handle}", ANA, FIRST)
    sent = [(number, body) for number, to, body in works(line) if to == ANA]
    told = [(FIRST, answer), *sent]
    return next(number for number, body in told if f"{handle} is yours" in body), handle


def test_offers_come_from_the_first_inside_number(line: Line) -> None:
    said(line, "0", ANNA)

    assert {(n, to) for n, to, _ in works(line)} == {(FIRST, ANA), (FIRST, BO)}


def test_and_so_do_calls(line: Line) -> None:
    ana = roster.find(line.desk(), "Ana")
    roster.consent_given(line.desk(), ana.id, "calls", line.now)
    roster.ring_a_test(line.desk(), roster.find(line.desk(), "Ana"), LINE)
    works(line)

    assert [(call["line"], call["to"]) for call in line.carrier.placed] == [(FIRST, ANA)]


def test_each_thread_has_a_number_of_its_own_and_no_text_needs_a_handle(line: Line) -> None:
    assert [takes(line, contact)[0] for contact in (ANNA, CASS, LEE)] == [FIRST, SECOND, THIRD]

    assert said(line, "hi you", ANA, SECOND) == ""
    assert works(line) == [(LINE, CASS, "hi you")]
    assert said(line, "hello", ANA, FIRST) == ""
    assert works(line) == [(LINE, ANNA, "hello")]
    said(line, "are you there", LEE)
    assert [(n, to) for n, to, _ in works(line)] == [(THIRD, ANA)]


def test_with_more_threads_than_numbers_it_is_said_with_which_handle(edition) -> None:
    line = opened(edition, FIRST)
    _, anna = takes(line, ANNA)
    handle = asks(line, CASS)

    told = said(line, f"take {handle}", ANA, FIRST)
    works(line)
    assert f"start each text with one of {anna} {handle}" in told
    assert "nobody" in said(line, "hello", ANA, FIRST)
    assert works(line) == []


def test_the_number_of_one_that_ended_rests_where_there_is_another(line: Line) -> None:
    assert takes(line, ANNA)[0] == FIRST
    said(line, "menu", ANNA)
    works(line)

    assert takes(line, CASS)[0] == SECOND


def test_where_there_is_no_other_what_is_typed_there_is_asked_about(edition) -> None:
    line = opened(edition, FIRST)
    said(line, "who", ANA, FIRST)
    takes(line, ANNA)
    said(line, "menu", ANNA)
    works(line)
    takes(line, CASS)

    assert "nobody" in said(line, "do you breathe", ANA, FIRST)
    assert works(line) == []


def test_after_five_minutes_it_is_free_again(line: Line) -> None:
    takes(line, ANNA)
    said(line, "menu", ANNA)
    works(line)
    line.now += 301

    assert takes(line, CASS)[0] == FIRST
    assert said(line, "hello", ANA, FIRST) == ""
    assert works(line) == [(LINE, CASS, "hello")]


def test_a_digit_answers_only_in_the_chat_that_asks(line: Line) -> None:
    takes(line, ANNA)
    takes(line, CASS)
    assert "1" in said(line, "close", ANA, SECOND)

    assert said(line, "1", ANA, FIRST) == ""
    assert works(line) == [(LINE, ANNA, "1")]
    said(line, "1", ANA, SECOND)
    assert (LINE, CASS) in {(n, to) for n, to, _ in works(line)}  # that it is over


def test_in_a_chat_without_a_thread_it_is_asked_for_whom_a_text_is(line: Line) -> None:
    _, handle = takes(line, ANNA)

    asked = said(line, "hello", ANA, THIRD)
    assert handle in asked and works(line) == []
    assert handle in said(line, "1", ANA, THIRD)
    assert works(line) == [(LINE, ANNA, "hello")]


def test_a_handle_is_understood_in_every_chat(line: Line) -> None:
    takes(line, ANNA)
    _, handle = takes(line, CASS)

    said(line, f"{handle} hello", ANA, FIRST)
    assert works(line) == [(LINE, CASS, "hello")]


def test_one_of_us_who_writes_to_the_public_line_is_a_contact(line: Line) -> None:
    before = said(line, "who", LEE)

    assert said(line, "who", ANA) == before  # no command there
    said(line, "0", ANA)
    assert {to for _, to, body in works(line) if "TAKE" in body} == {BO}


def test_a_stranger_at_an_inside_number_meets_the_door_like_everywhere(line: Line) -> None:
    assert said(line, "hi", CASS, THIRD) == said(line, "hi", LEE)
    assert said(line, "take", CASS, FIRST) == said(line, "take", LEE)


def test_whoever_joins_sees_it_on_a_number_that_is_free_for_them(line: Line) -> None:
    number, handle = takes(line, ANNA)
    said(line, "backup", ANA, number)
    works(line)
    said(line, f"take {handle}", BO, FIRST)
    works(line)

    said(line, "are you both there", ANNA)
    assert {(n, to) for n, to, _ in works(line)} == {(FIRST, ANA), (FIRST, BO)}


def test_handed_over_it_is_on_a_number_of_the_other_one(line: Line) -> None:
    takes(line, ANNA)
    number, handle = takes(line, CASS)
    said(line, f"pass {handle}", ANA, number)
    works(line)
    said(line, f"take {handle}", BO, FIRST)
    told = works(line)
    assert number in {n for n, to, _ in told if to == ANA}

    said(line, "hello", CASS)
    assert [(n, to) for n, to, _ in works(line)] == [(FIRST, BO)]
    assert handle not in said(line, "hello", ANA, SECOND)
    assert (LINE, CASS, "hello") not in works(line)


def test_no_thread_is_put_where_they_said_stop(line: Line) -> None:
    said(line, "stop", ANA, FIRST)
    said(line, "start", ANA, SECOND)
    works(line)

    assert takes_elsewhere(line) == SECOND


def takes_elsewhere(line: Line) -> Phone:
    said(line, "0", ANNA)
    works(line)
    said(line, "take", ANA, SECOND)
    thread, _ = line.threads.live(line.now)[0]
    return thread.seen_at(thread.owner)


def test_one_phone_shuts_out_one_whichever_number_it_writes_to(line: Line) -> None:
    said(line, "shut bo", ANA, FIRST)
    said(line, "1", ANA, FIRST)
    said(line, "shut dee", ANA, SECOND)
    said(line, "1", ANA, SECOND)

    shut = [person.name for person in line.people.people if person.shut]
    assert shut == ["Bo"]


def test_what_is_inherited_can_be_meant_in_every_chat_also_by_who_had_it_before(edition) -> None:
    """Whoever shuts a phone out hears of its threads in the chat in which they did."""
    line = opened(edition, FIRST, SECOND)
    _, one = takes(line, CASS)
    said(line, f"pass {one}", ANA, FIRST)
    said(line, f"take {one}", BO, FIRST)
    two = asks(line, LEE)
    said(line, f"take {two}", BO, FIRST)
    works(line)
    line.now += 400
    said(line, "shut bo", ANA, SECOND)
    assert "Start each text with the handle." in said(line, "1", ANA, SECOND)
    line.now += 400

    assert "Who is that for (hello)?" in said(line, "hello", ANA, SECOND)


def test_who_shuts_a_phone_out_hears_only_of_what_was_not_theirs_before(edition) -> None:
    line = opened(edition, FIRST, SECOND)
    _, one = takes(line, CASS)
    said(line, f"pass {one}", ANA, FIRST)  # Bo is asked, and nobody has it yet but Ana
    works(line)
    said(line, "shut bo", ANA, SECOND)

    assert said(line, "1", ANA, SECOND).startswith("Done, that phone is out.")


def test_who_wrote_for_nobody_is_asked_again_though_somebody_new_has_come(edition) -> None:
    """They go on writing to whoever was there before, and did not read that they are gone."""
    line = opened(edition, FIRST, SECOND)
    takes(line, LEE)
    there, gone = takes(line, CASS)
    said(line, f"close {gone}", ANA, FIRST)
    said(line, "1", ANA, FIRST)
    line.now += 280
    asked = said(line, "drink some water", ANA, there)
    nobody = re.search(r"(\d+) nobody", asked)
    assert nobody, asked
    said(line, nobody[1], ANA, there)
    line.now += 60

    assert takes(line, ANNA)[0] == there
    assert "Who is that for (and sit up)?" in said(line, "and sit up", ANA, there)
