"""What we say now, in answer to what just happened."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TextReply:
    """One message back to whoever just wrote. `receipt` is a token under which its fate is told."""

    body: str = field(repr=False)
    receipt: str = ""
