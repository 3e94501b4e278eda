"""What is looked at after everything that happens: whether anything of anybody lies anywhere.

A number is looked for as people write it and in every encoding, and so is a word that somebody
wrote; in all that was sent to the store since the last look, in all that lies there, in the log, in
what the webhooks answered, in the addresses that were asked and at which we are asked, and in the
names of rooms. Then each key is held against the table, and opened by what should have closed it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from hotline.domain.checkin.record import CheckIn
from hotline.domain.errands import SWEEP, EraseCall, EraseText, Errand, Sweep
from hotline.errors import SealBroken
from hotline.store import keys, records
from hotline.store.keys import Row, row_of
from hotline.store.vault import Box, Envelope
from tests.conftest import SECRET
from tests.evening.evening import JAIL, LINE
from tests.evening.real_evening import RealEvening
from tests.whole.needles import Needles, search

Held = Mapping[str, tuple[bytes, int]]  # by key: what is in it, and the seconds it has left

# Whoever is rung straight from a call must be named to the carrier there, and nowhere else.
_RUNG = re.compile(r"(?<=>)\+\d+(?=</Number>)")
_PURPOSES = {  # where not the key's kind
    "peer": "peer call",
    "roster": "people",
    "whose": "people",
    "check": "check-in",
}
_NUMBERED = {"errand", "roster", "callback", "check"}  # a number is needed there


class Heard(logging.Handler):
    """All that is in a record of the log, printed or not, and in what the error says."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(repr(record.__dict__))
        self.said.extend(_errors(record.exc_info[1] if record.exc_info else None))


def _errors(error: BaseException | None) -> Iterator[str]:
    while error is not None:
        yield f"{error} {error!r} {error.__dict__}"
        error = error.__cause__ or error.__context__


