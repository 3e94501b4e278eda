"""From staying on the line to the first ring asked of the carrier, beside a no-op errand.

    python -m benchmarks.ringing

One run, real processes: a caller says nothing at the door (a signed webhook), and a worker asks the
carrier for the first leg. Beside it an errand that does nothing, from its nudge until it is done,
and the asking itself. Milliseconds.
"""

from __future__ import annotations

import re
import secrets
import statistics
import sys
import tempfile
import time
from pathlib import Path

from hotline.desk.tools import Desk
from hotline.domain.errands import Due, Reword, SendText
from hotline.domain.phone import Phone
from hotline.settings import read_settings
from hotline.store.keys import errand
from hotline.wiring import build
from tests.whole.calls import people_on
from tests.whole.line import OURS, WholeLine, wait_for, whole_line

ROUNDS = 25
BETWEEN = 1.3  # seconds: one call a second is what an account may place
PEER, CONTACT, NOBODY = "+12125550111", "+12025550147", "+12125550199"
AIM = 1.5


def main() -> None:
    """Print the medians, and how many no-op errands and askings a ring takes."""
    with tempfile.TemporaryDirectory(prefix="hl") as folder, whole_line(Path(folder)) as line:
        (peer,) = people_on(line, PEER)
        peer.behaves("declines", after=0.1)
        line.control("POST", "phone", {"number": NOBODY, "kind": "busy"})
        desk = build(read_settings(line.environ()))
        rung, turned, idle, asked = [], [], [], []
        for _ in range(ROUNDS):
            time.sleep(BETWEEN)
            idle.append(no_op(line, desk))
            asked.append(asking(line, desk))
            first, turn = first_ring(line)
            rung.append(first)
            turned.append(turn)
    told("silence at the door until POST Calls arrives", rung)
    told("of it the webhook's own answer", turned)
    told("a no-op errand, nudge to done", idle)
    told("POST Calls itself", asked)
    ratio = statistics.median(rung) / (statistics.median(idle) + statistics.median(asked))
    sys.stdout.write(f"first ring / (no-op errand + POST): {ratio:.2f}, aim {AIM}\n")


def first_ring(line: WholeLine) -> tuple[float, float]:
    """Until the carrier was asked for a leg, and until the caller's webhook was answered."""
    form = {
        "CallSid": "CA" + secrets.token_hex(16), "AccountSid": line.account, "From": CONTACT,
        "To": OURS, "CallStatus": "in-progress",
    }  # fmt: skip
    found = re.search(r'action="http://[^/]+([^"#]+)#', line.signed("/webhooks/call", form).body)
    assert found
    known = {leg["sid"] for leg in legs(line)}
    began = time.time()
    assert line.signed(found[1], form).status == 200
    answered = time.time()
    wait_for(lambda: {leg["sid"] for leg in legs(line)} - known, what="a leg was asked for")
    (leg,) = (leg for leg in legs(line) if leg["sid"] not in known)
    line.signed("/webhooks/call/status", {**form, "CallStatus": "completed"})
    return leg["created"] - began, answered - began


def legs(line: WholeLine) -> list[dict]:  # type: ignore[type-arg]
    """The calls that the carrier was asked for."""
    return [leg for leg in line.control("GET", "state")[1]["calls"] if leg["phone"] == PEER]


def no_op(line: WholeLine, desk: Desk) -> float:
    """What is kept only in case, and is done when looked at."""
    store, now, id = line.redis(), desk.now(), desk.token()
    instead = SendText(Phone(OURS), Phone(CONTACT), "", now + 600)
    desk.errands.add(Due(now + 600, id), Reword(instead, now + 600))
    began = time.perf_counter()
    desk.nudges.look(id)
    while store.exists(errand(id)):
        time.sleep(0.001)
    return time.perf_counter() - began


def asking(line: WholeLine, desk: Desk) -> float:
    """A call that is busy at once."""
    nowhere = f"{line.public_url}/webhooks/leg/sorry/{secrets.token_urlsafe(16)}"
    began = time.perf_counter()
    desk.carrier().place_call(
        line=Phone(OURS), to=Phone(NOBODY), url=nowhere, fallback=nowhere, status_url=nowhere,
        timeout=18, time_limit=60,
    )  # fmt: skip
    return time.perf_counter() - began


def told(what: str, seconds: list[float]) -> None:
    took = sorted(second * 1000 for second in seconds)
    spread = f"({took[0]:.0f} to {took[-1]:.0f})"
    sys.stdout.write(f"{what}: median {statistics.median(took):.0f} ms {spread}\n")


if __name__ == "__main__":
    main()
