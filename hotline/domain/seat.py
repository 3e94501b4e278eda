"""What the line keeps of one of us between two texts: what it last asked, and whom they write with.

No number and no word of a contact is in it, but a text that waits to be addressed.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

ANSWERABLE = 120.0  # seconds in which a bare digit answers our question; later it means another
SEAT_LIFE = 12 * 3600.0  # seconds
HELD = 300.0  # seconds words wait until it is said for whom they are,
UNSURE = 300.0  # and in which a text may still be meant for a thread that is gone
STALE = 1800.0  # and in which an answer to a question that is over may still come
_MOST_KEYS = 90  # the digit after which questions count from 1 again
_REMEMBERED = 8
_MOST = 1500  # letters held


@dataclass(frozen=True, slots=True)
class Seat:
    """One person's seat. `asked` is our one open question, asked at `asked_at` (seconds UTC) and
    open for `answerable` seconds: for each digit a command, its handle and the rest, as
    `flow.peer_words.Said` has them.

    `held` are words that wait until they are addressed, at most until `held_until`; `mine` are the
    threads they knew to be theirs; `unsure_until`: one of them went, so that a text without a
    handle is asked about. `key` is the last digit that a question used which was not answered,
    or was `asked_twice`: then a second answer may come.
    `contact_until`: they are a contact themselves till then (ME); `practice` is how far a pretend
    talk has come, till `practice_until`; `shut_until`: they shut a phone out, and shut no other
    till then. `seen` are their last texts, by the carrier's ids, so that one that comes again does
    nothing. `until`: all this is forgotten (seconds UTC).
    """

    person: str
    asked: tuple[tuple[str, str, str, str], ...] = ()
    asked_at: float = 0.0
    answerable: float = ANSWERABLE
    held: str = field(default="", repr=False)
    held_until: float = 0.0
    mine: tuple[str, ...] = ()
    unsure_until: float = 0.0
    key: int = 0
    asked_twice: bool = False
    contact_until: float = 0.0
    practice: int = 0
    practice_until: float = 0.0
    shut_until: float = 0.0
    seen: tuple[str, ...] = ()
    until: float = 0.0

    def chosen(self, digit: str, now: float) -> tuple[str, ...] | None:
        """The command that this digit chose, if our question still stands."""
        if not self.is_asked(now):
            return None
        return next((tuple(row[1:]) for row in self.asked if row[0] == digit), None)

    def is_asked(self, now: float) -> bool:
        """Whether a question of ours stands."""
        until = self.held_until if self.held else self.asked_at + self.answerable
        return bool(self.asked) and now <= until

    def unasked(self) -> Seat:
        """Whatever we asked, it is answered, or something else was written since; but words that
        wait still do."""
        open_ = self.asked and not self.held
        return replace(self, asked=(), answerable=ANSWERABLE) if open_ else self

    def released(self) -> Seat:
        """The words that waited wait no longer."""
        return replace(self, asked=(), held="", held_until=0.0)

    def holds(self, now: float) -> bool:
        """Whether words still wait for whom they are."""
        return bool(self.held) and now < self.held_until

    def holding(self, words: str, now: float) -> Seat:
        """These words wait, behind what waits already, and no longer than the first of them."""
        waiting = self.held if self.holds(now) else ""
        both = f"{waiting}\n{words}" if waiting else words
        until = self.held_until if waiting else now + HELD
        return replace(self, held=both[:_MOST], held_until=until)

    def knowing(self, mine: Collection[str], now: float) -> Seat:
        """They write again. Of whom nothing is known (any more), nothing is sure."""
        lost = bool(mine) and not self.until
        return self.having(mine, now + UNSURE if lost else self.unsure_until, now)

    def having(self, mine: Collection[str], unsure_until: float, now: float) -> Seat:
        """The threads that are theirs now; of those they knew, some may be gone: what they type may
        have been meant for one of these."""
        unsure = now + UNSURE if set(self.mine) - set(mine) else unsure_until
        return replace(self, mine=tuple(sorted(mine)), unsure_until=unsure)

    def answered(self) -> Seat:
        """The digits of our question were used. Where it was the only one, and asked once, they may
        be used again; else another answer may still be under way."""
        only = any(row[0] == "1" for row in self.asked) and not self.asked_twice
        return replace(self, key=0) if only else self

    def first_key(self, now: float) -> int:
        """Where a new question begins to count: a late answer to another one must not fit. Nobody
        is to type three digits: after very many it begins anew."""
        fresh = now - self.asked_at <= max(STALE, self.answerable)
        return self.key % _MOST_KEYS + 1 if fresh else 1

    def late(self, digit: str, now: float) -> bool:
        """Whether this was a key of a question that a newer one has taken the place of."""
        known = digit.isdecimal() and 0 < int(digit) < self.first_key(now)
        return known and self.chosen(digit, now) is None

    def saw(self, text: str) -> Seat:
        return replace(self, seen=(*self.seen, text)[-_REMEMBERED:])

    def at(self, now: float) -> Seat:
        """As it is then: words that waited too long are gone; who is asked about them may still
        answer, and hears that."""
        return replace(self, held="", held_until=0.0) if 0 < self.held_until <= now else self

    def kept(self, now: float) -> Seat:
        """As it is written."""
        return replace(self.at(now), until=now + SEAT_LIFE)
