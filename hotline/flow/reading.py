"""What a text means here: one ladder, from emergency down to a unique typo.

The order is that of the flow format: emergency words · carrier's words · "stop writing to me" ·
numbers · whole phrases · phrases within a short text · the beginning of a word · a typo.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hotline.flow.carrier_words import HELP_WORDS, LOCAL_STOP_WORDS, START_WORDS, STOP_WORDS
from hotline.flow.cries import cry, misspelt_cry, question
from hotline.flow.index import Command, Entry, Index, Speak, Target, index
from hotline.flow.lexicon import STOP, TAKING, Lexicon
from hotline.flow.misspelt import LEAST, MOST, SURE, Near, misspelt, word_by_word

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
    """It may be one of these: ask. `language`: that of the word it is like, where it is one."""

    targets: tuple[Target, ...]
    language: str = ""


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
        _emergency(lexicon, here, words)
        or _carrier(said)
        or _stop(lexicon, language, said)
        or _number(lexicon, said)
        or _whole(lexicon, here, language, said)
        or _loosely(lexicon, here, language, words)
        or NotUnderstood(long=len(words) > SHORT)
    )


def _emergency(lexicon: Lexicon, here: Index, words: list[str]) -> Meant | None:
    """What may be a cry gives way to the very words of a choice on the screen."""
    found = cry(lexicon, words)
    if found is None or (not found.certain and here.exactly(" ".join(words))):
        return None
    return Meant(found.target, found.language, emergency=found.certain)


def _carrier(said: str) -> Meant | None:
    for words, name in ((STOP_WORDS, "stop"), (START_WORDS, "start"), (HELP_WORDS, "help")):
        if said in words:
            return Meant(Command(f"carrier.{name}"))
    language = LOCAL_STOP_WORDS.get(said)
    return Meant(STOP, language) if language else None


def _stop(lexicon: Lexicon, language: str, said: str) -> Meant | None:
    """Not where it is the beginning of something else, slips and all: `écris-moi plus tardd`."""
    found = [entry for at, entry in lexicon.stop.within(said.split()) if at == 0]
    if not found:
        return None
    others = [one.entry.phrase for one in misspelt((lexicon.anywhere,), said, SURE)]
    begun = any(other.startswith(entry.phrase) for other in others for entry in found)
    return None if begun else _meant(found, language)


def _number(lexicon: Lexicon, said: str) -> Picked | None:
    number = picked(lexicon, said)
    return None if number is None else Picked(number)


def picked(lexicon: Lexicon, said: str) -> str | None:
    """`2`, `two`, `O`, `option 2`, `opción 2`, `number 2`, `numéro 2`: not `im 16`."""
    if said in lexicon.numbers:
        return lexicon.numbers[said]
    found = _NUMBER.match(said)
    if found and (found[1] is None or found[1].startswith(("opt", "opc", "num"))):
        return str(int(found[2]))
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


def _inside(lexicon: Lexicon, here: Index, words: list[str]) -> dict[Entry, int]:
    """The longest phrases inside the text, and where each begins first. Of a long text they must
    hold two words or more."""
    least = 1 if len(words) <= SHORT else 2
    found: dict[Entry, int] = {}
    for at, entry in (*here.within(words), *lexicon.anywhere.within(words)):
        if len(entry.words) >= least and len(entry.phrase) > 2:
            found.setdefault(entry, at)
    return {e: at for e, at in found.items() if not any(_swallows(other, e) for other in found)}


def _within(
    lexicon: Lexicon,
    inside: Mapping[Entry, int],
    like: Sequence[Near],
    near: Sequence[Near],
    language: str,
    words: list[str],
) -> Reading | None:
    """What is inside, unless the whole is like a longer phrase that holds it: `are yo a person`."""
    if fuller := [one for one in near if all(_swallows(one.entry, entry) for entry in inside)]:
        return _nearest(fuller, language, " ".join(words))
    found = [*_with_longer(list(inside), like), *(one.entry for one in near)]
    reading = _unique(found, language)
    first = min(inside.values())
    if isinstance(reading, Meant) and any(lexicon.negations.within(words[:first])):
        return Unsure((reading.target,))
    return reading


def _with_longer(found: Sequence[Entry], like: Sequence[Near]) -> list[Entry]:
    """What was found in a part, and the longer phrases around it that the whole is at all like:
    `supply alitt` may be "supply", and "supply alert"."""
    longer = (one.entry for one in like if all(_swallows(one.entry, part) for part in found))
    return [*found, *longer]


def _swallows(other: Entry, entry: Entry) -> bool:
    return len(other.words) > len(entry.words) and f" {entry.phrase} " in f" {other.phrase} "


def _loosely(lexicon: Lexicon, here: Index, language: str, words: list[str]) -> Reading | None:
    """A phrase inside the text, its beginning, the whole or a word of it with a slip or two. A cry
    that the whole may be is asked first."""
    said = " ".join(words)
    tiers = (here, lexicon.anywhere, lexicon.commands)
    ordinary = said in lexicon.ordinary_in(language)
    like = [] if ordinary else misspelt(tiers, said, MOST, language)
    near = [one for one in like if one.slips <= SURE and word_by_word(one, words)]
    guess = _guess(lexicon, tiers, like, near, language, words)
    weak = None if guess else _last_guess(lexicon, here, like, language, words)
    alone = not (guess or weak)
    if cried := misspelt_cry(lexicon, words, language, near, alone=alone):
        ask = question(lexicon)
        return Meant(ask, cried.language) if ask else Unsure((cried.target,))
    return guess or weak


def _guess(
    lexicon: Lexicon,
    tiers: Sequence[Index],
    like: Sequence[Near],
    near: Sequence[Near],
    language: str,
    words: list[str],
) -> Reading | None:
    """What ordinary words make of it."""
    here, said = tiers[0], " ".join(words)
    if inside := _inside(lexicon, here, words):
        return _within(lexicon, inside, like, near, language, words)
    if begun := _begun(tiers, said):
        return _unique([*begun, *(one.entry for one in near if one.slips == 1)], language)
    return _nearest(near, language, said)


def _begun(tiers: Iterable[Index], said: str) -> list[Entry]:
    """The beginning of a word; of a phrase, its first word whole: four letters that happen to
    begin some long phrase tell nothing."""
    if len(said) < PREFIX:
        return []
    first = said.split()[0]
    begun = (entry for tier in tiers for entry in tier.begun(said))
    return [entry for entry in begun if len(entry.words) == 1 or entry.words[0] == first]


def _last_guess(
    lexicon: Lexicon, here: Index, like: Sequence[Near], language: str, words: list[str]
) -> Reading | None:
    """One word of a text, where nothing else is known of it."""
    return _typo_within(lexicon, here, like, language, words) or _first_of_two(
        lexicon, language, words
    )


def _first_of_two(lexicon: Lexicon, language: str, words: list[str]) -> Meant | None:
    """A word of a card, and what it is about: `look john`, `check 20`, but not `look did`, which
    may as well be a cry."""
    named = len(words) == 2 and not lexicon.is_word(words[1])
    found = lexicon.anywhere.exactly(words[0]) if named else ()
    return _meant(found, language) if found else None


def _typo_within(
    lexicon: Lexicon, here: Index, like: Sequence[Near], language: str, words: list[str]
) -> Reading | None:
    """One long word of a short text, misspelt: `where is nalxone`."""
    if len(words) > SHORT:
        return None
    ordinary, tiers = lexicon.ordinary_in(language), (here, lexicon.anywhere)
    long = [word for word in words if len(word) >= MISSPELT and word not in ordinary]
    found = (_typo(tiers, like, language, word) for word in long)
    readings = list(dict.fromkeys(reading for reading in found if reading))
    return readings[0] if len(readings) == 1 else None


def _typo(tiers: Sequence[Index], like: Sequence[Near], language: str, word: str) -> Reading | None:
    """What this word is a slip of; with the longer phrases around it, if that is clear. It changes
    no language unasked: `faux ongles` is about nails."""
    near = misspelt(tiers, word, 1, language)
    single = [one for one in near if len(one.entry.words) == 1 and not one.entry.alone]
    reading = _nearest(single, language, word)
    if not isinstance(reading, Meant):
        return reading
    reading = _unique(_with_longer([single[0].entry], like), reading.language)
    if isinstance(reading, Meant) and isinstance(reading.target, Speak):
        return Unsure((reading.target,))
    return reading


def _nearest(near: Sequence[Near], language: str, said: str) -> Reading | None:
    """The nearest; asked where it is a guess: it begins otherwise and is short or has two slips,
    or others are hardly further."""
    if not near:
        return None
    best = near[0]
    rivals = [one.entry for one in near if one.slips <= best.slips + 1]
    begins = any(one.entry.phrase[0] == said[0] for one in near if one.slips == best.slips)
    if (begins and len(said) >= LEAST) or (best.slips == 1 and len(said) >= MISSPELT):
        return _unique(rivals, best.entry.language)
    return Unsure(_targets(rivals))


def _unique(found: Sequence[Entry], language: str) -> Reading | None:
    """The one target of all that was found; else ask; what takes away is asked in any case."""
    targets = _targets(found)
    if not targets:
        return None
    if len(targets) > 1:
        return Unsure(targets)
    meant = _meant(found, language)
    taking = isinstance(meant.target, Command) and meant.target.name in TAKING
    return Unsure(targets, meant.language) if taking else meant


def _targets(found: Sequence[Entry]) -> tuple[Target, ...]:
    return tuple(dict.fromkeys(entry.target for entry in found))[:CHOICES]
