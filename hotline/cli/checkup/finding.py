"""One line of the doctor: how it is, what to do. Never a whole number, never a secret."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """`ok`: well. `mend`: not safe to go live like this. `look`: a person should judge it."""

    level: Literal["ok", "mend", "look"]
    part: str
    what: str

    def __str__(self) -> str:
        return f"{self.level:<4}  {self.part:<8}  {self.what}"


def ok(part: str, what: str) -> Finding:
    return Finding("ok", part, what)


def mend(part: str, what: str) -> Finding:
    return Finding("mend", part, what)


def look(part: str, what: str) -> Finding:
    return Finding("look", part, what)
