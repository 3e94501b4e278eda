"""The carrier's webhooks about calls of ours to one of us: whether they agree, whether it rings."""

from __future__ import annotations

import logging

from flask import Blueprint, Response, request

from hotline.carrier import inbound, twiml
from hotline.desk import called as desk
from hotline.domain.events import PeerCallTurned
from hotline.domain.replies import CallReply, HangUp
from hotline.errors import StoreAway
from hotline.web.edge import edge, markup

log = logging.getLogger("hotline.web")
peers = Blueprint("peers", __name__, url_prefix="/webhooks/peer")


@peers.post("/<id:call>")
def picked_up(call: str) -> Response:
    """Somebody, or a machine, answered."""
    return _said(desk.picked_up(edge().desk, _turned(call)))


@peers.post("/key/<id:call>/<int:n>")
def pressed(call: str, n: int) -> Response:
    """A key, or none, to what was asked."""
    return _said(desk.pressed(edge().desk, _turned(call), n))


@peers.post("/status/<id:call>")
def status(call: str) -> Response:
    """How far it came."""
    try:
        desk.reported(edge().desk, _turned(call))
    except StoreAway:
        log.info("report of a call to a peer lost: store away")
    return markup(twiml.NOTHING)


@peers.post("/sorry/<id:call>")
def sorry(call: str) -> Response:
    """What is heard when the answer failed: nothing, and nothing has changed."""
    return _said((HangUp(),))


@peers.errorhandler(inbound.NotForUs)
def not_for_us(reason: inbound.NotForUs) -> Response:
    """A call that is not ours ends."""
    log.info("call to a peer not for us: %s", str(reason))
    return markup(twiml.NOTHING)


def _turned(call: str) -> PeerCallTurned:
    return inbound.peer_call_turned(request.form, edge().account, call)


def _said(replies: tuple[CallReply, ...]) -> Response:
    return markup(edge().voice.markup(replies))
