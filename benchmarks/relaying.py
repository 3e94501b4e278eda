"""From a contact's text until its words are handed to the carrier for their peer, beside a no-op.

    python -m benchmarks.relaying

One run, real processes: a contact writes in an open thread (a signed webhook), and a worker asks
the carrier to send it on. Beside it an errand that does nothing, from its nudge until it is done,
and the asking itself. Milliseconds.
"""

from __future__ import annotations

import secrets
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.ringing import NOBODY, no_op, told
from hotline.desk.tools import Desk
from hotline.domain.phone import Phone
from hotline.settings import read_settings
from hotline.wiring import build
from tests.whole.line import OURS, WholeLine, wait_for, whole_line
from tests.whole.threads import answered as until

ROUNDS = 25
BETWEEN = 2.5  # seconds: one text at a time is under way to a phone, for two seconds at most
PEER, CONTACT = "+12125550111", "+12025550147"
AIM = 1.5


def main() -> None:
    """Print the medians, and how many no-op errands and askings a relayed text takes."""
    with tempfile.TemporaryDirectory(prefix="hl") as folder, whole_line(Path(folder)) as line:
        assert line.command("peers", "add", "Ana", "-", typed=PEER) == 0
        line.phone(PEER, "OK")
        assert line.command("rota", "add", "Ana", "mon-sun 00:00-24:00", "--texts") == 0
        until(line, CONTACT, "0", "asked now")
        until(line, PEER, "take", "is yours")
        desk = build(read_settings(line.environ()))
        relayed, turned, idle, asked = [], [], [], []
        for _ in range(ROUNDS):
            time.sleep(BETWEEN)
            idle.append(no_op(line, desk))
            asked.append(asking(desk))
            whole, turn = handed_on(line)
            relayed.append(whole)
            turned.append(turn)
    told("a contact's text until POST Messages arrives", relayed)
    told("of it the webhook's own answer", turned)
    told("a no-op errand, nudge to done", idle)
    told("POST Messages itself", asked)
    ratio = statistics.median(relayed) / (statistics.median(idle) + statistics.median(asked))
    sys.stdout.write(f"relayed text / (no-op errand + POST): {ratio:.2f}, aim {AIM}\n")


def handed_on(line: WholeLine) -> tuple[float, float]:
    """Until the carrier was asked to send these words on, and until the webhook was answered."""
    words = secrets.token_hex(8)
    form = {
        "MessageSid": "SM" + secrets.token_hex(16), "AccountSid": line.account, "From": CONTACT,
        "To": OURS, "Body": words, "NumMedia": "0",
    }  # fmt: skip
    began = time.time()
    assert line.signed("/webhooks/text", form).status == 200
    answered = time.time()
    wait_for(lambda: _with(line, words), what="it was sent on")
    return min(_with(line, words)) - began, answered - began


def _with(line: WholeLine, words: str) -> list[float]:
    """When the carrier was asked to send them."""
    sent = line.control("GET", "state")[1]["messages"]
    return [m["created"] for m in sent if words in m["body"] and m["recipient"] == PEER]


def asking(desk: Desk) -> float:
    """A text to somebody else."""
    began = time.perf_counter()
    desk.carrier().send_text(
        line=Phone(OURS), to=Phone(NOBODY), body="a", receipt=secrets.token_urlsafe(16),
        valid=60, whatsapp=False,
    )  # fmt: skip
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
