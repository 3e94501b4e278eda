"""A store of a test's own: killed and started again, and in which time passes as it is told."""

from __future__ import annotations

import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

import redis

from hotline.up.embedded import server_binary

# Every key is so many milliseconds nearer to its end, or there.
AGE = """
for _, key in ipairs(redis.call('KEYS', '*')) do
  local left = redis.call('PTTL', key)
  if left >= 0 then redis.call('PEXPIRE', key, left - ARGV[1]) end
end
"""


@dataclass
class OwnStore:
    """Append-only and synchronous, in a folder that is short enough for a socket's path."""

    folder: Path
    process: subprocess.Popen[bytes] | None = None
    _look: redis.Redis | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        return f"unix://{self.folder / 's'}"

    def start(self) -> None:
        argv = [
            str(server_binary()), "--port", "0", "--unixsocket", str(self.folder / "s"),
            "--dir", str(self.folder), "--save", "", "--appendonly", "yes",
            "--appendfsync", "always",
        ]  # fmt: skip
        self.process = subprocess.Popen(argv, stdout=subprocess.DEVNULL)
        end = time.monotonic() + 10
        while not self._answers():
            assert time.monotonic() < end, "the store did not start"
            time.sleep(0.005)

    def kill(self) -> None:
        """As when the machine fails."""
        if self.process:
            self.process.kill()
            self.process.wait(10)
            self.process = None

    @property
    def look(self) -> redis.Redis:
        """A plain connection, for looking into it."""
        if self._look is None:
            self._look = redis.Redis.from_url(self.url)
        return self._look

    def pass_time(self, seconds: float) -> None:
        self.look.eval(AGE, 0, int(seconds * 1000))

    def held(self) -> dict[str, tuple[bytes, int]]:
        """Every key: its value (several joined) and how many seconds it has left (-1: no end)."""
        found = [key.decode() for key in self.look.scan_iter(count=1000)]
        trip = self.look.pipeline(transaction=False)
        for key in found:
            trip.type(key).ttl(key)
        told = trip.execute()
        rows = zip(found, told[::2], told[1::2], strict=True)
        kinds = {key: (kind, left) for key, kind, left in rows if kind in _READS}  # else it is gone
        for key, (kind, _) in kinds.items():
            _READS[kind](trip, key)
        values = trip.execute()
        return {
            key: (_joined(value), left)
            for (key, (_, left)), value in zip(kinds.items(), values, strict=True)
        }

    def _answers(self) -> bool:
        try:
            return bool(self.look.ping())
        except redis.RedisError:
            return False


_READS = {
    b"string": lambda trip, key: trip.get(key),
    b"set": lambda trip, key: trip.smembers(key),
    b"zset": lambda trip, key: trip.zrange(key, 0, -1),
    b"list": lambda trip, key: trip.lrange(key, 0, -1),
    b"hash": lambda trip, key: trip.hgetall(key),
}


def _joined(value: object) -> bytes:
    if isinstance(value, dict):
        return b"\n".join(part for pair in value.items() for part in pair)
    return value if isinstance(value, bytes) else b"\n".join(value or ())  # type: ignore[arg-type, call-overload]
