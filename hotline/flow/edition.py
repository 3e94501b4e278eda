"""A book made ready to be read: the flows and, prepared once, the words they understand."""

from __future__ import annotations

from dataclasses import dataclass

from hotline.flow.document import Book
from hotline.flow.lexicon import Lexicon, lexicon_of


@dataclass(frozen=True, slots=True)
class Edition:
    """One revision of what the line says and understands."""

    book: Book
    lexicon: Lexicon


def edition_of(book: Book) -> Edition:
    """Prepare a book."""
    return Edition(book, lexicon_of(book))
