"""Control's doors for calls; what each wants stands at the top of control.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from flask import Response, jsonify

from hotline.rehearsal.calls.leg import Leg
from hotline.rehearsal.calls.phone import KINDS, usual
from hotline.rehearsal.calls.room import Room
from hotline.rehearsal.switchboard import NotACallError, Switchboard
from hotline.rehearsal.world import World

Asked = dict[str, Any]
DOING: dict[str, tuple[str, ...]] = {  # what is done: what it needs besides the phone
    "dial": ("line",),
    "answer": (),
    "decline": (),
    "press": ("keys",),
    "say": ("words",),
    "hang up": (),
}


def doors(board: Switchboard) -> dict[str, Callable[[Asked], Response]]:
    table: dict[str, Callable[[Switchboard, Asked], None]] = {
        "/call": _call,
        "/phone": _phone,
        "/recordings": lambda board, asked: board.lasts({k: _seconds(v) for k, v in asked.items()}),
        "/verified": lambda board, asked: board.verify([str(n) for n in asked.get("numbers", [])]),
        "/heard": lambda board, asked: None,
    }
    return {path: _door(board, do) for path, do in table.items()}


def _door(
    board: Switchboard, do: Callable[[Switchboard, Asked], None]
) -> Callable[[Asked], Response]:
    def door(asked: Asked) -> Response:
        if board.exchange.world.faults.down:
            return _no("the carrier is down", 503)
        try:
            do(board, asked)
        except (NotACallError, TypeError, ValueError) as fault:
            return _no(str(fault), 400)
        phone, since = str(asked.get("phone", "")), int(asked.get("since", 0))
        leg = board.call(phone)
        sounds = [asdict(s) for s in board.heard(phone, since)]
        return jsonify(call=_leg(leg) if leg else None, heard=sounds)

    return door


def _no(why: str, status: int) -> Response:
    response = jsonify(error=why)
    response.status_code = status
    return response


def _call(board: Switchboard, asked: Asked) -> None:
    do, phone = str(asked.get("do", "")), str(asked.get("phone", ""))
    if do not in DOING:
        raise NotACallError("do is one of: " + ", ".join(DOING))
    more = [name for name in (*DOING[do], "shown") if name in asked]
    if strange := set(asked) - {"do", "phone", "since", *more} or set(DOING[do]) - set(more):
        raise NotACallError("unknown or missing: " + ", ".join(sorted(strange)))
    getattr(board, do.replace(" ", "_"))(phone, **{name: str(asked[name]) for name in more})


def _phone(board: Switchboard, asked: Asked) -> None:
    number, kind = str(asked.get("number", "")), str(asked.get("kind", "person"))
    if strange := set(asked) - {"number", "kind", "after", "keys", "wait", "stays"}:
        raise NotACallError("unknown: " + ", ".join(sorted(strange)))
    if kind not in KINDS or not number:
        raise NotACallError("a phone has a number and one of: " + ", ".join(sorted(KINDS)))
    given: dict[str, Any] = {
        n: _seconds(asked[n]) for n in ("after", "wait", "stays") if n in asked
    }
    board.behave(number, replace(usual(kind), keys=str(asked.get("keys", "")), **given))


def _seconds(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
        raise NotACallError("seconds are a number")
    return float(value)


def state(world: World, now: float) -> dict[str, object]:
    calls = world.calls
    return {
        "calls": [_leg(leg) for leg in calls.legs],
        "rooms": [_room(room) for room in calls.rooms],
        "sounds": [asdict(s) for s in calls.sounds if s.at <= now],
        "behaviours": {number: asdict(b) for number, b in calls.behaviours.items()},
    }


def _leg(leg: Leg) -> dict[str, object]:
    names = ("sid", "direction", "phone", "caller", "called", "status", "parent")
    times = ("created", "answered", "ended")
    doing = type(leg.doing).__name__.lower() if leg.doing else ""
    return {name: getattr(leg, name) for name in (*names, *times)} | {"doing": doing}


def _room(room: Room) -> dict[str, object]:
    seats = [{"call": s.call, "muted": s.muted, "hold": s.hold, "end": s.end} for s in room.seats]
    return {"sid": room.sid, "name": room.name, "status": room.status, "seats": seats}
