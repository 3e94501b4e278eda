"""The world as the browser phones show it."""

from __future__ import annotations

from hotline.rehearsal import numbers, segments, trouble
from hotline.rehearsal.calls import view
from hotline.rehearsal.message import INBOUND, Message
from hotline.rehearsal.world import Alert, World

NEWEST = 60  # alerts in the list
WHY = {
    14101: "the answer names a number that is none",
    14102: "the answer comes from a number that is not ours",
    14103: "the answer is empty",
    14104: "the answer asks for a GET",
    14106: "the answers go round in circles",
    11100: "the address is not one",
    11200: "the line gave no usable answer",
    11205: "the line could not be reached",
    11750: "the answer is too large",
    12100: "the answer is not TwiML",
    12200: "the answer has something unknown in it",
    12300: "the answer is not XML",
    21610: "this phone has said STOP",
    21617: "longer than 1600 characters",
    30003: "the phone was off",
    30004: "blocked",
    30005: "unknown number",
    30006: "a landline",
    30007: "held back by a filter",
    30008: "unknown reason",
    30036: "it waited too long",
}


def phones(world: World, version: int, now: float) -> dict[str, object]:
    return {
        "version": version,
        "lines": [{"id": at, "number": line.number} for at, line in enumerate(world.lines)],
        "phones": [_phone(world, at, number, now) for at, number in enumerate(world.phones)],
        "trouble": trouble.offered(),
        "arranged": trouble.told(world.faults),
        "down": world.faults.down,
        "alerts": [_entry(alert) for alert in reversed(world.alerts[-NEWEST:])],
        "errors": [error.what for error in reversed(world.errors[-NEWEST:])],
    }


def _phone(world: World, at: int, number: str, now: float) -> dict[str, object]:
    mine = [m for m in world.handsets if m.contact == number]
    bad = [a for a in world.alerts if a.contact == number and a.code != 21610]
    shown = [_bubble(world, m) for m in mine] + [_note(world, a) for a in bad]
    shown.sort(key=lambda bubble: (float(str(bubble["at"])), int(str(bubble["order"]))))
    waiting = {m.sid: m for m in mine if m.sid in world.answering}
    return {
        "id": at,
        "number": number,
        "answering": sorted({_line(world, m.line) for m in waiting.values()}),
        "stopped": [_line(world, line) for line, who in sorted(world.blocked) if who == number],
        "bubbles": shown,
        "call": view.call(world, number, now),
    }


def _line(world: World, address: str) -> int:
    found = [at for at, line in enumerate(world.lines) if line.number == numbers.bare(address)]
    return found[0] if found else -1


def _bubble(world: World, message: Message) -> dict[str, object]:
    counted = segments.count(message.body)
    return {
        "id": message.sid,
        "line": _line(world, message.line),
        "side": _side(message),
        "text": message.body,
        "pictures": message.media,
        "encoding": counted.encoding,
        "units": counted.units,
        "parts": message.parts,
        "failed": _failed(message),
        "at": message.moment,
        "order": message.serial,
    }


def _side(message: Message) -> str:
    if message.direction == INBOUND:
        return "contact"
    return "carrier" if message.by_carrier else "line"


def _failed(message: Message) -> str:
    if message.error is None:
        return ""
    return f"{message.error}: {WHY.get(message.error, 'refused')}"


def _note(world: World, alert: Alert) -> dict[str, object]:
    return {
        "id": alert.sid,
        "line": _line(world, alert.line),
        "side": "trouble",
        "text": f"{alert.code}: {alert.why}",
        "pictures": 0,
        "failed": "",
        "at": alert.at,
        "order": world.serial + 1,
    }


def _entry(alert: Alert) -> dict[str, object]:
    return {"id": alert.sid, "code": alert.code, "why": alert.why or WHY.get(alert.code, "")}
