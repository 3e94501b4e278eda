"""What stands before every route: the signature, and an answer also when we break.

An unsigned webhook gets 403 and no work is done. A signed one always gets 200 and valid markup:
any error would make the carrier keep a copy of the request that nobody can delete.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, Response, current_app, g, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import BaseConverter

from hotline.carrier.signature import Signatures
from hotline.carrier.voice import Voice
from hotline.desk.tools import Desk
from hotline.domain.phone import Phone

log = logging.getLogger("hotline.web")

WEBHOOKS = "/webhooks/"
MARKUP = "text/xml; charset=utf-8"
MOST_FIELDS = 500  # of a form; the carrier's have some forty


@dataclass(frozen=True, slots=True)
class Edge:
    """What the routes need.

    `status_url` is where the carrier tells the fate of a text, a receipt is put behind it; `voice`
    writes markup for calls, `sorry` the markup for a route that we broke at.
    """

    desk: Desk
    signatures: Signatures
    account: str
    lines: frozenset[Phone]
    status_url: str
    voice: Voice
    sorry: Callable[[str], str]
    ready: Callable[[], tuple[bool, dict[str, object]]]


def edge() -> Edge:
    """The edge of the app that serves this request."""
    return current_app.extensions["hotline"]  # type: ignore[no-any-return]


class OurId(BaseConverter):
    """A random id of ours in an address: nothing shorter, which could be somebody's word."""

    regex = r"[A-Za-z0-9_-]{16,80}"


def guard(app: Flask) -> None:
    """Put the guard before and behind every route of an app. No address leads on to another: the
    carrier would lose the form on the way."""
    app.url_map.converters["id"] = OurId
    app.url_map.merge_slashes = app.url_map.strict_slashes = False
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    app.before_request(_check_signature)
    app.after_request(_headers)
    app.register_error_handler(Exception, _broken)


def markup(document: str) -> Response:
    """An answer in the carrier's markup."""
    return Response(document, mimetype="text/xml")


def _check_signature() -> Response | None:
    if not request.path.startswith(WEBHOOKS):
        return None
    target = request.environ.get("REQUEST_URI") or request.environ.get("RAW_URI") or ""
    signature = request.headers.get("X-Twilio-Signature", "")
    if not signature or _crowded():
        return Response(status=403)  # before the form is even read
    settings = request.headers.get("X-Twilio-Webhooks-Signature-Settings", "")
    if not edge().signatures.hold(target, request.form, signature, settings):
        return Response(status=403)
    g.signed = True
    return None


def _crowded() -> bool:
    """More fields than the carrier ever sends: to read and check them all would cost a stranger
    little and us much."""
    return request.get_data().count(b"&") > MOST_FIELDS


def _headers(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _broken(error: Exception) -> Response:
    """Name the kind of fault and the route's pattern; never the fault's text, it may hold words.

    What the carrier signed for nearly one of our routes (a GET, a slash too many) is answered as if
    that route had broken: whoever wrote must not meet silence.
    """
    rule = request.url_rule.rule if request.url_rule else "none"
    if not g.get("signed"):
        code = error.code if isinstance(error, HTTPException) and error.code else 500
        if request.path.startswith(WEBHOOKS):
            code = 403
        return Response(status=code)
    log.error("broke at %s: %s", rule.replace("/", "."), type(error).__name__.lower())
    return markup(edge().sorry(rule if request.url_rule else request.path.rstrip("/")))
