"""A text is answered once, also when it comes twice, with others faster, without a store."""

import pytest

from hotline.desk.answer import answer_text
from hotline.domain.errands import EraseText, Reword, SendText
from hotline.domain.phone import Phone
from tests.desk.pretend import ANNA, LINE, Line, default_edition


@pytest.fixture(scope="module")
def edition():
    return default_edition()


@pytest.fixture
def line(edition) -> Line:
    return Line(edition)


@pytest.mark.parametrize("word", ["forget", "clear"])
def test_what_is_erased_is_not_said_at_the_door_of_the_next_call(line: Line, word: str) -> None:
    line.again.remember(LINE, ANNA, "ana", line.now)
    said(line, word)
    assert line.again.peer(LINE, ANNA, line.now) is None


def said(line: Line, body: str, **how: object) -> str:
    replies = answer_text(line.desk(), line.arrives(body, **how)).replies  # type: ignore[arg-type]
    return replies[0].body if replies else ""


def test_the_same_text_twice_gets_the_same_answer_and_moves_on_once(line: Line) -> None:
    said(line, "hi")
    first = said(line, "1", id="SM" + "a" * 32)
    errands = len(line.store.errands)
    again = said(line, "1", id="SM" + "a" * 32)

    assert first == again
    assert len(line.store.errands) == errands


def test_a_turn_is_decided_anew_when_another_text_was_faster(line: Line) -> None:
    line.store.losing = 2

    assert "glad you wrote" in said(line, "hi")


def test_with_the_store_away_words_and_numbers_still_answer_and_say_so(line: Line) -> None:
    line.store.away = True

    assert "no prescription" in said(line, "narcan")
    assert "Do this now" in said(line, "hes not breathing")
    assert "from the first list" in said(line, "3")
    assert "Which?" in said(line, "1")


@pytest.mark.parametrize(
    ("words", "plainly"),
    [
        ("my sister came by and took the kids", "this may not reach them"),
        ("mi hermana se llevo a los nenes", "no le llegue"),
        ("off", "this may not reach them"),
    ],
)
def test_with_the_store_away_words_for_somebody_are_not_taken_in_silence(
    line: Line, words: str, plainly: str
) -> None:
    line.store.away = True

    assert plainly in said(line, words)
    assert "glad you wrote" in said(line, "hi")


def test_with_the_store_away_nothing_claims_to_be_erased(line: Line) -> None:
    line.store.away = True

    assert "we can't say it is erased" in said(line, "forget")


def test_somebody_abroad_is_not_written_to(line: Line) -> None:
    assert said(line, "hi", sender=Phone("+18764561234")) == ""


def test_an_emergency_promises_two_texts_and_clear_calls_them_off(line: Line) -> None:
    said(line, "not breathing")
    promised = [e for e in line.store.errands.values() if isinstance(e, SendText)]
    assert [e.to for e in promised] == [ANNA, ANNA]
    assert sorted(line.store.due.values())[:2] == [line.now + 20, line.now + 45]

    said(line, "clear")
    assert not [e for e in line.store.errands.values() if isinstance(e, SendText)]
    assert (LINE, ANNA) not in line.store.sessions


@pytest.mark.parametrize("lately", [1, 25])
def test_once_they_breathe_again_nobody_is_told_to_keep_giving_breaths(
    line: Line, lately: int
) -> None:
    said(line, "not breathing")
    line.store.lately = lately
    said(line, "he's breathing again!")

    assert not [e for e in line.store.errands.values() if isinstance(e, SendText)]


def test_asking_for_the_steps_again_does_not_double_what_follows(line: Line) -> None:
    said(line, "not breathing")
    said(line, "not breathing")

    assert len([e for e in line.store.errands.values() if isinstance(e, SendText)]) == 2


def test_the_carriers_copy_of_every_text_is_to_be_erased(line: Line) -> None:
    said(line, "hi")

    (erase,) = [e for e in line.store.errands.values() if isinstance(e, EraseText)]
    assert erase.id == "SM" + "0" * 31 + "1"


def test_a_second_wording_waits_for_the_fate_of_the_first(line: Line) -> None:
    said(line, "not breathing")

    (kept,) = [e for e in line.store.errands.values() if isinstance(e, Reword)]
    assert kept.instead.body.startswith("Do this now: 1 Shout")


def test_too_many_texts_are_told_once_and_emergencies_always_answered(line: Line) -> None:
    said(line, "hi")
    line.store.lately = 21

    assert "answers only what can't wait" in said(line, "hhh")
    assert said(line, "hhh") == ""
    assert said(line, "menu") == ""
    assert "Do this now" in said(line, "not breathing")
    assert "No person is on right now" in said(line, "0")


def test_what_was_on_the_screen_is_meant_also_after_the_list_changed(line: Line) -> None:

    said(line, "hi")
    session = line.store.sessions[LINE, ANNA]
    moved = tuple((n, "main.gone" if n == "3" else p) for n, p in session.shown)
    line.store.sessions[LINE, ANNA] = session._replace(shown=moved)

    assert "We changed the list" in said(line, "3")
