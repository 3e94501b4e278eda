"""Which peer a caller last talked with, for ten minutes: a dropped call finds them again."""

from __future__ import annotations

from hotline.domain.contact import Contact
from hotline.domain.phone import Phone
from hotline.errors import SealBroken
from hotline.store import keys
from hotline.store.commit import ANY, Write, commit
from hotline.store.keyring import Keyring
from hotline.store.traces import Traces
from hotline.store.vault import Box, day, days
from hotline.store.wire import Wire

_PURPOSE = "again"


class Again:
    """As `desk.records.Again` describes it. Who called stands nowhere: only a tag of it does."""

    def __init__(self, wire: Wire, keyring: Keyring, traces: Traces) -> None:
        self._wire, self._keyring, self._traces = wire, keyring, traces

    def remember(self, line: Phone, caller: Phone, peer: str, now: float) -> None:
        box = self._keyring.box(day(now))
        key = _key(box, line, caller)
        sealed = box.seal(_PURPOSE, peer.encode(), key)
        listed = self._traces.listing(Contact(line, caller), (key,), now)
        commit(self._wire, [listed, Write(key, ANY, sealed, keys.AGAIN_LIFE)])

    def peer(self, line: Phone, caller: Phone, now: float) -> str | None:
        named = (self._keyring.existing(name) for name in days(now, keys.AGAIN_LIFE))
        boxes = [box for box in named if box]
        names = [_key(box, line, caller) for box in boxes]
        (held,) = self._wire.ask(("MGET", *names)) if names else ([],)
        found = zip(boxes, names, held, strict=True)
        return next((_opened(box, key, sealed) for box, key, sealed in found if sealed), None)


def _key(box: Box, line: Phone, caller: Phone) -> str:
    return keys.again(box.tag(_PURPOSE, f"{line.e164} {caller.e164}"))


def _opened(box: Box, key: str, sealed: bytes) -> str | None:
    try:
        return box.open(_PURPOSE, sealed, key).decode()
    except SealBroken:
        return None
