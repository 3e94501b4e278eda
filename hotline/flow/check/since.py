"""Rules on what an edit changes for people, compared with what was published before."""

from __future__ import annotations

from collections.abc import Iterator

from hotline.flow.check.naming import short
from hotline.flow.check.said import all_texts, line_of
from hotline.flow.document import Book, Menu
from hotline.flow.fault import Fault


def moved_numbers(book: Book, before: Book) -> Iterator[Fault]:
    """M07: an option has another number than people have learnt."""
    for menu in (place for place in book.places.values() if isinstance(place, Menu)):
        was = before.places.get(menu.name)
        learnt = _numbers(was) if isinstance(was, Menu) else {}
        for go, number in _numbers(menu).items():
            if learnt.get(go, number) != number:
                option = next(option for option in menu.options if option.go == go)
                what = f'"{short(go)}" was {learnt[go]} in "{short(menu.name)}" and is now {number}'
                fix = (
                    f"add the line key: {learnt[go]} to keep its number, and give new ones the end"
                )
                yield Fault(option.where, "warning", "M07", what, fix)


def _numbers(menu: Menu) -> dict[str, str]:
    return {option.go: option.key or str(at) for at, option in enumerate(menu.options, 1)}


def old_translations(book: Book, before: Book) -> Iterator[Fault]:
    """T02: the words of the first language changed and a translation did not."""
    first, *others = book.languages
    was = {said.of: said.text.said for said in all_texts(before)}
    for said in all_texts(book):
        old, new = was.get(said.of, {}), said.text.said
        if first not in old or old[first] == new.get(first):
            continue
        for language in others:
            if language in new and old.get(language) == new[language]:
                what = f"{said.of} changed in {first}, and not in {language}"
                fix = "see whether it still says the same"
                yield Fault(line_of(said.text, language), "warning", "T02", what, fix)
