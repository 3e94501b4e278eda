"""REST doors for messages: create, list, fetch, redact, delete."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify, request

from hotline.rehearsal import erasing, listing, sending, shape, world
from hotline.rehearsal.message import Message
from hotline.rehearsal.refusals import Refusal, refusal

if TYPE_CHECKING:
    from hotline.rehearsal.rest import Desk

ALL, ONE = "/Accounts/<account>/Messages.json", "/Accounts/<account>/Messages/<sid>.json"


def add_messages(doors: Blueprint, desk: Desk) -> None:
    doors.post(ALL, endpoint="create")(_on_all(desk, "create", _create))
    doors.get(ALL, endpoint="list")(_on_all(desk, "list", _list))
    doors.get(ONE, endpoint="fetch")(_on_one(desk, "fetch", _fetch))
    doors.post(ONE, endpoint="redact")(_on_one(desk, "redact", _redact))
    doors.delete(ONE, endpoint="delete")(_on_one(desk, "delete", _delete))


def _on_all(
    desk: Desk, operation: str, do: Callable[[Desk], Response]
) -> Callable[[str], Response]:
    return lambda account: desk.answer(operation, lambda: do(desk))


def _on_one(
    desk: Desk, operation: str, do: Callable[[Desk, Message], Response]
) -> Callable[[str, str], Response]:
    def door(account: str, sid: str) -> Response:
        message = world.found(desk.exchange.world, sid)
        if message is None:
            return desk.answer(operation, desk.missing)
        return desk.answer(operation, lambda: do(desk, message))

    return door


def _shown(desk: Desk, result: Message | Refusal, status: int) -> Response:
    if isinstance(result, Refusal):
        return desk.refused(result)
    response = jsonify(shape.message(desk.config.account, result))
    response.status_code = status
    return response


def _create(desk: Desk) -> Response:
    seed, form = desk.exchange.seeds(), desk.form()
    return _shown(desk, desk.exchange.change(lambda w, t: sending.sent(w, form, seed, t)), 201)


def _list(desk: Desk) -> Response:
    asked = {name: request.args[name] for name in request.args}
    try:
        page = listing.page(desk.exchange.world.messages, asked, listing.MESSAGES)
    except listing.NotAFilterError as fault:
        named = str(fault)
        return desk.refused(refusal(20001, what=named, misuse=f"unknown filter: {named}"))
    return jsonify(shape.listed(desk.config.account, page, asked, "Messages", shape.message))


def _fetch(desk: Desk, message: Message) -> Response:
    return _shown(desk, message, 200)


def _redact(desk: Desk, message: Message) -> Response:
    form = desk.form()
    return _shown(desk, desk.exchange.change(lambda w, t: erasing.redacted(w, message, form)), 200)


def _delete(desk: Desk, message: Message) -> Response:
    problem = desk.exchange.change(lambda w, now: erasing.deleted(w, message, now))
    return desk.refused(problem) if problem else Response(status=204)
