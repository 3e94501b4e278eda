"""The checker: what is wrong in a book, by file and line. Its rules are in the table of `rules`.

Those that need the store run elsewhere; they are named, so that whoever checks can say what was not
looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from hotline.flow.check.rules import BOOK_RULES, DAY_RULES, SINCE_RULES, WAITS_FOR, WORD_RULES
from hotline.flow.check.vocabulary import vocabulary
from hotline.flow.document import Book, CheckInStep, Example
from hotline.flow.edition import Edition, edition_of
from hotline.flow.fault import Fault
from hotline.flow.load import Loaded
from hotline.flow.source.page import Ok

Replay = Callable[[Edition, Example], str | None]
Found = tuple[Fault, ...]

# What a folder of files cannot tell: who is on (the doctor does), and what was published before
# (`hotline flows push` does).
SINCE = tuple(rule.code for rule in SINCE_RULES)
SKIPPED = ("S06", *SINCE)


def check(
    loaded: Loaded,
    replay: Replay | None = None,
    today: date | None = None,
    before: Book | None = None,
) -> Found:
    """Everything that is found, by file and line. `replay` plays an example: what went wrong; only
    in flows without an error. `today` judges what is out of date, `before` is what was published:
    what depends on one that is not given is not looked at."""
    found = list(loaded.faults)
    if loaded.book:
        found += _by_rules(loaded.book, found, today, before)
        if replay and not has_error(found):
            found += _examples(loaded.book, replay)  # what cannot be served cannot be played
    elif has_error(found):
        return _sorted(found)  # half of the rules did not run: what they would say is not known
    unknown = _not_looked_at(replay, today, before)
    return _sorted(_without(found, [ok for ok in loaded.oks if ok.code not in unknown]))


def errors(loaded: Loaded) -> Found:
    """Only what keeps flows from being served; the rules that never find an error do not run."""
    found = list(loaded.faults)
    if loaded.book:
        found += _by_book(loaded.book, found, only_errors=True)
        words = vocabulary(loaded.book)
        for rule in WORD_RULES:
            found += rule.find(loaded.book, words) if rule.worst == "error" else ()
    return _sorted(fault for fault in found if fault.severity == "error")


def has_error(faults: Iterable[Fault]) -> bool:
    """Whether they keep the flows from being published."""
    return any(fault.severity == "error" for fault in faults)


def _by_rules(book: Book, loading: list[Fault], today: date | None, before: Book | None) -> Found:
    found = _by_book(book, loading)
    words = vocabulary(book)
    for word_rule in WORD_RULES:
        found += word_rule.find(book, words)
    for day_rule in DAY_RULES:
        found += day_rule.find(book, today) if today else ()
    for since_rule in SINCE_RULES:
        found += since_rule.find(book, before) if before else ()
    return tuple(found)


def _by_book(book: Book, loading: Iterable[Fault], *, only_errors: bool = False) -> list[Fault]:
    """What the rules find that need the book alone. Those that name what is missing come first."""
    found: list[Fault] = []
    codes = {fault.code for fault in loading}
    for rule in BOOK_RULES:
        waits = codes & WAITS_FOR.get(rule.code, frozenset())
        if not waits and (rule.worst == "error" or not only_errors):
            found += rule.find(book)
            codes.update(fault.code for fault in found)
    return found


def _not_looked_at(replay: object, today: object, before: object) -> frozenset[str]:
    """The codes of which nothing is known here, so that an acknowledged one is not called idle."""
    given = {"S10": replay, **{rule.code: today for rule in DAY_RULES}}
    given |= {rule.code: before for rule in SINCE_RULES}
    return frozenset({"S06", *(code for code, value in given.items() if value is None)})


def _sorted(faults: Iterable[Fault]) -> Found:
    return tuple(sorted(dict.fromkeys(faults), key=lambda f: (f.where, f.code, f.what)))


def _examples(book: Book, replay: Replay) -> Iterator[Fault]:
    edition = edition_of(book)
    all_on = replace(edition, book=_all_on(book))
    for example in (example for flow in book.flows.values() for example in flow.examples):
        wrong = replay(edition, example)
        if wrong and all_on.book != book and not replay(all_on, example):
            what = f'the example "{example.name}" needs what is switched off: it is not played'
            yield Fault(example.where, "note", "S10", what, "nothing, until it is on again")
        elif wrong:
            what = f'the example "{example.name}" goes otherwise: {wrong}'
            fix = "mend the flow, or the example if the flow is right"
            yield Fault(example.where, "error", "S10", what, fix)


def _all_on(book: Book) -> Book:
    """As if nothing of it were switched off."""
    switched = {
        name: replace(place, offered=True)
        for name, place in book.places.items()
        if isinstance(place, CheckInStep) and not place.offered
    }
    return replace(book, places={**book.places, **switched}) if switched else book


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
