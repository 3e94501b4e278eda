"""Flows that an older release left, completed with what this one says of its own.

Each release needs sentences and words that flows written before it do not have. They are faults
where somebody edits flows; a line that is running says them in the words it came with.
"""

from __future__ import annotations

from dataclasses import replace

from hotline.flow.document import Book


def completed(book: Book, ours: Book) -> Book:
    """The book with our sentences and words of every name that it does not have."""
    phrases = {**ours.phrases, **book.phrases}
    return replace(book, phrases=phrases, words={**ours.words, **book.words})
