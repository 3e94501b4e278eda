"""The carrier's webhooks about calls of ours that ask a contact whether all is well."""

from __future__ import annotations

import logging

from flask import Blueprint, Response, request

from hotline.carrier import inbound, twiml
from hotline.desk import checkin_calls as desk
from hotline.domain.events import CallTurned
from hotline.domain.replies import CallReply, HangUp
from hotline.errors import StoreAway
from hotline.web.edge import edge, markup

log = logging.getLogger("hotline.web")
asks = Blueprint("asks", __name__, url_prefix="/webhooks/ask")


@asks.post("/<id:ask>")
def picked_up(ask: str) -> Response:
    """Somebody, or a machine, answered."""
    return _said(desk.picked_up(edge().desk, _turned(ask)))


@asks.post("/key/<id:ask>/<int:n>")
def pressed(ask: str, n: int) -> Response:
    """The first key, or none."""
    return _said(desk.pressed(edge().desk, _turned(ask), n))


@asks.post("/second/<id:ask>/<int:n>")
def second(ask: str, n: int) -> Response:
    """The second key, or none."""
    return _said(desk.second(edge().desk, _turned(ask)))


@asks.post("/status/<id:ask>")
def status(ask: str) -> Response:
    """How far it came."""
    try:
        desk.reported(edge().desk, _turned(ask), final=inbound.is_over(request.form))
    except StoreAway:
        log.info("report of an ask lost: store away")
    return markup(twiml.NOTHING)


@asks.post("/sorry/<id:ask>")
def sorry(ask: str) -> Response:
    """What is heard when the answer failed: nothing, for it may be anybody's ear."""
    return _said((HangUp(),))


@asks.errorhandler(inbound.NotForUs)
def not_for_us(reason: inbound.NotForUs) -> Response:
    """A call that is not ours ends."""
    log.info("ask not for us: %s", str(reason))
    return markup(twiml.NOTHING)


def _turned(ask: str) -> CallTurned:
    return inbound.back_turned(request.form, edge().account, edge().lines, ask)


def _said(replies: tuple[CallReply, ...]) -> Response:
    return markup(edge().voice.markup(replies))
