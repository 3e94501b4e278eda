"""How people may write of an emergency in French, on the line as it ships."""

from pathlib import Path

import pytest

from hotline.flow.conversation import Conversation
from hotline.flow.edition import Edition

_FILE = Path(__file__).parent / "french-wordings.txt"


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
    place = talk.session.place if talk.session else ""
    named = {
        **{entry.go: entry.go.split(".")[-1] for entry in edition.book.always if entry.emergency},
        **{entry.go: "the steps" for entry in edition.book.always if entry.emergency == "yes"},
    }
    names = {"breathing": "the question", "cant_wait": "hospital"}
    here = named.get(place, "neither")
    return names.get(here, here)


@pytest.mark.parametrize(("comes", "said"), wordings(), ids=[said for _, said in wordings()])
def test_what_comes_of_it(edition: Edition, comes: str, said: str) -> None:
    assert comes_of(edition, said) == comes


def test_there_are_enough_of_them() -> None:
    assert len(wordings()) >= 300
