"""All or nothing: compare the versions of some values, then write them and what is due."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from hotline.domain.errands import Due
from hotline.store.keys import DUE
from hotline.store.vault import STAMP
from hotline.store.wire import Script, Wire, Word

ABSENT = b""  # what a value's version must be: there is none,
PRESENT = b"*"  # there is one,
ANY = b"?"  # whatever it is
COUNT = b"+"  # not a version: one is added to a number that is there,
TALLY = b"#"  # or to the number of that name among others,
LIST = b"&"  # or these names are put on a list,
UNLIST = b"-"  # or taken off it,
LASTS = b"~"  # or what is there lasts so long, unless it lasts longer already

# A version is the head of a sealed value. The store cannot read what is sealed, so it decides
# nothing: it compares, and writes.
_COMMIT = Script(f"""
local values = #KEYS - 1
for i = 1, values do
  local wanted = ARGV[3 * i - 2]
  if wanted == '' or not string.find('?+#&-~', wanted, 1, true) then
    local found = redis.call('GETRANGE', KEYS[i + 1], 0, {STAMP - 1})
    if wanted == '*' then
      if found == '' then return 0 end
    elseif found ~= wanted then
      return 0
    end
  end
end
for i = 1, values do
  local value, life = ARGV[3 * i - 1], ARGV[3 * i]
  if ARGV[3 * i - 2] == '+' then
    if redis.call('INCR', KEYS[i + 1]) == 1 then redis.call('EXPIRE', KEYS[i + 1], life) end
  elseif ARGV[3 * i - 2] == '#' then
    redis.call('HINCRBY', KEYS[i + 1], value, 1)
    redis.call('EXPIRE', KEYS[i + 1], life, 'NX')
  elseif ARGV[3 * i - 2] == '&' then
    for name in string.gmatch(value, '%S+') do redis.call('SADD', KEYS[i + 1], name) end
    redis.call('EXPIRE', KEYS[i + 1], life)
  elseif ARGV[3 * i - 2] == '-' then
    for name in string.gmatch(value, '%S+') do redis.call('SREM', KEYS[i + 1], name) end
  elseif ARGV[3 * i - 2] == '~' then
    redis.call('EXPIRE', KEYS[i + 1], life, 'GT')
  elseif value == '' then
    redis.call('DEL', KEYS[i + 1])
  elseif life == '0' then
    redis.call('SET', KEYS[i + 1], value)
  else
    redis.call('SET', KEYS[i + 1], value, 'EX', life)
  end
end
for i = 3 * values + 1, #ARGV, 2 do
  if ARGV[i] == '' then
    redis.call('ZREM', KEYS[1], ARGV[i + 1])
  else
    redis.call('ZADD', KEYS[1], ARGV[i], ARGV[i + 1])
  end
end
return 1
""")

_CLAIM = Script("""
local ids = redis.call('ZRANGE', KEYS[1], '-inf', ARGV[1], 'BYSCORE', 'LIMIT', 0, ARGV[3])
for _, id in ipairs(ids) do
  local soon = string.sub(id, 1, 6) == 'check-' or string.sub(id, 1, 4) == 'ask-'
  local lease = soon and 3 or ARGV[2]
  redis.call('ZADD', KEYS[1], ARGV[1] + lease, id)
end
return ids
""")


_TAKE = Script("""
if not redis.call('SET', KEYS[2], '1', 'NX', 'EX', ARGV[2]) then return 0 end
redis.call('ZADD', KEYS[1], 'XX', ARGV[1] + ARGV[2], ARGV[3])
return redis.call('GET', KEYS[3])
""")


@dataclass(frozen=True, slots=True)
class Write:
    """A value to write (empty: to delete), if its version is `wanted`. `life` 0 is for ever."""

    key: str
    wanted: bytes
    value: bytes = b""
    life: int = 0


def life(until: float, now: float, longest: int, margin: int = 0) -> int:
    """Whole seconds left, at least one: the store takes no less."""
    return max(1, min(longest, math.ceil(until - now) + margin))


def commit(
    wire: Wire,
    writes: Sequence[Write],
    due: Iterable[Due] = (),
    not_due: Iterable[str] = (),
    *,
    durable: bool = False,
) -> bool:
    """False when one of the versions is not as wanted: then nothing is written.

    `durable` is for what must not be lost with the store's last second: it waits for the disk.
    """
    words: list[Word] = []
    for write in writes:
        words += (write.wanted, write.value, write.life)
    for record in due:
        words += (record.at, record.id)
    for id in not_due:
        words += (b"", id)
    keys = [DUE, *(write.key for write in writes)]
    return bool(wire.run(_COMMIT, keys, words, durable=durable))


def claim(wire: Wire, now: float, lease: float, most: int) -> list[str]:
    """Ids that are due, each hidden from the next claim for `lease` seconds."""
    ids: list[bytes] = wire.run(_CLAIM, [DUE], [now, lease, most])
    return [id.decode() for id in ids]


def take(
    wire: Wire, mark: str, key: str, id: str, now: float, lease: int
) -> bytes | Literal["taken"]:
    """What is under the key (empty: nothing), if this id is now ours for `lease` seconds: until
    then nobody takes or claims it."""
    found = wire.run(_TAKE, [DUE, mark, key], [now, lease, id])
    return "taken" if found == 0 else found or b""
