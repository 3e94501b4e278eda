"""An example of a flow file, played, and judged by what it says must be seen."""

from __future__ import annotations

from functools import lru_cache

from hotline.errors import Unfit
from hotline.flow.document import Book, Example
from hotline.flow.edition import Edition, edition_of
from hotline.flow.rehearsing.evening import Evening, Setting


def replay(book: Book, example: Example) -> str | None:
    """Play an example from a flow file. None: it came true; else what went wrong, in words."""
    setting = Setting(example.at, example.language, example.line, example.on, example.hidden)
    lines = (*example.text, *((":call", *example.phone) if example.phone else ()))
    try:
        evening = Evening(_edition(_Same(book)), setting)
        said = [shown.text for line in lines for shown in evening.play(line)]
    except Unfit as wrong:
        return str(wrong)
    return _judged(example, said, evening.place)


class _Same:
    """A book as itself, so that one edition serves all its examples."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def __hash__(self) -> int:
        return id(self.book)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.book is self.book


@lru_cache(maxsize=1)
def _edition(same: _Same) -> Edition:
    return edition_of(same.book)


def _judged(example: Example, said: list[str], place: str) -> str | None:
    rest = "\n".join(said)
    for awaited in example.sees:
        at = rest.find(awaited)
        if at < 0:
            last = said[-1] if said else ""
            return f'"{awaited}" was not seen; the last answer was "{last[:60]}"'
        rest = rest[at + len(awaited) :]
    if example.reaches and example.reaches not in (place, place.split(".")[-1]):
        return f'it ended at "{place}" and not at "{example.reaches}"'
    return None
