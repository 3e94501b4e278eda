"""The text webhook, full turn, fresh signed requests: against a bare route and an honest floor.

    python -m benchmarks.webhook

One run, one server (a waitress each, as in production), one load; the three take turns.
"""

from __future__ import annotations

import random
import secrets
import statistics
import sys
import tempfile
import urllib.parse
from pathlib import Path

from twilio.request_validator import RequestValidator

from benchmarks.load import measure
from tests.whole.line import OURS, WholeLine, free_port, wait_for

ROUNDS = 5
REQUESTS = 4000
WARM_UP = 500
PEOPLE = 500
AREAS = ["202", "212", "213", "215", "305", "312", "404", "415", "503", "617"]
BODIES = [
    "hi",
    "1",
    "3",
    "narcan",
    "narcn",
    "menu",
    "0",
    "not breathing",
    "privacy",
    "hola",
    "hhgf",
    "is this private",
]


def main() -> None:
    """Print requests a second of each, and the ratios."""
    with tempfile.TemporaryDirectory(prefix="hl") as folder:
        line = WholeLine(Path(folder))
        try:
            _measured(line)
        finally:
            for name in list(line.running):
                line.kill(name)


def _measured(line: WholeLine) -> None:
    line.start_store()
    line.start("web", "-m", "hotline", "web")
    ports = {"ours": line.port}
    for name in ("bare", "floor"):
        ports[name] = free_port()
        line.start(name, "-m", "benchmarks.floor", name, str(ports[name]))
    wait_for(lambda: line.get("/health").status == 200)
    rates: dict[str, list[float]] = {name: [] for name in ports}
    for _ in range(ROUNDS):
        for name, port in ports.items():
            found = measure(port, requests(line), WARM_UP)
            rates[name].append(found.rate)
            took = f"median {found.median:5.1f} ms  p99 {found.p99:6.1f} ms"
            sys.stdout.write(f"{name:6} {found.rate:7.0f}/s  {took}\n")
    for other in ("bare", "floor"):
        pairs = [a / b for a, b in zip(rates["ours"], rates[other], strict=True)]
        spread = f"({min(pairs):.2f} to {max(pairs):.2f})"
        sys.stdout.write(f"ours / {other}: median {statistics.median(pairs):.2f} {spread}\n")


def requests(line: WholeLine, count: int = REQUESTS) -> list[bytes]:
    """Fresh texts of many people, each signed for the address that the carrier knows."""
    validator = RequestValidator(line.token)
    url = line.public_url + "/webhooks/text"
    made = []
    for _ in range(count):
        person = random.randrange(PEOPLE)
        sender = f"+1{AREAS[person % len(AREAS)]}456{person:04d}"
        sid = "SM" + secrets.token_hex(16)
        form = {
            "MessageSid": sid, "SmsSid": sid, "SmsMessageSid": sid, "AccountSid": line.account,
            "From": sender, "To": OURS, "Body": random.choice(BODIES), "NumMedia": "0",
            "NumSegments": "1", "SmsStatus": "received", "ApiVersion": "2010-04-01",
            "FromCity": "", "FromState": "DC", "FromZip": "", "FromCountry": "US",
            "ToCity": "", "ToState": "DC", "ToZip": "", "ToCountry": "US",
        }  # fmt: skip
        body = urllib.parse.urlencode(form).encode()
        head = (
            f"POST /webhooks/text HTTP/1.1\r\nHost: localhost:{line.port}\r\n"
            f"Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\n"
            f"User-Agent: TwilioProxy/1.1\r\n"
            f"I-Twilio-Idempotency-Token: {secrets.token_hex(16)}\r\n"
            f"X-Twilio-Signature: {validator.compute_signature(url, form)}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        made.append(head.encode() + body)
    return made


if __name__ == "__main__":
    main()
