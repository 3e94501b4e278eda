"""A new release in the middle of an evening: every process is started anew, one after another.

By default some threads and calls; `python -m pytest -m long -s tests/whole/test_rolling.py` has
fifty threads and ten calls. Running check-ins belong beside them.
"""

from __future__ import annotations

import signal
import threading
import time
from pathlib import Path

import pytest

from hotline.desk.threads import Move, commit, fresh_handle, happened
from hotline.domain.phone import Phone
from hotline.domain.thread import events
from hotline.domain.thread.step import begin
from tests.whole.handset import Handset
from tests.whole.ladder import Ladder, ladder
from tests.whole.line import OURS, wait_for

pytestmark = pytest.mark.whole
BETWEEN = 0.1  # seconds from one text to the next


@pytest.mark.parametrize(
    ("talks", "calls"),
    [(8, 2), pytest.param(50, 10, marks=[pytest.mark.long, pytest.mark.timeout(600)])],
)
def test_nothing_is_lost(talks: int, calls: int) -> None:
    with ladder(peers=10, by_phone=calls // 2) as line:
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

        with Writing(line, opened) as writing:
            for name in line.parts:
                line.kill(name, signal.SIGTERM)
                line.back(name)
                if name.startswith("web"):  # the other one answers meanwhile
                    wait_for(lambda name=name: answers(line, name), what="it answers")  # type: ignore[misc]
            line.is_ready()

        assert writing.wrong == []
        assert len(writing.sent) > talks
        for to, words in writing.sent:
            line.gets(to, words)
        assert {line.got(to, words) for to, words in writing.sent} == {1}
        assert {phone.status() for phone in (*talking, *by_phone)} == {"in-progress"}
        for phone in (*talking, *by_phone):
            phone.hangs_up()
        come_to_talk(waiting)
        line.all_hang_up()
        line.nobody_heard_an_error()
        print(f"{len(writing.sent)} texts relayed, {calls} calls, over {len(line.parts)} restarts")


def come_to_talk(waiting: list[Handset]) -> None:
    """All who wait, in whichever order: the next one may need the peer of the one before."""
    left = list(waiting)

    def nobody_waits() -> bool:
        for contact in [contact for contact in left if contact.connected()]:
            contact.hangs_up()
            left.remove(contact)
        return not left

    wait_for(nobody_waits, 90, "all who waited talk with somebody")


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
        """Where nobody answers, the carrier asks again."""
        form = self.line.text_form(sender, body)
        for _ in range(4):
            answer = self.line.signed("/webhooks/text", form)
            if answer.status == 200:
                self._heard(answer.body, to, words)
                return
            time.sleep(0.2)
        self.wrong.append(f"{answer.status} for {words}")

    def _heard(self, said: str, to: str, words: str) -> None:
        if "send it again" in said:
            self.told.append(words)
        else:
            self.sent.append((to, words))
