"""From a request for trouble (JSON) to faults; an unknown word in it is an error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hotline.rehearsal.faults import Faults, MessageFault, RestFault

OPERATIONS = (
    *("create", "delete", "redact", "fetch", "list", "any"),
    *("create-call", "update-call", "fetch-call", "list-calls", "delete-call", "room"),
)
NESTED = {
    "callbacks": {
        "delay": ("callback_delay", float),
        "lost": ("callback_lost", float),
        "lose_next": ("callback_lose_next", int),
        "repeat_next": ("callback_repeat_next", int),
        "out_of_order": ("callback_out_of_order", bool),
    },
    "webhooks": {
        "delay": ("webhook_delay", float),
        "repeat_next": ("webhook_repeat_next", int),
    },
    "documents": {
        "delay": ("document_delay", float),
        "lose_next": ("document_lose_next", int),
    },
    "calls": {
        "per_second": ("calls_per_second", float),
        "hide_next": ("call_hide_next", int),
        "at_once": ("calls_at_once", int),
        "wait_again": ("wait_again", bool),
        "action_after_hangup": ("action_after_hangup", bool),
    },
}
PLAIN = {
    **dict.fromkeys(("sending_delay", "final_after", "final_slow", "final_slow_after"), float),
    **dict.fromkeys(("down", "redaction"), bool),
}
REST_KEYS = {"on", "answer", "times", "seconds", "taken"}


class NotUnderstoodError(Exception):
    """The request for trouble has a word that means nothing here."""


def arm(faults: Faults, asked: Mapping[str, Any]) -> Faults:
    faults = Faults() if asked.get("clear") else faults
    for key, value in asked.items():
        faults = _one(faults, key, value)
    return faults


def _one(faults: Faults, key: str, value: Any) -> Faults:
    if key == "clear":
        return faults
    if key == "rest":
        return replace(faults, rest=faults.rest + tuple(_rest(item) for item in _many(value)))
    if key == "messages":
        more = tuple(_message(item) for item in _many(value))
        return replace(faults, messages=faults.messages + more)
    if key in NESTED and isinstance(value, Mapping):
        return _set(faults, {n: _known(NESTED[key], n, v) for n, v in value.items()})
    if key in PLAIN:
        return _set(faults, {key: (key, _cast(PLAIN[key], key, value))})
    raise NotUnderstoodError(key)


def _set(faults: Faults, values: Mapping[str, tuple[str, Any]]) -> Faults:
    return replace(faults, **dict(values.values()))


def _known(table: Mapping[str, tuple[str, type]], name: str, value: Any) -> tuple[str, Any]:
    if name not in table:
        raise NotUnderstoodError(name)
    field, kind = table[name]
    return field, _cast(kind, name, value)


def _cast(kind: type, name: str, value: Any) -> Any:
    if kind is bool and isinstance(value, bool):
        return value
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if kind is not bool and number and value >= 0:
        return kind(value)
    raise NotUnderstoodError(name)


def _many(value: Any) -> list[Mapping[str, Any]]:
    items = value if isinstance(value, list) else [value]
    if not all(isinstance(item, Mapping) for item in items):
        raise NotUnderstoodError("a fault must be an object")
    return items


def _rest(item: Mapping[str, Any]) -> RestFault:
    if set(item) - REST_KEYS or item.get("on", "any") not in OPERATIONS or "answer" not in item:
        raise NotUnderstoodError("rest")
    answer = str(item["answer"])
    if answer != "hang" and not answer.isdigit():
        raise NotUnderstoodError("answer")
    return RestFault(
        on=item.get("on", "any"),
        answer=answer,
        times=_cast(int, "times", item.get("times", 1)),
        seconds=_cast(float, "seconds", item.get("seconds", 20.0)),
        taken=_cast(bool, "taken", item.get("taken", False)),
    )


def _message(item: Mapping[str, Any]) -> MessageFault:
    status = item.get("status", "undelivered")
    if set(item) - {"error", "status", "times"} or status not in ("undelivered", "failed"):
        raise NotUnderstoodError("messages")
    return MessageFault(
        error=_cast(int, "error", item.get("error")),
        status=status,
        times=_cast(int, "times", item.get("times", 1)),
    )
