"""Panic: everything about contacts is taken out of the store at once; or everything there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress

from hotline.domain.checkin.record import due_of
from hotline.errors import StoreAway
from hotline.store import keys
from hotline.store.names import names
from hotline.store.vault import day
from hotline.store.wire import Wire

# What is about nobody who texts or calls. What is not named here goes.
STAY = (
    *("key:lasting", "key:lists", "flows:", "roster", "whose:", "rota", "shared", "switch"),
    *("stop:", "block:", "count:", "handle:", "latest"),
)
# Signs of life, and the queue of the processes that go on running; nothing about anybody.
_OURS = ("beat:", "rq:")
_AT_ONCE = 500  # keys that are erased in one trip
_ERRAND, _CHECK = "errand:", "check:"


class Clearing:
    """As `desk.records.Clearing` describes it."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def ids(self, kind: str) -> list[str]:
        return [name.removeprefix(f"{kind}:") for name in names(self._wire, f"{kind}:")]

    def contacts(self, kept: Collection[str], now: float) -> Mapping[str, int]:
        """Today's data key stays, for nothing is left that it opens: without it the processes that
        run would for a minute not understand one another."""
        stay = {keys.DUE, keys.data_key(day(now)), *(keys.errand(id) for id in kept)}
        found = names(self._wire, "")
        return self._erased([n for n in found if n not in stay and not n.startswith(STAY + _OURS)])

    def everything(self) -> Mapping[str, int]:
        return self._erased([n for n in names(self._wire, "") if not n.startswith(_OURS)])

    def _erased(self, gone: Sequence[str]) -> Mapping[str, int]:
        """The store's file is written anew, without what is gone; a rented store may refuse."""
        for at in range(0, len(gone), _AT_ONCE):
            some = gone[at : at + _AT_ONCE]
            ids = [name.removeprefix(_ERRAND) for name in some if name.startswith(_ERRAND)]
            ids += [due_of(name.removeprefix(_CHECK)) for name in some if name.startswith(_CHECK)]
            self._wire.ask(("DEL", *some), ("ZREM", keys.DUE, "", *ids))
        with suppress(StoreAway):
            self._wire.ask(("BGREWRITEAOF",))
        return Counter(row.holds for name in gone if (row := keys.row_of(name)))
