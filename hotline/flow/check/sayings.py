"""Rules on the line's own sentences and words: all there, each with its fillers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hotline.flow.check.said import line_of
from hotline.flow.document import Book, Where
from hotline.flow.fault import Fault
from hotline.flow.phrases import LATER, PHRASES, WORDS

_FILLER = re.compile(r"\{([^{}\s]*)\}")


def missing(book: Book) -> Iterator[Fault]:
    """T01: sentences and words that the line needs; one finding for each language."""
    for at, language in enumerate(book.languages):
        for kind, names in (
            ("sentences", _phrases(book, language)),
            ("words", _words(book, language)),
        ):
            if not names:
                continue
            shown = ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")
            what = f'of the line\'s own {kind}, these are missing in "{language}": {shown}'
            fix = "add them in a file of the folder phrases"
            yield Fault(_where(book, names), "warning" if at else "error", "T01", what, fix)


def _phrases(book: Book, language: str) -> list[str]:
    has = {n for n, text in book.phrases.items() if text.said.get(language, "").strip()}
    return [name for name in PHRASES if name not in has and name not in LATER]


def _words(book: Book, language: str) -> list[str]:
    has = {name for name, words in book.words.items() if words.by_language.get(language)}
    return [name for name in WORDS if name not in has and name not in LATER]


def _where(book: Book, names: list[str]) -> Where:
    """The first of them that exists at all, else the first file that holds any, else the flow."""
    known = {name: text.where for name, text in book.phrases.items()}
    known |= {name: words.where for name, words in book.words.items()}
    named = next((known[name] for name in names if name in known), None)
    others = (Where(where.file, 1) for where in known.values())
    flows = (flow.where for flow in book.flows.values())
    return named or next(others, None) or next(flows)


def fillers(book: Book) -> Iterator[Fault]:
    """P01: a filler that nothing fills, or one that is missing."""
    for name, phrase in book.phrases.items():
        for language, sentence in phrase.said.items():
            found, needed = set(_FILLER.findall(sentence)), PHRASES[name]
            for filler in sorted(found - needed):
                what = f'nothing fills {{{filler}}} in the sentence "{name}" ({language})'
                fix = f"use {_list(needed)}" if needed else "write the sentence without braces"
                yield Fault(line_of(phrase, language), "error", "P01", what, fix)
            for filler in sorted(needed - found):
                what = f'the sentence "{name}" ({language}) does not hold {{{filler}}}'
                fix = f"put {{{filler}}} where it belongs"
                yield Fault(line_of(phrase, language), "error", "P01", what, fix)


def _list(names: frozenset[str]) -> str:
    return " and ".join(f"{{{name}}}" for name in sorted(names))
