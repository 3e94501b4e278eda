"""What lasts, as one value, and as bytes: what a backup holds. Nothing of any conversation."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hotline.domain.people import Person
from hotline.domain.rota import Rota
from hotline.domain.shared import SharedNumber
from hotline.domain.standing import State
from hotline.errors import SealBroken
from hotline.store import records

_SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Mark:
    """That a number said STOP or is blocked: a key's name, which says nothing of anybody, and what
    is there. `end` is in seconds UTC; -1: until somebody lifts it."""

    name: str
    word: bytes
    end: int


@dataclass(frozen=True, slots=True)
class Kept:
    """All of it, as it was `at` that moment (seconds UTC). `flows` is (digest, name → text),
    `lists` the data key behind the marks' names."""

    at: float
    people: tuple[Person, ...] = field(repr=False)
    rota: Rota
    shared: tuple[SharedNumber, ...] = field(repr=False)
    switch: State
    flows: tuple[str, Mapping[str, str]] | None = field(repr=False)
    lists: bytes | None = field(repr=False)
    marks: tuple[Mark, ...] = field(repr=False)


def pack(kept: Kept) -> bytes:
    held = {
        "schema": _SCHEMA,
        "at": kept.at,
        "people": records.pack_rows(kept.people).decode(),
        "shifts": records.pack_rota(kept.rota).decode(),
        "shared": records.pack_rows(kept.shared).decode(),
        "switch": kept.switch,
        "flows": kept.flows,
        "lists": _text(kept.lists) if kept.lists else None,
        "marks": [[mark.name, _text(mark.word), mark.end] for mark in kept.marks],
    }
    return json.dumps(held).encode()


def unpack(blob: bytes) -> Kept:
    """Raises SealBroken when only a newer build could read it."""
    held: dict[str, Any] = json.loads(blob)
    if held["schema"] > _SCHEMA:
        raise SealBroken("a backup of a newer build: bring this one up to date first")
    return Kept(
        at=held["at"],
        people=records.rows(Person, held["people"].encode()),
        rota=records.rota(held["shifts"].encode()),
        shared=records.rows(SharedNumber, held["shared"].encode()),
        switch=held["switch"],
        flows=tuple(held["flows"]) if held["flows"] else None,
        lists=b64decode(held["lists"]) if held["lists"] else None,
        marks=tuple(Mark(name, b64decode(word), end) for name, word, end in held["marks"]),
    )


def _text(blob: bytes) -> str:
    return b64encode(blob).decode("ascii")
