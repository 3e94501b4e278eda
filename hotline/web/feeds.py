"""A peer's own shifts, for their calendar. What is in the address is secret, and in no log."""

from __future__ import annotations

from flask import Blueprint, Response

from hotline.desk.feeds import feed
from hotline.errors import StoreAway
from hotline.web.edge import edge

feeds = Blueprint("feeds", __name__, url_prefix="/feeds")


@feeds.get("/<id:token>")
def calendar(token: str) -> Response:
    """404 for whatever leads nowhere; a calendar program asks again after a 503."""
    try:
        found = feed(edge().desk, token)
    except StoreAway:
        return Response(status=503)
    if found is None:
        return Response(status=404)
    return Response(found, mimetype="text/calendar")
