"""Another secret under traffic, in real processes: nobody notices, and old copies open no more."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hotline.domain.errands import Due, EraseText, SendText
from hotline.domain.people import Person
from hotline.domain.phone import Phone
from hotline.domain.rota import Shift
from hotline.domain.shared import SharedNumber
from hotline.errors import StoreAway
from hotline.setting_values import secrets
from hotline.store import Store, open_store
from hotline.up.embedded import server_binary
from hotline.up.state import fresh_secret
from tests.whole.line import OURS, WholeLine, wait_for

pytestmark = pytest.mark.whole

ANA, BO, JAIL, CONTACT = "+12125550111", "+12125550112", "+12025550190", "+12025550147"
WEBS = ("web", "web 2")


@pytest.fixture
def line() -> Iterator[WholeLine]:
    """Two web processes on one socket, so that each can be started anew while the other answers."""
    with tempfile.TemporaryDirectory(prefix="hl") as folder, socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(128)
        number = listener.fileno()
        line = WholeLine(
            Path(folder),
            port=listener.getsockname()[1],
            web=("-m", "hotline", "web", "--inherited", str(number)),
            inherited=(number,),
        )
        try:
            line.start_all()
            line.start("web 2", *line.web)
            yield line
        finally:
            for name in list(line.running):
                line.kill(name)


AREAS = (202, 212, 213, 215, 305, 312, 404, 415)


class Traffic:
    """Somebody new every moment: a greeting, then a choice from the list, which needs the place.

    Not so many that it would be a flood: of one exchange 120 texts an hour, of all 500.
    """

    def __init__(self, line: WholeLine) -> None:
        self.line, self.count, self.wrong = line, 0, list[str]()
        self.list, self.card = (self.said(CONTACT, words) for words in ("hi", "2"))
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._go_on)

    def __enter__(self) -> Traffic:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def said(self, sender: str, words: str) -> list[str]:
        """What a text is answered; where nobody is, it comes again: so our numbers are set."""
        form = self.line.text_form(sender, words)
        for _ in range(3):
            answer = self.line.signed("/webhooks/text", form)
            if answer.status:
                break
        assert answer.status == 200, answer.status
        return re.findall(r"<Body>(.*?)</Body>|<Message[^>]*>([^<]+)", answer.body, re.DOTALL)

    def _go_on(self) -> None:
        while not self._over.wait(0.2):
            self.count += 1
            who = f"+1{AREAS[self.count % len(AREAS)]}555{self.count + 1000:04}"
            for words, expected in (("hi", self.list), ("2", self.card)):
                try:
                    said = self.said(who, words)
                except AssertionError as error:
                    said = [str(error)]
                if said != expected:
                    self.wrong.append(f"{words} → {said}")


def store_of(url: str, *known: str) -> Store:
    return open_store(url, secrets(",".join(known)), web=False)


def set_secret(line: WholeLine, secret: str) -> None:
    """The setting is changed, and one process after another is started anew with it."""
    line.secret = secret
    for name, words in (*((web, line.web) for web in WEBS), *line_parts()):
        line.kill(name, signal.SIGTERM)
        line.start(name, *words)
        if name in WEBS:
            wait_for(lambda name=name: has_threads(line.running[name].pid), what=f"{name} answers")
    wait_for(lambda: line.get("/ready").status == 200, what="all is ready")


def line_parts() -> list[tuple[str, tuple[str, ...]]]:
    return [(name, ("-m", "hotline", name)) for name in ("worker", "clock")]


def has_threads(pid: int) -> bool:
    """The web server's own: it answers now."""
    return len(list(Path(f"/proc/{pid}/task").iterdir())) >= 8


