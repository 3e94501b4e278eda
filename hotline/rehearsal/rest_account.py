"""REST doors about the account itself: how it stands, what is left, its messaging services.

It is a full account in good standing. There are no messaging services: nothing here would play one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify

from hotline.rehearsal import shape

if TYPE_CHECKING:
    from hotline.rehearsal.rest import Desk

ACCOUNT = "/Accounts/<account>.json"
BALANCE = "/Accounts/<account>/Balance.json"
MESSAGING = "/v1"  # the carrier has this at a host of its own
LEFT = "100.00"  # dollars


def add_account(doors: Blueprint, desk: Desk) -> None:
    def account(account: str) -> Response:
        return desk.answer("account", lambda: jsonify(shape.account(desk.config.account)))

    def balance(account: str) -> Response:
        return desk.answer("account", lambda: jsonify(shape.balance(desk.config.account, LEFT)))

    doors.get(ACCOUNT)(account)
    doors.get(BALANCE)(balance)


def messaging(desk: Desk) -> Blueprint:
    def services() -> Response:
        return desk.answer("account", lambda: jsonify(shape.no_services()))

    doors = Blueprint("messaging", __name__, url_prefix=MESSAGING)
    doors.get("/Services")(services)
    return doors
