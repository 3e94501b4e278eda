"""The web process: `create_app()` for a server to run, or with a desk of a test's own."""

from __future__ import annotations

import os

from flask import Flask

from hotline import quiet
from hotline.settings import read_settings
from hotline.web.edge import Edge, guard
from hotline.web.health import health
from hotline.web.webhooks import webhooks
from hotline.wiring import build_edge

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
