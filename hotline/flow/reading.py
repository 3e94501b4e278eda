"""What a text means here: one ladder, from emergency down to a unique typo.

The order is that of the flow format: emergency words · carrier's words · "stop writing to me" ·
numbers · whole phrases · phrases within a short text · the beginning of a word · a typo.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from hotline.flow.carrier_words import HELP_WORDS, START_WORDS, STOP_WORDS
from hotline.flow.lexicon import TAKING, Command, Entry, Lexicon, Speak, Target
from hotline.flow.words import holds, is_reaction, normalise, slips, slips_allowed

SHORT = 6  # words; a longer text matches only phrases, and gets a person offered
PREFIX = 4  # letters
_NUMBER = re.compile(r"(?:[a-z]+ )?(\d{1,2})\Z")


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
    """It is nothing we know. `long`: somebody is telling something; `empty`: there are no words."""

    long: bool = False
    empty: bool = False


PRIVACY = Command("privacy")
Reading = Meant | Picked | Unsure | NotUnderstood


def read(lexicon: Lexicon, menu: str, language: str, body: str) -> Reading:
    """Read a text. `menu` is the menu on the screen (or empty), `language` the session's."""
    said = normalise(body)
    words = said.split()
    if is_reaction(body):
        return Meant(Command("thanks"))
    if not words:
        return NotUnderstood(empty=True)
    return (
        _emergency(lexicon, words)
        or _carrier(said)
        or _stop(lexicon, words)
        or _number(lexicon, said, words)
        or _phrase(lexicon, menu, language, said, words)
        or NotUnderstood(long=len(words) > SHORT)
    )


def _emergency(lexicon: Lexicon, words: list[str]) -> Meant | None:
    asking = any(holds(words[: len(p)], p) == 0 for p in lexicon.asking)
    for kind, certain in ((lexicon.emergency, True), (lexicon.maybe, False)):
        for entry in kind:
            if asking and len(entry.words) == 1:
                continue  # "what is an overdose line" is a question about us
            if holds(words, entry.words, slip=True) >= 0:
                return Meant(entry.target, entry.language, emergency=certain)
    return None


def _carrier(said: str) -> Meant | None:
    for words, name in ((STOP_WORDS, "carrier.stop"), (START_WORDS, "carrier.start")):
        if said in words:
            return Meant(Command(name))
    return Meant(Command("carrier.help")) if said in HELP_WORDS else None


def _stop(lexicon: Lexicon, words: list[str]) -> Meant | None:
    begins = any(holds(words[: len(p)], p) == 0 for p in lexicon.stop)
    return Meant(Command("stop")) if begins else None


def _number(lexicon: Lexicon, said: str, words: list[str]) -> Picked | None:
    if said in lexicon.numbers:
        return Picked(lexicon.numbers[said])
    found = _NUMBER.match(said)
    if not found or (len(words) == 2 and words[0] not in lexicon.numbers and not _option(words[0])):
        return None
    return Picked(str(int(found[1])))


def _option(word: str) -> bool:
    """`option 2`, `opción 2`, `number 2`, `numéro 2`: not `im 16`."""
    return word.startswith(("opt", "opc", "num"))


def _phrase(
    lexicon: Lexicon, menu: str, language: str, said: str, words: list[str]
) -> Reading | None:
    here = sorted(lexicon.menus.get(menu, ()), key=lambda entry: entry.language != language)
    for tier in (here, lexicon.commands, lexicon.everywhere):
        exact = [entry for entry in tier if entry.phrase == said]
        if exact:
            return _meant(exact, language)
    giving = (*here, *lexicon.everywhere)
    return (
        _within(lexicon, giving, language, words)
        or _beginning((*giving, *lexicon.commands), language, said)
        or _typo((*giving, *lexicon.commands), language, said)
        or _typo_within(giving, language, words)
    )


def _meant(found: list[Entry], language: str) -> Meant:
    """The first entry found; its language tells nothing where the session's has the word too."""
    first = next((entry for entry in found if entry.language == language), found[0])
    return Meant(first.target, first.language)


def _within(
    lexicon: Lexicon, candidates: Iterable[Entry], language: str, words: list[str]
) -> Reading | None:
    """A phrase inside the text. A long text must hold two words or more of it."""
    asked = (entry for entry in lexicon.commands if entry.target == PRIVACY or _is_language(entry))
    least = 1 if len(words) <= SHORT else 2
    found = [
        (at, entry)
        for entry in (*candidates, *asked)
        if len(entry.words) >= least and len(entry.phrase) > 2
        and (at := holds(words, entry.words)) >= 0
    ]  # fmt: skip
    longest = [e for _, e in found if not any(_swallowed(e, other) for _, other in found)]
    targets = tuple(dict.fromkeys(entry.target for entry in longest))
    if not targets:
        return None
    first = min(at for at, entry in found if entry in longest)
    if len(targets) > 1 or _negated(lexicon, words[:first]):
        return Unsure(targets[:4])
    return _meant(longest, language)


def _is_language(entry: Entry) -> bool:
    return isinstance(entry.target, Speak)


def _swallowed(entry: Entry, other: Entry) -> bool:
    return len(other.words) > len(entry.words) and holds(list(other.words), entry.words) >= 0


def _negated(lexicon: Lexicon, before: list[str]) -> bool:
    return any(holds(before, phrase) >= 0 for phrase in lexicon.negations)


def _beginning(candidates: Iterable[Entry], language: str, said: str) -> Reading | None:
    if len(said) < PREFIX:
        return None
    return _unique([e for e in candidates if e.phrase.startswith(said)], language)


def _typo(candidates: Iterable[Entry], language: str, said: str) -> Reading | None:
    return _nearest(candidates, language, said, most=2)


def _typo_within(candidates: Iterable[Entry], language: str, words: list[str]) -> Reading | None:
    """One long word of a short text, misspelt: `where is nalxone`."""
    if len(words) > SHORT:
        return None
    single = [entry for entry in candidates if len(entry.words) == 1]
    found = [_nearest(single, language, word, most=1) for word in words if len(word) >= 6]
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


def _unique(found: list[Entry], language: str) -> Reading | None:
    """The one target of all that was found; else ask; what takes away is asked in any case."""
    targets = tuple(dict.fromkeys(entry.target for entry in found))
    if not targets:
        return None
    if len(targets) > 1:
        return Unsure(targets[:4])
    target = targets[0]
    if isinstance(target, Command) and target.name in TAKING:
        return Unsure(targets)
    return _meant(found, language)
