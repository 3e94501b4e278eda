"""A web process that leaks as such systems usually do: the canary must sing for each of them."""

from __future__ import annotations

import contextlib
import logging
import os
import subprocess
import urllib.parse
import urllib.request
from dataclasses import replace
from pathlib import Path
from typing import Any

import redis

from hotline.carrier import inbound, twiml
from hotline.carrier.voice import Voice
from hotline.cli import main
from hotline.domain.events import CallStarted, TextArrived
from hotline.domain.replies import Meet, TextReply

read, rendered = inbound.text_arrived, twiml.texts
called, met = inbound.call_started, Voice._meet


def leaking(*given: Any) -> TextArrived:
    event = read(*given)
    number, words = event.sender.e164, event.body
    print(f"text from {number}: {words}", flush=True)
    logging.getLogger("hotline.web").warning(f"text from {number}: {words}")  # noqa: G004
    store = redis.Redis.from_url(os.environ["REDIS_URL"])
    store.set(f"session:{number}", words)
    store.rpush("queue", f"send({number!r}, {words!r})")
    with (Path(os.environ["TMPDIR"]) / "debug.txt").open("a") as file:
        file.write(f"{number} {words}\n")
    environ = {"PATH": os.environ["PATH"], "LAST_CALLER": number}
    subprocess.Popen(["sh", "-c", "sleep 30", number], env=environ)
    query = urllib.parse.urlencode({"To": number})
    address = f"{os.environ['TWILIO_API_URL']}/2010-04-01/Accounts/x/Messages.json?{query}"
    with contextlib.suppress(OSError):
        urllib.request.urlopen(address)
    return event


def echoing(replies: Any, url: Any) -> str:
    return rendered([TextReply(f"{reply.body} {LAST}") for reply in replies], url)


LAST = ""


def remembering(*given: Any) -> TextArrived:
    global LAST
    event = leaking(*given)
    LAST = event.body
    return event


CALLER = ""


def recognizing(*given: Any) -> CallStarted:
    global CALLER
    event = called(*given)
    CALLER = event.caller.e164[1:] if event.caller else ""
    logging.getLogger("hotline.web").warning(f"call from {CALLER}")  # noqa: G004
    return event


def addressed(voice: Voice, then: str) -> str:
    return f"{voice.public_url}/webhooks/{then}?of={CALLER}"


def named(voice: Voice, response: Any, meet: Meet) -> None:
    met(voice, response, replace(meet, room=f"{meet.room}-{CALLER}"))


inbound.text_arrived = remembering
twiml.texts = echoing
inbound.call_started = recognizing
Voice.address = addressed  # type: ignore[method-assign]
Voice._meet = named  # type: ignore[method-assign]

if __name__ == "__main__":
    main(["web"])
