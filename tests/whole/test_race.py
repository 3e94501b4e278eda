"""Two peers press 1 in the same instant: one has the call, the other is told, no leg is left.

Two web processes, each asked by a thread of its own, over one real store. By default a few rounds;
`python -m pytest -m long -s tests/whole/test_race.py` runs a thousand and prints its figures.
"""

from __future__ import annotations

import http.client
import re
import secrets
import statistics
import tempfile
import time
import urllib.parse
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from threading import Barrier

import pytest

from hotline.desk.tools import Desk
from hotline.desk.waiting import MARK
from hotline.domain.errands import EndLeg, EndRoom
from hotline.settings import read_settings
from hotline.wiring import build
from tests.whole.line import OURS, WholeLine, free_port, wait_for

pytestmark = pytest.mark.whole

PEERS = {"Ana": "+12125550111", "Bo": "+12125550112"}
CONTACT = "+12025550147"
TAKEN, IN = "Someone has it", "Going in"


class Plug:
    """An open connection to one web process, used by one thread."""

    def __init__(self, line: WholeLine, port: int) -> None:
        self.line, self.open = line, http.client.HTTPConnection("127.0.0.1", port, timeout=20)

    def post(self, path: str, form: Mapping[str, str], together: Barrier | None = None) -> str:
        """What it answers; the request is ready before the others are waited for."""
        headers, body = self.line.signature(path, form), urllib.parse.urlencode(form)
        if together:
            together.wait(20)
        self.sent = time.perf_counter()
        self.open.request("POST", path, body, headers)
        answer = self.open.getresponse()
        said = answer.read().decode()
        self.took = time.perf_counter() - self.sent
        assert answer.status == 200
        return unescape(said)


class Racing:
    """A line with two web processes, and two peers who are on."""

    def __init__(self, line: WholeLine) -> None:
        self.line = line
        line.start_store()
        ports = [line.port, free_port()]
        for name, port in zip(("web", "second web"), ports, strict=True):
            line.start(name, *line.web, PORT=str(port))
        self.plugs = [Plug(line, port) for port in ports]
        for plug in self.plugs:
            wait_for(lambda plug=plug: self._answers(plug), what="web answers")  # type: ignore[misc]
        for name, number in PEERS.items():
            assert line.command("peers", "add", name, "-", typed=number) == 0
            line.text(number, "OK")
            assert line.command("rota", "add", name, "mon-sun 00:00-24:00", "--calls") == 0
        self.desk: Desk = build(read_settings(line.environ()))
        self.took: list[float] = []
        self.apart: list[float] = []
        self.first: Counter[int] = Counter()

    def _answers(self, plug: Plug) -> bool:
        try:
            plug.open.request("GET", "/health")
            return plug.open.getresponse().read() == b"ok\n"
        except OSError:
            plug.open.close()
            return False

    def round(self, threads: ThreadPoolExecutor) -> None:
        """A contact calls, both peers pick up, and both press 1."""
        contact = self._form(CONTACT, OURS)
        legs = [self._form(OURS, number) for number in PEERS.values()]
        here, _ = self.plugs
        door = here.post("/webhooks/call", contact)
        ring = way(door).rpartition("/")[2][-MARK:]
        waiting = here.post(way(door), contact)
        for n, leg in enumerate(legs):
            here.post(f"/webhooks/leg/status/{ring}-{n}", {**leg, "CallStatus": "initiated"})
            assert "Press 1 to take it" in here.post(f"/webhooks/leg/{ring}-{n}", leg)

        together = Barrier(2)
        pressed = [
            threads.submit(
                plug.post, f"/webhooks/leg/key/{ring}-{n}/1", {**leg, "Digits": "1"}, together
            )
            for n, (plug, leg) in enumerate(zip(self.plugs, legs, strict=True))
        ]
        answers = [asked.result(30) for asked in pressed]
        self._told(ring, answers)

        winner = next(n for n, answer in enumerate(answers) if IN in answer)
        here.post(f"/webhooks/leg/beat/{ring}-{winner}", legs[winner])
        room = f">{ring}-{winner}</Conference>"
        assert room in answers[winner]
        assert room in here.post(way(waiting), contact), "they meet in the winner's room"
        self._no_leg_is_left(ring, winner, legs)
        here.post("/webhooks/call/status", {**contact, "CallStatus": "completed"})

    def _told(self, ring: str, answers: list[str]) -> None:
        one, other = sorted(answers, key=lambda said: TAKEN in said)
        assert IN in one
        assert TAKEN not in one
        assert TAKEN in other
        assert "<Hangup" in other
        assert "<Conference" not in other
        self.took += [plug.took for plug in self.plugs]
        self.apart.append(abs(self.plugs[0].sent - self.plugs[1].sent))
        self.first[answers.index(one)] += 1

    def _no_leg_is_left(self, ring: str, winner: int, legs: list[dict[str, str]]) -> None:
        """The other one's leg ends by itself; when it has, only the winner's is known."""
        loser = 1 - winner
        ended = {**legs[loser], "CallStatus": "completed"}
        self.plugs[loser].post(f"/webhooks/leg/status/{ring}-{loser}", ended)
        found = self.desk.rings.read(ring, self.desk.now())
        assert found
        record = found[0]
        assert (record.owner, record.room) == (f"{ring}-{winner}",) * 2
        assert [attempt.id for attempt in record.attempts] == [f"{ring}-{winner}"]
        assert not isinstance(self.desk.errands.read(f"{ring}-{winner}-end"), EndLeg)
        assert not isinstance(self.desk.errands.read(f"{ring}-{winner}-room"), EndRoom)

    def _form(self, sender: str, to: str) -> dict[str, str]:
        return {
            "CallSid": "CA" + secrets.token_hex(16), "AccountSid": self.line.account,
            "From": sender, "To": to, "CallStatus": "in-progress",
        }  # fmt: skip


def way(document: str) -> str:
    """Where an answer leads."""
    found = re.search(r'action="http://[^/]+([^"#]+)#', document)
    assert found, document
    return found[1]


@pytest.fixture
def racing() -> Iterator[Racing]:
    with tempfile.TemporaryDirectory(prefix="hl") as name:
        line = WholeLine(Path(name))
        try:
            running = Racing(line)
            yield running
            for plug in running.plugs:
                plug.open.close()
        finally:
            for process in list(line.running):
                line.kill(process)


@pytest.mark.parametrize(
    "rounds", [25, pytest.param(1000, marks=[pytest.mark.long, pytest.mark.timeout(1800)])]
)
def test_two_press_1_at_once_and_exactly_one_has_it(racing: Racing, rounds: int) -> None:
    with ThreadPoolExecutor(2) as threads:
        for _ in range(rounds):
            racing.round(threads)

    took = sorted(racing.took)
    print(
        f"{rounds} rounds; won by the first and the second: {racing.first[0]}, {racing.first[1]};",
        f"pressed apart (median) {statistics.median(racing.apart) * 1e6:.0f} µs;",
        f"answered in (median, 99%) {statistics.median(took) * 1e3:.1f},",
        f"{took[int(len(took) * 0.99)] * 1e3:.1f} ms",
    )
    assert sum(racing.first.values()) == rounds
