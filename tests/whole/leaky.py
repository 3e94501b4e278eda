"""Builds that leak as such systems usually do, each leak by itself or many at once.

Run as `python -m tests.whole.leaky web` (or worker), with the names of the leaks in LEAKS. The
canary must sing for every one of them.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import logging
import os
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import redis

import hotline.store.errands
import hotline.web.edge
import hotline.worker
from hotline import quiet
from hotline.carrier import inbound, twiml
from hotline.carrier.voice import Voice
from hotline.cli import main
from hotline.desk import errands as doings
from hotline.domain.errands import SendText
from hotline.domain.replies import TextReply
from hotline.jobs.queue import LOOK, Queue
from hotline.jobs.quiet_worker import QuietWorker
from hotline.settings import read_settings
from hotline.store.vault import Box
from hotline.wiring import build

LAST = ["", ""]  # the number and the words that came last
CALLER = [""]
LEAKS: dict[str, Callable[[], None]] = {}


def leak(patch: Callable[[], None]) -> Callable[[], None]:
    """Enter a leak in the table, under its own name."""
    LEAKS[patch.__name__] = patch
    return patch


def on_text(do: Callable[[str, str], object]) -> None:
    """Do this with the number and the words of each text."""
    before = inbound.text_arrived

    def seen(*given: Any) -> Any:
        event = before(*given)
        do(event.sender.e164, event.body)
        return event

    inbound.text_arrived = seen


def remember_texts() -> None:
    on_text(lambda number, words: LAST.__setitem__(slice(None), [number, words]))


def store() -> redis.Redis:
    return redis.Redis.from_url(os.environ["REDIS_URL"])


@leak
def printed() -> None:
    on_text(lambda number, words: print(f"text from {number}: {words}", flush=True))


@leak
def log_line() -> None:
    """An f-string in a log line, and the formatter that everybody uses."""
    quiet.SafeFormatter.format = logging.Formatter.format  # type: ignore[method-assign]
    log = logging.getLogger("hotline.web")
    on_text(lambda number, words: log.warning(f"text from {number}: {words}"))  # noqa: G004


@leak
def access_log() -> None:
    from flask import request

    headers = hotline.web.edge._headers

    def logged(response: Any) -> Any:
        print(request.remote_addr, request.method, request.full_path, response.status, flush=True)
        return headers(response)

    hotline.web.edge._headers = logged


@leak
def echoed_exception() -> None:
    """What broke is told with its words."""
    breaks()
    broken = hotline.web.edge._broken

    def telling(error: Exception) -> Any:
        print(repr(error), flush=True)
        return broken(error)

    hotline.web.edge._broken = telling


@leak
def name_of_a_key() -> None:
    on_text(lambda number, words: store().set(f"session:{number}", "1", ex=60))


@leak
def digest_for_a_key() -> None:
    """A hash of a number is the number: there are not that many of them."""

    def keep(number: str, words: str) -> None:
        store().set(f"session:{hashlib.sha256(number.encode()).hexdigest()}", "1", ex=60)

    on_text(keep)


@leak
def unsealed() -> None:
    """What is kept is kept as it is; only the data keys are closed."""
    seal, opened, plain = Box.seal, Box._opened, b"\x02"

    def leave(box: Box, purpose: str, blob: bytes, name: str) -> bytes:
        if purpose == "envelope":
            return seal(box, purpose, blob, name)
        return plain + os.urandom(12) + len(blob).to_bytes(4) + blob

    def read(box: Box, purpose: str, sealed: bytes, name: str) -> bytes | None:
        return sealed[13:] if sealed[:1] == plain else opened(box, purpose, sealed, name)

    Box.seal, Box._opened = leave, read  # type: ignore[method-assign]


@leak
def no_end() -> None:
    """A key that stays until somebody removes it."""
    hotline.store.errands.life = lambda *_: 0


@leak
def only_asked() -> None:
    """Nothing stays in the store: the number is only in a command."""
    on_text(lambda number, words: store().get(number))


@leak
def job_description() -> None:
    """A job that says whom it is for, as the library's own description does."""
    desk = build(read_settings(os.environ))

    def look(queue: Queue, id: str) -> None:
        errand = desk.errands.read(id)
        whom = errand.to.e164 if isinstance(errand, SendText) else "nobody"
        queue._queue.enqueue_call(LOOK, args=(id,), description=f"send to {whom}", ttl=60)

    Queue.look = look  # type: ignore[method-assign]


