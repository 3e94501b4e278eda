"""The browser phones: one page, its files, and the doors it uses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, jsonify, request, send_from_directory

from hotline.rehearsal import arming, guard, numbers, texting, trouble, view, world
from hotline.rehearsal.exchange import Exchange
from hotline.rehearsal.switchboard import NotACallError, Switchboard
from hotline.rehearsal.world import World

STATIC = Path(__file__).parent / "static"
FILES = frozenset({"phones.css", "calls.css", "phones.js", "calls.js", "parts.js"})


def pages(exchange: Exchange) -> Blueprint:
    doors = Blueprint("pages", __name__)
    doors.before_request(_guard)
    doors.get("/", endpoint="page")(lambda: send_from_directory(STATIC, "phones.html"))
    doors.get("/static/<name>", endpoint="file")(_file)
    doors.get("/phones/state", endpoint="state")(lambda: _state(exchange))
    doors.post("/phones", endpoint="another")(lambda: _another(exchange))
    doors.post("/phones/<int:at>/text", endpoint="text")(lambda at: _text(exchange, at))
    doors.post("/phones/<int:at>/call", endpoint="call")(lambda at: _call(exchange, at))
    doors.post("/phones/trouble", endpoint="trouble")(lambda: _trouble(exchange))
    return doors


def _guard() -> None:
    (guard.ours if request.path.startswith("/phones") else guard.here)()


def _file(name: str) -> Response:
    return send_from_directory(STATIC, name) if name in FILES else abort(404)


def _asked() -> dict[str, Any]:
    asked = request.get_json(silent=True)
    return asked if isinstance(asked, dict) else {}


def _said(status: int = 200, **words: object) -> Response:
    response = jsonify(**words)
    response.status_code = status
    return response


def _state(exchange: Exchange) -> Response:
    version = exchange.version
    if request.args.get("since") == str(version):
        return jsonify(version=version, same=True)
    return jsonify(view.phones(exchange.world, version, exchange.clock.now()))


def _another(exchange: Exchange) -> Response:
    number = str(_asked().get("number", "")).strip()
    if number and not numbers.valid(number):
        return _said(400, error="That is not a number like +12025550100.")
    exchange.change(_adding(number))
    return _said(201, ok=True)


def _adding(number: str) -> Callable[[World, float], tuple[World, None]]:
    def alter(before: World, now: float) -> tuple[World, None]:
        return world.with_phone(before, number or _free(before)), None

    return alter


def _free(before: World) -> str:
    """The next number that is set aside for pretending (555-01xx)."""
    taken = set(before.phones) | {line.number for line in before.lines}
    made = (f"+1202555{last:04}" for last in range(101, 200))
    return next(number for number in made if number not in taken)


def _text(exchange: Exchange, at: int) -> Response:
    now, asked = exchange.world, _asked()
    line = asked.get("line", 0)
    if at >= len(now.phones) or not isinstance(line, int) or not 0 <= line < len(now.lines):
        abort(404)
    phone = now.phones[at]
    to = numbers.channel(phone) + now.lines[line].number
    media = 1 if asked.get("picture") else 0
    try:
        outcome = texting.send(exchange, phone, to, str(asked.get("body", "")), media)
    except texting.NotATextError as fault:
        return _said(400, error=str(fault))
    if outcome is None:
        return _said(503, error="Not sent: the carrier is down.")
    return _said(ok=True)


def _call(exchange: Exchange, at: int) -> Response:
    """One thing that a person does with this phone's call."""
    now, asked = exchange.world, _asked()
    line, do = asked.get("line", 0), DOES.get(str(asked.get("do", "")))
    known = isinstance(line, int) and 0 <= line < len(now.lines)
    if at >= len(now.phones) or do is None or not known:
        abort(404)
    if now.faults.down:
        return _said(503, error="No call: the carrier is down.")
    try:
        do(Switchboard(exchange), now.phones[at], asked | {"number": now.lines[line].number})
    except NotACallError:
        return _said(409, error="That is not possible at this moment.")
    return _said(ok=True)


DOES: dict[str, Callable[[Switchboard, str, dict[str, Any]], object]] = {
    "dial": lambda board, phone, asked: board.dial(phone, str(asked["number"])),
    "answer": lambda board, phone, asked: board.answer(phone),
    "decline": lambda board, phone, asked: board.decline(phone),
    "hang up": lambda board, phone, asked: board.hang_up(phone),
    "press": lambda board, phone, asked: board.press(phone, str(asked.get("keys", ""))),
    "say": lambda board, phone, asked: board.say(phone, str(asked.get("words", ""))),
}


def _trouble(exchange: Exchange) -> Response:
    name = str(_asked().get("name", ""))
    if name not in trouble.OFFERED:
        abort(404)
    wish = trouble.OFFERED[name][1]
    exchange.change(lambda w, now: (world.with_faults(w, arming.arm(w.faults, wish)), None))
    return _said(ok=True)
