"""A file while it is being read, and everything that is noticed on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from hotline.flow.document import Mention, Where
from hotline.flow.fault import Fault
from hotline.flow.source.nodes import Scalar


@dataclass(frozen=True, slots=True)
class Ok:
    """`ok: CODE reason`: somebody has seen this finding in the lines `first` to `last`."""

    where: Where
    first: int
    last: int
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Page:
    """One file. `starts` are the flows whose `flow.start` means the place they start with."""

    file: str
    flow: str
    languages: tuple[str, ...]
    starts: Mapping[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    oks: list[Ok] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)

    def at(self, line: int) -> Where:
        """A line of this file."""
        return Where(self.file, line)

    def error(self, line: int, code: str, what: str, fix: str) -> None:
        """Note a fault that keeps the flows from being published."""
        self.faults.append(Fault(self.at(line), "error", code, what, fix))

    def warn(self, line: int, code: str, what: str, fix: str) -> None:
        """Note something that is probably wrong."""
        self.faults.append(Fault(self.at(line), "warning", code, what, fix))

    def full_name(self, written: str) -> str:
        """`talk` is the talk of this file; `intake.start` without such a place is its start."""
        if not written:
            return ""
        name = written if "." in written else f"{self.flow}.{written}"
        return self.starts.get(name, name)

    def mention(self, kind: Literal["place", "hours", "rotation"], node: Scalar, by: str) -> str:
        """Remember that a name is used here; the full name."""
        name = self.full_name(node.text) if kind == "place" else node.text
        self.mentions.append(Mention(self.at(node.line), kind, name, node.text, by))
        return name
