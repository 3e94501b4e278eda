"""The carrier's webhooks about calls of ours to one of us, for a check-in without an answer."""

from __future__ import annotations

import logging

from flask import Blueprint, Response, request

from hotline.carrier import inbound, twiml
from hotline.desk import owning as desk
from hotline.domain.events import PeerCallTurned
from hotline.domain.replies import CallReply, HangUp
from hotline.errors import StoreAway
from hotline.web.edge import edge, markup

log = logging.getLogger("hotline.web")
alarms = Blueprint("alarms", __name__, url_prefix="/webhooks/alarm")


@alarms.post("/<id:call>")
def picked_up(call: str) -> Response:
    """Somebody, or a machine, answered."""
    return _said(desk.picked_up(edge().desk, _turned(call)))


@alarms.post("/key/<id:call>/<int:n>")
def pressed(call: str, n: int) -> Response:
    """A key, or none, to: press 1 to take it."""
    return _said(desk.pressed(edge().desk, _turned(call), n))


@alarms.post("/chose/<id:call>/<int:n>")
def chose(call: str, n: int) -> Response:
    """A key, or none, of whoever has it."""
    return _said(desk.chose(edge().desk, _turned(call), n))


@alarms.post("/how/<id:call>/<int:n>")
def how(call: str, n: int) -> Response:
    """A key, or none, to: how did it end."""
    return _said(desk.ended(edge().desk, _turned(call), n))


@alarms.post("/after/<token>")
def after(token: str) -> Response:
    """A key, or mostly none, just after it was closed."""
    return _said(desk.after(edge().desk, _turned(token)))


@alarms.post("/back/<id:call>")
def back(call: str) -> Response:
    """The phone that was rung from this call answered, or did not; and now it is over."""
    talked = inbound.has_talked(request.form)
    return _said(desk.rang_them(edge().desk, _turned(call), talked=talked))


@alarms.post("/them/<id:call>")
def them(call: str) -> Response:
    """The contact's phone was picked up."""
    event = inbound.whisper_heard(request.form, edge().account, edge().lines, call)
    return _said(desk.they_picked_up(edge().desk, event))


@alarms.post("/talks/<id:call>")
def talks(call: str) -> Response:
    """A key, or none, on the contact's phone."""
    event = inbound.whisper_heard(request.form, edge().account, edge().lines, call)
    return _said(desk.they_pressed(edge().desk, event))


@alarms.post("/status/<id:call>")
def status(call: str) -> Response:
    """How far it came."""
    try:
        desk.reported(edge().desk, _turned(call))
    except StoreAway:
        log.info("report of an alarm's call lost: store away")
    return markup(twiml.NOTHING)


@alarms.post("/sorry/<id:call>")
def sorry(call: str) -> Response:
    """What is heard when the answer failed: nothing; the alarm goes on."""
    return _said((HangUp(),))


@alarms.errorhandler(inbound.NotForUs)
def not_for_us(reason: inbound.NotForUs) -> Response:
    """A call that is not ours ends."""
    log.info("alarm's call not for us: %s", str(reason))
    return markup(twiml.NOTHING)


def _turned(call: str) -> PeerCallTurned:
    return inbound.peer_call_turned(request.form, edge().account, call)


def _said(replies: tuple[CallReply, ...]) -> Response:
    return markup(edge().voice.markup(replies))
