"""How far a call came, as far as the carrier tells."""

from __future__ import annotations

from typing import Literal

CallState = Literal["ringing", "in-progress", "final", "unknown"]
