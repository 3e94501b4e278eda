"""Rules on where a card's facts come from, and how long they hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hotline.flow.check.naming import short
from hotline.flow.check.urgent import urgent
from hotline.flow.document import Book, Card, Where
from hotline.flow.fault import Fault

# What a card with facts needs, and what to write there.
_NEEDED = {
    "source": "where it is from",
    "source_year": "the year that was written",
    "confidence": "A, B or C",
    "checked_by": "who of you has read it, or: nobody yet",
}
_DATES = ("reviewed", "checked_on", "stale_after")
_A_YEAR = 365  # days after which a review is old


def _cards(book: Book) -> Iterator[Card]:
    return (place for place in book.places.values() if isinstance(place, Card))


def without_source(book: Book) -> Iterator[Fault]:
    """C06: facts that nobody can check again: what is said when somebody may be dying, and any card
    that names some of where it is from, but not all."""
    grave = urgent(book)
    for card in _cards(book):
        missing = [name for name in _NEEDED if name not in card.facts]
        if missing and (card.name in grave or len(missing) < len(_NEEDED)):
            what = f'"{short(card.name)}" does not say its {", ".join(missing)}'
            fix = f"add a line: {missing[0]}: with {_NEEDED[missing[0]]}"
            yield Fault(card.where, "warning", "C06", what, fix)


def not_a_date(book: Book) -> Iterator[Fault]:
    """T13: a day that no calendar has."""
    for card in _cards(book):
        for name in _DATES:
            written = card.facts.get(name, "")
            if written and _day(written) is None:
                what = f'{name} of "{short(card.name)}" is "{written}", which is not a date'
                fix = "write year, month and day like this: 2026-03-01"
                yield Fault(_where(card, name), "error", "T13", what, fix)


def out_of_date(book: Book, today: date) -> Iterator[Fault]:
    """T13: facts that somebody should look at again."""
    for card in _cards(book):
        stale = _day(card.facts.get("stale_after", ""))
        reviewed = _day(card.facts.get("reviewed", ""))
        fix = "compare it with its source, then write a new date"
        if stale and stale < today:
            what = f'"{short(card.name)}" was good until {stale}'
            yield Fault(_where(card, "stale_after"), "warning", "T13", what, fix)
        elif reviewed and (today - reviewed).days > _A_YEAR:
            what = f'"{short(card.name)}" was last looked at on {reviewed}, a year ago or more'
            yield Fault(_where(card, "reviewed"), "warning", "T13", what, fix)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _where(card: Card, fact: str) -> Where:
    return card.where._replace(line=card.fact_lines.get(fact, card.where.line))
