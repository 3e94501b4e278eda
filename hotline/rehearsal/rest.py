"""The carrier's REST doors: authenticated, strict, and failing when told to."""

from __future__ import annotations

import hmac
from collections.abc import Callable

from flask import Blueprint, Response, jsonify, request

from hotline.rehearsal import faults, world
from hotline.rehearsal.calls.rest_calls import add_calls
from hotline.rehearsal.calls.rest_rooms import add_rooms
from hotline.rehearsal.config import Config
from hotline.rehearsal.exchange import Exchange
from hotline.rehearsal.faults import RestFault
from hotline.rehearsal.refusals import BY_STATUS, Refusal, refusal
from hotline.rehearsal.rest_account import MESSAGING, add_account
from hotline.rehearsal.rest_messages import add_messages
from hotline.rehearsal.rest_numbers import add_numbers
from hotline.rehearsal.world import World

ROOT = "/2010-04-01"


class Desk:
    """What every door needs: the exchange, and one way to answer."""

    def __init__(self, exchange: Exchange, config: Config, pause: Callable[[float], None]) -> None:
        self.exchange = exchange
        self.config = config
        self._pause = pause

    def answer(self, operation: str, do: Callable[[], Response]) -> Response:
        """Do it, unless this operation is told to fail; then fail as told."""
        fault = self.exchange.change(lambda w, now: _taken(w, operation))
        if fault is None:
            return do()
        if fault.taken:
            do()
        if fault.answer == "hang":
            self._pause(fault.seconds)
            return Response(status=504)
        return self.refused(refusal(_code(fault), to=request.form.get("To", ""), what=request.path))

    def form(self) -> dict[str, list[str]]:
        """What the request wishes for, repeated names kept apart."""
        return {name: request.form.getlist(name) for name in request.form}

    def refused(self, problem: Refusal) -> Response:
        if problem.misuse:
            self.misused(problem.misuse)
        response = jsonify(problem.document())
        response.status_code = problem.status
        return response

    def misused(self, what: str) -> None:
        self.exchange.change(lambda w, now: (world.misused(w, what, now), None))

    def failed(self, status: int) -> Response:
        """An error of HTTP itself, in the carrier's shape and with the status it had."""
        problem = refusal(BY_STATUS.get(status, 20001), what=request.path)
        response = self.refused(problem)
        response.status_code = status
        return response

    def missing(self) -> Response:
        return self.refused(refusal(20404, what=request.path))


def _taken(before: World, operation: str) -> tuple[World, RestFault | None]:
    fault, left = faults.take_rest(before.faults, operation)
    return world.with_faults(before, left), fault


def _code(fault: RestFault) -> int:
    number = int(fault.answer)
    return BY_STATUS.get(number, 20500) if number < 1000 else number


def rest(desk: Desk) -> Blueprint:
    doors = Blueprint("rest", __name__, url_prefix=ROOT)
    doors.before_app_request(lambda: _at_the_door(desk))
    add_account(doors, desk)
    add_messages(doors, desk)
    add_numbers(doors, desk)
    add_calls(doors, desk)
    add_rooms(doors, desk)
    return doors


def _at_the_door(desk: Desk) -> Response | None:
    if not request.path.startswith((ROOT + "/", MESSAGING + "/")):
        return None
    query = request.query_string.decode("ascii", "replace")
    asked = f"{request.method} {request.path}" + (f"?{query}" if query else "")
    desk.exchange.change(lambda w, now: (world.was_asked(w, asked), None))
    if desk.exchange.world.faults.down:
        return desk.refused(refusal(20503))
    if not _known(desk.config):
        return desk.refused(refusal(20003))
    own = f"{ROOT}/Accounts/{desk.config.account}"
    if not request.path.startswith((own + "/", own + ".json", MESSAGING + "/")):
        return desk.missing()
    return None


def _known(config: Config) -> bool:
    shown = request.authorization
    if shown is None or shown.type != "basic":
        return False
    user, word = shown.username or "", shown.password or ""
    right_user = hmac.compare_digest(user.encode(), config.account.encode())
    return right_user and hmac.compare_digest(word.encode(), config.token.encode())
