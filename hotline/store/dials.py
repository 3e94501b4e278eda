"""The pacer: calls that wait to be placed, and how many are there now."""

from __future__ import annotations

from hotline.domain.pacing import Dial, Pace, rank
from hotline.store import keys
from hotline.store.wire import Script, Wire

# `domain.pacing.choose` says the same. It must be one step here: workers ask at the same time.
_TAKE = Script("""
local dial, live, pace = KEYS[1], KEYS[2], KEYS[3]
local now, gap, most, lasts = tonumber(ARGV[1]), ARGV[2], tonumber(ARGV[3]), ARGV[4]
redis.call('ZREMRANGEBYSCORE', live, '-inf', ARGV[1])
local slot = tonumber(redis.call('GET', pace) or '0')
if now < slot and slot <= now + gap then return false end
if redis.call('ZCARD', live) >= most then return false end
local id = redis.call('ZPOPMIN', dial)[1]
if not id then return false end
redis.call('ZADD', live, now + lasts, id)
redis.call('EXPIRE', live, ARGV[5])
redis.call('SET', pace, now + gap, 'EX', ARGV[6])
return id
""")


class Dials:
    """As `desk.boards.Dials` describes them. `pace` is what the account may do."""

    def __init__(self, wire: Wire, pace: Pace) -> None:
        self._wire, self._pace = wire, pace

    def ask(self, dial: Dial) -> None:
        self._wire.ask(
            ("ZADD", keys.DIAL, rank(dial), dial.id), ("EXPIRE", keys.DIAL, keys.DIAL_LIFE)
        )

    def drop(self, id: str) -> None:
        self._wire.ask(("ZREM", keys.DIAL, id))

    def take(self, now: float, lasts: float) -> str | None:
        words = (now, self._pace.gap, self._pace.at_once, lasts, keys.LIVE_LIFE, keys.PACE_LIFE)
        id = self._wire.run(_TAKE, [keys.DIAL, keys.LIVE, keys.PACE], words)
        return id.decode() if id else None

    def spare(self, id: str) -> None:
        self._wire.ask(("ZREM", keys.LIVE, id), ("DEL", keys.PACE))

    def live(self, id: str, until: float) -> None:
        self._wire.ask(("ZADD", keys.LIVE, until, id), ("EXPIRE", keys.LIVE, keys.LIVE_LIFE))

    def over(self, *ids: str) -> None:
        self._wire.ask(("ZREM", keys.LIVE, *ids))

    def wait(self, id: str, now: float) -> float:
        slot, before = self._wire.ask(("GET", keys.PACE), ("ZRANK", keys.DIAL, id))
        return self._pace.wait(float(slot or 0.0) - now, before or 0)
