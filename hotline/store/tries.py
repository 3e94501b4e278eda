"""How many PINs were wrong today: a count under a tag of the day's own key."""

from __future__ import annotations

from hotline.store import keys
from hotline.store.keyring import Keyring
from hotline.store.vault import day
from hotline.store.wire import Wire

MOST = 10  # wrong PINs a day


class Tries:
    """As `desk.boards.Tries` describes it."""

    def __init__(self, wire: Wire, keyring: Keyring) -> None:
        self._wire, self._keyring = wire, keyring

    def spend(self, who: str, now: float) -> bool:
        key = self._key(who, now)
        tried, _ = self._wire.ask(("INCR", key), ("EXPIRE", key, keys.DAY, "NX"))
        return bool(tried <= MOST)

    def refund(self, who: str, now: float) -> None:
        self._wire.ask(("DECR", self._key(who, now)))

    def _key(self, who: str, now: float) -> str:
        return keys.tries(self._keyring.box(day(now)).tag("tries", who))
