"""Values as bytes. A newer build reads what an older one wrote, and one older what this one does.

A record is `[schema, kind, {field: value}]`. Fields that a reader does not know are left out;
fields that the writer did not know take their default.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

from hotline.domain.errands import (
    EndLeg,
    EndRoom,
    EraseCall,
    EraseText,
    Errand,
    Reword,
    RingLeg,
    SendText,
    WatchRing,
)
from hotline.domain.phone import Phone
from hotline.domain.replies import TextReply
from hotline.domain.ring.record import Alone, Attempt, Ring
from hotline.errors import SealBroken
from hotline.flow.session import Session

T = TypeVar("T")

_encode = json.JSONEncoder(separators=(",", ":")).encode

SCHEMA = 1
_NEWEST = SCHEMA + 1  # written by the build after this one: we read it as far as we know it
_ERRANDS: Mapping[str, type[Errand]] = {
    kind.__name__: kind
    for kind in (SendText, EraseText, Reword, RingLeg, EndLeg, EndRoom, WatchRing, EraseCall)
}
_BORN: Mapping[str, Any] = {field.name: field.default for field in fields(Session)}
_FIELDS: Mapping[type, tuple[str, ...]] = {
    kind: tuple(field.name for field in fields(kind))
    for kind in (Session, TextReply, Ring, Attempt, Alone, *_ERRANDS.values())
}
# Fields that are not plain; everything else is a number, a text, a truth or a row of those.
_MADE_OF: Mapping[str, type] = {
    "line": Phone,
    "to": Phone,
    "instead": SendText,
    "peer_alone": Alone,
    "contact_alone": Alone,
}
_ROWS_OF: Mapping[str, type] = {"attempts": Attempt}


def pack(record: Session | Errand | Ring) -> bytes:
    values = _changed(record) if isinstance(record, Session) else _plain(record)
    return _bytes([SCHEMA, type(record).__name__, values])


def pack_answer(answer: tuple[TextReply, ...], until: float) -> bytes:
    return _bytes([SCHEMA, "Answer", {"until": until, "replies": _plain(answer)}])


def session(blob: bytes) -> Session:
    """Raises SealBroken when it is no session."""
    kind, values = _opened(blob)
    return _made(Session, values if kind == Session.__name__ else None)


def errand(blob: bytes) -> Errand:
    """Raises SealBroken when it is no errand that we know."""
    kind, values = _opened(blob)
    if kind not in _ERRANDS:
        raise SealBroken("an errand of another build")
    return _made(_ERRANDS[kind], values)


def ring(blob: bytes) -> Ring:
    """Raises SealBroken when it is no ring."""
    kind, values = _opened(blob)
    return _made(Ring, values if kind == Ring.__name__ else None)


def answer(blob: bytes, now: float) -> tuple[TextReply, ...] | None:
    """None when it is no longer to be used. Raises SealBroken when it is no answer."""
    kind, values = _opened(blob)
    if kind != "Answer":
        raise SealBroken("not an answer")
    if values.get("until", 0.0) <= now:
        return None
    return tuple(_made(TextReply, reply) for reply in values.get("replies", ()))


def _bytes(value: object) -> bytes:
    return _encode(value).encode()


def _changed(session: Session) -> dict[str, Any]:
    """What is not as it was born; its rows are rows to JSON as they are."""
    held = ((name, getattr(session, name)) for name in _BORN)
    return {name: value for name, value in held if value != _BORN[name]}


def _plain(value: object) -> object:
    if isinstance(value, str | int | float):
        return value
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
    known = {name: _value(name, values[name]) for name in _FIELDS[kind] if name in values}
    record = None
    with suppress(TypeError):
        record = kind(**known)
    if record is None:
        raise SealBroken("a record without what it needs")
    return record


def _value(name: str, value: Any) -> Any:
    kind = _MADE_OF.get(name)
    if kind is Phone:
        return Phone(value)
    if kind is not None:
        return _made(kind, value)
    if name in _ROWS_OF:
        return tuple(_made(_ROWS_OF[name], row) for row in value)
    return _frozen(value)


def _frozen(value: Any) -> Any:
    """Rows, and rows of rows, are tuples with us."""
    if not isinstance(value, list):
        return value
    return tuple([tuple(part) if isinstance(part, list) else part for part in value])
