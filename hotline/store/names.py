"""Names of keys, by their beginning: only for what a person starts, since it looks at every key."""

from __future__ import annotations

from hotline.store.wire import Wire

_AT_ONCE = 1000


def names(wire: Wire, beginning: str) -> list[str]:
    """All there are, in order. Raises StoreAway."""
    found: set[str] = set()
    cursor = 0
    while True:
        ((at, some),) = wire.ask(("SCAN", cursor, "MATCH", f"{beginning}*", "COUNT", _AT_ONCE))
        found.update(name.decode() for name in some)
        cursor = int(at)
        if not cursor:
            return sorted(found)
