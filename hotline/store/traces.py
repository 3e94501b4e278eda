"""Where a contact left something: the names of the keys, so that all of it can be erased at once.

Most keys are named after a text, a call or nothing at all, and would not be found by a number.
Each is listed here in the same step in which it is written, or before. The list is found by a tag
of the number that changes daily; it holds names, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hotline.domain.contact import Contact, Held
from hotline.domain.errands import EraseCall, EraseText, Errand, copy_of
from hotline.store import keys
from hotline.store.commit import LIST, Write
from hotline.store.keyring import Keyring
from hotline.store.vault import Box, day, days
from hotline.store.wire import Script, Wire

_RING, _COPY, _ERRAND = "ring:", "copy:", "errand:"
_KEPT_AT_THE_CARRIER = "a copy at the carrier that is still to be deleted"
_GONE = -2  # seconds left, in the store's words

# A `copy` is an errand that deletes something at the carrier: it is not called off, but due now.
# Rings are ended by the desk, which knows whether somebody is on the phone.
_FORGET = Script("""
for i = 2, #KEYS do
  for _, name in ipairs(redis.call('SMEMBERS', KEYS[i])) do
    local kind, id = string.match(name, '^(%a+):(.*)$')
    if kind == 'copy' then
      redis.call('ZADD', KEYS[1], 'XX', ARGV[1], id)
    elseif kind ~= 'ring' then
      redis.call('DEL', name)
    end
    if kind == 'errand' then
      redis.call('DEL', 'taken:' .. id)
      redis.call('ZREM', KEYS[1], id)
    end
  end
  redis.call('DEL', KEYS[i])
end
""")


class Traces:
    """As `desk.records.Traces` describes them."""

    def __init__(self, wire: Wire, keyring: Keyring) -> None:
        self._wire, self._keyring = wire, keyring

    def listing(self, contact: Contact, names: Iterable[str], now: float) -> Write:
        """These names listed, as a write, for the commit that writes what they name."""
        key = _key(self._keyring.box(day(now)), contact)
        return Write(key, LIST, " ".join(names).encode(), keys.TRACE_LIFE)

    def ring(self, contact: Contact, ring: str, now: float) -> None:
        key = _key(self._keyring.box(day(now)), contact)
        names = _RING + ring, copy(copy_of(ring))
        self._wire.ask(("SADD", key, *names), ("EXPIRE", key, keys.TRACE_LIFE))

    def rings(self, contact: Contact, now: float) -> list[str]:
        names = self._names(contact, now)
        return [name.removeprefix(_RING) for name in names if name.startswith(_RING)]

    def callbacks(self, contact: Contact, now: float) -> list[str]:
        """The callbacks they asked for, lately."""
        names = self._names(contact, now)
        beginning = keys.callback("")
        return [name.removeprefix(beginning) for name in names if name.startswith(beginning)]

    def held(self, contact: Contact, now: float) -> list[Held]:
        names = [*self._names(contact, now), *self._keys(contact, now)]
        left = self._wire.ask(*(("TTL", _key_of(name)) for name in names)) if names else []
        found = zip(names, left, strict=True)
        return [Held(_kind(name), now + ttl) for name, ttl in found if ttl != _GONE]

    def forget(self, contacts: Sequence[Contact], now: float) -> None:
        """In one step; and on disk before anybody is told."""
        lists = [key for contact in contacts for key in self._keys(contact, now)]
        self._wire.run(_FORGET, [keys.DUE, *lists], [now], durable=True)

    def _names(self, contact: Contact, now: float) -> list[str]:
        lists = self._keys(contact, now)
        held = self._wire.ask(*(("SMEMBERS", key) for key in lists)) if lists else []
        return sorted({name.decode() for names in held for name in names})

    def _keys(self, contact: Contact, now: float) -> list[str]:
        """Today's list, and yesterday's."""
        boxes = (self._keyring.existing(name) for name in days(now, keys.TRACE_LIFE))
        return [_key(box, contact) for box in boxes if box]


def trace(id: str, errand: Errand) -> str:
    """What an errand is listed as."""
    return copy(id) if isinstance(errand, EraseText | EraseCall) else keys.errand(id)


def copy(id: str) -> str:
    """What an errand is listed as that deletes something at the carrier, written or not yet."""
    return _COPY + id


def _key(box: Box, contact: Contact) -> str:
    return keys.trace(box.tag("trace", f"{contact.line.e164} {contact.phone.e164}"))


def _key_of(name: str) -> str:
    return name.replace(_COPY, _ERRAND, 1) if name.startswith(_COPY) else name


def _kind(name: str) -> str:
    row = keys.row_of(name)
    return row.holds if row else _KEPT_AT_THE_CARRIER
