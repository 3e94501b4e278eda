"""What we believe of peers: who is busy, who rests, and when each was last rung. It only sorts.

Busy is somebody by a call: one that is over leaves who is in another as busy as they are.
"""

from __future__ import annotations

from hotline.domain.ring_order import Believed
from hotline.store import keys
from hotline.store.wire import Wire


class Beliefs:
    """As `desk.boards.Beliefs` describes them. People are random ids; a lost word costs nothing."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def read(self, now: float) -> Believed:
        busy, resting, rung, talks = self._wire.ask(
            ("ZRANGE", keys.BUSY, now, "+inf", "BYSCORE"),
            ("ZRANGE", keys.REST, now, "+inf", "BYSCORE"),
            ("ZRANGE", keys.RUNG, 0, -1, "WITHSCORES"),
            ("ZRANGE", keys.TALKS, 0, -1, "WITHSCORES"),
        )
        pairs = zip(rung[::2], rung[1::2], strict=True)
        return Believed(
            frozenset(row.decode().partition(" ")[0] for row in busy),
            frozenset(person.decode() for person in resting),
            {person.decode(): float(at) for person, at in pairs},
            talks={
                person.decode(): int(float(many))
                for person, many in zip(talks[::2], talks[1::2], strict=True)
            },
        )

    def rung(self, person: str, call: str, now: float, until: float) -> None:
        self._wire.ask(
            ("ZADD", keys.RUNG, now, person),
            ("ZREMRANGEBYSCORE", keys.RUNG, "-inf", now - keys.RUNG_LIFE),
            ("EXPIRE", keys.RUNG, keys.RUNG_LIFE),
            ("ZREMRANGEBYSCORE", keys.BUSY, "-inf", now),
            *self._busy(person, call, until),
        )

    def busy(self, person: str, call: str, until: float) -> None:
        self._wire.ask(*self._busy(person, call, until))

    def talked(self, person: str) -> None:
        self._wire.ask(("ZINCRBY", keys.TALKS, 1, person), ("EXPIRE", keys.TALKS, keys.TALKS_LIFE))

    def forget_talks(self, *people: str) -> None:
        self._wire.ask(("ZREM", keys.TALKS, *people))

    def rest(self, person: str, until: float) -> None:
        self._wire.ask(("ZADD", keys.REST, until, person), ("EXPIRE", keys.REST, keys.REST_LIFE))

    def free(self, person: str, call: str) -> None:
        self._wire.ask(("ZREM", keys.BUSY, _row(person, call)))

    def _busy(self, person: str, call: str, until: float) -> tuple[tuple[str | float, ...], ...]:
        row = _row(person, call)
        return ("ZADD", keys.BUSY, until, row), ("EXPIRE", keys.BUSY, keys.LIVE_LIFE)


def _row(person: str, call: str) -> str:
    return f"{person} {call}"
