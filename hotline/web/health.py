"""Whether the process lives, and whether each part of the line does."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from hotline.web.edge import edge

health = Blueprint("health", __name__)


@health.get("/health")
def alive() -> Response:
    """200 while the process lives; touches nothing."""
    return Response("ok\n", mimetype="text/plain")


@health.get("/ready")
def ready() -> tuple[Response, int]:
    """200 when every part works, 503 else; one entry a part, nothing about anybody."""
    well, parts = edge().ready()
    return jsonify(parts), 200 if well else 503
