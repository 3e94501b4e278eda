"""Check-ins that are due together, while workers, clocks and the store are killed with -9.

    python -m benchmarks.checkins                       10,000 across 60 s, a carrier of 200/s
    python -m benchmarks.checkins --count 300 --deliver 1 --kills 0   300 on one ordinary number

With --deliver the carrier takes texts as before, and sends out so many a second, the oldest first,
none older than three minutes: that is what an ordinary number does. Calls are one a second anyway.

Real processes: a store, three workers, two clocks, a carrier that counts. Most contacts answer the
text; a few are silent, and one of us takes each of their alarms. Printed is how late each was asked
after it was due, and what of that is beyond what the carrier's rate and the store's own absence
explain; and what went wrong, if anything.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

from hotline.desk import checkins
from hotline.desk.tools import Desk
from hotline.domain.checkin.events import SaidOk, Taken
from hotline.domain.checkin.plan import Plan
from hotline.domain.checkin.record import CheckIn
from hotline.domain.handle import handles
from hotline.domain.people import Consent, Person
from hotline.domain.phone import Phone
from hotline.domain.rota import Rota, Shift
from hotline.domain.times import Times
from hotline.errors import StoreAway
from hotline.settings import read_settings
from hotline.wiring import build, open_for
from tests.whole.line import OURS, WholeLine

LINE, ANA = Phone(OURS), Phone("+12125550111")
WORKERS, CLOCKS = 3, 2
VALID = 180.0  # seconds for which the carrier keeps a text that it could not send yet
ANSWERS = 2.0  # seconds after the ask at which a contact answers
TAKES = 4.0  # and one of us, after the alarm
SIX_MINUTES = 360.0
DOWN = 0.3  # seconds that something killed stays away
TOLD_BY = 5.0  # seconds that are told together
CALM = 3.0  # seconds: a process that is started anew needs half of them
PARTS = (1, 50, 90, 95, 99)  # of a hundred


@dataclass
class Seen:
    """What the carrier took, by number: when texts and calls to it were asked for."""

    file: Path
    texts: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    calls: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    busy: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))  # not taken
    _read: int = 0

    def look(self) -> list[tuple[float, str, str]]:
        """What is new and was taken: when, what, to whom."""
        if not self.file.exists():
            return []
        with self.file.open() as lines:
            lines.seek(self._read)
            whole = lines.read()
        whole = whole[: whole.rfind("\n") + 1]
        self._read += len(whole)
        new = []
        for line in whole.splitlines():
            at, _, kind, to = line.split(" ")
            kept = {"text": self.texts, "call": self.calls, "busy": self.busy}[kind]
            kept[to].append(float(at))
            if kind != "busy":
                new.append((float(at), kind, to))
        return new


@dataclass
class Evening:
    """`due` by number; `taken` is when one of us took which check-in."""

    line: WholeLine
    desk: Desk
    seen: Seen
    due: dict[str, float]
    ids: dict[str, str]
    silent: frozenset[str]
    answered: set[str] = field(default_factory=set)
    taken: dict[str, float] = field(default_factory=dict)
    alarmed_again: list[str] = field(default_factory=list)
    killed: list[tuple[float, float, str]] = field(default_factory=list)  # when, until, and what


def main() -> None:
    """Print the distribution; exit status 1 where one was lost."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--count", type=int, default=10_000)
    words.add_argument("--across", type=float, default=60.0)
    words.add_argument("--rate", type=int, default=200)
    words.add_argument("--deliver", type=float, default=0.0, help="texts a second; 0: at once")
    words.add_argument("--silent", type=int, default=5)
    words.add_argument(
        "--kills", type=float, default=6.0, help="seconds apart, on average; 0: none"
    )
    words.add_argument("--seed", type=int, default=7, help="of what is killed, and when")
    words.add_argument("--lasts", type=float, default=420.0, help="seconds after the first is due")
    asked = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="hl") as folder:
        line = WholeLine(Path(folder), overheard=False)
        try:
            evening = prepared(line, asked)
            live(evening, asked)
            said = told(evening, asked)
        finally:
            for name in list(line.running):
                line.kill(name)
    raise SystemExit(not said)


