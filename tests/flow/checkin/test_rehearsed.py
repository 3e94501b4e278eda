"""A check-in at the kitchen table: the very conversation of the line, without a store."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hotline.domain.standing import Standing
from hotline.flow.conversation import Conversation
from hotline.flow.document import CheckInStep
from hotline.flow.edition import Edition, edition_of
from hotline.flow.text import parts

ON = Standing(on=frozenset({"peers"}))
CHECK = {"en": "check 20", "es": "revisa 20", "fr": "veille 20"}


def asked(edition: Edition, language: str = "en") -> Conversation:
    """Twenty minutes later: an answer is waited for."""
    talk = Conversation(edition, standing=ON)
    talk.text(CHECK[language])
    talk.wait(1201)
    return talk


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


@pytest.mark.parametrize("before_the_question", [0, 4])
def test_an_ok_at_once_leaves_who_comes_to_be_answered(
    edition: Edition, before_the_question: int
) -> None:
    talk = Conversation(edition, standing=ON)
    talk.text("check 20")
    talk.wait(before_the_question)
    assert "Noted" in talk.text("ok")
    talk.wait(60)
    assert "Text where" in talk.text("3")
    assert "Noted" in talk.text("ok")
    assert "Text where" not in talk.text("3"), "it was answered"


def test_silence_is_told_as_it_would_happen(edition: Edition) -> None:
    talk = Conversation(edition, standing=ON)
    talk.text("check 5")
    talk.text("1")
    told = talk.wait(600)

    assert [words[:24] for words in told] == [
        "12:05pm. OK if all is we",
        "Checking again. OK if al",
        "(the phone rings: This i",
        "(the phone rings: This i",
        "(nobody answered: people",
        "We are still trying to g",
    ]
    assert "OK if all is well" in talk.text("im here now"), "they are there, and do not say how"
    assert talk.text("im ok now") == "Good. It is over and erased. Text any time."


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


@pytest.mark.parametrize(
    "body", ["check 0", "check 500", "check 181", "CHECK 4471", "revisa 500", "veille 500"]
)
def test_a_length_that_is_none_answers_nothing(edition: Edition, body: str) -> None:
    talk = asked(edition)

    assert "12:20" in talk.text(body) or "12h20" in talk.text(body)
    assert talk.wait(120)[-1].startswith("(the phone rings")


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_an_answer_that_cannot_be_put_off_is_over_and_that_is_said(
    edition: Edition, language: str
) -> None:
    talk = asked(edition, language)
    talk.standing = Standing()
    said = talk.text({"en": "more 15", "es": "mas 15", "fr": "plus 15"}[language])

    assert said.startswith(("It is over. We can't", "Ya acabo. Ahora no", "C'est fini. On ne peut"))
    assert parts(said).parts == 1
    assert talk.wait(3600) == []


@pytest.mark.parametrize(
    "body",
    [
        "ok?",
        "thanks",
        "gracias",
        "merci",
        "idk",
        "hes breathing",
        "not dead yet lol",
        "1",
        "7",
        "20",
        "no",
        "hi",
        "🙂",
        "?",
    ],
)
def test_what_is_no_answer_brings_a_person_and_the_call_comes(edition: Edition, body: str) -> None:
    talk = asked(edition)

    assert "OK si t" in (said := talk.text(body)) or "OK if all is well" in said
    assert talk.wait(120)[-1].startswith("(")


@pytest.mark.parametrize("body", ["cant breathe", "took too much", "tomé demasiado"])
def test_what_may_be_a_cry_is_asked_and_the_call_comes(edition: Edition, body: str) -> None:
    talk = asked(edition)

    assert "1 " in talk.text(body)
    assert talk.outcome == "place"
    assert talk.wait(120)[-1].startswith("(the phone rings")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("more 15", "Nothing is on."),
        ("mas 15", "No hay nada puesto."),
        ("plus 15", "Rien n'est mis."),
        ("check 1h30", "How long?"),
        ("check half an hour", "How long?"),
    ],
)
def test_where_none_is_on_that_is_said_or_how_long_is_asked(
    edition: Edition, body: str, said: str
) -> None:
    assert said in Conversation(edition, standing=ON).text(body)


@pytest.mark.parametrize("body", ["im done", "donde", "pls stop checking on me"])
def test_what_may_end_it_is_no_place(edition: Edition, body: str) -> None:
    talk = Conversation(edition, standing=ON)
    talk.text("check 20")
    talk.text("3")

    assert "1 finish 2 keep it on" in (said := talk.text(body)) or "1 acabar 2 seguir" in said


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_answered_in_the_language_it_was_set_in(edition: Edition, language: str) -> None:
    talk = asked(edition, language)
    talk.wait(7200)  # the conversation is long forgotten

    assert talk.text("ok").startswith({"en": "Good", "es": "Bien. T", "fr": "Bien. C"}[language])


def asked_where(edition: Edition) -> Conversation:
    talk = Conversation(edition, standing=ON)
    talk.text("check 20")
    talk.text("3")
    return talk


@pytest.mark.parametrize(
    "body",
    """
im not ok|i feel sick|feel weird|im scared|its too strong|someone is here and wont leave|i cant see
hes going to hurt me|i need someone|please come|come now|wait cancel it|make it 10|dont call|no
me siento mal|no me siento bien|tengo miedo|ven por favor|espera|no llamen
j'ai peur|je me sens mal|viens stp|trop fort|attends
2|4|30|thanks
""".strip().replace("\n", "|").split("|"),
)  # fmt: skip
def test_a_plea_is_no_place(edition: Edition, body: str) -> None:
    said = asked_where(edition).text(body)

    assert not said.startswith(("Got it", "Listo, se borra", "C'est not")), said


@pytest.mark.parametrize(
    "body",
    """
behind the mill|4b back door code 12|apt 4b, 2nd floor, buzz 12|5th floor, room 512|512|home
im in the bathroom 2nd floor|I'm at 12 main st|my apartment, blue door|at my moms, side door
its the blue house on elm
puerta 3 piso 2|estoy en la casa azul|mi cuarto, piso 4|atrás del molino
porte 4, 2e étage|je suis dans le garage|chez moi, porte 4|derrière le moulin
""".strip().replace("\n", "|").split("|"),
)  # fmt: skip
def test_what_tells_where_is_a_place(edition: Edition, body: str) -> None:
    said = asked_where(edition).text(body)

    assert said.startswith(("Got it", "Listo, se borra", "C'est not")), said
