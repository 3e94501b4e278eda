"""The list of all cards: what a card costs in each language, and what is over a limit."""

from hotline.flow.check.table import Row, rows
from hotline.flow.load import load
from tests.flow.folder import MAIN, base, edited

KIT = "What you asked for is at 12 Elm Street, Monday to Friday. It is naloxone, and free."
SAID = "Free naloxone at twelve Elm Street."


def listed(files: dict[str, str]) -> dict[tuple[str, str], Row]:
    book = load(files).book
    assert book
    return {(row.card.name, row.language): row for row in rows(book)}


def test_every_card_is_listed_in_each_of_its_languages() -> None:
    found = listed(base())
    cards = {"main.naloxone", "main.testing", "main.overdose", "main.nobody", "intake.last"}
    assert set(found) == {(card, language) for card in cards for language in ("en", "es")}
    assert all(row.over == () for row in found.values())


def test_each_message_is_counted_as_it_is_sent() -> None:
    kit = listed(base())["main.naloxone", "en"]
    assert kit.parts == (1, 1, 1, 1)  # its text, MORE, the second wording, what follows


def test_a_text_of_four_parts_is_over_the_limit() -> None:
    long = listed(edited(MAIN, KIT, "word. " * 90))["main.naloxone", "en"]
    assert (long.parts[0], long.over) == (4, ("parts",))


def test_what_a_card_offers_is_counted_with_it() -> None:
    near = "word " * 31
    alone = listed(edited(MAIN, KIT, near))["main.naloxone", "en"]
    offering = edited(MAIN, "    text_me: yes", "    text_me: yes\n    offer: [talk]")
    offering[MAIN] = offering[MAIN].replace(KIT, near)
    assert (alone.parts[0], listed(offering)["main.naloxone", "en"].parts[0]) == (1, 2)


def test_more_than_25_seconds_to_listen_is_over_the_limit() -> None:
    long = listed(edited(MAIN, SAID, "word " * 70))["main.naloxone", "en"]
    assert (round(long.seconds[0]), long.over) == (26, ("seconds",))
    assert len(long.seconds) == 2  # its words for the ear, then MORE


def test_what_asks_for_more_than_six_years_of_school_is_over_the_limit() -> None:
    hard = "Determinations concerning pharmaceutical availability necessitate consultation " * 4
    kit = listed(edited(MAIN, KIT, hard))["main.naloxone", "en"]
    assert kit.grade and kit.grade > 6
    assert "grade" in kit.over
