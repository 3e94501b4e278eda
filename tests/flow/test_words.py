"""What a coordinator can say about words, tried on the small base line."""

import re
import time

import pytest

from hotline.flow.conversation import Conversation
from hotline.flow.edition import edition_of
from hotline.flow.load import load
from tests.flow.folder import MAIN, base, edited, findings

WORDS = "    words: {en: [narcan], es: [narcan]}"
ENTRY = "  - emergency: yes\n    go: overdose\n"


def place_after(files: dict[str, str], said: str) -> str:
    book = load(files).book
    assert book
    talk = Conversation(edition_of(book))
    talk.text(said)
    return talk.session.place if talk.session else ""


def test_words_alone_count_only_as_the_whole_text() -> None:
    files = edited(MAIN, ENTRY, f"{ENTRY}    alone: {{en: [purple], es: [morado]}}\n")
    assert findings(files) == ()
    assert place_after(files, "purple!") == "main.overdose"
    assert place_after(files, "PURPEL") == "main.overdose"
    assert place_after(files, "i like purple") == "main.home"
    assert place_after(files, "not breathing") == "main.overdose"


def test_an_entry_may_have_nothing_but_words_alone() -> None:
    files = edited(
        MAIN, ENTRY, f"  - go: naloxone\n    alone: {{en: [boxes], es: [cajas]}}\n{ENTRY}"
    )
    assert findings(files) == ()
    assert place_after(files, "boxes") == "main.naloxone"
    assert place_after(files, "boxes and books") == "main.home"
    assert place_after(files, "bozes of booxes") == "main.home"


def test_words_alone_are_checked_as_any_others() -> None:
    files = edited(MAIN, ENTRY, f"  - go: naloxone\n    alone: {{en: [someone, info]}}\n{ENTRY}")
    assert {fault.code for fault in findings(files)} >= {"K01", "K02"}


@pytest.mark.parametrize("said", ["overdose last year", "last yaer an overdose"])
def test_words_that_ask_if_past_still_fire_where_there_is_nothing_to_ask_with(said: str) -> None:
    """A flow without a `maybe` entry has no question: then it must not be met with silence."""
    files = edited(MAIN, ENTRY, f"{ENTRY}    asks_if_past: yes\n")
    assert place_after(files, said) == "main.overdose"


@pytest.mark.parametrize("said", ["overdose ", "overdose last year ", "get narcan overdose "])
def test_a_text_as_long_as_can_be_is_read_at_once(said: str) -> None:
    began = time.perf_counter()
    assert place_after(base(), (said * 1000)[:4096]) == "main.overdose"
    assert time.perf_counter() - began < 2


def test_the_words_understood_everywhere_may_be_in_a_file_of_their_own() -> None:
    files = base()
    before, rest = files[MAIN].split("always:\n")
    entries, after = rest.split("menus:\n")
    files[MAIN] = before + "menus:\n" + after
    apart = re.sub(r"go: (\w+)", r"go: main.\1", entries)
    files["flows/words.yaml"] = f"flow: words\nalways:\n{apart}"

    assert findings(files) == ()
    assert place_after(files, "not breathing") == "main.overdose"
