"""Hands that slip, read by the line as it ships: what is near, what is asked, what never is."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotline.flow.conversation import Conversation
from hotline.flow.edition import Edition, edition_of
from hotline.flow.folder import read_folder
from hotline.flow.load import load
from tests.flow.folder import base

ASKED = ("Is someone not breathing?", "¿Alguien no respira?")


@pytest.fixture(scope="module")
def line() -> Edition:
    book = load(read_folder(Path(__file__).parents[2] / "flows")).book
    assert book
    return edition_of(book)


def said_to(edition: Edition, *texts: str) -> str:
    talk = Conversation(edition)
    return [talk.text(text) for text in ("hi", *texts)][-1]


@pytest.mark.parametrize(
    "cry",
    [
        "ot breathing",  # the first letter is lost
        "notbreathig",
        "gav her narcan",  # holds a word of a card
        "dontthink hes breathing",  # holds what "they breathe" is told by
        "hes breathing wird",
        "nno respira ota vez",
        "snoring noizi",
        "narcan no funcion",
        "ovrdsoe",
        "she toi fent",  # a word of French, and a card's word
        "get si respira",  # holds what "they breathe" is told by
        "gave help narcan",  # other words but one, and a card's word
        "rse shes breathing",  # the first letter is lost, the next two are swapped
        "tnhk shes breathing",
        "no tea respirando bien",
        "save mh",  # nearer to "save my"
    ],
)
def test_a_cry_with_slips_anywhere_is_at_least_asked_about(line: Edition, cry: str) -> None:
    answer = said_to(line, cry)
    assert answer.startswith(("Do this now", "Haz esto ya", *ASKED)), answer


@pytest.mark.parametrize(
    "cry",
    [
        "enfermé des",
        "ongles les",  # bleus
        "esptu là",
        "naloxone toi tde suite",
        "naloxoa rien fet",  # read by a slip in a card's word, if the whole were not
    ],
)
def test_so_is_a_french_one(line: Edition, cry: str) -> None:
    answer = said_to(line, "français", cry)
    assert answer.startswith(("Fais ceci", "Quelqu'un ne respire pas?")), answer


@pytest.mark.parametrize(
    "said",
    [
        "can yu od",
        "kitde sobredosis",
        "overdose prevenshun",
        "aline",
        "day t odey",
        "wetn blue",
        "good oring",
    ],
)
def test_ordinary_words_with_slips_bring_no_emergency_unasked(line: Edition, said: str) -> None:
    assert said_to(line, said).startswith(ASKED)


@pytest.mark.parametrize(
    ("said", "brings"),
    [
        ("maloxone", "naloxone, no prescription"),  # the first letter is wrong
        ("are you a persn", "A machine."),  # and not a wish for a person
        ("no paro di vomitar", "¿Te sientes mal?"),  # and no denial
        ("testsrtips", "Strips:"),
    ],
)
def test_what_is_near_one_thing_only_is_understood(line: Edition, said: str, brings: str) -> None:
    assert brings in said_to(line, said)


@pytest.mark.parametrize(
    "said",
    [
        "hole",
        "pip",
        "supply alitt",  # holds a word of one card, and is like a phrase of another
        "wanna talk 2 somebody",
    ],
)
def test_what_is_as_near_to_two_is_asked(line: Edition, said: str) -> None:
    assert "Which one?" in said_to(line, said)


def test_an_ordinary_word_of_one_language_hides_no_cry_of_another(line: Edition) -> None:
    # "Perú" is no slip of anything in Spanish; in French it is one of "perdu".
    assert said_to(line, "français", "peru connaissance").startswith("Fais ceci")


@pytest.mark.parametrize("said", ["hhgf", "look did"])
def test_what_is_near_nothing_is_said_to_be_not_understood(line: Edition, said: str) -> None:
    assert "did not get that" in said_to(line, said)


def test_a_wish_for_later_with_a_slip_is_no_wish_for_silence(line: Edition) -> None:
    assert "plus de textos" not in said_to(line, "français", "textez-moi plus tardd")
    assert "plus de textos" in said_to(line, "français", "textez-moi plus")


def test_a_slip_inside_a_text_changes_no_language_unasked(line: Edition) -> None:
    assert "1 English" in said_to(line, "français", "faux ongles")


def test_a_guess_never_erases(line: Edition) -> None:
    assert "Did you mean CLEAR?" in said_to(line, "clesr")


@pytest.mark.parametrize(
    ("said", "asks", "then"),
    [
        ("olvid", "OLVIDA = borrar lo de este teléfono.", "Listo."),
        ("oublei", "Tu voulais OUBLIE?", "Fait."),
        ("forgt", "Did you mean FORGET?", "Done."),
    ],
)
def test_what_erases_is_asked_in_the_language_of_its_word(
    line: Edition, said: str, asks: str, then: str
) -> None:
    assert said_to(line, said).startswith(asks)
    assert said_to(line, said, "1").startswith(then)
    assert said_to(line, "english", said).startswith("Did you mean FORGET?")  # was chosen


def test_the_words_of_a_choice_on_the_screen_are_that_choice(line: Edition) -> None:
    assert "Qué bueno que respira." in said_to(line, "tome demasiado", "respira, es otra cosa")
    assert "Quiet place" in said_to(line, "5", "1", "too much upper")


def test_where_flows_have_no_question_to_ask_the_steps_are_offered() -> None:
    book = load(base()).book
    assert book
    answer = said_to(edition_of(book), "ot breatihng")
    assert "1 overdose 2" in answer
