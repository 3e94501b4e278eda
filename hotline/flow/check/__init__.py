"""The checker: rules over a book, each a plain function, all of them in one table with their codes.

A rule ships when a seeded fault shows whom it saves (`tests/flow/`). Those that need the store run
elsewhere; they are named in `SKIPPED`, so that whoever checks can say what was not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from hotline.flow.check import graph, links, menus, places, sayings, secrets, sizes, texts, world
from hotline.flow.check import words as word_rules
from hotline.flow.document import Book, Example
from hotline.flow.fault import Fault
from hotline.flow.load import Loaded
from hotline.flow.source.page import Ok

Rule = Callable[[Book], Iterator[Fault]]
Replay = Callable[[Book, Example], str | None]

RULES: tuple[tuple[str, Rule], ...] = (
    ("F07", links.unknown_places),
    ("F07", links.leads_nowhere),
    ("F10", links.no_start),
    ("F09", graph.endless_sub_flows),
    ("G01", graph.unreachable),
    ("G02", graph.dead_ends),
    ("G03", graph.closed_loops),
    ("G06", links.choose_without_otherwise),
    ("G07", links.hand_off_without_otherwise),
    ("G07", graph.hand_off_to_itself),
    ("M01", menus.no_options),
    ("M02", menus.too_many_options),
    ("M03", menus.many_options),
    ("M04", menus.same_label),
    ("M05", menus.wrong_keys),
    ("M06", menus.long_when_spoken),
    ("M08", menus.no_person_on_zero),
    ("M09", menus.leads_to_itself),
    ("M10", places.offers_without_name),
    ("K01", word_rules.carrier_words),
    ("K02", word_rules.leads_elsewhere),
    ("K03", word_rules.navigation_words),
    ("K04", word_rules.numbers_as_words),
    ("K05", word_rules.one_slip_apart),
    ("K08", word_rules.emergency_languages),
    ("T01", texts.missing),
    ("T03", texts.empty),
    ("T04", sizes.too_many_parts),
    ("T05", sizes.costly_letters),
    ("T06", texts.invisible),
    ("T07", texts.hard_to_say),
    ("T10", texts.written_numbers),
    ("T12", secrets.secrets),
    ("T12", secrets.wrong_numbers),
    ("T01", sayings.missing),
    ("P01", sayings.fillers),
    ("S01", world.unknown_rotations),
    ("S02", world.unknown_hours),
    ("S02", world.unknown_zones),
)
# They walk the ways, so a misspelt name would make them say what is not so: they wait until it is
# mended.
WALKING = frozenset({"F09", "G01", "G02", "G03", "G07", "M08", "M10"})
SKIPPED = ("S06", "S11", "M07", "T02")  # they need the store


def check(loaded: Loaded, replay: Replay | None = None) -> tuple[Fault, ...]:
    """Everything that is found, by file and line. `replay` plays an example: what went wrong; only
    in flows without an error."""
    found = list(loaded.faults)
    if loaded.book:
        found += _by_rules(loaded.book, found)
        if replay and not any(fault.severity == "error" for fault in found):
            found += _examples(loaded.book, replay)  # what cannot be served cannot be played
    elif any(fault.severity == "error" for fault in found):
        return _sorted(found)  # half of the rules did not run: what they would say is not known
    unknown = SKIPPED if replay else (*SKIPPED, "S10")
    return _sorted(_without(found, [ok for ok in loaded.oks if ok.code not in unknown]))


def _by_rules(book: Book, before: Iterable[Fault]) -> list[Fault]:
    """What the rules find. Those that name what is missing come first in the table."""
    found: list[Fault] = []
    broken = any(fault.code == "F08" for fault in before)
    for code, rule in RULES:
        broken = broken or any(fault.code in {"F07", "F10"} for fault in found)
        if not (broken and code in WALKING):
            found += rule(book)
    return found


def _sorted(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(dict.fromkeys(faults), key=lambda f: (f.where, f.code, f.what)))


def _examples(book: Book, replay: Replay) -> Iterator[Fault]:
    for example in (example for flow in book.flows.values() for example in flow.examples):
        wrong = replay(book, example)
        if wrong:
            what = f'the example "{example.name}" goes otherwise: {wrong}'
            fix = "mend the flow, or the example if the flow is right"
            yield Fault(example.where, "error", "S10", what, fix)


def _without(faults: list[Fault], oks: Iterable[Ok]) -> Iterator[Fault]:
    """All but the acknowledged ones. An error stays: it would break the line for somebody."""
    acknowledged: set[Fault] = set()
    for ok in oks:
        covered = [fault for fault in faults if _covers(ok, fault)]
        acknowledged.update(fault for fault in covered if fault.severity != "error")
        if not covered:
            what = f"{ok.code} is acknowledged here, but was not found"
            yield Fault(ok.where, "note", "F11", what, "take this ok out")
        elif all(fault.severity == "error" for fault in covered):
            what = f"{ok.code} is an error here, and an error cannot be acknowledged"
            yield Fault(ok.where, "note", "F11", what, "mend it, and take this ok out")
    yield from (fault for fault in faults if fault not in acknowledged)


def _covers(ok: Ok, fault: Fault) -> bool:
    same = ok.code == fault.code and ok.where.file == fault.where.file
    return same and ok.first <= fault.where.line <= ok.last
