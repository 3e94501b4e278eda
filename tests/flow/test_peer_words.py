"""What one of us types: commands as they are typed at night, and words that are no command."""

import pytest

from hotline.domain.peer_commands import COMMANDS
from hotline.flow.document import Book
from hotline.flow.edition import Edition
from hotline.flow.peer_words import PREFIX, Said, addressed, read_command
from hotline.flow.phrases import PHRASES


@pytest.fixture(scope="module")
def book(edition: Edition) -> Book:
    return edition.book


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("TAKE", Said("take")),
        ("take.", Said("take")),
        ("tske", Said("take")),
        ("Take @147", Said("take", "147")),
        ("@147 close", Said("close", "147")),
        ("close @ 147", Said("close", "147")),
        ("break 30", Said("break", rest="30")),
        ("BREAK 30 min", Said("break", rest="30 min")),
        ("pausa 20", Said("break", rest="20")),
        ("cover sat 20-02", Said("cover", rest="sat 20-02")),
        ("shut Ana", Said("shut", rest="Ana")),
        ("je passe", Said("pass")),
        ("card naloxone", Said("card", rest="naloxone")),
    ],
)
def test_a_command_is_read_as_it_is_typed(book: Book, typed: str, meant: Said) -> None:
    assert read_command(book, typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "take a slow breath",
        "cover up warm",
        "keep talking to me",
        "ask them slowly",
        "close your eyes for a moment",
        "clsoe",
        "pas",
        "bam",
        "who gave you that",
        "next time go slow",
        "call somebody you trust and stay put",
        "on your side, chin up",
        "break it in four and wait",
        "hey im here with you",
        "@147",
        "",
    ],
)
def test_words_for_somebody_are_no_command(book: Book, typed: str) -> None:
    assert read_command(book, typed) is None


def test_the_handle_is_taken_off_what_is_sent(book: Book) -> None:
    assert addressed("@147: drink some water") == ("147", "drink some water")
    assert addressed("17 how is the leg") == ("", "17 how is the leg")


def test_every_command_has_a_word_in_every_language(book: Book) -> None:
    for row in COMMANDS:
        words = book.words[PREFIX + row.name].by_language
        assert set(words) == {"en", "es", "fr"}, row.name


def test_no_word_means_two_commands(book: Book) -> None:
    for row in COMMANDS:
        for words in book.words[PREFIX + row.name].by_language.values():
            for word in words:
                said = read_command(book, f"{word.text} {_behind(row.needs)}")
                assert said and said.command == row.name, word.text


def _behind(needs: str) -> str:
    return {"minutes": "20", "day": "sat", "name": "Ana", "card": "naloxone"}.get(needs, "")


def test_no_sentence_to_one_of_us_has_room_for_a_name_a_number_or_a_place() -> None:
    """What is filled in is counted, timed, or named by its handle; nobody is."""
    harmless = {"time", "count", "shifts", "minutes", "handle", "handles", "others", "key"}
    harmless |= {"language", "day", "hours", "when", "card", "clock"}
    for name, fillers in PHRASES.items():
        if name.startswith(("to_peer.", "to_coordinator.")):
            assert not fillers - harmless - {"words", "choices"}, name
        if name.startswith("alarm."):
            assert fillers <= {"handle", "alarms", "clock", "language"}, name
