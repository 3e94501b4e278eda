"""Evenings as a coordinator tries them at the kitchen table, on the line as it ships."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotline.errors import Unfit
from hotline.flow.edition import Edition, edition_of
from hotline.flow.folder import read_folder
from hotline.flow.load import load
from hotline.flow.rehearsing.evening import Evening, Setting, zone_of
from tests.flow.folder import base

ANA = ("Ana:en,es",)


@pytest.fixture(scope="module")
def line() -> Edition:
    book = load(read_folder(Path(__file__).parents[3] / "flows")).book
    assert book
    return edition_of(book)


def played(flows: Edition, *lines: str, **setting: object) -> list[str]:
    """What the last line brought; what is no answer is in brackets."""
    evening = Evening(flows, Setting(**setting))  # type: ignore[arg-type]
    last = [evening.play(each) for each in lines][-1]
    return [f"({shown.text})" if shown.aside else shown.text for shown in last]


def test_a_call_reaches_a_person(line: Edition) -> None:
    rings, words = played(line, ":call", "silence", on=ANA)
    assert rings.startswith("(Ana's phone rings: A call from the line, English.")
    assert words.startswith("Ringing people now.")
    taken = played(line, ":call", "silence", ":take", on=ANA)
    assert taken == ["(Ana presses 1)", "Here is a person."]


def test_who_speaks_the_callers_language_is_rung_first(line: Edition) -> None:
    two = ("Bo:en", "Ana:es")
    rung = played(line, ":call", "silence", on=two, language="es")
    assert [words[1:4] for words in rung[:2]] == ["Ana", "Bo'"]


def test_nobody_is_on_and_it_is_said_at_once(line: Edition) -> None:
    said = played(line, ":call", "silence", on=("nobody",))
    assert said[0].startswith("Nobody can come to the phone right now.")


@pytest.mark.parametrize("away", [":pass", ":busy", "~30"])
def test_the_only_one_who_is_on_does_not_come(line: Edition, away: str) -> None:
    said = played(line, ":call", "silence", away, on=ANA)
    assert any(words.startswith("Nobody can come to the phone right now.") for words in said)


def test_ten_seconds_of_waiting_are_ten_seconds(line: Edition) -> None:
    evening = Evening(line, Setting(on=ANA))
    for each in (":call", "silence"):
        evening.play(each)
    before = evening.now
    evening.play("~10")
    assert 10 <= evening.now - before < 18
    assert evening.play(":take")[-1].text == "Here is a person."


def test_a_line_that_is_switched_says_why(line: Edition) -> None:
    assert played(line, ":call", "silence", line="closed", on=ANA)[0].startswith(
        "The line is closed"
    )
    assert played(line, "hi", ":line hiatus", "0")[0].startswith("The line is resting")


def test_two_hours_later_the_list_has_closed(line: Edition) -> None:
    assert "That list had closed." in played(line, "hi", "~2h", "3")[0]


def test_the_second_text_comes_after_twenty_seconds(line: Edition) -> None:
    assert played(line, "not breathing", "~19") == []
    assert "Keep going" in played(line, "not breathing", "~20 seconds")[0]


def test_a_text_that_comes_during_a_call_is_there_afterwards(line: Edition) -> None:
    said = played(line, "not breathing", ":call", "1", "~25", ":hang up", on=ANA)
    assert said[0] == "(they hung up)"
    assert said[1].startswith("Keep going")


def test_after_a_call_has_ended_time_goes_on(line: Edition) -> None:
    evening = Evening(line, Setting(on=("nobody",)))
    for each in (":call", "silence"):
        evening.play(each)
    before = evening.now
    evening.play("~2h")
    assert not evening.calling
    assert evening.now == before + 7200


def test_two_hours_of_silence_in_a_call_end_it(line: Edition) -> None:
    said = played(line, ":call", "3", "~2h", on=("nobody",))
    assert said[-2:] == ["This number always gives recorded help. Goodbye.", "(the call is over)"]


def test_breaths_are_counted_and_people_rung_anew_each_minute(line: Edition) -> None:
    said = played(line, ":call", "1", "~70", on=ANA)
    assert said.count("Breathe.") > 5
    assert any(words.startswith("(Ana's phone rings: Emergency call") for words in said)
    taken = played(line, ":call", "1", "~70", ":take", on=ANA)
    assert taken[-1] == "A person is here."


def test_the_person_they_had_is_offered_when_they_call_again(line: Edition) -> None:
    talked = (":call", "silence", ":take", ":hang up")
    assert "The person you had, 8." in played(line, *talked, ":call", on=ANA)[0]
    assert "The person" not in played(line, *talked, "~11 minutes", ":call", on=ANA)[0]
    assert "The person" not in played(line, *talked, "forget", ":call", on=ANA)[0]
    assert "The person" not in played(line, *talked, ":call", on=ANA, hidden=True)[0]


def test_a_text_is_not_offered_to_a_withheld_number(line: Edition) -> None:
    steps = (":call", "3", "1", "1")
    assert "as a text" in played(line, *steps)[0]
    assert "as a text" not in played(line, *steps, hidden=True)[0]
    assert "(a text comes:)" in played(line, *steps, "1")


def test_their_person_drops_out_and_another_is_rung(line: Edition) -> None:
    two = ("Ana:en", "Bo:en")
    said = played(line, ":call", "silence", ":take Ana", ":drops", on=two)
    assert said[0].startswith("(Bo's phone rings")
    assert said[1].startswith("Your person dropped out.")
    ended = played(line, ":call", "silence", ":take Ana", ":ends", on=two)
    assert ended == ["That talk is over. Recorded help, 3. Someone else, 0."]


def test_the_star_key_brings_somebody_else(line: Edition) -> None:
    two = ("Ana:en", "Bo:en")
    talking = (":call", "silence", ":take Ana", "*")
    assert played(line, *talking, on=two)[0].startswith("Press 1 for someone else.")
    assert played(line, *talking, "1", on=two)[0].startswith("(Bo's phone rings")


def test_the_clock_is_that_of_the_flows_own_hours() -> None:
    book = load(base()).book
    assert book
    assert zone_of(book) == "America/New_York"
    evening = Evening(edition_of(book), Setting(at="sat 23:30"))
    assert evening.clock == "Saturday 3 January 2026, 23:30 (America/New_York)"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((":cal",), "did you mean :call"),
        ((":take",), "call first"),
        ((":call", ":take"), "no phone is ringing"),
        ((":call", ":call"), "on the phone already"),
        ((":call", "hello"), "no key of a phone"),
        (("~soon",), "no length of time"),
        ((":line shut",), "cannot be switched"),
        ((":on 5",), "who is on"),
        ((":hang up",), "nobody is calling"),
        ((":call", "0", ":take", ":ends", ":ends"), "nobody is talking"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    line: Edition, lines: tuple[str, ...], said: str
) -> None:
    evening = Evening(line, Setting(on=ANA))
    for each in lines[:-1]:
        evening.play(each)
    done = list(evening.lines)
    with pytest.raises(Unfit, match=r"(?i)" + said):
        evening.play(lines[-1])
    assert evening.lines == done


@pytest.mark.parametrize(
    "setting",
    [{"at": "someday"}, {"at": "25:00"}, {"language": "xx"}, {"line": "shut"}, {"on": ("5",)}],
)
def test_an_evening_that_cannot_be_is_refused(line: Edition, setting: dict[str, object]) -> None:
    with pytest.raises(Unfit):
        Evening(line, Setting(**setting))  # type: ignore[arg-type]


def test_a_smile_is_a_text(line: Edition) -> None:
    assert "supplies" in played(line, ":)")[0]
