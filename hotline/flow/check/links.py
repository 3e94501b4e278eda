"""Rules on where things lead: unknown names, ways that lead nowhere, a start."""

from __future__ import annotations

from collections.abc import Iterator

from hotline.flow.check.naming import short
from hotline.flow.document import Book, Choose, HandOff, Mention, Menu, Run, Where
from hotline.flow.fault import Fault
from hotline.flow.source.flows import MAIN
from hotline.flow.source.near import nearest


def unknown_places(book: Book) -> Iterator[Fault]:
    """F07: a way leads to a name that no place has."""
    for mention in book.mentions:
        if mention.kind != "place" or mention.name in book.places:
            continue
        what = f'{mention.by} goes to "{mention.written}", which does not exist'
        yield Fault(mention.where, "error", "F07", what, _meant(book, mention))


def _meant(book: Book, mention: Mention) -> str:
    name = mention.name
    flow, _, place = name.rpartition(".")
    here = {full: full.rpartition(".")[2] for full in book.places if full.startswith(f"{flow}.")}
    near = nearest(place, here.values())
    if near:
        full = f"{flow}.{near}"
        written = full if "." in mention.written else near
    else:
        full = written = nearest(name, book.places) or _same_place(book, place)
    if not full:
        return "add a menu, card or step with this name, or lead somewhere else"
    where = book.places[full].where
    here_too = where.file == mention.where.file
    at = f"line {where.line}" if here_too else f"{where.file}, line {where.line}"
    return f'did you mean "{written}" ({at})?'


def _same_place(book: Book, place: str) -> str:
    """A place of another flow with just this name."""
    return next((full for full in book.places if full.endswith(f".{place}")), "")


def leads_nowhere(book: Book) -> Iterator[Fault]:
    """F07: something that must lead somewhere does not say where."""
    for place in book.places.values():
        name = short(place.name)
        if isinstance(place, Menu):
            for at, option in enumerate(place.options, 1):
                if not option.go:
                    yield _nowhere(option.where, f'option {at} of "{name}"', "go")
        elif isinstance(place, Run):
            if not place.run:
                yield _nowhere(place.where, f'"{name}"', "run")
            if not place.next:
                yield _nowhere(place.where, f'"{name}"', "next")
    for at, entry in enumerate(book.always, 1):
        if not entry.go:
            yield _nowhere(entry.where, f'entry {at} of "always"', "go")


def _nowhere(where: Where, by: str, field: str) -> Fault:
    fix = f"add a line: {field}: and the name of a menu, card or step"
    return Fault(where, "error", "F07", f'{by} leads nowhere: it has no "{field}"', fix)


def no_start(book: Book) -> Iterator[Fault]:
    """F10: nothing says where a conversation starts."""
    if not book.start:
        where = book.flows[MAIN].where
        fix = "add a line: start: and the name of a menu"
        yield Fault(where, "error", "F10", f'"{MAIN}" does not say where it starts', fix)


def choose_without_otherwise(book: Book) -> Iterator[Fault]:
    """G06: a choice that may fit nobody."""
    for place in book.places.values():
        if isinstance(place, Choose) and not place.otherwise:
            what = f'"{short(place.name)}" has no "otherwise" for when nothing fits'
            fix = "add as its last way: - {otherwise: home}"
            yield Fault(place.where, "error", "G06", what, fix)


def hand_off_without_otherwise(book: Book) -> Iterator[Fault]:
    """G07: nobody answers, and nothing follows."""
    for place in book.places.values():
        if isinstance(place, HandOff) and not place.otherwise:
            what = f'"{short(place.name)}" has no "otherwise" for when nobody answers'
            fix = "add a line: otherwise: and the name of a card that says so"
            yield Fault(place.where, "error", "G07", what, fix)
