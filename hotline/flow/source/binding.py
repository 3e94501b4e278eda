"""Flows and sayings bound into one book; a name that two things claim is a fault."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from hotline.flow.document import Book, Flow, Line, Mention, Menu, Place, Text, Where
from hotline.flow.fault import Fault
from hotline.flow.source.flows import MAIN, Read
from hotline.flow.source.sayings import Sayings


class _Placed(Protocol):
    @property
    def where(self) -> Where: ...


Named = TypeVar("Named", bound=_Placed)


def bind(
    revision: str,
    reads: Mapping[str, Read],
    sayings: Sayings,
    mentions: tuple[Mention, ...],
    numbers: Iterable[str],
) -> tuple[Book, tuple[Fault, ...]]:
    """The book of these flows, and the names that are used twice in it."""
    flows = {name: read.flow for name, read in reads.items()}
    main = flows[MAIN]
    faults: list[Fault] = []
    places = _places(flows.values(), faults)
    book = Book(
        revision=revision,
        languages=main.languages,
        start=main.start,
        settings=main.settings,
        flows=flows,
        places=places,
        titles=_titles(places),
        hours=_merged("hours", [flow.hours for flow in flows.values()], faults),
        always=tuple(entry for flow in flows.values() for entry in flow.always),
        phrases=sayings.phrases,
        words=sayings.words,
        lines=_lines(flows.values(), numbers, faults),
        rotations=_merged("rotation", [read.rotations for read in reads.values()], faults),
        mentions=mentions,
    )
    return book, tuple(faults)


def _titles(places: Mapping[str, Place]) -> dict[str, Text]:
    menus = (place for place in places.values() if isinstance(place, Menu))
    options = [(option.go, option.label) for menu in menus for option in menu.options]
    titled = [(name, place.title) for name, place in places.items() if place.title]
    return {**dict(reversed(options)), **dict(titled)}


def _places(flows: Iterable[Flow], faults: list[Fault]) -> dict[str, Place]:
    """All places by full name; a menu, a card and a step of one flow need three names."""
    found: dict[str, Place] = {}
    for flow in flows:
        groups: tuple[Mapping[str, Place], ...] = (flow.menus, flow.cards, flow.steps)
        for place in (place for group in groups for place in group.values()):
            if place.name in found:
                short = place.name.partition(".")[2]
                faults.append(_twice(short, place.where, found[place.name].where))
            else:
                found[place.name] = place
    return found


def _merged(
    kind: str, groups: Iterable[Mapping[str, Named]], faults: list[Fault]
) -> dict[str, Named]:
    """What all files name: hours and rotations have one name everywhere."""
    found: dict[str, Named] = {}
    for name, value in (pair for group in groups for pair in group.items()):
        if name in found:
            faults.append(_twice(f"{kind} {name}", value.where, found[name].where))
        else:
            found[name] = value
    return found


def _twice(name: str, second: Where, first: Where) -> Fault:
    where = (
        f"line {first.line}" if first.file == second.file else f"{first.file}, line {first.line}"
    )
    what = f'the name "{name}" is already used in {where}'
    return Fault(second, "error", "F08", what, "give one of the two another name")


def _lines(flows: Iterable[Flow], numbers: Iterable[str], faults: list[Fault]) -> tuple[Line, ...]:
    """What the files say of our numbers, then the numbers they do not speak of."""
    listed = [line for flow in flows for line in flow.lines]
    found: dict[str, Line] = {}
    for line in listed:
        if line.number in found:
            faults.append(_twice("this number", line.where, found[line.number].where))
        found.setdefault(line.number, line)
    for number in numbers:
        found.setdefault(number, Line(Where("", 0), number))
    return tuple(found.values())
