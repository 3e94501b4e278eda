"""A rule on how far something is: each choice costs somebody in trouble a text or a minute.

That a person is near is M08: 0 brings one from everywhere.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from hotline.flow.check.naming import by_itself, short, ways
from hotline.flow.document import Book, Card, CheckInStep
from hotline.flow.fault import Fault

NEAR = 3  # choices


def too_deep(book: Book) -> Iterator[Fault]:
    """G05: what is more choices away than anybody goes, and no word leads to it."""
    far = _choices(book, [*_starts(book), *_a_word_away(book)])
    for place in book.places.values():
        beyond = [way for way in ways(place) if far.get(way, 0) > NEAR]
        if far.get(place.name) == NEAR and beyond:
            what = f'what "{short(place.name)}" leads to is more than {NEAR} choices from the start'
            fix = "give the cards behind it words of their own, or lead there from nearer the start"
            yield Fault(place.where, "warning", "G05", what, fix)


def _starts(book: Book) -> list[str]:
    served = [line.start for line in book.lines if line.mode == "menu"]
    return [name for name in dict.fromkeys([book.start, *served]) if name in book.places]


def _a_word_away(book: Book) -> Iterator[str]:
    yield book.settings.then
    yield from (entry.go for entry in book.always)
    yield from (
        p.name for p in book.places.values() if isinstance(p, Card | CheckInStep) and p.words
    )


def _choices(book: Book, roots: Iterable[str]) -> dict[str, int]:
    """The fewest choices to each place; what follows by itself costs none."""
    far: dict[str, int] = {}
    waiting = deque((name, 0) for name in roots if name in book.places)
    while waiting:
        name, steps = waiting.popleft()
        if name in far:
            continue
        far[name] = steps
        free = by_itself(book.places[name])
        waiting.extendleft((way, steps) for way in free if way in book.places)
        waiting.extend((way, steps + 1) for way in ways(book.places[name]) if way in book.places)
    return far
