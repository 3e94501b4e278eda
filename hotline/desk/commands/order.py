"""A command of one of us on its way to being done, and what it is answered with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from hotline.desk.threads import Move
from hotline.desk.tools import Desk
from hotline.domain.events import TextArrived
from hotline.domain.people import Person
from hotline.domain.seat import Seat
from hotline.domain.thread.record import Thread
from hotline.flow.peer_words import Said

Found = tuple[Thread, bytes]
OWN = "own"  # the command of who says that words are for the one they write with themselves


@dataclass(frozen=True, slots=True)
class Order:
    """Who said what, in which text, and where they sit; `now` in seconds UTC.

    `threads` are all there are, with their stamps.
    """

    person: Person
    said: Said
    event: TextArrived
    seat: Seat
    now: float
    threads: tuple[Found, ...] = ()

    @property
    def mine(self) -> list[Found]:
        """Those that they write in, the first to begin first."""
        mine = (found for found in self.threads if self.person.id in found[0].peers)
        return sorted(mine, key=lambda found: found[0].born)

    @property
    def own(self) -> Found | None:
        """The thread in which one of the others writes with them here, so that words may be for
        that one."""
        line, numbers = self.event.line, self.person.numbers
        theirs = (f for f in self.threads if f[0].phone in numbers and f[0].line == line)
        return next((found for found in theirs if found[0].peers), None)

    def is_there(self, command: str, handle: str) -> bool:
        """Whether words that wait can still go where this answer sends them."""
        return bool(self.own if command == OWN else self.with_handle(handle))

    @property
    def here(self) -> list[Found]:
        """Those of them that a text to this number can be for."""
        at, person = self.event.line, self.person.id
        return [found for found in self.mine if found[0].is_seen_at(person, at)]

    def with_handle(self, handle: str) -> Found | None:
        return next((found for found in self.mine if found[0].handle == handle), None)


@dataclass(frozen=True, slots=True)
class Told:
    """What they are told: a sentence of the line's own, by name; empty: nothing.

    `choices` is the question that this leaves open: for each digit the command that it stands for;
    `seat` is theirs as it is now, where the command changed it. `moves` are what it does to
    threads: they are written together with the seat, or not at all, and what the core tells this
    person is said too. `first` is a sentence that comes before,
    `last` one that comes behind and has the same fillers.
    """

    name: str = ""
    fillers: Mapping[str, str] = field(default_factory=dict, repr=False)
    choices: tuple[tuple[str, Said], ...] = ()
    seat: Seat | None = None
    moves: tuple[Move, ...] = ()
    first: str = ""
    last: str = ""

    def with_keys_from(self, first: int) -> Told:
        """A question whose digits count from there, where they counted from 1."""
        if not self.choices or self.choices[0][0] != "1":
            return self
        commands = (said for _, said in self.choices)
        return replace(self, choices=tuple((str(n), s) for n, s in enumerate(commands, first)))


# None: on a second look it is no command; it may be words for somebody.
Doing = Callable[[Desk, Order], Told | None]
