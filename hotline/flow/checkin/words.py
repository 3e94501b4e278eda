"""What a text means to a check-in: OK, MORE 15, DONE, CHECK 20, as people really write them.

Only what is all OK is OK, for it stops the clock: a text that holds any word besides is not. What
ends a check-in must be that word, and no more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from hotline.flow.carrier_words import CARRIER_WORDS
from hotline.flow.cries import cry
from hotline.flow.index import Index
from hotline.flow.lexicon import ANY, Lexicon
from hotline.flow.words import normalise, slips

LONGEST = 12  # words; a longer text tells something, and none of these
QUOTED = 12  # letters of our ask that a heart on it must show
_CLOCK = re.compile(r"^\d[\dh ]*(?:[ap]m)? *")  # before the ask: 9 40, 12 20pm, 21h40
_SLIPPED = 5  # letters of CHECK, from which on it may hold a slip
_DONE = 4  # letters of DONE, from which on a slip of it is asked back
_OWN = 4  # letters of a trouble word, from which on it may hold a slip
_SMALL = ("check_small", "check_please", "check_beside")
_FEW = re.compile(r"\d{1,2}\Z")
_NUMBER = re.compile(r"(\d{1,6})([a-z]*)\Z")
# A thumb, an OK hand, a tick, a heart that is not broken; of whatever colour.
_GOOD = (
    "\U0001f44d\U0001f44c\U0001f197\u2705\u2714\u2611\u2764\u2665\U0001f90d-\U0001f90e\U0001f9e1"
    "\U0001f493\U0001f495-\U0001f49e"
)
_TINTS = "\U0001f3fb-\U0001f3ff\ufe0f\u200d"
_ALL_GOOD = re.compile(rf"[{_GOOD}{_TINTS}\s!.]*[{_GOOD}][{_GOOD}{_TINTS}\s!.]*\Z")
# What a phone writes by itself when its holder taps a text of ours: English, Spanish, French.
_TAPPED = re.compile(
    rf"(?:liked|loved|le gust[oó]|le encant[oó]|a aim[ée]|a ador[ée]|reacted [{_GOOD}{_TINTS}]+ to"
    rf"|reaccion[oó] con [{_GOOD}{_TINTS}]+ a|a réagi avec [{_GOOD}{_TINTS}]+ à"
    rf"|[{_GOOD}{_TINTS}]+\s*(?:to|a|à))\s*[“\"«]",
    re.IGNORECASE,
)
# Signs that say nothing against an OK beside them.
_FRIENDLY = frozenset("🙏😊🙂😀😁😄😃😆😂🤣😅😉😍🥰😘😎✌🫶👋🎉✨💪🙌😋☺")
# Whatever is written beside one of these, all is not well: thumb down, SOS, siren, broken heart.
_BAD = re.compile("[\U0001f44e\U0001f198\U0001f6a8\U0001f494]")
_SAD = re.compile(r"[:;=]['’]?-?[(\[/]")  # :( and its kin
_ASKS = re.compile("[?¿]")  # who asks has not answered
_JOINED = re.compile(r"(?<=[a-z])(?=\d)")  # check20
_BROKEN = re.compile(r"\d[.,]\d")  # 1.5 is not 15
_DRAWN_OUT = re.compile(r"(.)\1+")  # okkk, yesss


@dataclass(frozen=True, slots=True)
class Ok:
    """All is well."""


@dataclass(frozen=True, slots=True)
class More:
    """Later: so many minutes, None where no number was said."""

    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """It is to be over."""


@dataclass(frozen=True, slots=True)
class LikeDone:
    """It may be to be over: a slip of DONE, or more than the word."""


@dataclass(frozen=True, slots=True)
class Check:
    """A check-in is asked for, in so many minutes; None where no number was said. `languages` are
    those that have the word."""

    minutes: int | None = None
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Enough:
    """No more checking."""


@dataclass(frozen=True, slots=True)
class TroubleWord:
    """WORD TULIP: from now on TULIP looks like all well, and is not. Empty: how does that work?"""

    word: str = field(repr=False)


Heard = Ok | More | Done | LikeDone | Check | Enough | TroubleWord


def heard(lexicon: Lexicon, body: str, said: str) -> Heard | None:
    """What a text is to a check-in; None: nothing. `said` is the body, normalised."""
    if _ALL_GOOD.match(body.strip()):
        return Ok()
    if tapped := _TAPPED.match(body.strip()):
        return _on_our_ask(lexicon, body.strip()[tapped.end() :])
    words = said.split()
    if not words or len(words) > LONGEST or _BAD.search(body):
        return None
    asks = bool(_ASKS.search(body))
    if lexicon.checks["check_done"].exactly(said):
        return LikeDone() if asks else Done()
    asked = words[_small_before(lexicon, words) :]
    if any(at == 0 for at, _ in lexicon.checks["check_enough"].within(asked)):
        return Enough()
    whole = not _BROKEN.search(body)
    return (
        _trouble(lexicon, words)
        or _check(lexicon, words, whole=whole)
        or (_more(lexicon, _parted(words)) if whole else None)
        or (None if asks or _is_marked(body) else _ok(lexicon, words))
        or _like_done(lexicon, words)
    )


def _on_our_ask(lexicon: Lexicon, quoted: str) -> Ok | None:
    """A heart on anything else answers something else. A phone may cut what it quotes."""
    words = _CLOCK.sub("", normalise(quoted))
    for ask in lexicon.asks:
        if words.startswith(ask) or (len(words) >= QUOTED and ask.startswith(words)):
            return Ok()
    return None


def _trouble(lexicon: Lexicon, words: list[str]) -> TroubleWord | None:
    named = lexicon.checks["check_word"].exactly(words[0])
    return TroubleWord(" ".join(words[1:])) if named and len(words) <= 4 else None


def _check(lexicon: Lexicon, words: list[str], *, whole: bool) -> Check | None:
    """`check 20`, `check20`, `pls check me in 20 min`, `chekc 20`, `check 1 hour`; `check`. With a
    time that is no number of minutes (`check 1h30`, `check half an hour`) it is `check`."""
    index, words = lexicon.checks["check"], _parted(words)
    words = words[_small_before(lexicon, words) :]
    begun = _begins(index, words)
    slipped = not begun and bool(words) and _like(index, words[0], _SLIPPED)
    if not begun and not slipped:
        return None
    languages = tuple(entry.language for entry in index.exactly(" ".join(words[:begun])))
    if begun == len(words):
        return Check(languages=languages)
    rest = words[begun or 1 :]
    minutes = _minutes(lexicon, rest, ()) if whole else None
    if minutes is None and not _is_time(lexicon, rest):
        return None
    return Check(minutes, languages)


def _is_time(lexicon: Lexicon, words: Sequence[str]) -> bool:
    """Whether these tell some length, however it was meant: one has a unit, or all are numbers."""
    units = [lexicon.checks["check_minutes"], lexicon.checks["check_hours"]]
    found = [_NUMBER.match(lexicon.numbers.get(word, word)) for word in words]
    named = [match[2] if match else word for match, word in zip(found, words, strict=True)]
    if any(index.exactly(unit) for unit in named if unit for index in units):
        return True
    return any(found) and all(
        (match and not match[2]) or _small(lexicon, word)
        for match, word in zip(found, words, strict=True)
    )


def _more(lexicon: Lexicon, words: list[str]) -> More | None:
    """`more`, `more 15`, `15 more`, `15 more min`, `mas 15`, `15 de plus`; not `ça va plus`."""
    index, please = lexicon.checks["check_more"], lexicon.checks["check_please"]
    if not any(index.exactly(word) for word in words):
        return None
    if all(index.exactly(word) or please.exactly(word) for word in words):
        return More()
    if any(lexicon.checks["check_beside"].exactly(word) for word in words):
        return None  # `2 more in me`
    minutes = _minutes(lexicon, words, (index,))
    return None if minutes is None else More(minutes)


def minutes_alone(lexicon: Lexicon, said: str) -> int | None:
    """`45`, `45 min`, `2 hours`: an answer to the question how long."""
    words = said.split()
    return _minutes(lexicon, words, ()) if 0 < len(words) <= LONGEST else None


def _minutes(lexicon: Lexicon, words: Sequence[str], beside: Sequence[Index]) -> int | None:
    """The one number among these, in minutes; None where there is none, or two, or anything else
    than what belongs to a number."""
    numbers, factor = [], 1
    units = {1: lexicon.checks["check_minutes"], 60: lexicon.checks["check_hours"]}
    for word in words:
        found = _NUMBER.match(lexicon.numbers.get(word, word))
        unit = found[2] if found else word
        times = next((n for n, index in units.items() if index.exactly(unit)), 0)
        if found:
            numbers.append(int(found[1]))
        factor = times or factor
        known = times or (found and not unit) or _small(lexicon, word)
        if not known and not any(index.exactly(word) for index in beside):
            return None
    return numbers[0] * factor if len(numbers) == 1 and (numbers[0] or not beside) else None


def _ok(lexicon: Lexicon, words: list[str]) -> Ok | None:
    """`im ok`, `yes all good thanks`, `si estoy bien`: words of OK, small words, and no other, all
    of one language."""
    if any(lexicon.checks["check_please"].exactly(word) for word in words):
        return None  # who says please wants something
    if any(lexicon.checks["check_asks"].within(words)):
        return None  # `hey am i ok`
    index = lexicon.checks["check_ok"]
    words = [_shortened(index, word) for word in words]
    languages = {entry.language for entries in index.whole.values() for entry in entries}
    return Ok() if any(_all_ok(lexicon, words, language) for language in languages) else None


def _all_ok(lexicon: Lexicon, words: list[str], language: str) -> bool:
    """A single letter is OK only alone: behind other words a `k` is a drug."""
    ok, small = lexicon.checks["check_ok"], lexicon.checks["check_small"]
    at, any_ok = 0, False
    while at < len(words):
        taken = _begins(ok, words[at:], language)
        if taken == len(words[at]) == 1 < len(words):
            return False
        any_ok = any_ok or taken > 0
        taken = taken or _begins(small, words[at:], language)
        if not taken:
            return False
        at += taken
    return any_ok


def _is_marked(body: str) -> bool:
    """Whether a sign stands in it that is none of the friendly ones."""
    signs = (letter for letter in body if unicodedata.category(letter) == "So")
    return bool(_SAD.search(body)) or any(
        letter not in _FRIENDLY and not _ALL_GOOD.match(letter) for letter in signs
    )


def only_yes(lexicon: Lexicon, said: str) -> bool:
    """`yes`, `siii`, `oui merci`: it agrees to what was offered, and does not say who is well."""
    return _says_only(lexicon, said, "check_yes")


def only_life(lexicon: Lexicon, said: str) -> bool:
    """`yes`, `im here`, `si aqui estoy`: asked to text anything, they are there, and do not say how
    they are."""
    return _says_only(lexicon, said, "check_yes", "check_here")


def _says_only(lexicon: Lexicon, said: str, *names: str) -> bool:
    """Whether these are such words, and small ones."""
    indexes, words = [lexicon.checks[name] for name in names], said.split()
    told = [any(i.exactly(_shortened(i, word)) for i in indexes) for word in words]
    return any(told) and all(
        tells or _small(lexicon, word) for tells, word in zip(told, words, strict=True)
    )


def is_length(lexicon: Lexicon, said: str) -> bool:
    """`2 hours`, `3 min pls`, where a digit alone would be something else."""
    units = [lexicon.checks["check_minutes"], lexicon.checks["check_hours"]]
    return any(index.exactly(word) for word in said.split()[1:2] for index in units)


def who_comes(lexicon: Lexicon, said: str) -> str:
    """`texts only`, `no calls pls`, `call my friend`: asked who comes, an option in its words, by
    name; empty where it is none. With one word more `my friend` may be a cry (`… fell asleep`), and
    whoever writes of an ambulance is asked about breath."""
    if _only(lexicon, said.split(), "check_texts", "check_small", "check_please"):
        return "texts"
    return "friend" if lexicon.checks["check_friend"].exactly(said) else ""


def may_be_place(lexicon: Lexicon, said: str) -> bool:
    """`4b back door`, `512`, `im in the bathroom`; not `im scared`, `please come`, `make it 10`: a
    plea that is kept as a place is read by nobody in time. Small words and `30` tell none."""
    words = said.split()
    rest = words[_begins(lexicon.checks["check_at"], words) :]
    if said in lexicon.no or any(lexicon.checks["check_pleas"].within(rest)):
        return False
    return not rest or any(not _small(lexicon, word) and not _FEW.match(word) for word in rest)


def says_trouble(lexicon: Lexicon, said: str, own: str) -> bool:
    """`tulip`, `tulip im ok`, `tulpi`: their trouble word, alone or where all else says OK. Nobody
    who looks on may see that it was not understood. One that is a part of many an OK (`lol`) counts
    alone."""
    words, length = said.split(), len(own.split())
    if said == own or _says_no_more_than_ok(lexicon, own.split()):
        return said == own
    return any(
        _is_trouble(lexicon, " ".join(words[at : at + length]), own)
        and _says_no_more_than_ok(lexicon, [*words[:at], *words[at + length :]])
        for at in range(len(words) - length + 1)
    )


def _is_trouble(lexicon: Lexicon, typed: str, own: str) -> bool:
    """A slip is no other word: who chose `greet` and writes `great` is well."""
    near = len(own) >= _OWN and slips(typed, own, 1) == 1
    return typed == own or (near and not _means_something(lexicon, typed))


def _means_something(lexicon: Lexicon, said: str) -> bool:
    words = said.split()
    return bool(
        _says_no_more_than_ok(lexicon, words)
        or heard(lexicon, said, said)
        or said in CARRIER_WORDS
        or lexicon.commands.exactly(said)
        or any(map(lexicon.is_word, words))
        or cry(lexicon, words)
    )


def _says_no_more_than_ok(lexicon: Lexicon, words: list[str]) -> bool:
    small = not words or _only(lexicon, words, "check_small")
    return small or _ok(lexicon, words) is not None


def only_polite(lexicon: Lexicon, body: str, said: str) -> bool:
    """`thank you so much`, `sorry, i fell asleep`, 🙏, a heart on whatever we wrote, a yes to who
    writes with them: it takes nothing back, and asks for nothing."""
    if isinstance(heard(lexicon, body, said), Ok):
        return True
    if _BAD.search(body) or _ASKS.search(body) or _is_marked(body):
        return False
    if _TAPPED.match(body.strip()):
        return True
    if not said:
        return any(letter in _FRIENDLY for letter in body)
    return _only(lexicon, said.split(), "check_thanks", "check_small")


def _only(lexicon: Lexicon, words: Sequence[str], name: str, *beside: str) -> bool:
    """Whether these are words of that name, and of those beside it, all of one language."""
    index = lexicon.checks[name]
    languages = {entry.language for entries in index.whole.values() for entry in entries}
    others = [lexicon.checks[other] for other in beside]
    return any(_consists(words, index, others, language) for language in languages)


def _consists(words: Sequence[str], index: Index, others: Sequence[Index], language: str) -> bool:
    """Phrases of the first, at least one, and of the others, from end to end."""
    at, found = 0, False
    while at < len(words):
        size = _begins(index, words[at:], language)
        found = found or size > 0
        size = size or max((_begins(other, words[at:], language) for other in others), default=0)
        if not size:
            return False
        at += size
    return found


def _like_done(lexicon: Lexicon, words: list[str]) -> LikeDone | None:
    """`dose`, `donde`, `im done`, `all done`."""
    index = lexicon.checks["check_done"]
    if len(words) == 1:
        return LikeDone() if _like(index, words[0], _DONE) else None
    done = any(index.exactly(word) for word in words)
    small = all(index.exactly(word) or _small(lexicon, word) for word in words)
    return LikeDone() if done and small else None


def _small(lexicon: Lexicon, word: str) -> bool:
    """Whether it says nothing beside a number: `im`, `please`, `thanks`, `me`, `in`."""
    return any(lexicon.checks[name].exactly(word) for name in _SMALL)


def _small_before(lexicon: Lexicon, words: Sequence[str]) -> int:
    """How many words come before the first that says something: `hey`, `please`, `ok`."""
    ok = lexicon.checks["check_ok"]
    matters = (n for n, w in enumerate(words) if not _small(lexicon, w) and not ok.exactly(w))
    return next(matters, 0)


def _parted(words: Sequence[str]) -> list[str]:
    """Numbers by themselves: `check20`."""
    return [part for word in words for part in _JOINED.split(word)]


def _shortened(index: Index, word: str) -> str:
    """`okkk` and `goood` without what is too much."""
    twice, once = _DRAWN_OUT.sub(r"\1\1", word), _DRAWN_OUT.sub(r"\1", word)
    return next((one for one in (word, twice, once) if index.exactly(one)), word)


def _begins(index: Index, words: Sequence[str], language: str = ANY) -> int:
    """How many of these words are the longest phrase that they begin with; 0: none."""
    for size in range(min(len(words), 4), 0, -1):
        found = index.exactly(" ".join(words[:size]))
        if any(language in {ANY, entry.language} for entry in found):
            return size
    return 0


def _like(index: Index, typed: str, least: int) -> bool:
    return any(
        slips(typed, phrase, 1) == 1
        for phrase in index.whole
        if len(phrase) >= least and " " not in phrase
    )
