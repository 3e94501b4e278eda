"""A text of one of us, read: is it a command, for which thread, and what else does it say?

Whatever does not fit a command whole is none: it is meant for somebody (`take a slow breath`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from hotline.domain.peer_commands import COMMANDS, Argument, PeerCommand
from hotline.flow.days import read_days
from hotline.flow.document import Book
from hotline.flow.index import WITH_SLIP
from hotline.flow.words import normalise, normalised_word, slips

_HANDLE = re.compile(r"@\s?(\d{1,5})\b[:,]?\s*")
_MINUTES = re.compile(r"\d{1,3}( ?m(in(ute)?s?)?)?")
_MOST = 60  # letters of a command with what stands behind it
_FEW = 3  # words of a text that may be a command half written
_TOLD = frozenset({"minutes", "name", "day", "card"})  # what is worth saying how it is written
PREFIX = "peer_"


@dataclass(frozen=True, slots=True)
class Said:
    """A command as it was said. `handle`: digits behind an @; `rest`: what else, as it was typed.

    `sure`: it was asked whether this is meant, and it is.
    """

    command: str
    handle: str = ""
    rest: str = field(default="", repr=False)
    sure: bool = False


def addressed(body: str) -> tuple[str, str]:
    """The handle that a text begins with, empty when with none, and the text behind it."""
    text = body.strip()
    found = _HANDLE.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def read_command(book: Book, body: str) -> Said | None:
    """The command that a text is, letter for letter or, where it only gives, with one slip."""
    handle, text = addressed(body)
    if not handle:
        handle, text = _behind(text)
    if not text or len(text) > _MOST:
        return None
    exact = (said for row, word in _words(book) if (said := _fits(book, row, word, text, handle)))
    return next(exact, None) or _slipped(book, text, handle)


def half_written(book: Book, body: str) -> str:
    """The command that a short text begins and does not finish (`break forty`, `shut`), by name;
    empty where it is none."""
    text = body.strip()
    if not text or len(text) > _MOST or len(text.split()) > _FEW:
        return ""
    begun = (row.name for row, word in _words(book) if row.needs in _TOLD and _begins(text, word))
    return next(begun, "")


def _begins(text: str, word: str) -> bool:
    length = len(word.split())
    return normalise(" ".join(text.split()[:length])) == word


def _behind(text: str) -> tuple[str, str]:
    """`close @147`: the handle stands last."""
    found = re.search(r"\s*@\s?(\d{1,5})\s*\Z", text)
    return (found[1], text[: found.start()]) if found else ("", text)


def _words(book: Book) -> Iterator[tuple[PeerCommand, str]]:
    for row in COMMANDS:
        listed = book.words.get(PREFIX + row.name)
        for words in listed.by_language.values() if listed else ():
            for word in words:
                yield row, normalised_word(word.text)


def _fits(book: Book, row: PeerCommand, word: str, text: str, handle: str) -> Said | None:
    """Whether the text is this word, and what it may have behind it."""
    length = len(word.split())
    parts = text.split(maxsplit=length)
    if normalise(" ".join(parts[:length])) != word:
        return None
    rest = parts[length] if len(parts) > length else ""
    if not rest:
        return Said(row.name, handle) if row.optional or row.needs in {"", "handle"} else None
    return Said(row.name, handle, rest) if _ARGUMENTS[row.needs](book, rest) else None


def _slipped(book: Book, text: str, handle: str) -> Said | None:
    """`tske`: what only gives may be mistyped; only as the whole text, or before a handle."""
    said = normalise(text)
    if len(said) < WITH_SLIP:
        return None
    rows = {row.name for row, word in _words(book) if not row.takes and slips(said, word, 1) == 1}
    one = next(iter(rows)) if len(rows) == 1 else ""
    needs_nothing = any(row.name == one and (row.optional or not row.needs) for row in COMMANDS)
    return Said(one, handle) if needs_nothing else None


def _is_day(book: Book, rest: str) -> bool:
    """`sat 20-02`, and not `a slow breath`; which date it is, whoever keeps the rota finds out."""
    return bool(read_days(book, rest, date.min + timedelta(weeks=1)))


# A name is told by the roster: here only that it may be one.
_ARGUMENTS: Mapping[Argument, Callable[[Book, str], bool]] = {
    "": lambda _, rest: False,
    "handle": lambda _, rest: False,
    "minutes": lambda _, rest: bool(_MINUTES.fullmatch(rest.strip().casefold())),
    "offer": _is_day,
    "day": _is_day,
    "name": lambda _, rest: len(rest.split()) <= 2,
    "card": lambda _, rest: len(rest.split()) <= 4,
}
