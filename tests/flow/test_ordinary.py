"""Ordinary sentences: how rarely the line asks whether somebody breathes, and never more."""

from collections import defaultdict
from pathlib import Path

import pytest

from hotline.flow.conversation import Conversation
from hotline.flow.edition import Edition

_FILE = Path(__file__).parent / "ordinary-sentences.txt"
_HELLO = {"en": "hello", "es": "hola", "fr": "bonjour"}


def sentences() -> dict[str, list[str]]:
    found, language = defaultdict[str, list[str]](list), ""
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            language = line.removeprefix("= ")
        elif line and not line.startswith("# "):
            found[language].append(line)
    return found


def place_after(edition: Edition, *texts: str) -> str:
    talk = Conversation(edition)
    for text in texts:
        talk.text(text)
    return talk.session.place if talk.session else ""


@pytest.mark.parametrize("greeted", [True, False], ids=["in a talk", "as a first text"])
@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_ordinary_sentences_are_rarely_asked_about_breath(
    edition: Edition, language: str, greeted: bool
) -> None:
    said = sentences()[language]
    before = [_HELLO[language]] if greeted else []
    places = {text: place_after(edition, *before, text) for text in said}
    asked = [text for text, place in places.items() if place == "danger.breathing"]

    assert len(asked) < 0.02 * len(said), asked
    assert not [text for text, place in places.items() if place.startswith("not_breathing.")]
