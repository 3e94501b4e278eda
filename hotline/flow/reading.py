"""What a text means here: one ladder, from emergency down to a unique typo.

The order is that of the flow format: emergency words · carrier's words · "stop writing to me" ·
numbers · whole phrases · phrases within a short text · the beginning of a word · a typo.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hotline.flow.carrier_words import HELP_WORDS, LOCAL_STOP_WORDS, START_WORDS, STOP_WORDS
from hotline.flow.cries import cry
from hotline.flow.index import Command, Entry, Index, Target, index
from hotline.flow.lexicon import STOP, TAKING, Lexicon
from hotline.flow.words import slips, slips_allowed

SHORT = 6  # words; a longer text matches only phrases, and gets a person offered
PREFIX = 4  # letters
MISSPELT = 6  # letters of a word inside a text, from which on it may hold a slip
CHOICES = 4  # at most, when asking back
_NUMBER = re.compile(r"(?:([a-z]+) )?(\d{1,2})\Z")
_NOTHING = index(())


@dataclass(frozen=True, slots=True)
class Meant:
    """It is clear. `language` is that of the words used, empty where they do not tell."""

    target: Target
    language: str = ""
    emergency: bool = False


@dataclass(frozen=True, slots=True)
class Picked:
    """A number of the list or question on the screen."""

    number: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """It may be one of these: ask."""

    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """It is nothing we know. `long`: somebody is telling something."""

    long: bool = False


Reading = Meant | Picked | Unsure | NotUnderstood


def read(lexicon: Lexicon, menu: str, language: str, said: str) -> Reading:
    """Read a text, normalised. `menu` is the menu on the screen (or empty)."""
    words = said.split()
    if not words:
        return NotUnderstood()
    here = lexicon.menus.get(menu, _NOTHING)
    return (
        _emergency(lexicon, words)
        or _carrier(said)
        or _stop(lexicon, language, words)
        or _number(lexicon, said)
        or _whole(lexicon, here, language, said)
        or _within(lexicon, here, language, words)
        or _beginning(lexicon, here, language, said)
        or _typo(lexicon, here, language, said)
        or _typo_within(lexicon, here, language, words)
        or NotUnderstood(long=len(words) > SHORT)
    )


def _emergency(lexicon: Lexicon, words: list[str]) -> Meant | None:
    found = cry(lexicon, words)
    return Meant(found.target, found.language, emergency=found.certain) if found else None


def _carrier(said: str) -> Meant | None:
    for words, name in ((STOP_WORDS, "stop"), (START_WORDS, "start"), (HELP_WORDS, "help")):
        if said in words:
            return Meant(Command(f"carrier.{name}"))
    language = LOCAL_STOP_WORDS.get(said)
    return Meant(STOP, language) if language else None


def _stop(lexicon: Lexicon, language: str, words: list[str]) -> Meant | None:
    found = [entry for at, entry in lexicon.stop.within(words) if at == 0]
    return _meant(found, language) if found else None


def _number(lexicon: Lexicon, said: str) -> Picked | None:
    """`2`, `two`, `option 2`, `opción 2`, `number 2`, `numéro 2`: not `im 16`."""
    if said in lexicon.numbers:
        return Picked(lexicon.numbers[said])
    found = _NUMBER.match(said)
    if found and (found[1] is None or found[1].startswith(("opt", "opc", "num"))):
        return Picked(str(int(found[2])))
    return None


def _whole(lexicon: Lexicon, here: Index, language: str, said: str) -> Meant | None:
    for tier in (here, lexicon.commands, lexicon.anywhere):
        if found := tier.exactly(said):
            return _meant(found, language)
    return None


def _meant(found: Sequence[Entry], language: str) -> Meant:
    """The first entry found, of those in the session's language if there are any."""
    first = next((entry for entry in found if entry.language == language), found[0])
    return Meant(first.target, first.language)


def _within(lexicon: Lexicon, here: Index, language: str, words: list[str]) -> Reading | None:
    """A phrase inside the text. Of a long text it must hold two words or more."""
    least = 1 if len(words) <= SHORT else 2
    found: dict[Entry, int] = {}  # where each begins first
    for at, entry in (*here.within(words), *lexicon.anywhere.within(words)):
        if len(entry.words) >= least and len(entry.phrase) > 2:
            found.setdefault(entry, at)
    longest = [entry for entry in found if not any(_swallows(other, entry) for other in found)]
    reading = _unique(longest, language)
    if isinstance(reading, Meant) and any(lexicon.negations.within(words[: found[longest[0]]])):
        return Unsure((reading.target,))
    return reading


def _swallows(other: Entry, entry: Entry) -> bool:
    return len(other.words) > len(entry.words) and f" {entry.phrase} " in f" {other.phrase} "


def _beginning(lexicon: Lexicon, here: Index, language: str, said: str) -> Reading | None:
    """The beginning of a word; of a phrase, its first word whole: four letters that happen to
    begin some long phrase tell nothing."""
    if len(said) < PREFIX:
        return None
    first = said.split()[0]
    found = [
        entry
        for entry in _near(lexicon, here, said)
        if entry.phrase.startswith(said) and (len(entry.words) == 1 or entry.words[0] == first)
    ]
    return _unique(found, language)


def _near(lexicon: Lexicon, here: Index, said: str) -> tuple[Entry, ...]:
    return (*here.near(said), *lexicon.anywhere.near(said), *lexicon.commands.near(said))


def _typo(lexicon: Lexicon, here: Index, language: str, said: str) -> Reading | None:
    return _nearest(_near(lexicon, here, said), language, said, most=2)


def _typo_within(lexicon: Lexicon, here: Index, language: str, words: list[str]) -> Reading | None:
    """One long word of a short text, misspelt: `where is nalxone`."""
    if len(words) > SHORT:
        return None
    found = []
    for word in (word for word in words if len(word) >= MISSPELT):
        near = (*here.near(word), *lexicon.anywhere.near(word))
        single = [entry for entry in near if len(entry.words) == 1 and not entry.alone]
        found.append(_nearest(single, language, word, most=1))
    readings = list(dict.fromkeys(reading for reading in found if reading))
    return readings[0] if len(readings) == 1 else None


def _nearest(candidates: Iterable[Entry], language: str, said: str, *, most: int) -> Reading | None:
    best, found = most, list[Entry]()
    for entry in candidates:
        allowed = min(best, slips_allowed(said, entry.phrase))
        distance = slips(said, entry.phrase, allowed)
        if distance > allowed:
            continue
        if distance < best:
            best, found = distance, []
        found.append(entry)
    return _unique(found, language)


def _unique(found: Sequence[Entry], language: str) -> Reading | None:
    """The one target of all that was found; else ask; what takes away is asked in any case."""
    targets = tuple(dict.fromkeys(entry.target for entry in found))
    if not targets:
        return None
    taking = isinstance(targets[0], Command) and targets[0].name in TAKING
    if len(targets) > 1 or taking:
        return Unsure(targets[:CHOICES])
    return _meant(found, language)
