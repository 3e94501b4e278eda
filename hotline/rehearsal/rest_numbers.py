"""REST doors for the account's numbers: list, fetch, and where their texts and calls go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify, request

from hotline.rehearsal import lines, shape
from hotline.rehearsal.refusals import Refusal, refusal
from hotline.rehearsal.world import Line

if TYPE_CHECKING:
    from hotline.rehearsal.rest import Desk

ALL = "/Accounts/<account>/IncomingPhoneNumbers.json"
ONE = "/Accounts/<account>/IncomingPhoneNumbers/<sid>.json"
FILTERS = frozenset({"PhoneNumber", "FriendlyName", "PageSize", "Page"})


def add_numbers(doors: Blueprint, desk: Desk) -> None:
    def listed(account: str) -> Response:
        return desk.answer("numbers", lambda: _list(desk))

    def one(account: str, sid: str) -> Response:
        return desk.answer("numbers", lambda: _one(desk, sid))

    doors.get(ALL)(listed)
    doors.route(ONE, methods=["GET", "POST"])(one)


def _list(desk: Desk) -> Response:
    if strange := sorted(set(request.args) - FILTERS):
        named = ", ".join(strange)
        return desk.refused(refusal(20001, what=named, misuse=f"unknown filter: {named}"))
    wanted = tuple(line for line in desk.exchange.world.lines if _matches(line))
    return jsonify(shape.lines(desk.config.account, wanted))


def _matches(line: Line) -> bool:
    number = request.args.get("PhoneNumber", line.number)
    name = line.setting("FriendlyName") or line.number
    return number == line.number and request.args.get("FriendlyName", name) == name


def _one(desk: Desk, sid: str) -> Response:
    line = next((one for one in desk.exchange.world.lines if one.sid == sid), None)
    if line is None:
        return desk.missing()
    result: Line | Refusal = line
    if request.method == "POST":
        form = desk.form()
        result = desk.exchange.change(lambda w, now: lines.updated(w, line, form))
    if isinstance(result, Refusal):
        return desk.refused(result)
    return jsonify(shape.line(desk.config.account, result))
