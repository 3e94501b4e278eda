"""What is said of erasing and of stopping while the store is away: no more than is true."""

from pathlib import Path

import pytest

from hotline.flow.conversation import Conversation
from hotline.flow.edition import Edition, edition_of
from hotline.flow.folder import read_folder
from hotline.flow.load import load

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def edition() -> Edition:
    loaded = load(read_folder(ROOT / "flows"))
    assert loaded.book, loaded.faults
    return edition_of(loaded.book)


def test_stop_says_that_a_text_may_still_come_when_nothing_can_be_called_off(
    edition: Edition,
) -> None:
    talk = Conversation(edition)
    assert (
        talk.text("stop texting me") == "OK, no more texts from us. If you write first, we answer."
    )
    talk.remembered = False
    assert "may still come" in talk.text("stop texting me")
    assert "puede llegar" in talk.text("ya no escribas")


@pytest.mark.parametrize("word", ["clear", "forget", "borra"])
def test_erasing_names_no_time_that_a_line_may_have_set_otherwise(
    edition: Edition, word: str
) -> None:
    said = Conversation(edition, remembered=False).text(word)
    assert "2 h" not in said
    assert "itself" in said or "sola" in said