@leak
def job_argument() -> None:
    on_text(lambda number, words: store().rpush("rq:queue:texts", f"send({number!r}, {words!r})"))


@leak
def failure_text() -> None:
    """The library keeps the traceback of a job, with the words of what broke."""
    breaks()
    QuietWorker.handle_job_failure = QuietWorker.__mro__[1].handle_job_failure  # type: ignore[method-assign]


@leak
def file() -> None:
    def write(number: str, words: str) -> None:
        with (Path(os.environ["TMPDIR"]) / "debug.txt").open("a") as out:
            out.write(f"{number} {words}\n")

    on_text(write)


@leak
def file_name() -> None:
    on_text(lambda number, words: (Path(os.environ["TMPDIR"]) / number).write_text("1"))


@leak
def command_line() -> None:
    on_text(lambda number, words: subprocess.Popen(["sh", "-c", "sleep 30", number]))


@leak
def environment() -> None:
    def start(number: str, words: str) -> None:
        subprocess.Popen(["sleep", "30"], env={"PATH": os.environ["PATH"], "LAST": number})

    on_text(start)


@leak
def searched_by_number() -> None:
    """A list at the carrier, filtered in the address."""

    def ask(number: str, words: str) -> None:
        query = urllib.parse.urlencode({"To": number})
        address = f"{os.environ['TWILIO_API_URL']}/2010-04-01/Accounts/x/Messages.json?{query}"
        with contextlib.suppress(OSError):
            urllib.request.urlopen(address)

    on_text(ask)


@leak
def answer() -> None:
    """A reply that repeats what was written."""
    remember_texts()
    rendered = twiml.texts

    def echoing(replies: Any, url: Any) -> str:
        return rendered([TextReply(f"{reply.body} {LAST[1]}") for reply in replies], url)

    twiml.texts = echoing


@leak
def cookie() -> None:
    """A web session: signed, and readable by anybody."""
    remember_texts()
    headers = hotline.web.edge._headers

    def marked(response: Any) -> Any:
        kept = base64.urlsafe_b64encode(json.dumps({"from": LAST[0]}).encode())
        response.set_cookie("session", kept.decode())
        return headers(response)

    hotline.web.edge._headers = marked


def on_call() -> None:
    started = inbound.call_started

    def seen(*given: Any) -> Any:
        event = started(*given)
        CALLER[0] = event.caller.e164[1:] if event.caller else ""
        return event

    inbound.call_started = seen


@leak
def address() -> None:
    """Where the carrier asks next: it stays in logs all along the way."""
    on_call()
    Voice.address = lambda voice, then: (  # type: ignore[method-assign]
        f"{voice.public_url}/webhooks/{then}?of={CALLER[0]}"
    )


@leak
def room() -> None:
    """What a conference is called: the carrier keeps that, and nobody can erase it."""
    on_call()
    met = Voice._meet

    def named(voice: Voice, response: Any, meet: Any) -> None:
        met(voice, response, replace(meet, room=f"{meet.room}-{CALLER[0]}"))

    Voice._meet = named  # type: ignore[method-assign]


def breaks() -> None:
    """No leak: an error whose words hold a number, in the middle of a text and of a job."""

    def break_at(number: str, words: str) -> None:
        if "breaks here" in words:
            raise ValueError(f"{number} wrote {words}")

    on_text(break_at)
    look_at = doings._DOINGS[SendText]

    def send(desk: Any, id: str, errand: SendText) -> str:
        if errand.tries == 0:
            desk.errands.put_off(
                doings.Due(desk.now() + 1, id), replace(errand, tries=errand.tries + 1)
            )
            raise ValueError(f"{errand.to.e164} was to get {errand.body}")
        return look_at(desk, id, errand)

    doings._DOINGS = {**doings._DOINGS, SendText: send}


if __name__ == "__main__":
    for name in os.environ.get("LEAKS", "").split():
        LEAKS[name]()
    if os.environ.get("BREAKS"):
        breaks()
    main([sys.argv[1]])
