"""Rules on words: whose they are, that each leads to one place, that no two are mixed up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import OSA

from hotline.flow.carrier_words import CARRIER_WORDS
from hotline.flow.check.vocabulary import Known, peers_commands
from hotline.flow.document import Book
from hotline.flow.fault import Fault, Severity
from hotline.flow.peer_words import PREFIX
from hotline.flow.phrases import TAUGHT
from hotline.flow.words import normalised_word

_SHOWN = 3  # words named in one finding


def carrier_words(book: Book, words: Sequence[Known]) -> Iterator[Fault]:
    """K01: a word that the carrier keeps, or that is one slip from such a word.

    Emergency words are spared: whatever else happens to them, the steps must come.
    """
    for known in (*words, *peers_commands(book)):
        if known.emergency or (known.is_command and not _is_taught(known)):
            continue
        if known.phrase in CARRIER_WORDS:
            what = f'"{known.written}" ({known.by}) belongs to the carrier: it may never reach us'
            yield _fault(known, "error", "K01", what, "use another word")
        elif near := _one_slip(known.phrase, CARRIER_WORDS):
            severity: Severity = "error" if known.is_command else "warning"
            what = f'"{known.written}" ({known.by}) is one slip from the carrier\'s "{near}"'
            fix = "use another word, so that nobody is cut off by a typo"
            yield _fault(known, severity, "K01", what, fix)


def _is_taught(known: Known) -> bool:
    name = known.leads.removeprefix("!").partition(" ")[0]
    return name in TAUGHT or name.startswith(PREFIX) or not known.leads.startswith("!")


def _one_slip(phrase: str, words: Iterable[str]) -> str:
    if " " in phrase or phrase.isdigit():
        return ""
    near = (w for w in words if abs(len(w) - len(phrase)) <= 1)
    return next((w for w in sorted(near) if OSA.distance(phrase, w, score_cutoff=1) == 1), "")


def leads_elsewhere(book: Book, words: Sequence[Known]) -> Iterator[Fault]:
    """K02: one word, two places. A label may mean in its menu what it does not mean elsewhere."""
    clear = [
        (known, first) for known, first in _claimed_twice(words) if not _told_apart(known, first)
    ]
    for pairs in _by_places(clear):
        known, first = pairs[0]
        what = f"{_shown(pairs)} ({known.by}) already leads elsewhere: {first.by}"
        yield _fault(known, "error", "K02", what, f"take it out here or there ({_at(first)})")


def leads_elsewhere_in_another_language(book: Book, words: Sequence[Known]) -> Iterator[Fault]:
    """K07: a word that is one thing in one language and another in another. It follows the language
    of the conversation, so only those who change language in mid-sentence are led astray."""
    told = [(known, first) for known, first in _claimed_twice(words) if _told_apart(known, first)]
    for pairs in _by_places(told):
        known, first = pairs[0]
        what = (
            f"{_shown(pairs)} ({known.by}, {known.language}) leads elsewhere"
            f" in {first.language}: {first.by}"
        )
        fix = f"use another word here or there ({_at(first)})"
        yield _fault(known, "warning", "K07", what, fix)


def _by_places(pairs: Iterable[tuple[Known, Known]]) -> list[list[tuple[Known, Known]]]:
    """Those of the same two places and languages together: a card written twice is one finding."""
    groups: dict[tuple[str, ...], list[tuple[Known, Known]]] = {}
    for known, first in pairs:
        group = groups.setdefault((known.by, first.by, known.language, first.language), [])
        group.append((known, first))
    return list(groups.values())


def _shown(pairs: list[tuple[Known, Known]]) -> str:
    shown = ", ".join(f'"{known.written}"' for known, _ in pairs[:_SHOWN])
    return shown + (f" and {len(pairs) - _SHOWN} more" if len(pairs) > _SHOWN else "")


def _told_apart(known: Known, first: Known) -> bool:
    """Whether the language of the conversation tells which of the two is meant."""
    return known.language != first.language and not known.emergency and not first.emergency


def _claimed_twice(words: Sequence[Known]) -> Iterator[tuple[Known, Known]]:
    """Each word that leads elsewhere than the first one that is the same."""
    everywhere: dict[str, Known] = {}
    in_menus: dict[tuple[str, str], Known] = {}
    for known in words:
        if known.is_command and known.leads.startswith("!"):
            continue
        if not known.menu:
            first = everywhere.setdefault(known.phrase, known)
        else:
            first = in_menus.setdefault((known.menu, known.phrase), known)
            if first.leads == known.leads and not known.is_label:
                first = everywhere.get(known.phrase, known)
            if first.is_label and known.is_label and first is not known:
                continue  # M04 says it
            other = everywhere.get(known.phrase)
            if other and other.emergency:
                first = other
        if first.leads != known.leads:
            yield known, first


def _at(known: Known) -> str:
    return f"{known.where.file}, line {known.where.line}"


def navigation_words(book: Book, words: Sequence[Known]) -> Iterator[Fault]:
    """K03: a word that every line already understands."""
    commands = {k.phrase: k for k in words if k.is_command and k.leads.startswith("!")}
    for known in words:
        command = commands.get(known.phrase)
        if command and not known.is_command and not known.emergency:
            what = f'"{known.written}" ({known.by}) is {command.by}'
            yield _fault(known, "error", "K03", what, "use another word")


def numbers_as_words(book: Book, words: Sequence[Known]) -> Iterator[Fault]:
    """K04: numbers belong to the options of menus. 911 is no option: it may be a cry."""
    listed = book.words.get("numbers")
    counted = listed.by_language.values() if listed else ()
    numbers = {normalised_word(word.text) for words in counted for word in words}
    for known in words:
        if known.emergency and len(known.phrase) > 2:
            continue
        if known.phrase.isdigit() or (known.phrase in numbers and not known.is_command):
            what = f'"{known.written}" ({known.by}) is a number'
            yield _fault(known, "error", "K04", what, "use a word; options get their numbers alone")


def emergency_languages(book: Book) -> Iterator[Fault]:
    """K08: a cry that is understood in one language only."""
    for at, entry in enumerate(book.always, 1):
        missing = [x for x in book.languages if not entry.words.by_language.get(x)]
        if entry.emergency and missing:
            what = f'entry {at} of "always" is an emergency, without words in {", ".join(missing)}'
            fix = f"add to words: {missing[0]}: [one, another]"
            yield Fault(entry.where, "warning", "K08", what, fix)


def _fault(known: Known, severity: Severity, code: str, what: str, fix: str) -> Fault:
    return Fault(known.where, severity, code, what, fix)
