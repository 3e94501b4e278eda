"""What is promised to be one text is one, with the longest times and minutes in it."""

from __future__ import annotations

from itertools import product

import pytest

from hotline.domain.checkin.plan import Plan
from hotline.domain.checkin.record import CheckIn
from hotline.domain.phone import Phone
from hotline.flow.checkin.said import ask, how_long, read_back, refused, sentence
from hotline.flow.edition import Edition
from hotline.flow.session import Session
from hotline.flow.stage import Stage, World
from hotline.flow.text import PartSize, cheapest, parts

LINE, CONTACT = Phone("+12025550100"), Phone("+12025550147")
HALF_PAST_NOON = 1_767_288_600.0  # 2026-01-01 12:30 in New York
LANGUAGES = ("en", "es", "fr")
ONE_EACH = (
    "set", "friend", "friend.not", "where", "where.ambulance", "kept", "plan", "plan.texts",
    "noted", "finished", "next", "later", "person", "unclear", "answered", "owned",
    "still_trying", "uncovered", "stopped", "stopped_asked", "stopped_texts_only", "done_like",
    "enough", "forget", "forget.asked", "stays", "word.how", "word.set", "word.not", "length.on",
    "panic",
)  # fmt: skip


def stage(edition: Edition) -> Stage:
    world = World(HALF_PAST_NOON, LINE, "America/New_York")
    return Stage(edition.book, edition.lexicon, world)


def check_in(language: str = "en", plan: Plan | None = None) -> CheckIn:
    return CheckIn(
        "c", "147", LINE, CONTACT, language, "peers", plan or Plan(), 180 * 60.0, HALF_PAST_NOON,
        HALF_PAST_NOON,
    )  # fmt: skip


def count(text: str) -> int:
    return parts(cheapest(text, PartSize(), drop_accents=True), PartSize()).parts


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_sentence_is_one_text(edition: Edition, language: str) -> None:
    here = stage(edition)
    said = {n: sentence(here, check_in(), f"check.{n}", language) for n in ONE_EACH}
    said |= {f"ask {n}": ask(here, check_in(), n, language) for n in (1, 2)}
    said["who"] = here.phrase("check.who", language)

    assert {name: count(text) for name, text in said.items() if count(text) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_auto_in_front_of_what_is_said_in_a_thread_costs_nothing(
    edition: Edition, language: str
) -> None:
    here = stage(edition)
    said = [sentence(here, check_in(), f"check.{n}", language) for n in ("set", "later", "noted")]

    assert [count(f"Auto: {text}") for text in said] == [1, 1, 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_the_plan_it_is_read_back_in_one_text(edition: Edition, language: str) -> None:
    ways, wishes = ("both", "texts", "calls"), ("keep_trying", "friend", "ambulance")
    for way, wish in product(ways, wishes):
        plan = Plan(way, wish, CONTACT, "behind the old mill", "blue")  # type: ignore[arg-type]
        text = read_back(stage(edition), check_in(language, plan), language, in_thread=False)

        assert count(text) == 1, text
        assert "mill" not in text
        assert "0147" not in text
        assert "blue" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_is_one_text_and_says_what_would_do(edition: Edition, language: str) -> None:
    here, session = stage(edition), Session(language=language)
    step = edition.book.check_in
    assert step
    for why in ("length", "shared", "nobody", "short", "full", "not_kept"):
        for minutes, at in ((0, 0.0), (179, HALF_PAST_NOON)):
            moments = {"until": HALF_PAST_NOON, "opens": at}
            _, text = refused(here, session, step, why, minutes=minutes, **moments)

            assert count(text) == 1, (why, text)
            assert not minutes or why in {"length", "shared", "nobody", "not_kept"} or "179" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_step_itself_is_two_texts_at_most(edition: Edition, language: str) -> None:
    step = edition.book.check_in
    assert step
    _, text = how_long(stage(edition), Session(language=language), step)

    assert count(text) <= 2, text
