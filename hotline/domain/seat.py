"""What the line keeps of one of us between two texts: what it last asked, and whom they write with.

No number and no word of a contact is in it, but a text that waits to be addressed.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

ANSWERABLE = 120.0  # seconds in which a bare digit answers our question; later it means another
SEAT_LIFE = 12 * 3600.0  # seconds


@dataclass(frozen=True, slots=True)
class Seat:
    """One person's seat. `asked` is our one open question, asked at `asked_at` (seconds UTC) and
    open for `answerable` seconds: for each digit a command, its handle and the rest, as
    `flow.peer_words.Said` has them.

    `held` are words that wait until they are addressed, at most until `held_until`; `last` is the
    thread just taken or last written to; `unsure_until`: threads changed, so that a text without a
    handle is asked about. `contact_until`: they are a contact themselves till then (ME);
    `practice` is how far a pretend talk has come, till `practice_until`. `until`: all this is
    forgotten (seconds UTC).
    """

    person: str
    asked: tuple[tuple[str, str, str, str], ...] = ()
    asked_at: float = 0.0
    answerable: float = ANSWERABLE
    held: str = field(default="", repr=False)
    held_until: float = 0.0
    last: str = ""
    unsure_until: float = 0.0
    contact_until: float = 0.0
    practice: int = 0
    practice_until: float = 0.0
    until: float = 0.0

    def chosen(self, digit: str, now: float) -> tuple[str, ...] | None:
        """The command that this digit chose, if our question still stands."""
        if not self.is_asked(now):
            return None
        return next((tuple(row[1:]) for row in self.asked if row[0] == digit), None)

    def is_asked(self, now: float) -> bool:
        """Whether a question of ours is open."""
        return bool(self.asked) and now - self.asked_at <= self.answerable

    def unasked(self) -> Seat:
        """Whatever we asked, it is answered, or something else was written since."""
        return replace(self, asked=(), answerable=ANSWERABLE) if self.asked else self
