"""Values as bytes. A newer build reads what an older one wrote, and one older what this one does.

A record is `[schema, kind, {field: value}]`. Fields that a reader does not know are left out;
fields that the writer did not know take their default.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, TypeVar

from hotline.domain.callback import Callback
from hotline.domain.checkin.plan import Plan
from hotline.domain.checkin.record import CheckIn
from hotline.domain.errands import (
    AlarmByCall,
    AlarmByText,
    AskByCall,
    AskByText,
    CallContact,
    CallPeer,
    EndLeg,
    EndRoom,
    EraseCall,
    EraseText,
    Errand,
    RelayText,
    Remind,
    Reword,
    RingLeg,
    SendText,
    Stay,
    Sweep,
    TakeCall,
    TellByCall,
    Upkeep,
    WatchCallback,
    WatchRing,
    WatchThread,
)
from hotline.domain.overrides import Holiday, Override
from hotline.domain.peer_call import PeerCall
from hotline.domain.people import Consent, Person
from hotline.domain.phone import Phone
from hotline.domain.replies import TextReply
from hotline.domain.ring.record import Alone, Attempt, Ring
from hotline.domain.rota import Cover, Part, Rota, Shift
from hotline.domain.seat import Seat
from hotline.domain.shared import SharedNumber
from hotline.domain.thread.record import Item, Thread
from hotline.domain.times import Times
from hotline.errors import SealBroken
from hotline.flow.oncall import OnCall
from hotline.flow.session import Session

T = TypeVar("T")
Record = Session | OnCall | Ring | PeerCall | Seat | Callback | Thread | CheckIn  # one under a key
R = TypeVar("R", bound=Record)

_encode = json.JSONEncoder(separators=(",", ":")).encode

SCHEMA = 1
_NEWEST = SCHEMA + 1  # written by the build after this one: we read it as far as we know it
_ERRANDS: Mapping[str, type[Errand]] = {
    kind.__name__: kind
    for kind in (
        *(SendText, EraseText, Reword, RingLeg, CallPeer, EndLeg, EndRoom, WatchRing, EraseCall),
        *(Sweep, TakeCall, CallContact, WatchCallback, Remind, Upkeep, RelayText, WatchThread),
        Stay,
        *(AskByText, AskByCall, TellByCall, AlarmByText, AlarmByCall),
    )
}
_BORN: Mapping[str, Any] = Session._field_defaults
_FIELDS: Mapping[type, frozenset[str]] = {Session: frozenset(Session._fields)} | {
    kind: frozenset(field.name for field in fields(kind))
    for kind in (
        *(TextReply, OnCall, Person, Consent, Shift, Times, Ring, Attempt, Alone),
        *(PeerCall, SharedNumber, Seat, Callback, Thread, Item, CheckIn, Plan),
        *(Override, Holiday, Part, Cover),
        *_ERRANDS.values(),
    )
}
# Fields that are not plain; everything else is a number, a text, a truth or a row of those.
_READ: Mapping[str, Callable[[Any], Any]] = {
    "line": Phone,
    "to": Phone,
    "phone": Phone,
    "door": Phone,
    "doors": lambda rows: tuple((person, Phone(number)) for person, number in rows),
    "items": lambda rows: tuple(_made(Item, row) for row in rows),
    "asked_from": Phone,
    "friend": Phone,
    "plan": lambda value: _made(Plan, value),
    "numbers": lambda value: tuple(map(Phone, value)),
    "on": date.fromisoformat,
    "peer_alone": lambda value: _made(Alone, value),
    "contact_alone": lambda value: _made(Alone, value),
    "attempts": lambda rows: tuple(_made(Attempt, row) for row in rows),
    "session": lambda value: _made(Session, value),
    "instead": lambda value: _made(SendText, value),
    "texts": lambda value: _made(Consent, value),
    "calls": lambda value: _made(Consent, value),
    "times": lambda value: _made(Times, value),
    "quiet": lambda value: _made(Times, value),
    "about": lambda value: _made(Part, value),
    "give": lambda value: _made(Part, value),
    "back": lambda rows: tuple(_made(Part, row) for row in rows),
}


def pack(record: Record | Errand) -> bytes:
    values = _changed(record) if isinstance(record, Session) else _plain(record)
    return _bytes([SCHEMA, type(record).__name__, values])


def pack_on_call(on: OnCall) -> bytes:
    """As short as can be: it goes into an address."""
    held = {
        field.name: getattr(on, field.name) for field in fields(OnCall) if field.name != "session"
    }
    return _bytes([SCHEMA, OnCall.__name__, {**held, "session": _changed(on.session)}])


def pack_answer(answer: tuple[TextReply, ...], until: float) -> bytes:
    return _bytes([SCHEMA, "Answer", {"until": until, "replies": _plain(answer)}])


def pack_rows(rows: tuple[Person, ...] | tuple[SharedNumber, ...]) -> bytes:
    """All of a kind in one record: they are few, and change together."""
    return _bytes([SCHEMA, "Rows", {"rows": _plain(rows)}])


def pack_rota(rota: Rota) -> bytes:
    """Shifts as rows: builds from before there was anything else read those."""
    more = {"overrides": rota.overrides, "holidays": rota.holidays, "covers": rota.covers}
    held = {name: _plain(rows) for name, rows in more.items() if rows}
    return _bytes([SCHEMA, "Rows", {"rows": _plain(rota.shifts), **held}])


def one(kind: type[R], blob: bytes) -> R:
    """Raises SealBroken when it is none of this kind."""
    name, values = _opened(blob)
    return _made(kind, values if name == kind.__name__ else None)


def errand(blob: bytes) -> Errand:
    """Raises SealBroken when it is no errand that we know."""
    kind, values = _opened(blob)
    if kind not in _ERRANDS:
        raise SealBroken("an errand of another build")
    return _made(_ERRANDS[kind], values)


def answer(blob: bytes, now: float) -> tuple[TextReply, ...] | None:
    """None when it is no longer to be used. Raises SealBroken when it is no answer."""
    kind, values = _opened(blob)
    if kind != "Answer":
        raise SealBroken("not an answer")
    if values.get("until", 0.0) <= now:
        return None
    return tuple(_made(TextReply, reply) for reply in values.get("replies", ()))


def rows(kind: type[T], blob: bytes) -> tuple[T, ...]:
    """Raises SealBroken when these are no rows of this kind."""
    return _rows(kind, _of_rows(blob), "rows")


def rota(blob: bytes) -> Rota:
    """Raises SealBroken when it is no rota."""
    values = _of_rows(blob)
    return Rota(
        _rows(Shift, values, "rows"),
        overrides=_rows(Override, values, "overrides"),
        holidays=_rows(Holiday, values, "holidays"),
        covers=_rows(Cover, values, "covers"),
    )


def _of_rows(blob: bytes) -> dict[str, Any]:
    name, values = _opened(blob)
    if name != "Rows":
        raise SealBroken("not rows")
    return values


def _rows(kind: type[T], values: Mapping[str, Any], of: str) -> tuple[T, ...]:
    return tuple(_made(kind, row) for row in values.get(of, ()))


def _bytes(value: object) -> bytes:
    return _encode(value).encode()


def _changed(session: Session) -> dict[str, Any]:
    """What is not as it was born; its rows are rows to JSON as they are."""
    held = zip(_BORN.items(), session, strict=True)
    return {name: value for (name, born), value in held if value != born}


def _plain(value: object) -> object:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Phone):
        return value.e164
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError("a record holds numbers, texts, rows of them, and records")


def _opened(blob: bytes) -> tuple[str, dict[str, Any]]:
    schema, kind, values = json.loads(blob)
    if schema > _NEWEST:
        raise SealBroken("a record of a much newer build")
    return kind, values


def _made(kind: type[T], values: Mapping[str, Any] | None) -> T:
    """Leave out what this build does not know; what it does not find takes its default."""
    if values is None:
        raise SealBroken("a record of another kind")
    ours = _FIELDS[kind]
    known = {
        # Most are texts and numbers as they are: asking each of them costs a third of all reading.
        name: _value(name, value) if name in _READ or isinstance(value, list) else value
        for name, value in values.items()
        if name in ours
    }
    record = None
    with suppress(TypeError):
        record = kind(**known)
    if record is None:
        raise SealBroken("a record without what it needs")
    return record


def _value(name: str, value: Any) -> Any:
    return None if value is None else _READ.get(name, _frozen)(value)


def _frozen(value: Any) -> Any:
    """Rows, and rows of rows, are tuples with us."""
    if not isinstance(value, list):
        return value
    return tuple([tuple(part) if isinstance(part, list) else part for part in value])
