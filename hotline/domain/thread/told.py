"""What comes of something that happened in a thread: sentences of the line's own, by their name,
and words that are to be relayed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

FRESH = 600.0  # seconds in which a sentence still helps
LOST = 86400.0  # seconds in which one of us is still told that their words were lost,
LOST_TO_CONTACT = 3600.0  # and a contact: later, somebody else may hold their phone

SILENT = "alarm.unsent.silent"  # to whoever writes to a phone that may be in other hands


@dataclass(frozen=True, slots=True)
class ToContact:
    """A sentence of the line's own. Moments among the fillers are told by the clock."""

    name: str
    fillers: Mapping[str, str | float] = field(default_factory=dict)
    lasts: float = FRESH


@dataclass(frozen=True, slots=True)
class ToPeer:
    """The same, to one of us. The handle, the language and how long they wait are always known.

    `choices`: it is a question; each digit stands for a command about this thread.
    """

    person: str
    name: str
    fillers: Mapping[str, str | float] = field(default_factory=dict)
    lasts: float = FRESH
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ToCoordinators:
    """A sentence of the line's own, to whoever can do something about it."""

    name: str


@dataclass(frozen=True, slots=True)
class Rings:
    """This one of us is to be rung, then the contact: both agreed."""

    person: str


@dataclass(frozen=True, slots=True)
class Words:
    """Somebody's words, to be relayed as this item says."""

    item: str
    body: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Dropped:
    """The words of this item are not to be kept any longer."""

    item: str


Telling = ToContact | ToPeer | ToCoordinators | Rings | Words | Dropped
