"""What a text webhook is measured against: a bare route, and the least an honest one does."""

from __future__ import annotations

import os
import socket
import sys

import redis
from flask import Flask, Response, request
from twilio.request_validator import RequestValidator
from twilio.twiml.messaging_response import MessagingResponse

from hotline import quiet
from hotline.web.serve import serve

ANSWER = "Hi, glad you wrote. This is automatic.\n1 supplies\n3 what's going around\n4 my rights"


def bare() -> Flask:
    """One route, one constant document."""
    app = Flask("bare")
    document = f"<?xml version='1.0'?><Response><Message>{ANSWER}</Message></Response>"

    @app.post("/webhooks/text")
    def text() -> Response:
        return Response(document, mimetype="text/xml")

    return app


def floor() -> Flask:
    """Signature, two trips to the store, the carrier library's own markup: nothing else."""
    app = Flask("floor")
    validator = RequestValidator(os.environ["TWILIO_AUTH_TOKEN"])
    public = os.environ["HOTLINE_PUBLIC_URL"]
    store = redis.Redis.from_url(os.environ["REDIS_URL"])

    @app.post("/webhooks/text")
    def text() -> Response:
        signature = request.headers.get("X-Twilio-Signature", "")
        if not validator.validate(public + request.environ["REQUEST_URI"], request.form, signature):
            return Response(status=403)
        key = "floor:" + request.form["From"]
        store.get(key)
        store.set(key, b"x" * 512, ex=7200)
        answer = MessagingResponse()
        answer.message(ANSWER)
        return Response(str(answer), mimetype="text/xml")

    return app


def main() -> None:
    """`floor.py bare|floor PORT`"""
    quiet.install()
    listener = socket.create_server(("127.0.0.1", int(sys.argv[2])), backlog=256)
    serve({"bare": bare, "floor": floor}[sys.argv[1]](), listener)


if __name__ == "__main__":
    main()
