"""A pretend phone in somebody's hands, over HTTP and by the real clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.whole.line import OURS, WholeLine, wait_for

Fits = Callable[[dict[str, Any]], bool]
SOON = 30.0  # seconds in which whatever is waited for has to come


def _together(sound: dict[str, Any]) -> bool:
    return sound["kind"] == "together"


@dataclass
class Handset:
    """One phone. What it does waits until it can be done, what it hears until it was said."""

    line: WholeLine
    number: str
    since: int = 0  # the last sound that was listened for

    def dials(self, shown: str = "") -> Handset:
        self._do("dial", line=OURS, **({"shown": shown} if shown else {}))
        return self.hears("In an emergency, press 1")

    def answers(self, asked: str = "Press 1 to") -> Handset:
        self._do("answer")
        return self.hears(asked)

    def presses(self, keys: str) -> Handset:
        self._do("press", keys=keys)
        return self

    def hangs_up(self) -> Handset:
        self._do("hang up")
        return self

    def behaves(self, kind: str, **how: object) -> Handset:
        """What it does by itself when it is rung."""
        asked = {"number": self.number, "kind": kind, **how}
        assert self.line.control("POST", "phone", asked)[0] == 200
        return self

    def hears(self, words: str, seconds: float = SOON) -> Handset:
        """Wait for these words, in what came since the last ones that were waited for."""
        self._wait(lambda sound: words in sound["words"], f"hears {words}", seconds)
        return self

    def is_connected(self, seconds: float = SOON) -> Handset:
        """Wait until somebody else is on the line."""
        self._wait(_together, "is connected", seconds)
        return self

    def connected(self) -> bool:
        """Whether somebody else came on the line, since what was last waited for."""
        return self._heard(_together)

    def from_now_on(self) -> Handset:
        """Only what comes from here on is waited for."""
        self.since = max((sound["serial"] for sound in self._ask("heard")["heard"]), default=0)
        return self

    def rings(self, seconds: float = SOON) -> Handset:
        wait_for(lambda: self.status() == "ringing", seconds, "the phone rings")
        return self

    def is_gone(self, seconds: float = SOON) -> Handset:
        wait_for(lambda: not self.status(), seconds, "the call is over")
        return self

    def status(self) -> str:
        """The state of the call that this phone is in, empty when it is in none."""
        call = self._ask("heard")["call"]
        return str(call["status"]) if call else ""

    def heard(self) -> list[str]:
        """All that was ever said to it, oldest first."""
        return [sound["words"] for sound in self._ask("heard")["heard"] if sound["words"]]

    def _wait(self, fits: Fits, what: str, seconds: float) -> None:
        try:
            wait_for(lambda: self._heard(fits), seconds)
        except AssertionError:
            raise AssertionError(f"no phone {what}; it heard {self.heard()[-9:]}") from None

    def _heard(self, fits: Fits) -> bool:
        new = self._ask("heard", since=self.since)["heard"]
        serial = next((sound["serial"] for sound in new if fits(sound)), 0)
        self.since = serial or self.since
        return bool(serial)

    def _do(self, do: str, **more: str) -> None:
        """Once it is possible: the phone may not ring yet, or not be answered."""
        asked = {"phone": self.number, "do": do, **more}
        wait_for(lambda: self.line.control("POST", "call", asked)[0] == 200, SOON, do)

    def _ask(self, door: str, **more: object) -> dict[str, Any]:
        status, answer = self.line.control("POST", door, {"phone": self.number, **more})
        return answer if status == 200 else {"call": None, "heard": []}
