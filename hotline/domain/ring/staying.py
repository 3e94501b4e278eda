"""What a peer alone hears while they stay with somebody: when, and in which order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from hotline.domain.errands import Stay
from hotline.domain.ring.record import Ring

EVERY = 120.0  # seconds from word to word
ALONE = 30.0  # seconds after which nobody can be second
SILENCE = (15, 30, 45, 60)  # seconds of silence that are said; at the last one: act

What = Literal["minutes", "second", "alone", "silent", "act"]


@dataclass(frozen=True, slots=True)
class Word:
    """One word; `n` is its number of minutes or seconds."""

    what: What
    n: int = 0

    def name(self, attempt: str) -> str:
        """How its address ends: whom it is for, and what it is."""
        return f"{attempt}/{self.what}/{self.n}"


def words_due(ring: Ring, errand: Stay, now: float) -> tuple[Word | None, Stay]:
    """The most urgent word by now, and that it was said."""
    counted = [n for n in SILENCE if ring.counting and ring.counting + n <= now]
    if counted and (ring.counting, counted[-1]) != (errand.counting, errand.counted):
        word = Word("act" if counted[-1] == SILENCE[-1] else "silent", counted[-1])
        return word, replace(errand, counting=ring.counting, counted=counted[-1])
    if ring.second and not errand.second:
        return Word("second"), replace(errand, second=True, alone=True)
    if not errand.alone and now - errand.asked >= ALONE:
        return Word("alone"), replace(errand, alone=True)
    twos = int((now - errand.asked) // EVERY)
    if twos > errand.words:
        return Word("minutes", twos * 2), replace(errand, words=twos)
    return None, errand


def next_word(ring: Ring, errand: Stay, now: float) -> float:
    """When there may be a word next (seconds UTC)."""
    moments = [errand.asked + EVERY * (errand.words + 1)]
    moments += [] if errand.alone else [errand.asked + ALONE]
    moments += [ring.counting + n for n in SILENCE if ring.counting]
    return min((at for at in moments if at > now), default=now + EVERY)
