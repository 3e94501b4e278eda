"""How many years of school a card asks for, in each language; and that only a check pays for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from hotline.flow.check.reading_grade import HARDEST, grade

ROOT = Path(__file__).parents[2]
_FOR_CHILDREN = {
    "en": "The cat is on the mat. It is warm there. She likes to sleep in the sun all day. We will"
    " give her some milk now.",
    "es": "El gato está en la casa. Le gusta dormir al sol. Hoy le damos leche. Luego sale a jugar"
    " con los niños de la calle.",
    "fr": "Le chat est dans la maison. Il aime dormir au soleil. Ce soir on lui donne du lait."
    " Puis il sort et joue avec nous.",
}
_BY_AN_OFFICE = {
    "en": "Individuals experiencing difficulties may subsequently require additional"
    " pharmacological intervention administered by appropriately qualified practitioners in"
    " accordance with institutional procedures and applicable regulations.",
    "es": "Las personas que experimentan dificultades podrán requerir posteriormente"
    " intervenciones farmacológicas adicionales administradas por profesionales debidamente"
    " cualificados conforme a los procedimientos institucionales aplicables.",
    "fr": "Les personnes rencontrant des difficultés pourront ultérieurement nécessiter des"
    " interventions pharmacologiques supplémentaires administrées par des professionnels dûment"
    " qualifiés conformément aux procédures institutionnelles.",
}


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_a_childs_book_is_easy_and_an_offices_letter_is_not(language: str) -> None:
    easy, hard = grade(_FOR_CHILDREN[language], language), grade(_BY_AN_OFFICE[language], language)
    assert easy is not None
    assert hard is not None
    assert easy < HARDEST - 2
    assert hard > HARDEST + 2


def test_a_few_words_tell_nothing_and_neither_does_a_language_without_a_formula() -> None:
    assert grade("Individuals experiencing difficulties.", "en") is None
    assert grade(_BY_AN_OFFICE["en"], "ht") is None


def test_the_name_that_somebody_typed_is_not_hard_for_them() -> None:
    text = "Medetomidine makes you sleep. " * 8
    alone, known = grade(text, "en"), grade(text, "en", frozenset({"medetomidine"}))
    assert alone is not None
    assert known is not None
    assert known < alone - 2


def test_a_list_of_steps_reads_as_its_steps_and_not_as_one_long_sentence() -> None:
    steps = "Shout. Rub the chest hard. Head back. One breath every five seconds. Give the spray."
    listed = steps.replace(". ", "\n") + "\nStay with them. Say what you see."
    grades = [grade(text, "en") for text in (listed, listed.replace("\n", ". "))]
    assert grades[0] == grades[1]


def test_what_serves_people_never_loads_the_dictionaries() -> None:
    program = (
        "import sys; from pathlib import Path; import hotline.app;"
        "from hotline.flow.check import errors; from hotline.flow.folder import read_folder;"
        "from hotline.flow.load import load; assert not errors(load(read_folder(Path('flows'))));"
        "assert 'pyphen' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, timeout=60)
