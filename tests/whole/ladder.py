"""A whole line that is to lose some of its parts: two webs on one socket, two workers, a clock."""

from __future__ import annotations

import re
import resource
import socket
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from types import MappingProxyType
from typing import Any

from hotline.desk.tools import Desk
from hotline.domain.people import Channel, Consent, Person
from hotline.domain.phone import Phone
from hotline.domain.rota import Rota, Shift
from hotline.domain.times import Times
from hotline.settings import read_settings
from hotline.wiring import build
from tests.whole.fail_over import Servers
from tests.whole.handset import Handset
from tests.whole.line import WholeLine, wait_for
from tests.whole.paths import quick_flows

Argv = tuple[str, ...]
CUT_OFF = {11200, 11205}  # no answer, no connection: it asks again
FALLBACK, DEE = "+12125550190", "+12125550191"  # Dee is a coordinator, who has no shift
ALWAYS = Times(0, 1440, "America/New_York", tuple(range(7)))
WORKERS: Mapping[str, Argv] = {
    "worker": ("-m", "hotline", "worker"),
    "urgent": ("-m", "hotline", "urgent"),
}
CLOCK = ("-m", "hotline", "clock")


class Ladder(WholeLine):
    """A line whose parts are taken away, and given back."""

    def open(self, peers: int, by_phone: int, webs: int, more: Mapping[str, Argv]) -> None:
        """Its people are there before any process is, so that all know them at once."""
        if "REDIS_URL" not in self.extra:
            self.start_store()
        self.start("carrier", "-m", "hotline.rehearsal")
        wait_for(lambda: self.control("GET", "state")[0] == 200, what="carrier answers")
        self.desk = build(read_settings(self.environ()))
        self.peers = team(self.desk, peers, by_phone)
        self.parts = {
            **{f"web {n}": self.web for n in range(webs)}, **WORKERS, "clock": CLOCK, **more,
        }  # fmt: skip
        for name in self.parts:
            self.back(name)
        self.is_ready()

    def is_ready(self) -> None:
        wait_for(lambda: self.get("/ready").status == 200, what="all is ready")

    def back(self, name: str) -> None:
        self.start(name, *self.parts[name])

    @contextmanager
    def without(self, *names: str) -> Iterator[None]:
        """Killed outright, and started anew afterwards."""
        for name in names:
            self.kill(name)
        try:
            yield
        finally:
            for name in names:
                self.back(name)
            self.is_ready()

    @contextmanager
    def without_store(self) -> Iterator[None]:
        self.kill("store")
        try:
            yield
        finally:
            self.start_store()
            self.is_ready()
            back = time.monotonic()
            wait_for(lambda: time.monotonic() - back > 3, what="every web tries the store again")

    @contextmanager
    def full_disk(self) -> Iterator[None]:
        """The store's file cannot grow. It ends at that, and is started anew afterwards."""
        held = sum(file.stat().st_size for file in self.folder.glob("data/**/*.incr.aof"))
        self._store_may_write(held)
        try:
            yield
        finally:
            assert self.running.pop("store").wait(10) == 1
            self.start_store()
            self.is_ready()

    def _store_may_write(self, most: int) -> None:
        store = self.running["store"].pid
        resource.prlimit(store, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))

    @contextmanager
    def full_memory(self) -> Iterator[None]:
        """The store takes nothing more, as with `maxmemory` and `noeviction`."""
        self.redis().config_set("maxmemory", 1)
        try:
            yield
        finally:
            self.redis().config_set("maxmemory", 0)

    def faults(self, **asked: object) -> None:
        assert self.control("POST", "faults", {"clear": True, **asked})[0] == 200

    def says(self, sender: str, words: str) -> str:
        """What a text is answered, and that it is within the carrier's patience of 15 seconds."""
        began = time.monotonic()
        answer = self.text(sender, words)
        assert answer.status == 200
        assert time.monotonic() - began < 5
        found = re.search(r"<Message[^>]*>(.*)</Message>", answer.body, re.DOTALL)
        return unescape(re.sub("<[^>]+>", "", found[1])) if found else ""

    def texts(self) -> list[dict[str, Any]]:
        """All that were sent, and that the carrier still has."""
        return list(self.control("GET", "state")[1].get("messages", ()))

    def got(self, number: str, words: str) -> int:
        """How often this phone was texted such words."""
        return sum(words in one["body"] for one in self.texts() if one["recipient"] == number)

    def gets(self, number: str, words: str, seconds: float = 30) -> None:
        wait_for(lambda: self.got(number, words), seconds, f"a text with {words}")

    def a_minute_passes(self) -> None:
        """Whose phone rang a moment ago is not rung again, where the end of that call was lost."""
        self.redis().delete("busy", "rung")

    def all_hang_up(self) -> None:
        for number in self.control("GET", "state")[1]["phones"]:
            if Handset(self, number).status():
                self.control("POST", "call", {"phone": number, "do": "hang up"})

    def nobody_heard_an_error(self) -> None:
        """The carrier never had to say "application error", nor keeps what it did not understand.

        That a process was cut off in the middle of an answer it notes, and asks again.
        """
        state = self.control("GET", "state")[1]
        broken = [a for a in state["alerts"] if a["code"] not in CUT_OFF]
        assert not broken, broken
        for number in state["phones"]:
            assert not any("application error" in words for words in Handset(self, number).heard())


def team(desk: Desk, many: int, by_phone: int) -> list[tuple[str, str]]:
    """So many people who are on at all times, the first of them for calls too: ids and numbers."""
    given = Consent("given", desk.now())
    people = tuple(
        Person(
            f"peer-{n:03}-of-the-ladder", f"Peer{n}", (Phone(f"+1212555{1000 + n}"),), ("en",),
            rotation="peers", calls=given, texts=given, asked_from=desk.lines[0],
        )
        for n in range(many)
    )  # fmt: skip
    dee = Person(
        "dee-of-the-ladder", "Dee", (Phone(DEE),), ("en",), roles=("coordinator",),
        calls=given, texts=given, asked_from=desk.lines[0],
    )  # fmt: skip
    assert desk.people.write(desk.people.read(), (*people, dee))
    ways: list[tuple[Channel, ...]] = [("calls", "texts")] * by_phone + [("texts",)] * many
    shifts = tuple(
        Shift(f"shift-{person.id}", person.id, "peers", ALWAYS, channels)
        for person, channels in zip(people, ways, strict=False)
    )
    assert desk.rota.write(desk.rota.read(), Rota(shifts))
    return [(person.id, person.numbers[0].e164) for person in people]


@contextmanager
def ladder(
    peers: int = 1,
    by_phone: int = 1,
    *,
    webs: int = 2,
    servers: Servers | None = None,
    more: Mapping[str, Argv] = MappingProxyType({}),
) -> Iterator[Ladder]:
    """Running, and gone afterwards. Its web processes share a socket, as `hotline up`'s do."""
    # A worker's fork has a group of its own, and may outlive it by a moment.
    room = tempfile.TemporaryDirectory(prefix="hl", ignore_cleanup_errors=True)
    with room as folder, socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(128)
        number = listener.fileno()
        line = Ladder(
            Path(folder),
            {
                "HOTLINE_FALLBACK_NUMBERS": FALLBACK,
                "HOTLINE_FLOWS": quick_flows(Path(folder)),
                **({"REDIS_URL": servers.url} if servers else {}),
            },
            port=listener.getsockname()[1],
            web=("-m", "hotline", "web", "--inherited", str(number)),
            inherited=(number,),
        )
        try:
            line.open(peers, by_phone, webs, more)
            yield line
        finally:
            for name in list(line.running):
                line.kill(name)