@dataclass
class Promise:
    """Looks at an evening; `look` returns what is wrong, which should be nothing."""

    night: RealEvening
    wanted: Needles  # numbers and words, however they are written
    phones: frozenset[str]
    peers: frozenset[str]
    heard: Heard = field(default_factory=Heard)
    read: dict[str, int] = field(default_factory=dict)
    addresses: set[str] = field(default_factory=set)
    boxes: dict[bytes, Box] = field(default_factory=dict)
    looked: int = 0

    def look(self) -> list[str]:
        held = self.night.own.held() if self.night.here else {}
        wrong = [f"{what} in {place}" for place, what in self._found(held)]
        wrong += [fault for key, (value, left) in held.items() for fault in _bounds(key, left)]
        plain = self.opened(held)
        wrong += [f"{_kind(key)} is not sealed" for key, blob in plain.items() if blob is None]
        wrong += [f"{_kind(key)} has a number" for key in self._numbered(plain)]
        wrong += self._not_to_be_deleted(plain) if self.night.here else []
        return wrong + [f"broke: {what}" for what in self.night.broken]

    def _found(self, held: Held) -> Iterator[tuple[str, str]]:
        night, calls = self.night, self.night.board.exchange.world.calls
        world = night.board.exchange.world
        documents = [_RUNG.sub(self._allowed, text) for text in self._fresh("answer")]
        asked = {*world.asked, *world.webhooks} - self.addresses
        self.addresses |= asked
        surfaces: dict[str, Iterable[bytes]] = {
            "what was sent to the store": self._fresh_sent(),
            "the name of a key": (key.encode() for key in held),
            "a value": (value for value, _ in held.values()),
            "the log": map(str.encode, self._fresh("log")),
            "an answer": map(str.encode, documents),
            "an address": map(str.encode, asked),
            "the name of a room": (room.name.encode() for room in calls.rooms),
        }
        for place, blobs in surfaces.items():
            blob = b"\n".join(blobs)
            self.looked += len(blob)
            for what in search(blob, self.wanted):
                yield place, what

    def _fresh(self, kind: str) -> list[str]:
        """What came since the last look."""
        whole = self.night.documents if kind == "answer" else self.heard.said
        fresh = whole[self.read.get(kind, 0) :]
        self.read[kind] = len(whole)
        return fresh

    def _fresh_sent(self) -> list[bytes]:
        sent, self.night.tap.sent[:] = list(self.night.tap.sent), []
        return sent

    def _allowed(self, number: re.Match[str]) -> str:
        return "" if number[0] in self.peers else number[0]

    def opened(self, held: Held) -> dict[str, bytes | None]:
        """Every value in clear; None for one that its key does not open."""
        envelope = Envelope([SECRET])
        boxes: dict[str, list[Box]] = {"day": [], "lasting": [], "lists": []}
        for name, (value, _) in held.items():
            kind, _, of = name.partition(":")
            if kind == "key":
                boxes[of.partition(":")[0]].append(self._box(envelope.open(value, name)))
        boxes["either"] = [*boxes["day"], *boxes["lasting"]]
        return {
            name: _plain(name, value, row, boxes.get(row.sealed))
            for name, (value, _) in held.items()
            if (row := row_of(name))
        }

    def _numbered(self, plain: Mapping[str, bytes | None]) -> list[str]:
        """Sealed or not, a number stands only where one is needed: in a text that is to be sent."""
        phones = [phone.encode() for phone in self.phones]
        elsewhere = {k: b or b"" for k, b in plain.items() if _kind(k) not in _NUMBERED}
        return [key for key, blob in elsewhere.items() if any(phone in blob for phone in phones)]

    def _box(self, key: bytes) -> Box:
        return self.boxes.setdefault(key, Box(key))

    def _not_to_be_deleted(self, plain: Mapping[str, bytes | None]) -> list[str]:
        """What the carrier has of us, that no errand deletes, and that no sweep would meet."""
        errands = errands_in(plain)
        queued = {e.id for e in errands.values() if isinstance(e, EraseText)}
        queued |= {e.sid for e in errands.values() if isinstance(e, EraseCall)}
        sweep = errands.get(SWEEP)
        since = sweep.since if isinstance(sweep, Sweep) else 0.0
        world = self.night.board.exchange.world
        there = [(m.sid, m.moment, m.line) for m in world.messages]
        there += [(leg.sid, leg.created, leg.line) for leg in world.calls.legs]
        return [
            f"a copy of {sid[:2]} stays at the carrier"
            for sid, at, line in there
            if sid not in queued and not (line in (LINE, JAIL) and at >= since)
        ]

    def left_of(self, phone: str) -> list[str]:
        """What lies in the store of a number, but for a STOP, one of us on the roster, and a
        check-in after its trouble word, which nobody who holds that phone can end."""
        held = self.night.own.held()
        kept = (keys.ROSTER, keys.SHARED)
        plain = {k: v for k, v in self.opened(held).items() if k not in kept and not _silent(k, v)}
        named = [
            f"{_kind(k)} has it" for k, blob in plain.items() if phone.encode() in (blob or b"")
        ]
        return named + [f"{_kind(key)} is its own" for key in self._own(phone) if key in held]

    def _own(self, phone: str) -> Iterator[str]:
        now = self.night.line.now
        windows = (int(now // keys.LIMIT_LIFE), int(now // keys.LIMIT_LIFE) - 1)
        for box in self.boxes.values():
            for line in (LINE, JAIL):
                yield keys.session(box.tag("session", f"{line} {phone} False"))
                yield keys.checked(box.tag("check", f"{line} {phone}"))
                yield keys.again(box.tag("again", f"{line} {phone}"))
                yield keys.trace(box.tag("trace", f"{line} {phone}"))
                for window in windows:
                    yield keys.limit(box.tag("limit", f"{line} {phone} False {window}"))


def _silent(key: str, blob: bytes | None) -> bool:
    return _kind(key) == "check" and blob is not None and records.one(CheckIn, blob).silent


def errands_in(plain: Mapping[str, bytes | None]) -> dict[str, Errand]:
    return {
        key.removeprefix("errand:"): records.errand(blob)
        for key, blob in plain.items()
        if key.startswith("errand:") and blob
    }


def _bounds(key: str, left: int) -> list[str]:
    row = row_of(key)
    if row is None:
        return ["a key that is not in the table"]
    within = left == -1 if row.life is None else 0 <= left <= row.life
    return [] if within or row.loose else [f"{_kind(key)} lives for {left} s"]


def _plain(key: str, value: bytes, row: Row, boxes: list[Box] | None) -> bytes | None:
    if boxes is None:  # open, or a data key
        return value
    kind = _kind(key)
    for box in boxes:
        try:
            return box.open(_PURPOSES.get(kind, kind), value, key)
        except SealBroken:
            continue
    return None


def _kind(key: str) -> str:
    return key.partition(":")[0]
