"""The carrier's webhooks about calls: one route, two lines."""

from __future__ import annotations

import logging

from flask import Blueprint, Response, request

from hotline.carrier import inbound, twiml
from hotline.desk.calls import call_started, call_turned
from hotline.web.edge import edge, markup

log = logging.getLogger("hotline.web")
calls = Blueprint("calls", __name__, url_prefix="/webhooks/call")


@calls.post("")
def started() -> Response:
    """A call arrived."""
    event = inbound.call_started(request.form, edge().account, edge().lines)
    return markup(edge().voice.markup(call_started(edge().desk, event)))


@calls.post("/turn/<token>")
def turned(token: str) -> Response:
    """A caller pressed a key, or heard something out."""
    event = inbound.call_turned(request.form, edge().account, edge().lines, token)
    return markup(edge().voice.markup(call_turned(edge().desk, event)))


@calls.post("/status")
def over() -> Response:
    """The number's own report that a call is over: nothing is held about calls yet."""
    return markup(twiml.NOTHING)


@calls.errorhandler(inbound.NotForUs)
def not_for_us(reason: inbound.NotForUs) -> Response:
    """A caller must not meet silence, whatever is wrong with the form: the words of `sorry`."""
    log.info("call not for us: %s", str(reason))
    return markup(edge().sorry("/webhooks/call"))
