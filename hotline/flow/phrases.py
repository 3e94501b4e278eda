"""The names of the line's own sentences and words. What they say is in the flow files."""

from __future__ import annotations

from collections.abc import Mapping

_NONE: frozenset[str] = frozenset()

# Each sentence, and the fillers it must hold.
PHRASES: Mapping[str, frozenset[str]] = {
    "unstaffed": _NONE,
    "language_name": _NONE,
    "language_offer": _NONE,
    "menu_hint": _NONE,
    "more": _NONE,
    "nothing_more": _NONE,
    "unmatched.alone": _NONE,
    "unmatched.third.alone": _NONE,
    "long.alone": _NONE,
    "person": _NONE,
    "did_you_mean": frozenset({"choices"}),
    "did_you_mean.clear": _NONE,
    "did_you_mean.forget": _NONE,
    "no": _NONE,
    "stale": _NONE,
    "moved": _NONE,
    "away": _NONE,
    "sorry": _NONE,
    "pictures": _NONE,
    "slow": _NONE,
    "thanks": _NONE,
    "privacy": _NONE,
    "clear": _NONE,
    "forget": _NONE,
    "erase.away": _NONE,
    "stop": _NONE,
    "stop.away": _NONE,
    "back_again": _NONE,
    "help": _NONE,
    "voice": _NONE,
}

# Known already, but nothing says them yet: they may be missing.
LATER = frozenset(
    {
        "staffed", "staffed.unknown", "unstaffed.until", "unmatched", "unmatched.third", "long",
        "forget.away", "did_you_mean.command", "yes",
    }
)  # fmt: skip

# The longest that each filler can become; texts are counted with it.
LONGEST: Mapping[str, str] = {
    "choices": "1 what to do when somebody passed out 2 where to get supplies 3 something else",
}

# Words that are understood everywhere. Those taught to people come first: they must keep away
# from the carrier's words; the others are only recognised.
TAUGHT = ("menu", "back", "again", "more", "person", "privacy", "clear", "forget", "language")
WORDS = (
    *TAUGHT,
    "no",
    "thanks",
    "stop_writing",
    "known_by",
    "numbers",
    "negations",
    "asking_what",
    "not_now",
    "ordinary",
)
