"""Signs of life of the parts of the line, and what the store tells of itself."""

from __future__ import annotations

from collections.abc import Mapping

from hotline.errors import StoreAway
from hotline.store import keys
from hotline.store.keyring import Keyring
from hotline.store.vault import LASTING
from hotline.store.wire import Script, Wire

_SETTINGS = (
    *("appendonly", "appendfsync", "save", "maxmemory-policy", "cluster-enabled"),
    "slowlog-max-len",
)

# An earlier time than we knew is somebody's word that ours is wrong: we must look before we write.
_SAW = Script("""
if tonumber(redis.call('GET', KEYS[1]) or 0) < tonumber(ARGV[2]) then return 0 end
redis.call('SET', KEYS[1], ARGV[1])
return 1
""")


class Beats:
    """As `desk.boards.Beats` describes them.

    A process that knows another secret gives no sign, and gets none: it can do nothing either.
    """

    def __init__(self, wire: Wire, keyring: Keyring) -> None:
        self._wire, self._keyring = wire, keyring
        self._known = 0.0  # what we last read or wrote as the latest time

    def beat(self, part: str, now: float, lasts: int = keys.BEAT_LIFE) -> None:
        self._keyring.existing(LASTING)
        self._wire.ask(("SET", keys.beat(part), now, "EX", lasts))

    def last(self, part: str) -> float | None:
        self._keyring.existing(LASTING)
        (found,) = self._wire.ask(("GET", keys.beat(part)))
        return float(found) if found else None

    def on_disk(self, now: float) -> bool:
        """Whether the store says when something is on its disk, and its replica's where it has
        one: without that no check-in is set. It is tried with a sign of our own. Raises StoreAway
        when nothing can be written at all."""
        self._wire.ask(("SET", keys.beat("doctor"), now, "EX", keys.BEAT_LIFE))
        return self.keeps()

    def keeps(self) -> bool:
        """The same of what was written before, with nothing written."""
        try:
            return self._wire.keeps()
        except StoreAway:
            return False

    def saw(self, now: float) -> None:
        if self._wire.run(_SAW, [keys.LATEST], [now, self._known]):
            self._known = now

    def latest(self) -> float:
        (found,) = self._wire.ask(("GET", keys.LATEST))
        self._known = float(found) if found else 0.0
        return self._known

    def facts(self) -> Mapping[str, str]:
        """What a doctor wants to know of the store: version, process, and settings that it shows.

        A hosted store may hide its settings; then they are left out. Raises StoreAway when it does
        not answer at all.
        """
        (told,) = self._wire.ask(("INFO", "server"))
        wanted = {"version": "redis_version", "process": "process_id"}
        found = {name: _line(told.decode(), line) for name, line in wanted.items()}
        for name in _SETTINGS:
            try:
                (pair,) = self._wire.ask(("CONFIG", "GET", name))
            except StoreAway:
                continue
            found |= {pair[0].decode(): pair[1].decode()} if pair else {}
        return found


def _line(info: str, name: str) -> str:
    return next((x.partition(":")[2] for x in info.splitlines() if x.startswith(f"{name}:")), "")
