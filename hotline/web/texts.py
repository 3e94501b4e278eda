"""The carrier's webhooks about texts: one arrived, one of ours came so far."""

from __future__ import annotations

import logging
import time

from flask import Blueprint, Response, request

from hotline.carrier import inbound, twiml
from hotline.desk.answer import answer_text
from hotline.desk.reports import text_reported
from hotline.errors import StoreAway
from hotline.web.edge import edge, markup

log = logging.getLogger("hotline.web")
texts = Blueprint("texts", __name__, url_prefix="/webhooks/text")


@texts.post("")
def text() -> Response:
    """A text arrived."""
    began = time.monotonic()
    try:
        event = inbound.text_arrived(request.form, edge().account, edge().lines)
    except inbound.NotForUs as reason:
        log.info("text not for us: %s", str(reason))
        return markup(twiml.NOTHING)
    answered = answer_text(edge().desk, event)
    log.info("text %s %s ms", answered.outcome, int((time.monotonic() - began) * 1000))
    return markup(twiml.texts(answered.replies, edge().status_url))


@texts.post("/status/<id:token>")
def text_status(token: str) -> Response:
    """The carrier tells how far a text of ours came."""
    try:
        text_reported(edge().desk, inbound.text_reported(request.form, edge().account, token))
    except inbound.NotForUs as reason:
        log.info("report not for us: %s", str(reason))
    except StoreAway:
        log.info("report lost: store away")
    return markup(twiml.NOTHING)
