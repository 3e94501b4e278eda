"""Rules on menus: how many options, their labels, keys and length."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hotline.flow.check.naming import by_itself, short
from hotline.flow.document import Book, Card, HandOff, Menu, Option
from hotline.flow.fault import Fault
from hotline.flow.words import normalise

MOST = 8  # 9 goes back, everywhere
COMFORTABLE = 5
LONGEST_SPOKEN = 25  # seconds
_LETTERS_A_SECOND = 14  # an unhurried voice
_KEYS = frozenset("12345678")


def _menus(book: Book) -> Iterator[Menu]:
    return (place for place in book.places.values() if isinstance(place, Menu))


def no_options(book: Book) -> Iterator[Fault]:
    """M01: nothing to choose."""
    for menu in _menus(book):
        if not menu.options:
            what = f'the menu "{short(menu.name)}" has no options'
            fix = "add options: with what can be chosen, or make it a card"
            yield Fault(menu.where, "error", "M01", what, fix)


def too_many_options(book: Book) -> Iterator[Fault]:
    """M02: more options than there are keys."""
    for menu in _menus(book):
        if len(menu.options) > MOST:
            count = len(menu.options)
            what = f'the menu "{short(menu.name)}" has {count} options; there are keys for {MOST}'
            fix = "move some to a second menu (9 is for going back, 0 for a person)"
            yield Fault(menu.options[MOST].where, "error", "M02", what, fix)


def many_options(book: Book) -> Iterator[Fault]:
    """M03: more than anybody remembers."""
    for menu in _menus(book):
        if COMFORTABLE < len(menu.options) <= MOST:
            count = len(menu.options)
            what = f'the menu "{short(menu.name)}" has {count} options, hard to keep in mind'
            fix = 'move the less used ones to a second menu, "something else"'
            yield Fault(menu.options[COMFORTABLE].where, "warning", "M03", what, fix)


def same_label(book: Book) -> Iterator[Fault]:
    """M04: two options that look the same."""
    for menu in _menus(book):
        seen: dict[tuple[str, str], Option] = {}
        for option in menu.options:
            for language, said in option.label.said.items():
                first = seen.setdefault((language, normalise(said)), option)
                if first is not option and normalise(said):
                    line = option.label.lines.get(language, option.where.line)
                    what = f'two options of "{short(menu.name)}" are called "{said}" ({language})'
                    fix = f"call one of them otherwise (the first is in line {first.where.line})"
                    where = option.where._replace(line=line)
                    yield Fault(where, "error", "M04", what, fix)


def wrong_keys(book: Book) -> Iterator[Fault]:
    """M05: a key that two options have, or that is kept for something else."""
    for menu in _menus(book):
        yield from _menu_keys(menu)
    seen: dict[str, int] = {}
    for entry in book.always:
        if entry.key in seen:
            what = f'key {entry.key} is given twice in "always"'
            fix = f"take one of them out (the first is in line {seen[entry.key]})"
            yield Fault(entry.where, "error", "M05", what, fix)
        elif entry.key and entry.key not in _KEYS | {"0"}:
            what = f'key "{entry.key}" cannot be given: 9, * and # are for back, again and home'
            yield Fault(entry.where, "error", "M05", what, "use 0, or a digit from 1 to 8")
        if entry.key:
            seen.setdefault(entry.key, entry.where.line)


def _menu_keys(menu: Menu) -> Iterator[Fault]:
    keys = [option.key or str(at) for at, option in enumerate(menu.options, 1)]
    counted = Counter(keys)
    free = sorted(_KEYS - set(keys))
    for option in menu.options:
        if option.key and option.key not in _KEYS:
            what = f'key "{option.key}" cannot be given to an option of "{short(menu.name)}"'
            yield Fault(option.where, "error", "M05", what, "use a digit from 1 to 8")
        elif option.key and counted[option.key] > 1:
            what = f'key {option.key} belongs to two options of "{short(menu.name)}"'
            fix = f"use another one, such as {free[0]}" if free else "take the key out"
            yield Fault(option.where, "error", "M05", what, fix)


def long_when_spoken(book: Book) -> Iterator[Fault]:
    """M06: a menu that takes too long to listen to."""
    for menu in _menus(book):
        for language in book.languages:
            seconds = round(len(_spoken(menu, language)) / _LETTERS_A_SECOND)
            if seconds > LONGEST_SPOKEN:
                what = (
                    f'the menu "{short(menu.name)}" takes about {seconds} seconds to say'
                    f" ({language}); {LONGEST_SPOKEN} are enough"
                )
                fix = "shorten its texts, or move options to a second menu"
                yield Fault(menu.where, "warning", "M06", what, fix)
                break


def _spoken(menu: Menu, language: str) -> str:
    said = [text.in_language(language) for text in (menu.hello, menu.ask) if text]
    said += [f"To {o.label.in_language(language)}, press 1." for o in menu.options]
    return " ".join(said)


def no_person_on_zero(book: Book) -> Iterator[Fault]:
    """M08: 0 must bring a person, or the honest word that there is none."""
    zero = next((entry for entry in book.always if entry.key == "0"), None)
    if zero is None:
        fix = 'add to "always": - {key: 0, go: talk, words: {en: [person]}}'
        where = book.flows[book.start.partition(".")[0] or "main"].where if book.flows else None
        if where:
            yield Fault(where, "warning", "M08", "key 0 does not lead to a person", fix)
    elif zero.go in book.places and not _leads_to_people(book, zero.go):
        what = f'key 0 leads to "{short(zero.go)}", where there is no person'
        fix = "lead it to a step with hand_off"
        yield Fault(zero.where, "warning", "M08", what, fix)


def _leads_to_people(book: Book, name: str) -> bool:
    """By itself or by what it offers: a card may say honestly that nobody is on."""
    waiting = [name]
    for here in waiting:
        place = book.places.get(here)
        if isinstance(place, HandOff):
            return True
        if place:
            onward = (*by_itself(place), *(place.offer if isinstance(place, Card) else ()))
            waiting += [way for way in onward if way not in waiting]
    return False


def leads_to_itself(book: Book) -> Iterator[Fault]:
    """M09: an option that only shows the menu again."""
    for menu in _menus(book):
        for at, option in enumerate(menu.options, 1):
            if option.go == menu.name:
                what = f'option {at} of "{short(menu.name)}" leads to the menu it is in'
                yield Fault(option.where, "warning", "M09", what, "lead it elsewhere, or delete it")
