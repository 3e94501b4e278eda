"""A small part of `hotline rehearse --typos`, on the line as it ships: the same typos each time."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.flow.check.vocabulary import vocabulary
from hotline.flow.edition import Edition, edition_of
from hotline.flow.folder import read_folder
from hotline.flow.load import load
from hotline.flow.typos.slips import typo
from hotline.flow.typos.study import NEVER, Tried, Verdict, study
from tests.flow.folder import MAIN, edited

EVERY = 5  # of the words: all of them take a minute


@pytest.fixture(scope="module")
def line() -> Edition:
    book = load(read_folder(Path(__file__).parents[3] / "flows")).book
    assert book
    return edition_of(book)


def test_slips_are_rarely_taken_for_something_else_and_cries_never(line: Edition) -> None:
    words = [word for word in vocabulary(line.book) if not word.is_label][::EVERY]
    words += [word for word in vocabulary(line.book) if word.is_label]
    rows = defaultdict[tuple[str, str], Counter[Verdict]](Counter)
    for tried in study(line, Random(1).randrange, 10, words):
        rows[tried.kind, tried.word.language] += tried.counts
        assert not any(tried.counts[one] for one in NEVER), tried

    for row, counts in rows.items():
        assert counts["wrong"] <= 0.005 * counts.total(), row
    counts = sum(rows.values(), Counter[Verdict]())
    assert counts["missed"] <= 0.03 * counts.total()
    assert counts["understood"] > 0.75 * counts.total()


def test_the_same_seed_makes_the_same_typos(line: Edition) -> None:
    words = vocabulary(line.book)[:50]
    once, again = (list(study(line, Random(7).randrange, 3, words)) for _ in range(2))
    assert once == again


def tried_in(files: dict[str, str], written: str) -> Tried:
    book = load(files).book
    assert book
    words = [word for word in vocabulary(book) if word.written == written]
    return next(study(edition_of(book), Random(1).randrange, 200, words))


def test_what_spells_another_word_letter_for_letter_is_counted_apart() -> None:
    both = "  - go: testing\n    words: {en: [papas], es: [papas]}\n"
    files = edited(MAIN, "always:\n", f"always:\n{both}{both.replace('testing', 'naloxone')}")
    files[MAIN] = files[MAIN].replace("[papas], es: [papas]}", "[papa], es: [papa]}", 1)
    counts = tried_in(files, "papas").counts

    assert counts["another"] and not counts["wrong"]
    assert counts["asked"]  # `papss` is near to both


def test_a_word_that_even_spelt_right_leads_elsewhere_is_named() -> None:
    files = edited(MAIN, "en: get naloxone", "en: overdose")
    book = load(files).book
    assert book
    labels = [word for word in vocabulary(book) if word.is_label and word.written == "overdose"]
    tried = next(study(edition_of(book), Random(1).randrange, 1, labels))
    assert tried.astray == "main.overdose"


def test_a_word_that_french_ears_lose_is_lost_as_a_word() -> None:
    made = {typo("ne naloxone a", "fr", Random(seed).randrange) for seed in range(2000)}
    assert "naloxone a" in made
    assert "ne naloxoa" not in made


@given(st.text("abcdefghijklmnñopqrstuvwxyzáé ", min_size=1).filter(str.strip), st.integers(0, 99))
def test_a_typo_always_differs_and_says_something(written: str, seed: int) -> None:
    made = typo(written, "es", Random(seed).randrange)
    assert made.strip()
