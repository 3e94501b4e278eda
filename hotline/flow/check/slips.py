"""A rule on typing: which words a single slip turns into each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from hotline.flow.check.vocabulary import Known
from hotline.flow.document import Book
from hotline.flow.fault import Fault
from hotline.flow.words import slips

_SHORTEST = 4  # letters, from which on a word may hold a slip
_SHOWN = 3  # pairs named in one finding
# What a check-in understands counts where one is on, and letter for letter.
_ASKED_BACK = "!check"


def one_slip_apart(book: Book, words: Sequence[Known]) -> Iterator[Fault]:
    """K05: two words that a typo turns into each other: once for each two places. Between two cries
    it does not matter, both are answered at once; labels of one menu have their numbers."""
    found: dict[tuple[str, str], list[tuple[Known, Known]]] = defaultdict(list)
    for one, other in _near(words):
        if _mixed_up(one, other):
            first, later = sorted((one, other), key=lambda known: known.where)
            found[later.by, first.by].append((later, first))
    for (later_by, first_by), pairs in found.items():
        later, first = min(pairs)
        shown = ", ".join(f'"{a.written}" and "{b.written}"' for a, b in sorted(pairs)[:_SHOWN])
        more = f" and {len(pairs) - _SHOWN} more" if len(pairs) > _SHOWN else ""
        what = f"one slip turns words of {later_by} into words of {first_by}: {shown}{more}"
        fix = f"use words that differ more (the others: {_at(first, later)})"
        yield Fault(later.where, "note", "K05", what, fix)


def _at(first: Known, seen_from: Known) -> str:
    here = first.where.file == seen_from.where.file
    return f"line {first.where.line}" if here else f"{first.where.file}, line {first.where.line}"


def _near(words: Iterable[Known]) -> Iterator[tuple[Known, Known]]:
    """Pairs that have a shortened form in common: all that are one slip apart are among them, so
    that not every word is compared with every other. Of cries there are thousands: they are only
    looked up among the rest."""
    same = {(k.phrase, k.leads, k.menu): k for k in words if len(k.phrase) >= _SHORTEST}
    rest: dict[str, list[Known]] = defaultdict(list)
    pairs: dict[tuple[Known, Known], None] = {}
    for known in sorted(same.values(), key=lambda known: known.emergency):
        forms = _shortened(known.phrase)
        near = [other for form in forms & rest.keys() for other in rest[form]]
        pairs |= dict.fromkeys((known, other) for other in near) if near else {}
        for form in () if known.emergency else forms:
            rest[form].append(known)
    return iter(pairs)


def _shortened(phrase: str) -> set[str]:
    """The phrase, and what is left of it without one letter; the first letter is never wrong."""
    return {phrase, *[phrase[:at] + phrase[at + 1 :] for at in range(1, len(phrase))]}


def _mixed_up(one: Known, other: Known) -> bool:
    if one.leads == other.leads or (one.menu and other.menu and one.menu != other.menu):
        return False
    if one.leads.startswith(_ASKED_BACK) or other.leads.startswith(_ASKED_BACK):
        return False
    if (one.is_label and other.is_label) or one.phrase == other.phrase:
        return False
    return slips(one.phrase, other.phrase, 1) == 1
