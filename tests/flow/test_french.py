"""French by text, on the line as it ships: how people may write a cry, and whose language it is."""

from dataclasses import replace
from pathlib import Path

import pytest

from hotline.flow.conversation import Conversation
from hotline.flow.document import NOWHERE, Line
from hotline.flow.edition import Edition, edition_of

_FILE = Path(__file__).parent / "french-wordings.txt"
_NAMES = {"breathing": "the question", "breathes": "breathes", "cant_wait": "hospital"}


def wordings() -> list[tuple[str, str]]:
    found, comes = [], ""
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            comes = line.removeprefix("= ")
        elif line and not line.startswith("# "):
            found.append((comes, line))
    return found


def comes_of(edition: Edition, said: str) -> str:
    """Where the text leads, in the words of the list."""
    talk = Conversation(edition)
    talk.text(said)
    if talk.outcome == "emergency":
        return "the steps"
    place = talk.session.place if talk.session else ""
    return _NAMES.get(place.split(".")[-1], "neither")


@pytest.mark.parametrize(("comes", "said"), wordings(), ids=[said for _, said in wordings()])
def test_what_comes_of_it(edition: Edition, comes: str, said: str) -> None:
    assert comes_of(edition, said) == comes


@pytest.fixture
def french_first(edition: Edition) -> Conversation:
    """Somebody new, on a number that begins in French."""
    line = Line(NOWHERE, "+12025550100", languages=("fr", "en"))
    return Conversation(edition_of(replace(edition.book, lines=(line,))))


def test_a_number_that_begins_in_french_offers_its_own_languages(
    french_first: Conversation,
) -> None:
    said = french_first.text("xyz")
    assert "C'est automatique." in said
    assert "ENGLISH = English." in said
    assert "ESPA" not in said


@pytest.mark.parametrize("said", ["OD", "overdose", "surdose"])
def test_a_cry_that_both_languages_have_does_not_change_it(
    french_first: Conversation, said: str
) -> None:
    assert french_first.text(said).startswith("Fais ceci")


def test_whoever_writes_in_another_language_there_still_gets_it(
    french_first: Conversation,
) -> None:
    assert french_first.text("my friend is not breathing").startswith("Do this now")
    french_first.text("clear")
    assert french_first.text("mi amigo no respira").startswith("Haz esto ya")
