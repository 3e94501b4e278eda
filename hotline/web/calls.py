"""The carrier's webhooks about the calls that come in: one route, two lines."""

from __future__ import annotations

import logging
from collections.abc import Callable

from flask import Blueprint, Response, request

from hotline.carrier import inbound, twiml
from hotline.desk import calls as desk
from hotline.desk.tools import Desk
from hotline.domain.events import CallTurned
from hotline.domain.replies import Busy, CallReply
from hotline.errors import StoreAway
from hotline.web.edge import edge, markup

log = logging.getLogger("hotline.web")
calls = Blueprint("calls", __name__, url_prefix="/webhooks/call")

Turn = Callable[[Desk, CallTurned], tuple[CallReply, ...]]


@calls.post("")
def started() -> Response:
    """A call arrived."""
    event = inbound.call_started(request.form, edge().account, edge().lines)
    return markup(edge().voice.markup(desk.call_started(edge().desk, event)))


@calls.post("/turn/<token>")
def turned(token: str) -> Response:
    """A caller pressed a key, or heard something out."""
    return _turn(token, desk.call_turned)


@calls.post("/pin/<token>")
def pin(token: str) -> Response:
    """One of us typed a PIN, or nothing."""
    event = inbound.pin_typed(request.form, edge().account, edge().lines, token)
    return markup(edge().voice.markup(desk.pin_typed(edge().desk, event)))


@calls.post("/left/<token>")
def left(token: str) -> Response:
    """A caller is out of the room."""
    return _after_dial(token, desk.out_of_room)


@calls.post("/beat/<token>/<int:n>")
def beat(token: str, n: int) -> Response:
    """A caller is in the room, alone."""
    return _turn(token, lambda tools, event: desk.alone_in_room(tools, event, n))


@calls.post("/dialled/<token>")
def dialled(token: str) -> Response:
    """A number that was rung straight from the call answered, or did not."""
    return _after_dial(token, desk.dial_over)


@calls.post("/whisper/<token>")
def whispered(token: str) -> Response:
    """Somebody picked up who was rung straight from the call."""
    return _whispered(token, desk.asked_to_take)


@calls.post("/whispered/<token>")
def answered_whisper(token: str) -> Response:
    """They pressed a key, or none."""
    return _whispered(token, desk.taken_or_not)


@calls.post("/status")
def over() -> Response:
    """The number's own report of a call."""
    call = inbound.call_over(request.form, edge().account, edge().lines)
    try:
        if call:
            desk.call_over(edge().desk, call)
    except StoreAway:
        log.info("end of a call lost: store away")
    return markup(twiml.NOTHING)


@calls.errorhandler(inbound.NotForUs)
def not_for_us(reason: inbound.NotForUs) -> Response:
    """A caller must not meet silence, whatever is wrong with the form: the words of `sorry`. Our
    own number is no caller."""
    log.info("call not for us: %s", str(reason))
    if str(reason) == inbound.OURSELVES:
        return markup(edge().voice.markup((Busy(),)))
    return markup(edge().sorry("/webhooks/call"))


def _whispered(token: str, turn: Turn) -> Response:
    event = inbound.whisper_heard(request.form, edge().account, edge().lines, token)
    return markup(edge().voice.markup(turn(edge().desk, event)))


def _after_dial(token: str, turn: Turn) -> Response:
    """The carrier asks what follows also where the caller has hung up."""
    return _turn(token, desk.hung_up if inbound.is_over(request.form) else turn)


def _turn(token: str, turn: Turn) -> Response:
    event = inbound.call_turned(request.form, edge().account, edge().lines, token)
    return markup(edge().voice.markup(turn(edge().desk, event)))
