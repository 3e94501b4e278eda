"""An edge over a line in memory, and a carrier that signs."""

from __future__ import annotations

from flask import Flask
from twilio.request_validator import RequestValidator
from werkzeug.test import TestResponse

from hotline.app import create_app, sorry_for
from hotline.carrier.signature import Signatures
from hotline.carrier.voice import Voice
from hotline.desk.ready import ready
from hotline.web.edge import Edge
from hotline.wiring import TEXT_STATUS
from tests.desk.pretend import LINE, Line, default_edition

URL, TOKEN, ACCOUNT = "https://line.example.org", "t" * 32, "AC" + "0" * 32


def pretend_edge(line: Line | None = None) -> Edge:
    desk = (line or Line(default_edition())).desk()
    return Edge(
        desk=desk,
        signatures=Signatures(URL, [TOKEN]),
        account=ACCOUNT,
        lines=frozenset({LINE}),
        status_url=URL + TEXT_STATUS,
        voice=Voice(URL),
        sorry=sorry_for(desk),
        ready=lambda: ready(desk),
    )


class Webhooks:
    """Posts to an app as the carrier does."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self.texts = 0

    def text(self, body: str, **changed: str) -> TestResponse:
        self.texts += 1
        form = {
            "MessageSid": f"SM{self.texts:032x}",
            "AccountSid": ACCOUNT,
            "From": "+12025550147",
            "To": LINE.e164,
            "Body": body,
            "NumMedia": "0",
            **changed,
        }
        return self.post("/webhooks/text", form)

    def call(self, path: str = "/webhooks/call", key: str = "", **changed: str) -> TestResponse:
        """A request of one call; `path` is where the last answer leads."""
        form = {
            "CallSid": "CA" + "1" * 32,
            "AccountSid": ACCOUNT,
            "From": "+12025550147",
            "To": LINE.e164,
            "CallStatus": "in-progress",
            **({"Digits": key} if key else {}),
            **changed,
        }
        return self.post(path, form)

    def post(self, path: str, form: dict[str, str], **headers: str) -> TestResponse:
        signature = RequestValidator(TOKEN).compute_signature(URL + path, form)
        return self.client.post(
            path, data=form, headers={"X-Twilio-Signature": signature, **headers}
        )


def webhooks(line: Line | None = None) -> Webhooks:
    return Webhooks(create_app(pretend_edge(line)))
