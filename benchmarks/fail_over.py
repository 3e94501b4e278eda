"""The store's primary is killed in mid-traffic: how long answers go without it, and what is lost.

    python -m benchmarks.fail_over

Three web processes, three workers, two clocks; a primary with replicas and three sentinels, all
on this machine. Three times a second somebody new writes, and takes a second step that needs
their place; contacts and peers write with each other; somebody calls at that very moment. Every
few seconds somebody wants to be asked in a minute, and some are to be asked just then. The primary
is killed with -9, or stands still (as when its machine is cut off), and comes back.
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from signal import Signals

from hotline.errors import StoreAway
from tests.whole import check_ins
from tests.whole.fail_over import Servers, moved
from tests.whole.handset import Handset
from tests.whole.ladder import FALLBACK, Ladder, ladder
from tests.whole.line import wait_for
from tests.whole.test_rolling import Answering, Writing, came, carried, open_thread

BEFORE, AFTER, BETWEEN, MINUTE = 10.0, 25.0, 0.3, 60.0  # seconds
AREAS = ("202", "212", "213", "305", "312", "404", "415", "503", "617", "713")
THREADS = 6
CHECKS = 10  # check-ins that are due around that moment
WANTED = 3.0  # seconds from one who wants one to the next
MORE = {
    "worker 2": ("-m", "hotline", "worker"),
    "clock 2": ("-m", "hotline", "clock"),
}


@dataclass(frozen=True)
class Step:
    """One text: when it was sent, how long its answer took (seconds), whether it was as it
    should be for somebody whose place is kept."""

    at: float
    took: float
    kept: bool


class Strangers:
    """Each greets, and asks for the fifth of what they are then shown."""

    def __init__(self, line: Ladder) -> None:
        self.line, self.steps, self.over = line, list[Step](), threading.Event()
        line.says("+12065550100", "hi")
        self.fifth = line.says("+12065550100", "5")
        self.threads = [threading.Thread(target=self._write, args=(n,)) for n in range(3)]

    def __enter__(self) -> Strangers:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        for thread in self.threads:
            thread.join()

    def _write(self, first: int) -> None:
        for n in range(first, 10_000, len(self.threads)):
            if self.over.wait(BETWEEN * len(self.threads)):
                return
            who = f"+1{AREAS[n % len(AREAS)]}777{1000 + n:04}"
            self._said(who, "hi")
            self._said(who, "5")

    def _said(self, who: str, words: str) -> None:
        began = time.monotonic()
        said = self.line.says(who, words)
        kept = words == "hi" or said == self.fifth
        self.steps.append(Step(began, time.monotonic() - began, kept))


class Wanting:
    """They want to be asked in a minute. `due` is when, by number, where it was said to be on."""

    def __init__(self, line: Ladder) -> None:
        self.line, self.due, self.refused = line, dict[str, float](), 0
        for n in range(CHECKS):
            number, wait = f"+1404555{2000 + n}", BEFORE - 1 + n
            self.due[number] = check_ins.due(line, number, wait).at
        self.over, self.thread = threading.Event(), threading.Thread(target=self._go_on)

    def __enter__(self) -> Wanting:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()

    def _go_on(self) -> None:
        for n in range(1000):
            if self.over.wait(WANTED):
                return
            number = f"+1404555{3000 + n}"
            if "It's on" in (carried(self.line, number, "check 1") or ""):
                self.due[number] = time.time() + MINUTE
            else:
                self.refused += 1


@dataclass(frozen=True)
class Cost:
    """What a fail-over took: seconds until the sentinels chose another, until places were kept
    again, and how answers went before and while."""

    chosen: float
    away: float
    answers: int
    without_place: int
    before: tuple[float, float]  # median, 99% of answers, in seconds
    during: tuple[float, float, float]  # and the longest
    words: int
    lost: int
    refused: int
    rung: float  # seconds until a phone rang for who called at that moment, and whose
    whose: str
    worker: float  # seconds until a worker showed life at the new primary
    checks: int  # check-ins that were said to be on; some wanted one, and heard that it is not,
    not_set: int
    not_asked: int  # of those that were on, and those who were asked more than once
    twice: int
    late: float  # seconds after which the last of them was asked

    def __str__(self) -> str:
        ms = [f"{1000 * second:.0f}" for second in (*self.before, *self.during)]
        return (
            f"another primary after {self.chosen:.1f} s, places kept after {self.away:.1f} s; "
            f"{self.answers} answers, {self.without_place} without their place; ms before: median "
            f"{ms[0]}, 99% {ms[1]}; from the kill on: {ms[2]}, 99% {ms[3]}, longest {ms[4]}; "
            f"{self.words} words in talks, {self.lost} lost, {self.refused} told to send again; "
            f"a caller of that moment rang {self.whose} after {self.rung:.1f} s, "
            f"a worker works again after {self.worker:.1f} s; {self.checks} check-ins on, "
            f"{self.not_set} refused, {self.not_asked} not asked, {self.twice} asked twice, "
            f"the latest {self.late:.1f} s late"
        )


def fail_over(replicas: int, *, how: Signals = Signals.SIGKILL, least: int = 0) -> Cost:
    with tempfile.TemporaryDirectory(prefix="hl") as name:
        servers = Servers(Path(name), replicas, least)
        try:
            servers.open()
            with ladder(8, 1, servers=servers, webs=3, more=MORE) as line:
                return _measured(line, servers, how)
        finally:
            servers.close()


def _measured(line: Ladder, servers: Servers, how: Signals) -> Cost:
    line.faults(final_after=900.0)  # or what arrived would be deleted before it is counted
    opened = [open_thread(line, n) for n in range(THREADS)]
    time.sleep(3)
    wanting = Wanting(line)
    with Answering(line, wanting.due) as answering:
        with wanting, Strangers(line) as strangers, Writing(line, opened) as writing:
            time.sleep(BEFORE)
            began, at = time.time(), time.monotonic()
            killed = servers.lose_primary(how)
            chosen = moved(servers, killed)
            rung, whose = _rung(line, at)
            wait_for(lambda: _beaten(line) > began, 60, "a worker shows life")
            worker = time.monotonic() - at
            time.sleep(AFTER)
        servers.back(killed)
        line.is_ready()
        lost = lambda: Counter(writing.sent) - came(answering.texts)  # noqa: E731
        with suppress(AssertionError):  # then it is told how many were not
            wait_for(lambda: answering.all_did, MINUTE + 30)
            wait_for(lambda: not lost(), MINUTE)
    steps = strangers.steps
    unkept = [step for step in steps if not step.kept]
    took = sorted(step.took for step in steps if step.at < at)
    later = sorted(step.took for step in steps if step.at >= at)
    return Cost(
        chosen,
        max((step.at + step.took - at for step in unkept), default=0.0),
        len(steps),
        len(unkept),
        (took[len(took) // 2], took[len(took) * 99 // 100]),
        (later[len(later) // 2], later[len(later) * 99 // 100], later[-1]),
        len(writing.sent),
        lost().total(),
        len(writing.told),
        rung,
        whose,
        worker,
        len(wanting.due),
        wanting.refused,
        len(set(wanting.due) - set(answering.asks)),
        sum(many > 1 for many in Counter(answering.asks).values()),
        answering.latest,
    )


def _beaten(line: Ladder) -> float:
    try:
        return line.desk.beats.last("worker") or 0.0
    except StoreAway:
        return 0.0


def _rung(line: Ladder, at: float) -> tuple[float, str]:
    """When a phone rings for somebody who called in the middle of it."""
    phones = {line.peers[0][1]: "a peer", FALLBACK: "the fallback number"}
    caller = Handset(line, "+12025550147")
    caller.dials().presses("0")
    wait_for(lambda: [n for n in phones if Handset(line, n).status()], 60, "a phone rings")
    found = next(number for number in phones if Handset(line, number).status())
    took = time.monotonic() - at
    caller.hangs_up()
    return took, phones[found]


if __name__ == "__main__":
    for what, tried in {
        "killed, one replica": {"replicas": 1},
        "stands still, one replica": {"replicas": 1, "how": Signals.SIGSTOP},
        "killed, two replicas, min-replicas-to-write 1": {"replicas": 2, "least": 1},
    }.items():
        sys.stdout.write(f"{what}: {fail_over(**tried)}\n")  # type: ignore[arg-type]
        sys.stdout.flush()
