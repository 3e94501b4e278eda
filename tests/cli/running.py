"""A terminal in which `hotline` is run against a real, empty store."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import redis
from click.testing import CliRunner, Result

from hotline.cli import main
from hotline.domain.peer_call import Event, step
from hotline.domain.people import CHANNELS, given
from hotline.store import Store

ANA = "+12025550111"
ROOT = Path(__file__).parents[2]


@dataclass
class Terminal:
    """Runs the program; `store` is what it works with."""

    store: Store
    connection: redis.Redis

    def run(self, *words: str, input: str = "") -> Result:
        return CliRunner().invoke(main, list(words), input=input)

    def add(self, name: str, number: str = ANA, *words: str) -> None:
        assert self.run("peers", "add", name, "-", *words, input=number).exit_code == 0

    def agrees(self, name: str) -> None:
        """As if they had answered OK."""
        read = self.store.people.read()
        person = read.named(name)
        assert person
        for channel in CHANNELS:
            person = given(person, channel, 0.0)
        self.store.people.write(read, read.changed(person.id, lambda _: person))

    def rings(self, *events: Event) -> None:
        """As if a worker, the carrier and a phone had done this to the one call that there is."""
        (key,) = self.connection.scan_iter("peer:*")
        now = time.time()
        found = self.store.peer_calls.read(key.decode().partition(":")[2], now)
        assert found
        call, stamp = found
        for event in events:
            call, _ = step(call, event)
        self.store.peer_calls.write(call, stamp, [], now)

    def left(self) -> list[str]:
        """Keys that would tell of somebody."""
        return [
            key.decode()
            for key in self.connection.scan_iter()
            if key.startswith((b"whose:", b"errand:"))
        ]
