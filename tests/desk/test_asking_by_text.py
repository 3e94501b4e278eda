"""Who asks for a person by text always reads something that is true, and what it offers is so."""

import pytest

from hotline.desk.answer import answer_text
from tests.desk.pretend import Line, default_edition
from tests.desk.test_never_a_guess import CONTACT
from tests.desk.test_peer_texts import ANA, joined, said, works

SID = "SM" + "7" * 32


class Died(BaseException):
    """The web process was killed."""


@pytest.fixture(scope="module")
def edition():
    return default_edition()


@pytest.fixture
def line(edition) -> Line:
    line = Line(edition)
    joined(line)
    joined(line, "Bo")
    said(line, "hi", CONTACT)
    return line


def dies_before_it_answers(line: Line, body: str) -> None:
    close = line.store.close

    def die(*_: object, **__: object) -> bool:
        raise Died

    line.store.close = die
    with pytest.raises(Died):
        answer_text(line.desk(), line.arrives(body, CONTACT, SID))
    line.store.close = close


def later(line: Line, seconds: int) -> list[str]:
    """What the contact reads meanwhile."""
    before = len(line.carrier.sent)
    for _ in range(seconds):
        line.now += 1
        line.store.beats["worker"] = line.store.beats["clock"] = line.now
        works(line)
    return [str(text["body"]) for text in line.carrier.sent[before:] if text["to"] == CONTACT]


def promised(line: Line) -> int:
    return len(line.desk().callbacks.all(line.now))


@pytest.mark.parametrize("part", ["worker", "clock"])
def test_where_nobody_can_be_asked_one_means_text_me_later(line: Line, part: str) -> None:
    line.store.beats[part] = line.now - 100
    assert "1 text me when someone is on" in said(line, "0", CONTACT)
    said(line, "1", CONTACT)
    assert "by 1 pm at the latest" in said(line, "1", CONTACT), "after whether that may be sent"

    assert promised(line) == 1


def test_a_zero_that_another_text_crossed_is_answered(line: Line) -> None:
    line.store.losing = 1

    assert "being asked" in said(line, "0", CONTACT)


def test_so_is_one_that_comes_again_after_a_process_died(line: Line) -> None:
    dies_before_it_answers(line, "0")

    assert "being asked" in said(line, "0", CONTACT, SID)


def test_text_me_later_is_kept_where_a_process_dies_at_it(line: Line) -> None:
    said(line, "0", CONTACT)
    assert "1 text me when someone is on" in later(line, 330)[-1]
    dies_before_it_answers(line, "1")
    said(line, "1", CONTACT, SID)
    said(line, "1", CONTACT)

    assert promised(line) == 1
    assert said(line, "hello?", CONTACT), "and nobody is asked any more: the line answers"


def test_a_talk_that_lasts_a_day_ends_with_a_word_to_both(line: Line) -> None:
    said(line, "0", CONTACT)
    later(line, 5)
    said(line, "take", ANA)
    (thread, _), *_ = line.threads.live(line.now)
    while line.now < thread.until - 1800:
        line.now += 1500
        said(line, "still here", CONTACT)
        works(line)
        said(line, "ok", ANA)
        works(line)

    assert any("closed" in text for text in later(line, 1900))
