"""The rehearsal's web process: doors, headers, and errors in the carrier's shape."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable

from flask import Flask, Response, request

from hotline.rehearsal import lines, wire
from hotline.rehearsal.calling import Caller
from hotline.rehearsal.clock import Clock
from hotline.rehearsal.config import Config
from hotline.rehearsal.control import control
from hotline.rehearsal.exchange import Exchange
from hotline.rehearsal.pages import pages
from hotline.rehearsal.rest import ROOT, Desk, rest
from hotline.rehearsal.rest_account import MESSAGING, messaging

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
LARGEST = 256 * 1024
FAILURES = (400, 403, 404, 405, 413, 415, 500)


def new_exchange(config: Config, clock: Clock, post: wire.Post = wire.post) -> Exchange:
    caller = Caller(config.token, post)
    return Exchange(lines.fresh(config), clock, caller, lambda: secrets.token_hex(16))


def create_app(
    config: Config, exchange: Exchange, pause: Callable[[float], None] = time.sleep
) -> Flask:
    app = Flask("rehearsal", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST
    desk = Desk(exchange, config, pause)
    app.register_blueprint(rest(desk))
    app.register_blueprint(messaging(desk))
    app.register_blueprint(control(exchange, config))
    app.register_blueprint(pages(exchange))
    for code in FAILURES:
        app.register_error_handler(code, lambda fault: _unknown(desk, fault))
    app.after_request(_with_headers)
    return app


def _unknown(desk: Desk, fault: Exception) -> Response:
    """Whatever is not known is an error, and remembered as one."""
    code = int(getattr(fault, "code", None) or 500)
    if request.path.startswith((ROOT, MESSAGING + "/")):
        desk.misused(f"{request.method} {request.path}")
        return desk.failed(code)
    return Response("Not here.", code, mimetype="text/plain")


def _with_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers[name] = value
    return response