def prepared(line: WholeLine, asked: argparse.Namespace) -> Evening:
    """A line, one of us who is on, and all check-ins set."""
    line.start_store()
    file = line.folder / "carrier.txt"
    line.start(
        "carrier", "-m", "benchmarks.counting_carrier",
        str(line.carrier_port), str(asked.rate), str(file),
    )  # fmt: skip
    settings = read_settings(line.environ())
    desk = build(settings, open_for(settings))
    given = Consent("given", 1.0)
    ana = Person("ana-of-a-random-id", "Ana", (ANA,), ("en",), texts=given, calls=given)
    desk.people.write(desk.people.read(), (ana,))
    always = Times(0, 1440, "UTC", tuple(range(7)))
    shift = Shift("shift-of-a-random-id", ana.id, "peers", always)
    desk.rota.write(desk.rota.read(), Rota((shift,)))
    began = time.time() + max(15.0, asked.count / 250)
    due, ids = dict[str, float](), dict[str, str]()
    numbers = [f"+1202{5_550_000 + place:07d}" for place in range(1000, 1000 + asked.count)]
    for place, (number, handle) in enumerate(zip(numbers, _handles(), strict=False)):
        at, id = began + asked.across * place / asked.count, desk.token()
        check_in = CheckIn(
            id, handle, LINE, Phone(number), "en", "peers", Plan(), 1200.0, at, time.time()
        )
        assert desk.check_ins.write(check_in, b"", (), time.time(), durable=True)
        due[number], ids[number] = at, id
    for place in range(WORKERS):
        line.start(f"worker{place}", "-m", "hotline", "worker")
    for place in range(CLOCKS):
        line.start(f"clock{place}", "-m", "hotline", "clock")
    silent = frozenset(random.Random(7).sample(numbers, min(asked.silent, len(numbers))))
    return Evening(line, desk, Seen(file), due, ids, silent)


def _handles() -> Iterator[str]:
    return (handle for length in (5, 6) for handle in handles(length))


def live(evening: Evening, asked: argparse.Namespace) -> None:
    """Answer, take, and kill, until it is over."""
    first = min(evening.due.values())
    end = first + asked.lasts
    answering = Thread(target=_answers, args=(evening, end, asked.deliver))
    answering.start()
    dice = random.Random(asked.seed)
    time.sleep(max(0.0, first - time.time()))
    while asked.kills and time.time() < min(end, first + asked.across + 20):
        time.sleep(dice.expovariate(1 / asked.kills))
        _kill(evening, dice)
    answering.join()


def _kill(evening: Evening, dice: random.Random) -> None:
    """One of all that runs, the store among them."""
    parts = [name for name in evening.line.running if name != "carrier"]
    name = dice.choice(parts)
    what, at = name.rstrip("0123456789"), time.time()
    evening.line.kill(name)
    time.sleep(DOWN)
    if name == "store":
        evening.line.start_store()
    else:
        evening.line.start(name, "-m", "hotline", what)
    evening.killed.append((at, time.time(), what))


def _answers(evening: Evening, end: float, a_second: float) -> None:
    waiting: list[tuple[float, str]] = []
    sent = 0.0
    while time.time() < end:
        for at, kind, to in evening.seen.look():
            if to in evening.due and to not in evening.silent:
                sent = max(at, sent + 1 / a_second) if kind == "text" and a_second else sent
                arrives = sent if kind == "text" and a_second else at
                if arrives - at < VALID:
                    waiting.append((arrives + ANSWERS, to))
            if to == ANA.e164:
                waiting.append((at + TAKES, kind))
        now = time.time()
        for row in [row for row in waiting if row[0] <= now]:
            waiting.remove(row)
            if row[1] in evening.due:
                _answer(evening, row[1])
            else:
                _take_all(evening)
        time.sleep(0.1)


def _answer(evening: Evening, number: str) -> None:
    while number not in evening.answered:
        try:
            said = SaidOk(evening.desk.token())
            checkins.happened(evening.desk, evening.ids[number], said, answered="")
            evening.answered.add(number)
        except StoreAway:
            time.sleep(0.2)


def _take_all(evening: Evening) -> None:
    """Whatever alarm there is, one of us has it; who has it already is rung for it no more."""
    for number in evening.due:
        if number in evening.answered:
            continue
        try:
            found = evening.desk.check_ins.read(evening.ids[number])
            if not found or found[0].state != "alarm":
                continue
            if time.time() - evening.taken.get(number, 0.0) < SIX_MINUTES:
                evening.alarmed_again.append(number)
            took = Taken("ana-of-a-random-id")
            checkins.happened(evening.desk, found[0].id, took, answered="ana-of-a-random-id")
            evening.taken[number] = time.time()
        except StoreAway:
            return


