"""What a text can mean to a check-in, as values."""

from __future__ import annotations

from dataclasses import dataclass, field

from hotline.domain.checkin import events


@dataclass(frozen=True, slots=True)
class Begin:
    """One is asked for, or another length of it; `languages` have the word that was used."""

    minutes: int
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Happened:
    """It happens to the check-in. `then` is the sentence that answers it, where it is not the
    check-in's own; `aside`: the text is for somebody else as well, who answers it."""

    event: events.Event
    then: str = ""
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Later:
    """MORE: so many seconds, 0: as long as before."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Says:
    """Nothing happens: a sentence, or a question."""

    name: str


@dataclass(frozen=True, slots=True)
class ReadBack:
    """They want to know what is set."""


@dataclass(frozen=True, slots=True)
class Goes:
    """To a place of the flows."""

    place: str


@dataclass(frozen=True, slots=True)
class FriendNamed:
    """The number of their own person, as they wrote it."""

    written: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Erases:
    """FORGET or CLEAR, though a check-in is on: they were asked."""

    command: str


Meant = Begin | Happened | Later | Says | ReadBack | Goes | FriendNamed | Erases
