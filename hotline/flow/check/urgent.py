"""What is said when somebody cries for help."""

from __future__ import annotations

from hotline.flow.check.naming import by_itself
from hotline.flow.document import Book


def urgent(book: Book) -> frozenset[str]:
    """The places that an emergency leads to, and what follows them without anybody choosing."""
    found: set[str] = set()
    waiting = [entry.go for entry in book.always if entry.emergency]
    while waiting:
        name = waiting.pop()
        if name in book.places and name not in found:
            found.add(name)
            waiting += by_itself(book.places[name])
    return frozenset(found)
