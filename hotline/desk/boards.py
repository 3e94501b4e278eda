"""What a desk keeps of the line itself, as the store gives and takes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from hotline.domain.blocks import Block, Kept, Size
from hotline.domain.counts import Counted
from hotline.domain.flood import Asked
from hotline.domain.pacing import Dial
from hotline.domain.people import Person, Roster
from hotline.domain.phone import Phone
from hotline.domain.ring_order import Believed
from hotline.domain.rota import Rota
from hotline.domain.shared import SharedNumber, SharedNumbers
from hotline.domain.standing import State


class People(Protocol):
    """The roster."""

    def read(self) -> Roster:
        """Everybody. Raises StoreAway."""

    def write(self, read: Roster, people: tuple[Person, ...]) -> bool:
        """Put these in the place of what was read; False when somebody else was faster.

        Raises StoreAway.
        """

    def whose(self, phone: Phone) -> str | None:
        """The id of the person with this number, None when it is nobody's. Raises StoreAway."""


class Shifts(Protocol):
    """The rota."""

    def read(self) -> Rota:
        """All of it. Raises StoreAway."""

    def write(self, read: Rota, rota: Rota) -> bool:
        """Put this in the place of what was read; False when somebody else was faster.

        Raises StoreAway.
        """


class Shared(Protocol):
    """Shared numbers. Each raises StoreAway."""

    def read(self) -> SharedNumbers:
        """All of them."""

    def write(self, read: SharedNumbers, numbers: tuple[SharedNumber, ...]) -> bool:
        """Put these in the place of what was read; False when somebody else was faster."""

    def turned_away(self, line: Phone, now: float) -> None:
        """A direct line was not rung for a caller: one more today."""

    def turned(self, line: Phone, now: float) -> int:
        """How many there were today (UTC)."""


class Switch(Protocol):
    """The state of the line."""

    def read(self) -> State:
        """As it was last set; open until somebody sets it. Raises StoreAway."""

    def write(self, state: State) -> None:
        """Set it. Raises StoreAway."""


class Blocks(Protocol):
    """Phones that are kept from people. Each raises StoreAway."""

    def mark(self, line: Phone, phone: Phone) -> str:
        """A short tag by which blocks know a phone on a line."""

    def add(self, mark: str, size: Size, peer: str) -> None:
        """Keep it from this peer, or from everybody, as far as `size` says."""

    def of(self, mark: str, peers: Sequence[str]) -> Kept:
        """Whether it is kept from everybody, or from which of these."""

    def all(self, now: float) -> list[Block]:
        """All that stand, the first to end first."""

    def lift(self, mark: str) -> int:
        """End all of this mark; returns how many there were."""

    def lift_one(self, block: Block) -> None:
        """End this one."""


class Budget(Protocol):
    """What the line may send."""

    def spend(self, line: Phone, to: Phone, now: float, asked: Asked = "by phone") -> bool:
        """Count a text or a call that goes to a phone because a caller, or a text, wished so; False
        when there were too many, to this phone or in all. Raises StoreAway."""


class Tries(Protocol):
    """PINs that were tried."""

    def spend(self, who: str, now: float) -> bool:
        """Count a try; False when there were too many wrong ones today. Raises StoreAway."""

    def refund(self, who: str, now: float) -> None:
        """It was right, and does not count. Raises StoreAway."""


class Tally(Protocol):
    """How often what happened. Each raises StoreAway."""

    def add(self, counted: Counted) -> None:
        """One more of each of these names."""

    def of_days(self, days: list[date]) -> list[dict[str, int]]:
        """The counts of some days; empty for one that is long past."""

    def found_nobody(self, begin: float, end: float) -> int:
        """How many found nobody in these hours (seconds UTC, whole hours), if they are not long
        past."""

    def of_quarters(self, quarters: list[str]) -> list[dict[str, int]]:
        """The counts of some quarters, each like `2026q4`."""


class Dials(Protocol):
    """Calls that wait to be placed, in the order of `domain.pacing`. Each raises StoreAway."""

    def ask(self, dial: Dial) -> None:
        """Let it wait. Twice is harmless."""

    def drop(self, id: str) -> None:
        """It need not be placed any more."""

    def take(self, now: float, lasts: float) -> str | None:
        """The one to place now, counted as there for `lasts` seconds; None when none may be."""

    def spare(self, id: str) -> None:
        """The one just taken was not placed: another may be, at once."""

    def live(self, id: str, until: float) -> None:
        """This call is there, until then at most (seconds UTC)."""

    def over(self, *ids: str) -> None:
        """These calls are over."""

    def wait(self, id: str, now: float) -> float:
        """Seconds until it is worth asking again for this one, by how many come before it."""


class Beliefs(Protocol):
    """What we believe of peers; it sorts, and never excludes. Each raises StoreAway."""

    def read(self, now: float) -> Believed:
        """Who is busy now, who rests, and who was rung when."""

    def rung(self, person: str, call: str, now: float, until: float) -> None:
        """Their phone is asked to ring; this call keeps it busy until then at most (seconds UTC).
        Calls go by any names, one each."""

    def busy(self, person: str, call: str, until: float) -> None:
        """In this call they are in a talk, until then at most."""

    def rest(self, person: str, until: float) -> None:
        """They had a long or heavy talk, and rest until then."""

    def free(self, person: str, call: str) -> None:
        """This call is over. Another one may keep them busy."""

    def talked(self, person: str) -> None:
        """They had one more talk in this shift."""

    def forget_talks(self, *people: str) -> None:
        """Their shift is over."""


class Beats(Protocol):
    """Signs of life of the parts of the line."""

    def beat(self, part: str, now: float, lasts: int = 60) -> None:
        """This part works, now; known for so many seconds. Raises StoreAway."""

    def last(self, part: str) -> float | None:
        """When it last did (seconds UTC), None when not lately. Raises StoreAway."""

    def keeps(self) -> bool:
        """Whether the store says what is on its disk, and on its replicas'; not while it
        is away."""

    def saw(self, now: float) -> None:
        """It is that late (seconds UTC): no process may believe later that it is earlier. Nothing
        is told where an earlier time stands there than we knew, until we have looked. Raises
        StoreAway."""

    def latest(self) -> float:
        """The latest that was ever seen; 0 where nothing is known. Raises StoreAway."""
