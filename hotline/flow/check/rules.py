"""All rules in one table: code, the worst it can say, and the function that looks.

A rule ships when a seeded fault shows whom it saves (`tests/flow/seeds.py`); what each saves people
from is in `docs/flows.md`. What the loader finds (F01 to F06, F08, S03, S09 …) is not in here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from hotline.flow.check import (
    common,
    depth,
    drafts,
    facts,
    filters,
    graph,
    hidden,
    links,
    lock_screen,
    menus,
    outside_lines,
    places,
    reading_grade,
    sayings,
    secrets,
    since,
    sizes,
    slips,
    spoken,
    stigma,
    taught,
    texts,
    web_links,
    words,
    world,
)
from hotline.flow.check.vocabulary import Known
from hotline.flow.document import Book
from hotline.flow.fault import Fault, Severity

Faults = Iterator[Fault]
Find = TypeVar("Find")


class Rule(NamedTuple, Generic[Find]):
    """One rule."""

    code: str
    worst: Severity
    find: Find


BOOK_RULES: tuple[Rule[Callable[[Book], Faults]], ...] = (
    Rule("F07", "error", links.unknown_places),
    Rule("F07", "error", links.leads_nowhere),
    Rule("F10", "error", links.no_start),
    Rule("S02", "error", world.unknown_hours),
    Rule("S02", "error", world.unknown_zones),
    Rule("F09", "error", graph.endless_sub_flows),
    Rule("G01", "warning", graph.unreachable),
    Rule("G02", "warning", graph.dead_ends),
    Rule("G03", "error", graph.closed_loops),
    Rule("G05", "warning", depth.too_deep),
    Rule("G06", "error", links.choose_without_otherwise),
    Rule("G07", "error", links.hand_off_without_otherwise),
    Rule("G07", "error", graph.hand_off_to_itself),
    Rule("G08", "warning", hidden.menus_without_options),
    Rule("M01", "error", menus.no_options),
    Rule("M02", "error", menus.too_many_options),
    Rule("M03", "warning", menus.many_options),
    Rule("M04", "error", menus.same_label),
    Rule("M05", "error", menus.wrong_keys),
    Rule("M06", "warning", menus.long_when_spoken),
    Rule("M08", "warning", menus.no_person_on_zero),
    Rule("M09", "warning", menus.leads_to_itself),
    Rule("M10", "error", places.offers_without_name),
    Rule("K08", "warning", words.emergency_languages),
    Rule("K09", "warning", taught.carrier_words_in_texts),
    Rule("T01", "error", texts.missing),
    Rule("T01", "error", sayings.missing),
    Rule("T03", "error", texts.empty),
    Rule("T04", "warning", sizes.too_many_parts),
    Rule("T05", "note", sizes.costly_letters),
    Rule("T06", "warning", texts.invisible),
    Rule("T07", "warning", texts.hard_to_say),
    Rule("T08", "warning", spoken.too_long),
    Rule("T10", "warning", texts.written_numbers),
    Rule("T11", "warning", texts.same_in_two_languages),
    Rule("T12", "error", secrets.secrets),
    Rule("T12", "warning", secrets.wrong_numbers),
    Rule("T13", "error", facts.not_a_date),
    Rule("T14", "warning", web_links.shortened),
    Rule("T16", "note", drafts.drafts),
    Rule("P01", "error", sayings.fillers),
    Rule("C01", "warning", stigma.words_that_hurt),
    Rule("C02", "note", filters.blocked_words),
    Rule("C03", "warning", reading_grade.hard_to_read),
    Rule("C04", "warning", lock_screen.telling_beginnings),
    Rule("C05", "warning", outside_lines.without_police_policy),
    Rule("C06", "warning", facts.without_source),
    Rule("S01", "error", world.unknown_rotations),
    Rule("S07", "warning", world.ringing_for_long),
    Rule("S10", "note", world.no_examples),
)
# They look at all the words; these are gathered once.
WORD_RULES: tuple[Rule[Callable[[Book, Sequence[Known]], Faults]], ...] = (
    Rule("K01", "error", words.carrier_words),
    Rule("K02", "error", words.leads_elsewhere),
    Rule("K03", "error", words.navigation_words),
    Rule("K04", "error", words.numbers_as_words),
    Rule("K05", "note", slips.one_slip_apart),
    Rule("K06", "warning", common.too_common),
    Rule("K07", "warning", words.leads_elsewhere_in_another_language),
)
# They need to know what day it is.
DAY_RULES: tuple[Rule[Callable[[Book, date], Faults]], ...] = (
    Rule("T13", "warning", facts.out_of_date),
)
# They compare with what was published before.
SINCE_RULES: tuple[Rule[Callable[[Book, Book], Faults]], ...] = (
    Rule("M07", "warning", since.moved_numbers),
    Rule("T02", "warning", since.old_translations),
)
# A misspelt name would make some rules stumble, or say what is not so: they wait for the mend.
_NAMES = frozenset({"F07", "F08", "F10"})
WAITS_FOR: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("F09", "G01", "G02", "G03", "G05", "G07", "M08", "M10"), _NAMES),
    "G08": frozenset({"S02"}),
}

CODES = frozenset(
    rule.code for table in (BOOK_RULES, WORD_RULES, DAY_RULES, SINCE_RULES) for rule in table
)
