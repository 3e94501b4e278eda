"""A new release in the middle of an evening: every process is started anew, one after another.

By default some threads, calls and check-ins; fifty threads, ten calls and a hundred check-ins by
`python -m pytest -m long -s tests/whole/test_rolling.py`. A process that is told to stop ends what
it has begun, so each is asked once. One that is killed may not have written down that it asked:
then they are asked twice.
"""

from __future__ import annotations

import re
import signal
import threading
import time
from collections import Counter
from collections.abc import Collection
from contextlib import suppress
from math import inf
from pathlib import Path
from typing import Any

import pytest

from hotline.desk.threads import Move, commit, fresh_handle, happened
from hotline.domain.checkin.record import CheckIn
from hotline.domain.phone import Phone
from hotline.domain.thread import events
from hotline.domain.thread.step import begin
from tests.whole import check_ins
from tests.whole.handset import Handset
from tests.whole.ladder import Ladder, ladder
from tests.whole.line import OURS, wait_for

pytestmark = pytest.mark.whole
BETWEEN = 0.1  # seconds from one text to the next
Texts = Collection[dict[str, Any]]
ACROSS = 10.0  # seconds in which check-ins come due


@pytest.mark.parametrize(
    ("talks", "calls", "checks"),
    [(8, 2, 10), pytest.param(50, 10, 100, marks=[pytest.mark.long, pytest.mark.timeout(600)])],
)
def test_nothing_is_lost(talks: int, calls: int, checks: int) -> None:
    with ladder(peers=10, by_phone=calls // 2) as line:
        line.faults(final_after=900.0)  # or what arrived would be deleted before it is counted
        callers = [Handset(line, f"+1202555{3000 + n}") for n in range(calls)]
        talking, waiting = callers[: calls // 2], callers[calls // 2 :]
        by_phone = [Handset(line, number) for _, number in line.peers[: len(talking)]]
        for peer in by_phone:
            peer.behaves("answers", after=0.2, keys="1", wait=1.0, stays=900.0)
        for contact in talking:
            contact.dials().presses("0").is_connected()
        for contact in waiting:
            contact.dials().presses("0").hears("Ringing people now")
        opened = [open_thread(line, n) for n in range(talks)]

        asked, silent = come_due(line, checks)
        asks = {one.phone.e164: one.at for one in asked}
        with Answering(line, asks) as answering:
            with Writing(line, opened) as writing:
                for name in line.parts:
                    line.kill(name, signal.SIGTERM)
                    line.back(name)
                    if name.startswith("web"):  # the other one answers meanwhile
                        wait_for(lambda name=name: answers(line, name), what="it answers")  # type: ignore[misc]
                line.is_ready()
            for check_in in silent:  # before phones are free that would take it by themselves
                check_ins.takes_it_by_text(line, check_in, Handset(line, line.peers[-1][1]))
            assert {phone.status() for phone in (*talking, *by_phone)} == {"in-progress"}
            for phone in (*talking, *by_phone):
                phone.hangs_up()
            come_to_talk(waiting)
            wait_for(lambda: answering.all_did, 60 + checks, "all are asked, and answer")
            with suppress(AssertionError):  # else it is shown which are missing
                wait_for(lambda: came(answering.texts) == Counter(writing.sent))

        assert check_ins.none_runs(line)
        assert Counter(answering.asks) == dict.fromkeys(asks, 1)
        assert told_of(answering.texts) == {check_in.handle for check_in in silent}
        assert writing.wrong == []
        assert len(writing.sent) > talks
        assert came(answering.texts) == Counter(writing.sent)
        line.all_hang_up()
        line.nobody_heard_an_error()
        print(
            f"{len(writing.sent)} texts relayed, {calls} calls, {checks} check-ins, over "
            f"{len(line.parts)} restarts; asked at most {answering.latest:.1f} s late"
        )


def come_to_talk(waiting: list[Handset]) -> None:
    """All who wait, in whichever order: the next one may need the peer of the one before."""
    left = list(waiting)

    def nobody_waits() -> bool:
        for contact in [contact for contact in left if contact.connected()]:
            contact.hangs_up()
            left.remove(contact)
        return not left

    wait_for(nobody_waits, 90, "all who waited talk with somebody")


def come_due(line: Ladder, many: int) -> tuple[list[CheckIn], list[CheckIn]]:
    """One after another, all through the restarts: who answers, and each tenth who does not."""
    numbers = [f"+1404555{1000 + n}" for n in range(many)]
    waits = [1 + ACROSS * n / many for n in range(many)]
    rows = list(zip(numbers, waits, strict=True))
    silent = [check_ins.silent(line, *row) for row in rows[5::10]]
    asked = [check_ins.due(line, *row) for n, row in enumerate(rows) if n % 10 != 5]
    return asked, silent


def told_of(texts: Texts) -> set[str]:
    """The handles of check-ins that any of us was rung for."""
    found = (re.search(r"check-in @(\d+)", one["body"]) for one in texts)
    return {told[1] for told in found if told}


def came(texts: Texts) -> Counter[tuple[str, str]]:
    """What contacts and peers wrote to each other, and to whom it came: several in one text, where
    they had to wait."""
    words = ((one["recipient"], re.findall(r"word \d{5}", one["body"])) for one in texts)
    return Counter((to, word) for to, some in words for word in some)


def answers(line: Ladder, name: str) -> bool:
    """A web process has its threads once it answers."""
    tasks = Path(f"/proc/{line.running[name].pid}/task")
    return tasks.exists() and len(list(tasks.iterdir())) > 2


def open_thread(line: Ladder, n: int) -> tuple[str, str, str]:
    """A contact who writes with a peer: both numbers, and the handle."""
    desk, contact = line.desk, f"+1305555{1000 + n}"
    peer, number = line.peers[n % len(line.peers)]
    now, handle = desk.now(), fresh_handle(desk)
    asked = events.Asked(
        desk.token(), handle, Phone(OURS), Phone(contact), "en", "peers", (peer,), "SM0", "hi"
    )
    assert commit(desk, [Move(None, b"", *begin(asked, now))], now, answered="")
    assert happened(desk, asked.thread, lambda _: events.PeerTook(peer), answered=peer)
    return contact, number, handle


class Writing:
    """Contacts and peers write to each other all the while, as the carrier would bring it."""

    def __init__(self, line: Ladder, opened: list[tuple[str, str, str]]) -> None:
        self.line, self.opened = line, opened
        self.sent: list[tuple[str, str]] = []
        self.told: list[str] = []  # words whose sender was told at once that they may not arrive
        self.wrong: list[str] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._go_on)

    def __enter__(self) -> Writing:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _go_on(self) -> None:
        for n in range(10_000):
            if self._over.wait(BETWEEN) and n >= 2 * len(self.opened):
                return
            contact, peer, handle = self.opened[n // 2 % len(self.opened)]
            words = f"word {n:05}"
            if n % 2:
                self._says(peer, f"@{handle} {words}", contact, words)
            else:
                self._says(contact, words, peer, words)

    def _says(self, sender: str, body: str, to: str, words: str) -> None:
        said = carried(self.line, sender, body)
        if said is None:
            self.wrong.append(f"no answer to {words}")
        elif "send it again" in said:
            self.told.append(words)
        else:
            self.sent.append((to, words))


class Answering:
    """Contacts say that all is well, a moment after they are asked. `due` is when, by number.

    Whatever was sent is remembered: the carrier's copies are deleted, or emptied, meanwhile.
    """

    def __init__(self, line: Ladder, due: dict[str, float]) -> None:
        self.line, self.due = line, due
        self._seen: dict[str, dict[str, Any]] = {}
        self._done: set[str] = set()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._go_on)

    @property
    def texts(self) -> Texts:
        return list(self._seen.values())

    @property
    def asks(self) -> list[str]:
        """Numbers, each as often as they were asked."""
        return [one["recipient"] for one in self._asked()]

    @property
    def latest(self) -> float:
        """The most seconds that somebody was asked after it was due."""
        late = (one["created"] - self.due.get(one["recipient"], inf) for one in self._asked())
        return max(late, default=0.0)

    @property
    def all_did(self) -> bool:
        return self._done >= set(self.due)

    def __enter__(self) -> Answering:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _asked(self) -> list[dict[str, Any]]:
        return [one for one in self.texts if check_ins.asks(one["body"])]

    def _go_on(self) -> None:
        while not self._over.wait(0.5):
            for one in self.line.texts():
                self._seen.setdefault(one["sid"], one)
            for number in set(self.asks) - self._done:
                said = carried(self.line, number, "ok")
                if said and "Send it again" not in said:
                    self._done.add(number)


def carried(line: Ladder, sender: str, body: str) -> str | None:
    """What it is answered. Where nobody answers, the carrier asks again."""
    form = line.text_form(sender, body)
    for _ in range(4):
        answer = line.signed("/webhooks/text", form)
        if answer.status == 200:
            return answer.body
        time.sleep(0.2)
    return None
