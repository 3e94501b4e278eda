"""How many texts went out lately: by exchange and by line, under tags of the day's own key."""

from __future__ import annotations

from hotline.domain.contact import Contact
from hotline.domain.flood import CARDS_DAY, Asked, Sent, exchange_of
from hotline.domain.phone import Phone
from hotline.store import keys
from hotline.store.commit import COUNT, Write, commit
from hotline.store.keyring import Keyring
from hotline.store.keys import DAY, HOUR
from hotline.store.traces import Traces
from hotline.store.vault import day
from hotline.store.wire import Command, Wire

_OWN: dict[Asked, str] = {"by phone": "cards", "by text": "calls"}


class Budget:
    """As `desk.boards.Budget` describes it; `places` and `spent` are for what a turn writes."""

    def __init__(self, wire: Wire, keyring: Keyring, traces: Traces) -> None:
        self._wire, self._keyring, self._traces = wire, keyring, traces

    def places(self, line: Phone, to: Phone, now: float) -> tuple[tuple[str, int], ...]:
        """Keys of the counts in a `Sent`, in its order, and how long each lives (seconds)."""
        hour = int(now // HOUR)
        return (
            (self._key(f"{line.e164} {exchange_of(to)} hour {hour}", now), HOUR),
            (self._key(f"{line.e164} hour {hour}", now), HOUR),
            (self._key(f"{line.e164} day", now), DAY),
        )

    def spent(self, line: Phone, to: Phone, now: float) -> list[Write]:
        """One more text goes out."""
        return [Write(key, COUNT, life=life) for key, life in self.places(line, to, now)]

    def spend(self, line: Phone, to: Phone, now: float, asked: Asked = "by phone") -> bool:
        own = self._key(f"{line.e164} {to.e164} {_OWN[asked]}", now)
        commit(self._wire, [self._traces.listing(Contact(line, to), (own,), now)])
        asks: list[Command] = []
        for key, life in ((own, DAY), *self.places(line, to, now)):
            asks += [("INCR", key), ("EXPIRE", key, life, "NX")]
        cards, *sent = self._wire.ask(*asks)[::2]
        return cards <= CARDS_DAY and not Sent(*sent).too_many

    def _key(self, what: str, now: float) -> str:
        return keys.sent(self._keyring.box(day(now)).tag("sent", what))
