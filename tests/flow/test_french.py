"""How people may write of an emergency in French, on the line as it ships."""

from pathlib import Path

import pytest

from hotline.flow.conversation import Conversation
from hotline.flow.edition import Edition

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
