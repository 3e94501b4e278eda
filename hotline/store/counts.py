"""Counts: a day's and a quarter's, each one value of names and whole numbers, that ends by itself.

They are written in the step that writes what is counted, so that they cost no trip and count once.
"""

from __future__ import annotations

from datetime import date

from hotline.domain.counts import NOBODY, Counted, quarter_of
from hotline.store import keys
from hotline.store.commit import COUNT, TALLY, Write, commit
from hotline.store.wire import Wire

Counts = dict[str, int]


def added(counted: Counted) -> list[Write]:
    """What a commit adds to the counts."""
    lives = {
        str(counted.day): keys.COUNT_LIFE,
        quarter_of(counted.day): keys.QUARTER_LIFE,
    }
    in_vain = keys.nobody(counted.hour)
    return [
        *(
            Write(keys.count(span), TALLY, name.encode(), life)
            for span, life in lives.items()
            for name in counted.names
        ),
        *(Write(in_vain, COUNT, b"", keys.NOBODY_LIFE) for name in counted.names if name == NOBODY),
    ]


class Tally:
    """As `desk.boards.Tally` describes it."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def add(self, counted: Counted) -> None:
        commit(self._wire, added(counted))

    def of_days(self, days: list[date]) -> list[Counts]:
        return self._read([str(day) for day in days])

    def of_quarters(self, quarters: list[str]) -> list[Counts]:
        return self._read(quarters)

    def found_nobody(self, begin: float, end: float) -> int:
        hours = range(int(begin // keys.HOUR), int(end // keys.HOUR))
        held = self._wire.ask(*(("GET", keys.nobody(hour)) for hour in hours))
        return sum(int(count) for count in held if count)

    def _read(self, spans: list[str]) -> list[Counts]:
        held = self._wire.ask(*(("HGETALL", keys.count(span)) for span in spans))
        return [
            {name.decode(): int(n) for name, n in zip(found[::2], found[1::2], strict=True)}
            for found in held
        ]
