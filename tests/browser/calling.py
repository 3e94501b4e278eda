"""A pretend carrier of its own with a scripted line behind it, and a phone in a call."""

from __future__ import annotations

import base64
import http.client
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Locator, expect

from tests.browser.phones import SOON, Phone
from tests.up.watching import until
from tests.whole.line import free_port

ROOT = Path(__file__).parents[2]
LINE = "+12025550100"
ACCOUNT, TOKEN = "AC" + "0" * 32, "a pretend token"
ENGLISH = "language='en-US' voice='Polly.Joanna'"
SPANISH = "language='es-US' voice='Polly.Lupe'"
ROOM = (
    "<Dial hangupOnStar='true'><Conference beep='false' waitUrl='/wait' {}>blue</Conference></Dial>"
)
DOCUMENTS = {
    "/call": "<Gather numDigits='1' timeout='60' action='/picked'>"
    f"<Say {ENGLISH}>Press 1 for a person.</Say>"
    f"<Say {SPANISH}>Para español, marque dos.</Say></Gather>",
    "/picked": f"<Say {ENGLISH}>One moment.</Say>{ROOM.format('')}<Say {ENGLISH}>Goodbye.</Say>",
    "/leg": "<Gather numDigits='1' timeout='60' action='/taken'>"
    f"<Say {ENGLISH}>Hotline call. Press 1 to take it.</Say></Gather>",
    "/taken": f"<Say {ENGLISH}>Going in.</Say>" + ROOM.format("endConferenceOnExit='true'"),
    "/wait": "<Play>/static/soft-2s.wav</Play><Redirect>/wait</Redirect>",
}


class _Line(BaseHTTPRequestHandler):
    """Answers every webhook with the document at its path."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        body = f"<Response>{DOCUMENTS.get(self.path, '')}</Response>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/xml; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing of a call is written anywhere."""


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """Where the phones are, and the line's own hand at the carrier."""

    address: str
    line: str

    def ring(self, to: str) -> None:
        """The line calls somebody by REST."""
        word = base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
        form = urlencode({"To": to, "From": LINE, "Url": f"{self.line}/leg", "Timeout": "60"})
        headers = {
            "Authorization": f"Basic {word}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self._post(f"/2010-04-01/Accounts/{ACCOUNT}/Calls.json", form, headers)

    def control(self, what: str, **asked: object) -> None:
        headers = {"X-Rehearsal": "1", "Content-Type": "application/json"}
        self._post(f"/control/{what}", json.dumps(asked), headers)

    def _post(self, path: str, body: str, headers: dict[str, str]) -> None:
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=10)
        connection.request("POST", path, body, headers)
        assert connection.getresponse().status in (200, 201)
        connection.close()


@contextmanager
def rehearsed() -> Iterator[Rehearsed]:
    line = ThreadingHTTPServer(("127.0.0.1", 0), _Line)
    threading.Thread(target=line.serve_forever, daemon=True).start()
    base, port = f"http://127.0.0.1:{line.server_port}", free_port()
    settings = {
        "REHEARSAL_PORT": str(port),
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "HOTLINE_NUMBERS": LINE,
        "REHEARSAL_TEXT_URL": f"{base}/text",
        "REHEARSAL_CALL_URL": f"{base}/call",
        "REHEARSAL_SPEED": "0.2",
        "PYTHONPATH": str(ROOT),
    }
    carrier = subprocess.Popen(
        [sys.executable, "-m", "hotline.rehearsal"],
        env=os.environ | settings,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert carrier.stdout and until(lambda: "phones at" in carrier.stdout.readline(), 20)
        yield Rehearsed(f"http://127.0.0.1:{port}/", base)
    finally:
        carrier.terminate()
        carrier.wait()
        carrier.stdout.close()
        line.shutdown()
        line.server_close()


@dataclass(frozen=True, slots=True)
class CallingPhone:
    """One card, in a call."""

    phone: Phone

    @property
    def panel(self) -> Locator:
        return self.phone.card.locator(".call")

    @property
    def sounds(self) -> Locator:
        return self.panel.get_by_role("log", name="What this phone hears")

    def button(self, name: str) -> Locator:
        return self.phone.card.get_by_role("button", name=name, exact=True)

    def dial(self) -> None:
        self.button("Call the line").click()
        expect(self.panel).to_be_visible()

    def press(self, key: str) -> None:
        self.button(key).click()

    def hears(self, words: str, within: float = SOON) -> None:
        expect(self.sounds).to_contain_text(words, timeout=within)

    def is_in(self, state: str) -> None:
        expect(self.panel.locator(".state")).to_contain_text(state, timeout=SOON)

    def say(self, words: str) -> None:
        field = self.panel.get_by_role("textbox", name="Say into this phone")
        field.fill(words)
        field.press("Enter")
