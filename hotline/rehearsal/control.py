"""The doors for tests: send a text, make a call, arrange failures, move the clock, look.

All want the header `X-Rehearsal: 1` and JSON. For calls:

- `POST /control/call` `{"phone", "do", …}`: `do` is `dial` (with `line`, and `shown` for a hidden
  number), `answer`, `decline`, `press` (with `keys`), `say` (with `words`) or `hang up`.
- `POST /control/phone` `{"number", "kind", "after", "keys", "wait", "stays"}`: how a phone behaves
  (kinds: person, answers, voicemail, declines, busy, unreachable; see calls/phone.py).
- `POST /control/recordings` `{"/static/soft.wav": 2.5}`: how long recordings last.
- `POST /control/verified` `{"numbers": […]}`: numbers that calls may show though not ours.
- `POST /control/heard` `{"phone", "since"}`: what the phone heard, oldest first, up to now.

`POST /control/faults` also knows, for calls:

- `{"documents": {"delay": 5, "lose_next": 1}}`: requests for voice documents;
- `{"calls": {"per_second": 1, "at_once": 2, "hide_next": 1}}`: the account, and hidden callers;
- `{"calls": {"action_after_hangup": false, "wait_again": false}}`: what no source settles;
- in `rest` the operations create-call, update-call, fetch-call, list-calls, delete-call, room.

Each door of calls answers with what the phone hears and shows then. With a held clock nothing
moves by itself: `POST /control/clock` `{"advance": 90}` lets 90 seconds happen at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, jsonify, request

from hotline.rehearsal import arming, calling_control, guard, lines, texting, world
from hotline.rehearsal.config import Config
from hotline.rehearsal.exchange import Exchange
from hotline.rehearsal.switchboard import Switchboard
from hotline.rehearsal.world import World


def control(exchange: Exchange, config: Config) -> Blueprint:
    doors = Blueprint("control", __name__, url_prefix="/control")
    doors.before_request(guard.ours)
    doors.get("/state", endpoint="state")(lambda: _state(exchange))
    table: dict[str, Callable[[dict[str, Any]], Response]] = {
        "/reset": lambda asked: _reset(exchange, config),
        "/text": lambda asked: _text(exchange, asked),
        "/faults": lambda asked: _faults(exchange, asked),
        "/clock": lambda asked: _clock(exchange, asked),
        **calling_control.doors(Switchboard(exchange)),
    }
    for path, do in table.items():
        doors.post(path, endpoint=path.strip("/"))(_door(do))
    return doors


def _door(do: Callable[[dict[str, Any]], Response]) -> Callable[[], Response]:
    def door() -> Response:
        asked = request.get_json(silent=True) if request.data else {}
        return do(asked) if isinstance(asked, dict) else _no("not a JSON object")

    return door


def _no(why: str, status: int = 400) -> Response:
    response = jsonify(error=why)
    response.status_code = status
    return response


def _reset(exchange: Exchange, config: Config) -> Response:
    """Everything as at the start; only the clock stays as it is."""
    exchange.change(lambda w, now: (lines.fresh(config), None))
    return jsonify(ok=True)


def _text(exchange: Exchange, asked: dict[str, Any]) -> Response:
    if strange := set(asked) - {"from", "to", "body", "media"}:
        return _no("unknown: " + ", ".join(sorted(strange)))
    sender, to = str(asked.get("from", "")), str(asked.get("to", ""))
    body, media = str(asked.get("body", "")), asked.get("media", 0)
    try:
        outcome = texting.send(exchange, sender, to, body, int(media))
    except (texting.NotATextError, TypeError, ValueError) as fault:
        return _no(str(fault))
    if outcome is None:
        return _no("the carrier is down", 503)
    return jsonify(texting.told(exchange.world, outcome))


def _faults(exchange: Exchange, asked: dict[str, Any]) -> Response:
    def alter(before: World, now: float) -> tuple[World, None]:
        return world.with_faults(before, arming.arm(before.faults, asked)), None

    try:
        exchange.change(alter)
    except arming.NotUnderstoodError as fault:
        return _no(f"not understood: {fault}")
    return jsonify(asdict(exchange.world.faults))


def _clock(exchange: Exchange, asked: dict[str, Any]) -> Response:
    mode, seconds = asked.get("mode"), asked.get("advance")
    if set(asked) - {"mode", "advance"} or mode not in (None, "real", "virtual"):
        return _no("mode is real or virtual")
    if mode:
        exchange.hold_clock(mode == "virtual")
    if seconds is not None:
        if not exchange.clock.virtual or not isinstance(seconds, (int, float)) or seconds < 0:
            return _no("only a virtual clock can be advanced, and only forwards")
        exchange.advance(float(seconds))
    return jsonify(_time(exchange))


def _time(exchange: Exchange) -> dict[str, object]:
    mode = "virtual" if exchange.clock.virtual else "real"
    return {"mode": mode, "now": exchange.clock.now(), "due": len(exchange.world.due)}


def _state(exchange: Exchange) -> Response:
    now = exchange.world
    return jsonify(
        messages=[asdict(m) for m in now.messages],
        alerts=[asdict(a) for a in now.alerts],
        requests=list(now.asked),
        webhooks=list(now.webhooks),
        errors=[asdict(e) for e in now.errors],
        blocked=[{"line": line, "contact": contact} for line, contact in sorted(now.blocked)],
        faults=asdict(now.faults),
        phones=list(now.phones),
        answering=len(now.answering),
        clock=_time(exchange),
        **calling_control.state(now, exchange.clock.now()),
    )
