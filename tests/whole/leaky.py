"""A web process that leaks as such systems usually do: the canary must sing for each of them."""

from __future__ import annotations

import contextlib
import logging
import os
import subprocess
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

import redis

from hotline.carrier import inbound, twiml
from hotline.cli import main
from hotline.domain.events import TextArrived
from hotline.domain.replies import TextReply

read, rendered = inbound.text_arrived, twiml.texts


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


inbound.text_arrived = remembering
twiml.texts = echoing

if __name__ == "__main__":
    main(["web"])
