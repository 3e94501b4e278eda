"""REST doors for calls: make, list, fetch, change, delete."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify, request

from hotline.rehearsal import listing
from hotline.rehearsal import shape as shapes
from hotline.rehearsal.calls import creating, shape, updating
from hotline.rehearsal.calls.leg import Leg
from hotline.rehearsal.refusals import Refusal, refusal
from hotline.rehearsal.world import World

if TYPE_CHECKING:
    from hotline.rehearsal.rest import Desk

ALL, ONE = "/Accounts/<account>/Calls.json", "/Accounts/<account>/Calls/<sid>.json"


def add_calls(doors: Blueprint, desk: Desk) -> None:
    doors.post(ALL, endpoint="create-call")(_on_all(desk, "create-call", _create))
    doors.get(ALL, endpoint="list-calls")(_on_all(desk, "list-calls", _list))
    doors.get(ONE, endpoint="fetch-call")(_on_one(desk, "fetch-call", _fetch))
    doors.post(ONE, endpoint="update-call")(_on_one(desk, "update-call", _update))
    doors.delete(ONE, endpoint="delete-call")(_on_one(desk, "delete-call", _delete))


def _on_all(
    desk: Desk, operation: str, do: Callable[[Desk], Response]
) -> Callable[[str], Response]:
    return lambda account: desk.answer(operation, lambda: do(desk))


def _on_one(
    desk: Desk, operation: str, do: Callable[[Desk, Leg], Response]
) -> Callable[[str, str], Response]:
    def door(account: str, sid: str) -> Response:
        leg = desk.exchange.world.calls.leg(sid)
        if leg is None:
            return desk.answer(operation, desk.missing)
        return desk.answer(operation, lambda: do(desk, leg))

    return door


def _shown(desk: Desk, result: Leg | Refusal, status: int) -> Response:
    if isinstance(result, Refusal):
        return desk.refused(result)
    response = jsonify(shape.call(desk.config.account, result))
    response.status_code = status
    return response


def _create(desk: Desk) -> Response:
    seed, form = desk.exchange.seeds(), desk.form()
    return _shown(desk, desk.exchange.change(lambda w, t: creating.made(w, form, seed, t)), 201)


def _list(desk: Desk) -> Response:
    asked = {name: request.args[name] for name in request.args}
    try:
        page = listing.page(desk.exchange.world.calls.legs, asked, listing.CALLS)
    except listing.NotAFilterError as fault:
        named = str(fault)
        return desk.refused(refusal(20001, what=named, misuse=f"unknown filter: {named}"))
    return jsonify(shapes.listed(desk.config.account, page, asked, "Calls", shape.call))


def _fetch(desk: Desk, leg: Leg) -> Response:
    return _shown(desk, leg, 200)


def _update(desk: Desk, leg: Leg) -> Response:
    form = desk.form()

    def alter(w: World, now: float) -> tuple[World, Leg | Refusal]:
        return updating.updated(w, w.calls.leg(leg.sid) or leg, form, now)

    return _shown(desk, desk.exchange.change(alter), 200)


def _delete(desk: Desk, leg: Leg) -> Response:
    problem = desk.exchange.change(lambda w, now: updating.deleted(w, leg, now))
    return desk.refused(problem) if problem else Response(status=204)
