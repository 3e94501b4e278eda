"""Check-ins: one sealed record each, under the lasting key, found by a lasting tag of the number.

It outlives midnight, a restart and an outage of two days. Each is due by its own name, and no
errand: as long as its record is there, its moment can be read off it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from typing import Literal

from hotline.domain.checkin.record import KEPT, CheckIn, due_of, is_due
from hotline.domain.checkin.times import lives_until, next_due
from hotline.domain.contact import Contact
from hotline.domain.counts import NOTHING, Counted
from hotline.domain.errands import Due, EraseText, Errand, SendText
from hotline.errors import SealBroken
from hotline.store import keys, records
from hotline.store.commit import ABSENT, LIST, UNLIST, Write, commit, life
from hotline.store.counts import added
from hotline.store.errands import Errands
from hotline.store.keyring import Keyring
from hotline.store.traces import Traces, trace
from hotline.store.vault import LASTING, STAMP
from hotline.store.wire import Wire

_PURPOSE = "check-in"
_AT_ONCE = 500  # records that are read in one trip


class CheckIns:
    """As `desk.records.CheckIns` describes them."""

    def __init__(self, wire: Wire, keyring: Keyring, errands: Errands, traces: Traces) -> None:
        self._wire, self._keyring = wire, keyring
        self._errands, self._traces = errands, traces

    def read(self, id: str) -> tuple[CheckIn, bytes] | None:
        (sealed,) = self._wire.ask(("GET", keys.check(id)))
        return self._opened(id, sealed)

    def of(self, contact: Contact) -> str:
        (found,) = self._wire.ask(("GET", self._name(contact)))
        return found.decode() if found else ""

    def all(self) -> list[tuple[CheckIn, bytes]]:
        return [found for id, sealed in self._held() if (found := self._opened(id, sealed))]

    def lost(self, id: str) -> Literal["", "gone", "closed"]:
        due, sealed = self._wire.ask(("ZSCORE", keys.DUE, due_of(id)), ("GET", keys.check(id)))
        if due is None or self._opened(id, sealed):
            return ""
        if sealed:
            return "closed"
        self._wire.ask(("ZREM", keys.DUE, due_of(id)), ("SREM", keys.CHECKS, id))
        return "gone"

    def unreadable(self) -> int:
        return sum(1 for id, sealed in self._held() if sealed and not self._opened(id, sealed))

    def due_between(self, begin: float, end: float) -> int:
        (ids,) = self._wire.ask(("ZRANGE", keys.DUE, begin, f"({end}", "BYSCORE"))
        return sum(is_due(id.decode()) for id in ids)

    def put_off(self, id: str, at: float) -> None:
        self._wire.ask(("ZADD", keys.DUE, "XX", at, due_of(id)))

    def keep_due(self, now: float) -> int:
        (names,) = self._wire.ask(("SMEMBERS", keys.CHECKS))
        ids = sorted(name.decode() for name in names)
        scores = self._wire.ask(*(("ZSCORE", keys.DUE, due_of(id)) for id in ids)) if ids else []
        missing = [id for id, score in zip(ids, scores, strict=True) if score is None]
        for id in missing:  # who looks knows when it is due
            self._wire.ask(("ZADD", keys.DUE, "NX", now, due_of(id)))
        return len(missing)

    def write(
        self,
        check_in: CheckIn,
        stamp: bytes,
        errands: Sequence[tuple[Due, Errand]],
        now: float,
        *,
        durable: bool,
        counted: Counted = NOTHING,
        done: Collection[str] = (),
    ) -> bool:
        writes = [
            *self._written(check_in, stamp, now),
            *(self._errands.written(due, errand, now) for due, errand in errands),
            *self._listed(check_in, errands, now),
            *(write for id in done for write in self._errands.over(id)),
            *added(counted),
        ]
        due = [due for due, _ in errands]
        over = [*done, *([due_of(check_in.id)] if check_in.state == "closed" else [])]
        if check_in.state != "closed":
            due.append(Due(max(next_due(check_in), now), due_of(check_in.id)))
        return commit(self._wire, writes, due, over, durable=durable)

    def _written(self, check_in: CheckIn, stamp: bytes, now: float) -> Iterator[Write]:
        key, id = keys.check(check_in.id), check_in.id.encode()
        name = self._name(Contact(check_in.line, check_in.phone))
        left = life(lives_until(check_in, now), now, keys.CHECK_LIFE, KEPT)
        if check_in.state == "closed":
            yield Write(key, stamp)
            yield Write(keys.CHECKS, UNLIST, id)
        else:
            sealed = self._keyring.box(LASTING).seal(_PURPOSE, records.pack(check_in), key)
            yield Write(key, stamp or ABSENT, sealed, left)
            yield Write(keys.CHECKS, LIST, id, keys.CHECK_LIFE)
        if check_in.state == "closed" or check_in.silent:
            # Whoever holds the phone finds it no more; what they set since is another.
            if self.of(Contact(check_in.line, check_in.phone)) == check_in.id:
                yield Write(name, id[:STAMP])
        else:
            yield Write(name, id[:STAMP] if stamp else ABSENT, id, left)
        if not stamp:
            yield Write(keys.handle(check_in.handle), ABSENT, b"1", keys.HANDLE_LIFE)

    def _listed(
        self, check_in: CheckIn, errands: Sequence[tuple[Due, Errand]], now: float
    ) -> Iterator[Write]:
        """A text that is on its way is among what its reader left, and so is the carrier's copy of
        one that asked."""
        for due, errand in errands:
            of = Contact(check_in.line, check_in.phone)
            if isinstance(errand, SendText):
                of = Contact(errand.line, errand.to)
            if isinstance(errand, SendText | EraseText):
                yield self._traces.listing(of, [trace(due.id, errand)], now)

    def _name(self, contact: Contact) -> str:
        box = self._keyring.box(LASTING)
        return keys.checked(box.tag("check", f"{contact.line.e164} {contact.phone.e164}"))

    def _held(self) -> Iterator[tuple[str, bytes | None]]:
        (names,) = self._wire.ask(("SMEMBERS", keys.CHECKS))
        ids = sorted(name.decode() for name in names)
        for at in range(0, len(ids), _AT_ONCE):
            some = ids[at : at + _AT_ONCE]
            (held,) = self._wire.ask(("MGET", *(keys.check(id) for id in some)))
            yield from zip(some, held, strict=True)

    def _opened(self, id: str, sealed: bytes | None) -> tuple[CheckIn, bytes] | None:
        box = self._keyring.existing(LASTING) if sealed else None
        if box is None or sealed is None:
            return None
        key = keys.check(id)
        with suppress(SealBroken):
            blob = box.open(_PURPOSE, sealed, key)
            return records.one(CheckIn, blob), sealed[:STAMP]
        return None
