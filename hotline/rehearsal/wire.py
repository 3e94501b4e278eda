"""One HTTP POST to the line, no redirects followed, no more read than the carrier reads."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from typing import Protocol
from urllib.parse import urlsplit

from hotline.rehearsal.happenings import Answer

MOST = 64 * 1024 + 1


class NoConnectionError(Exception):
    """Nobody took the connection."""


class NoAnswerError(Exception):
    """The connection stood, but no answer came in time."""


class Post(Protocol):
    """How a webhook travels; tests hand in their own."""

    def __call__(
        self, url: str, headers: Mapping[str, str], body: bytes, connect: float, read: float
    ) -> Answer: ...


def post(url: str, headers: Mapping[str, str], body: bytes, connect: float, read: float) -> Answer:
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=connect)
    try:
        _connect(connection)
        return _ask(connection, _target(url), headers, body, read)
    finally:
        connection.close()


def _target(url: str) -> str:
    """Path and query, exactly as written: what is signed is what is sent."""
    after = url.split("#")[0].split("://", 1)[-1]
    slash = after.find("/")
    return after[slash:] if slash >= 0 else "/"


def _connect(connection: http.client.HTTPConnection) -> None:
    try:
        connection.connect()
    except OSError as fault:
        raise NoConnectionError from fault


def _ask(
    connection: http.client.HTTPConnection,
    target: str,
    headers: Mapping[str, str],
    body: bytes,
    read: float,
) -> Answer:
    connection.sock.settimeout(read)
    try:
        connection.request("POST", target, body, dict(headers))
        response = connection.getresponse()
        text = response.read(MOST).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException) as fault:
        raise NoAnswerError from fault
    return Answer(response.status, response.headers.get("Content-Type", ""), text)
