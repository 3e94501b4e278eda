"""Rules on the ways through all flows: what nobody can reach, what has no end, what is an end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from hotline.flow.check.naming import by_itself, kind, short, ways
from hotline.flow.document import Book, Card, CheckInStep, HandOff, Menu, Place, Run
from hotline.flow.fault import Fault
from hotline.flow.source.flows import MAIN


def unreachable(book: Book) -> Iterator[Fault]:
    """G01: a place that no way leads to. A flow that nothing leads to is one finding."""
    reached = _reached(book, _roots(book), ways)
    for flow in book.flows.values():
        places = [p for p in book.places.values() if p.name.startswith(f"{flow.name}.")]
        lost = [place for place in places if place.name not in reached]
        if lost and len(lost) == len(places) and flow.name != MAIN:
            what = f'nothing leads into the flow "{flow.name}"'
            fix = f"add a step with run: {flow.name}.start, or delete the file"
            yield Fault(flow.where, "warning", "G01", what, fix)
            continue
        for place in lost:
            what = f'nothing leads to the {kind(place)} "{short(place.name)}"'
            fix = "add an option or words that lead to it, or delete it"
            yield Fault(place.where, "warning", "G01", what, fix)


def _roots(book: Book) -> Iterator[str]:
    yield book.start
    yield book.settings.then
    yield from (line.start for line in book.lines)
    yield from (entry.go for entry in book.always)
    yield from (
        p.name for p in book.places.values() if isinstance(p, Card | CheckInStep) and p.words
    )


def _reached(
    book: Book, roots: Iterable[str], follow: Callable[[Place], tuple[str, ...]]
) -> set[str]:
    found: set[str] = set()
    waiting = [name for name in roots if name in book.places]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [way for way in follow(book.places[name]) if way in book.places]
    return found


def dead_ends(book: Book) -> Iterator[Fault]:
    """G02: a card after which nothing can be chosen: no menu is before it, and nothing follows."""
    before = (p for p in book.places.values() if isinstance(p, Menu | Run))
    led = _reached(book, [way for place in before for way in ways(place)], ways)
    for place in book.places.values():
        if isinstance(place, Card) and not place.offer and not place.next and place.name not in led:
            what = f'after the card "{short(place.name)}" there is nothing to choose'
            fix = "add a line: offer: [talk] with what can be done next"
            yield Fault(place.where, "warning", "G02", what, fix)


def closed_loops(book: Book) -> Iterator[Fault]:
    """G03: steps and cards that follow each other round and round, without any choice."""
    for loop in _loops(book):
        if any(isinstance(place, HandOff | Run) for place in loop):
            continue  # G07 and F09 say it
        yield _loop_fault("G03", loop, "go round without any choice", "lead one of them to a menu")


def endless_sub_flows(book: Book) -> Iterator[Fault]:
    """F09: flows that run each other and never ask anything."""
    for loop in _loops(book):
        if any(isinstance(place, Run) for place in loop):
            fix = "let one of them lead to a menu"
            yield _loop_fault("F09", loop, "run each other without a way out", fix)


def hand_off_to_itself(book: Book) -> Iterator[Fault]:
    """G07: when nobody answers, the same people are rung again, for ever."""
    for loop in _loops(book):
        hand_offs = [place for place in loop if isinstance(place, HandOff)]
        if hand_offs and not any(isinstance(place, Run) for place in loop):
            name = short(hand_offs[0].name)
            what = f'the "otherwise" of "{name}" leads straight back to it'
            fix = "lead it to a card that says nobody is free, with something to choose"
            yield Fault(hand_offs[0].where, "error", "G07", what, fix)


def _loop_fault(code: str, loop: list[Place], what: str, fix: str) -> Fault:
    names = ", ".join(f'"{short(place.name)}"' for place in loop)
    what = f"{names} {what}" if len(loop) > 1 else f"{names} leads back to itself"
    return Fault(loop[0].where, "error", code, what, fix)


def _loops(book: Book) -> Iterator[list[Place]]:
    """Each loop of places that follow by themselves, once, from its first place in the files."""
    done: set[str] = set()
    for name in book.places:
        loop = _loop_from(book, name)
        if loop and not done.intersection(loop):
            done.update(loop)
            yield sorted((book.places[x] for x in loop), key=lambda place: place.where)


def _loop_from(book: Book, name: str) -> list[str]:
    """The shortest way from a place back to itself."""
    came: dict[str, str] = {}
    waiting = [name]
    for here in waiting:
        for way in by_itself(book.places[here]):
            if way == name:
                return _back(came, here, name)
            if way in book.places and way not in came:
                came[way] = here
                waiting.append(way)
    return []


def _back(came: dict[str, str], here: str, name: str) -> list[str]:
    loop = [here]
    while here != name:
        here = came[here]
        loop.append(here)
    return loop
