"""What the checker finds: where, how bad, what, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hotline.flow.document import Where

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One finding. An error keeps the flows from being published; the others do not."""

    where: Where
    severity: Severity
    code: str
    what: str
    fix: str

    def __str__(self) -> str:
        at = f"{self.where.file}:{self.where.line}"
        return f"{at}: {self.severity} {self.code}: {self.what}. Fix: {self.fix}"
