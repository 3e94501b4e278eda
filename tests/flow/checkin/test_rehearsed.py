"""A check-in at the kitchen table: the very conversation of the line, without a store."""

from __future__ import annotations

from dataclasses import replace

from hotline.domain.standing import Standing
from hotline.flow.conversation import Conversation
from hotline.flow.document import CheckInStep
from hotline.flow.edition import Edition, edition_of

ON = Standing(on=frozenset({"peers"}))


def test_all_well(edition: Edition) -> None:
    talk = Conversation(edition, standing=ON)

    assert talk.text("check 20").startswith("It's on. In 20 min (12:20pm)")
    assert talk.wait(60)[0].startswith("If you don't answer, they:")
    assert "Text where" in talk.text("3")
    assert "Got it" in talk.text("behind the mill")
    assert "Noted" in talk.text("ok")
    assert talk.wait(1140) == ["12:20pm. OK if all is well. MORE for 20 more. 0 for a person."]
    assert talk.text("👍") == "Good. It is over and erased. Text any time."
    assert talk.wait(3600) == []


def test_silence_is_told_as_it_would_happen(edition: Edition) -> None:
    talk = Conversation(edition, standing=ON)
    talk.text("check 5")
    talk.text("1")
    told = talk.wait(600)

    assert [words[:24] for words in told[1:]] == [
        "12:05pm. OK if all is we",
        "Checking again. OK if al",
        "(the phone rings: This i",
        "(the phone rings: This i",
        "(nobody answered: people",
        "We are still trying to g",
    ]
    assert "Good to hear from you" in talk.text("ok")


def test_nobody_on_is_said_with_what_there_is(edition: Edition) -> None:
    talk = Conversation(edition)

    assert "nobody is on to come if you don't answer" in talk.text("check 20")
    assert "800-972-0590" in talk.text("1")


def test_a_line_that_checks_on_nobody(edition: Edition) -> None:
    book = edition.book
    step = book.check_in
    assert isinstance(step, CheckInStep)
    switched = {**book.places, step.name: replace(step, offered=False)}
    talk = Conversation(edition_of(replace(book, places=switched)), standing=ON)

    for body in ("check 20", "check", "check on me"):
        assert "no one here would see that you went quiet" in talk.text(body)


def test_a_line_without_the_step_does_not_know_the_word(edition: Edition) -> None:
    book = edition.book
    assert book.check_in
    without = {name: p for name, p in book.places.items() if name != book.check_in.name}
    talk = Conversation(edition_of(replace(book, places=without)), standing=ON)

    assert "It's on" not in talk.text("check 20")


def test_forget_asks_first(edition: Edition) -> None:
    talk = Conversation(edition, standing=ON)
    talk.text("check 20")

    assert "1 end that too, and erase all" in talk.text("forget")
    assert "All we held about this number is erased" in talk.text("1")
    assert talk.wait(7200) == []
