"""Rules on what must not stand in a text: secrets, and numbers that cannot be dialled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotline.domain.phone import Phone, region_of
from hotline.flow.check.said import all_texts, line_of
from hotline.flow.document import Book
from hotline.flow.fault import Fault

_SECRET = re.compile(
    r"\b(?:AC|SK|AP|MG)[0-9a-f]{32}\b|\b[0-9a-fA-F]{32,}\b|\bAKIA[0-9A-Z]{16}\b"
    r"|\b(?:sk|pk)_(?:live|test)_\w+|-----BEGIN|\bgh[pousr]_\w{20,}|\bxox[abp]-\S{10,}"
    r"|(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{32,}\b"
)
NUMBER = re.compile(r"(?<![\w.-])\+?\(?\d[\d\s().-]{8,18}\d(?![\w-])")


def secrets(book: Book) -> Iterator[Fault]:
    """T12: something that opens a door, pasted into a text."""
    for said in all_texts(book):
        for language, sentence in said.text.said.items():
            found = _SECRET.search(sentence)
            if found:
                what = f'{said.of} holds what looks like a secret ("{found[0][:4]}…")'
                fix = "delete it here, and replace it where it was made: it has been seen"
                yield Fault(line_of(said.text, language), "error", "T12", what, fix)


def wrong_numbers(book: Book) -> Iterator[Fault]:
    """T12: a telephone number that does not exist in its country."""
    for said in all_texts(book):
        for language, sentence in said.text.said.items():
            for written in NUMBER.findall(sentence):
                if 10 <= sum(map(str.isdigit, written)) <= 15 and not _exists(book, written):
                    what = f'{said.of} holds "{written}", which is no valid telephone number'
                    fix = "compare it with where you have it from; of another country, write its +"
                    yield Fault(line_of(said.text, language), "warning", "T12", what, fix)


def is_ours(book: Book, written: str) -> bool:
    """Whether a number in a text is one of the line's own, however it is written."""
    digits = re.sub(r"\D", "", written)
    return any(line.number.endswith(digits) for line in book.lines)


def _exists(book: Book, written: str) -> bool:
    """Ours always do; the others as the numbering plans say."""
    import phonenumbers  # heavy, and most flows hold no number to look up

    region = next((region_of(Phone(line.number)) for line in book.lines), "US")
    try:
        parsed = phonenumbers.parse(written, region)
    except phonenumbers.NumberParseException:
        return False
    return is_ours(book, written) or phonenumbers.is_valid_number(parsed)