@contextmanager
def started(data: Path) -> Iterator[str]:
    """A store on a copy of the files of another: what somebody has who took them."""
    path = data.parent / "t"
    argv = [str(server_binary()), "--port", "0", "--unixsocket", str(path), "--appendonly", "yes"]
    server = subprocess.Popen(argv, cwd=data, stdout=subprocess.DEVNULL)
    try:
        url = f"unix://{path}"
        wait_for(lambda: answers(url), what="the copy runs")
        yield url
    finally:
        server.kill()
        server.wait()
        path.unlink()


def answers(url: str) -> bool:
    try:
        return bool(store_of(url, fresh_secret()).data_keys.closed())
    except StoreAway:
        return False


def copied(line: WholeLine, name: str) -> Path:
    folder = line.folder / name / "data"
    shutil.copytree(line.folder / "data", folder)
    return folder


def assert_opens_nothing(data: Path, secret: str) -> None:
    with started(data) as url:
        store = store_of(url, secret)
        assert store.data_keys.closed().first == store.data_keys.closed().older == 0
        assert store.data_keys.closed().lost >= 3
        for noun in (store.people, store.rota, store.shared):
            with pytest.raises(StoreAway):
                noun.read()


def test_nobody_notices_and_old_copies_are_noise(line: WholeLine) -> None:
    old, new = line.secret, fresh_secret()
    url = f"unix://{line.socket_path}"
    for name, number, answer in (("Ana", ANA, "OK"), ("Bo", BO, "STOP")):
        assert line.command("peers", "add", name, "-", typed=number) == 0
        line.phone(number, answer)
    assert line.command("rota", "add", "Ana", "18:00-22:00", "--on", "2031-12-24") == 0
    assert line.command("shared", "add", "-", typed=JAIL) == 0
    before, now = store_of(url, old), time.time()
    promised = SendText(Phone(OURS), Phone(ANA), "As promised", now + 300)
    erase = EraseText("SM" + "1" * 32, now + 10 * 86400)
    before.errands.add(Due(now + 6, "waiting-for-seconds"), promised)
    before.errands.add(Due(now + 9 * 86400, "waiting-for-days-"), erase)
    kept = lasting(before)

    with Traffic(line) as traffic:
        began = traffic.said("+12025550148", "hi")
        old_copy = copied(line, "old")
        set_secret(line, f"{old},{new}")
        set_secret(line, f"{new},{old}")
        assert line.command("rekey") == 0
        assert store_of(url, new, old).data_keys.closed().older == 0
        assert line.command("rekey") == 0
        set_secret(line, new)
        wait_for(lambda: "As promised" in str(line.control("GET", "state")), what="it was sent")

    assert traffic.wrong == []
    assert traffic.count > 20
    assert began == traffic.list
    assert traffic.said("+12025550148", "2") == traffic.card  # who wrote before goes on after
    after = store_of(url, new)
    assert after.data_keys.closed().lost == 0
    assert lasting(after) == kept
    assert [person.texts.state for person in kept[0]] == ["given", "withdrawn"]
    assert after.people.whose(Phone(ANA)) == kept[0][0].id
    assert after.errands.read("waiting-for-days-") == erase

    assert_opens_nothing(old_copy, new)  # who took a copy before has nothing, once OLD is gone;
    with started(old_copy) as url:  # with it they had everything:
        assert store_of(url, old).shared.read().numbers == kept[2]
    assert_opens_nothing(copied(line, "new"), old)  # and OLD, found later, opens no newer copy,
    files = (line.folder / "data" / "appendonlydir").iterdir()
    held = b"".join(file.read_bytes() for file in files)
    assert not any(sealed in held for sealed in sealed_by(old_copy))  # nor is it still in a file


def lasting(store: Store) -> tuple[tuple[Person, ...], tuple[Shift, ...], tuple[SharedNumber, ...]]:
    return store.people.read().people, store.rota.read().shifts, store.shared.read().numbers


def sealed_by(data: Path) -> list[bytes]:
    """The data keys as they were closed in a copy."""
    with started(data) as url:
        connection = store_of(url, fresh_secret()).connection
        return [connection.get(name) for name in connection.scan_iter("key:*")]
