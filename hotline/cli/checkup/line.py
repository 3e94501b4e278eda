"""The switch: a line that was closed for the night must not stay so by mistake."""

from __future__ import annotations

from hotline.cli.checkup.finding import Finding, look, ok
from hotline.domain.standing import State


def line(state: State) -> list[Finding]:
    if state == "open":
        return [ok("line", "is open")]
    return [look("line", f"is switched to {state}: nobody is rung. `hotline switch open` opens it")]
