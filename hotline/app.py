"""The web process: `create_app()` for a server to run, or with a desk of a test's own."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial

from flask import Flask

from hotline import quiet
from hotline.carrier import twiml
from hotline.carrier.signature import Signatures
from hotline.desk.ready import ready
from hotline.desk.tools import Desk
from hotline.desk.welcome import welcome
from hotline.domain.replies import TextReply
from hotline.settings import Settings, read_settings
from hotline.web.edge import Edge, guard
from hotline.web.health import health
from hotline.web.webhooks import webhooks
from hotline.wiring import TEXT_STATUS, build, open_for

LARGEST = 256 * 1024  # bytes; a webhook is a few kB, and too small a limit would answer 413


def create_app(edge: Edge | None = None) -> Flask:
    """Build the app. Without an edge it is wired from the environment."""
    quiet.install()
    app = Flask("hotline", static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=LARGEST, MAX_FORM_MEMORY_SIZE=LARGEST)
    app.extensions["hotline"] = edge or build_edge(read_settings(os.environ))
    guard(app)
    app.register_blueprint(webhooks)
    app.register_blueprint(health)
    return app


def build_edge(settings: Settings) -> Edge:
    """What the web process works with. Raises FaultyFlows: it does not start without flows."""
    desk = build(settings, open_for(settings, web=True))
    return Edge(
        desk=desk,
        signatures=Signatures(settings.public_url, settings.auth_tokens),
        account=settings.account_sid,
        lines=frozenset(settings.numbers),
        status_url=settings.public_url + TEXT_STATUS,
        sorry=sorry_for(desk),
        ready=partial(ready, desk),
    )


def sorry_for(desk: Desk) -> Callable[[str], str]:
    """The markup for a webhook that we broke at, made before anything can break."""
    said = desk.edition().book.phrases["sorry"].said
    text = twiml.texts([TextReply("\n".join(said.values()))], "")
    call = twiml.spoken(welcome(desk))
    by_route = {"/webhooks/text": text, "/webhooks/call": call}
    return lambda rule: by_route.get(rule, twiml.NOTHING)