def told(evening: Evening, asked: argparse.Namespace) -> bool:
    """What came of it; whether all was well."""
    evening.seen.look()
    late, beyond, calm, lost, twice = [], [], [], [], 0
    possible = soonest(evening, asked.rate)
    for number, at in evening.due.items():
        asks = sorted(evening.seen.texts[number] + evening.seen.calls[number])
        if not asks:
            lost.append(number)
            continue
        late.append(asks[0] - at)
        beyond.append(max(0.0, asks[0] - possible[number]))
        calm += beyond[-1:] if is_calm(evening, at) else []
        twice += sum(1 for ask in evening.seen.texts[number] if ask - asks[0] < 60) - 1 > 0
    rate = asked.count / asked.across
    busy = sum(map(len, evening.seen.busy.values()))
    voices = sum(bool(evening.seen.calls[number]) for number in evening.due)
    say(
        f"{asked.count} due across {asked.across:.0f} s ({rate:.0f}/s), a carrier of {asked.rate}/s"
    )
    say(f"killed: {', '.join(name for *_, name in evening.killed) or 'nothing'}")
    say(f"asked: {len(late)}, of them by call too: {voices}; lost: {len(lost)}; twice: {twice}")
    say(f"the carrier was too busy for {busy} requests")
    say(f"late, in seconds: {spread(late)}")
    say(f"of it beyond what the carrier's rate and a store that was away allow: {spread(beyond)}")
    say(f"the same, of {len(calm)} due once all had been up for {CALM:.0f} s: {spread(calm)}")
    by_moment(evening)
    frightened = len(set(evening.taken) - evening.silent)
    say(f"alarms: {len(evening.taken)} taken, {frightened} of them for who would have answered")
    if evening.taken:
        began = min(evening.due.values())
        called = [
            calls[0] - began
            for number, calls in evening.seen.calls.items()
            if calls and number in evening.due
        ]
        first = min(evening.taken.values()) - began
        before = sum(at < first for at in called)
        say(f"the first alarm was taken {first:.0f} s after the first due, {before} called by then")
    say(f"rung again within six minutes of being taken: {len(evening.alarmed_again)}")
    return not lost and not evening.alarmed_again and set(evening.taken) >= evening.silent


def soonest(evening: Evening, rate: int) -> dict[str, float]:
    """When each could have been asked: in the order in which they are due, so many a second, and
    none while the store was away. A worker or clock that was killed counts for nothing: others were
    there."""
    away = [(at, back) for at, back, name in evening.killed if name == "store"]
    times, free = dict[str, float](), 0.0
    for number, due in sorted(evening.due.items(), key=lambda row: row[1]):
        at = max(due, free)
        at = max((back for gone, back in away if gone <= at < back), default=at)
        times[number], free = at, at + 1 / rate
    return times


def is_calm(evening: Evening, due: float) -> bool:
    """Whether nothing was being killed or started just before."""
    return not any(at <= due < back + CALM for at, back, _ in evening.killed)


def spread(seconds: list[float]) -> str:
    """Which part of them was below what."""
    ordered = sorted(seconds) or [0.0]
    parts = (f"p{part} {ordered[int(len(ordered) * part / 100)]:.1f}" for part in PARTS)
    return "  ".join((*parts, f"most {ordered[-1]:.1f}"))


def by_moment(evening: Evening) -> None:
    """How late those were that were due in the same few seconds, and what was killed in them."""
    began = min(evening.due.values())
    late = defaultdict[int, list[float]](list)
    for number, at in evening.due.items():
        asks = evening.seen.texts[number] + evening.seen.calls[number]
        late[int((at - began) // TOLD_BY)] += [min(asks) - at] if asks else []
    for moment, seconds in sorted(late.items()):
        seconds.sort()
        here = [name for at, _, name in evening.killed if int((at - began) // TOLD_BY) == moment]
        half, most = seconds[len(seconds) // 2], seconds[-1]
        say(f"  due from {moment * TOLD_BY:3.0f} s: half {half:4.1f}, most {most:4.1f}"
            f"  {', '.join(here)}")  # fmt: skip


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
