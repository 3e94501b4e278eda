"""The carrier's webhooks about calls of ours to a contact, who asked for it."""

from __future__ import annotations

import logging

from flask import Blueprint, Response, request

from hotline.carrier import inbound, twiml
from hotline.desk import calling_back as desk
from hotline.domain.events import CallTurned
from hotline.domain.replies import CallReply, HangUp
from hotline.errors import StoreAway
from hotline.web.edge import edge, markup

log = logging.getLogger("hotline.web")
backs = Blueprint("backs", __name__, url_prefix="/webhooks/back")


@backs.post("/<id:ring>")
def picked_up(ring: str) -> Response:
    """Somebody, or a machine, answered."""
    return _said(desk.picked_up(edge().desk, _turned(ring)))


@backs.post("/key/<id:ring>/<int:n>")
def pressed(ring: str, n: int) -> Response:
    """A key, or none, to the one sentence."""
    return _said(desk.pressed(edge().desk, _turned(ring), n))


@backs.post("/status/<id:ring>")
def status(ring: str) -> Response:
    """How far it came."""
    try:
        desk.reported(edge().desk, _turned(ring), final=inbound.is_over(request.form))
    except StoreAway:
        log.info("report of a call to a contact lost: store away")
    return markup(twiml.NOTHING)


@backs.post("/sorry/<id:ring>")
def sorry(ring: str) -> Response:
    """What is heard when the answer failed: nothing, for it may be anybody's ear."""
    return _said((HangUp(),))


@backs.errorhandler(inbound.NotForUs)
def not_for_us(reason: inbound.NotForUs) -> Response:
    """A call that is not ours ends."""
    log.info("call to a contact not for us: %s", str(reason))
    return markup(twiml.NOTHING)


def _turned(ring: str) -> CallTurned:
    return inbound.back_turned(request.form, edge().account, edge().lines, ring)


def _said(replies: tuple[CallReply, ...]) -> Response:
    return markup(edge().voice.markup(replies))
