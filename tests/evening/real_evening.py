"""An evening over a real store: three processes in one, each of which may die between two commands.

The web has a desk of its own, worker and clock share another. What they send to the store goes
through a tap, which remembers it, and at which they can be made to die. Time passes for the store
too, so that what should have ended by the clock of the evening has.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from math import inf
from typing import Any

from redis.connection import UnixDomainSocketConnection
from rq.exceptions import NoSuchJobError
from rq.job import Job
from rq.serializers import JSONSerializer

from hotline import clock
from hotline.app import create_app
from hotline.desk.errands import do, do_all
from hotline.desk.reminding import keep_reminding
from hotline.desk.standing import how_it_stands
from hotline.desk.sweep import keep_sweeping
from hotline.desk.tools import Desk
from hotline.desk.upkeep import keep_upkeep
from hotline.domain.people import Person
from hotline.domain.phone import Phone
from hotline.errors import StoreAway
from hotline.flow.edition import Edition
from hotline.jobs.queue import ALARM, ASIDE, NAME, Queue
from hotline.noticeboard import Noticeboard
from hotline.rehearsal import step
from hotline.rehearsal.happenings import Answer
from hotline.rehearsal.wire import NoConnectionError
from hotline.store import Store, dice, open_store
from tests.conftest import SECRET
from tests.evening.evening import JAIL, LINE, NINE_PM, Evening
from tests.evening.own_store import OwnStore

_QUEUES = tuple(f"rq:queue:{name}" for name in (ALARM, NAME, ASIDE))  # the first that has any
_BEAT = 5.0  # seconds between two looks of the clock whether there is a sweep


class Died(BaseException):
    """A process is gone, in the middle of what it did. Nothing that catches errors catches it."""


class Tap:
    """What the processes sent; with `dies_after` set, who sends next but so many dies of it."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.dies_after: int | None = None

    def connection(self) -> type[UnixDomainSocketConnection]:
        tap = self

        class Tapped(UnixDomainSocketConnection):
            def send_packed_command(self, command: Any, check_health: bool = True) -> None:
                tap.passes(command)
                super().send_packed_command(command, check_health)

        return Tapped

    def passes(self, command: Any) -> None:
        self.sent.append(command if isinstance(command, bytes) else b"".join(command))
        if self.dies_after is None:
            return
        self.dies_after -= 1
        if self.dies_after < 0:
            self.dies_after = None
            raise Died


class RealEvening(Evening):
    """`own` must run, and be empty."""

    def __init__(
        self,
        edition: Edition,
        own: OwnStore,
        start: float = NINE_PM,
        inside: tuple[str, ...] = (),
        *,
        reminds: bool = False,
    ) -> None:
        """`reminds`: the clock sees to reminders, too: a look a minute, for scenes about shifts."""
        self.inside, self.reminds = inside, reminds
        self.own, self.tap, self.deaths = own, Tap(), 0
        self.aged = self.beaten = start
        self.here = True
        super().__init__(edition, start, inside=inside, **self._tools(web=True))
        self._restart_web()
        self._restart_worker()
        self.working.beats.beat("worker", start)
        self.working.beats.beat("clock", start)
        if reminds:
            keep_reminding(self.working)

    def peer(self, *given: Any, **more: Any) -> Person:
        person = super().peer(*given, id=dice.token(), **more)
        desk = self.desk
        assert desk.people.write(desk.people.read(), self.line.people.people)
        assert desk.rota.write(desk.rota.read(), self.line.rota.rota)
        return person

    def kill_store(self) -> None:
        self.own.kill()
        self.here = False

    def start_store(self) -> None:
        self.own.start()
        self.here = True
        self._age()

    def at(self, seconds: float) -> Evening:
        """Let it be so many seconds after the start, from one thing that happens to the next."""
        end = self.start + seconds
        while self.line.now < end:
            self._pass(max(min(self._next(), end) - self.line.now, 0.001))
        return self

    def every_store(self) -> tuple[Store, Store]:
        return self.web_store, self.worker_store

    def _pass(self, seconds: float) -> None:
        self.board.later(seconds)
        self.line.now = self.board.exchange.clock.now()
        if not self.here:
            return
        self._age()
        while self.worker and self._work():
            self.board.later(0)

    def _work(self) -> int:
        """The clock's look, and then a worker at each nudge there is; how many there were."""
        try:
            if self._due() <= self.line.now:
                clock.tick(self.working)
            if self.line.now - self.beaten >= _BEAT:
                self.beaten = self.line.now
                self.working.beats.beat("clock", self.beaten)
                self.working.beats.beat("worker", self.beaten)
                keep_sweeping(self.working)
                keep_upkeep(self.working)
            return self._nudged()
        except StoreAway:
            return 0
        except Died:
            self._restart_worker()
            return 1

    def _nudged(self) -> int:
        connection = self.worker_store.connection
        many = 0
        while found := connection.lmpop(len(_QUEUES), *_QUEUES, direction="LEFT"):
            _, (id,) = found
            many += 1
            with suppress(NoSuchJobError):  # it was too old
                self._do(Job.fetch(id.decode(), connection=connection, serializer=JSONSerializer))
        return many

    def _do(self, job: Job) -> None:
        do(self.working, *job.args) if len(job.args) == 1 else do_all(self.working, job.args)
        self.worker_store.connection.delete(job.key)
        self.board.later(0)

    def _due(self) -> float:
        """When the first errand is due."""
        first = self.own.look.zrange("due", 0, 0, withscores=True)
        return float(first[0][1]) if first else inf

    def _next(self) -> float:
        """When something happens by itself."""
        moments = [self.line.now + 3600.0]
        with suppress(TypeError):
            moments.append(step.next_due(self.board.exchange.world) + 0.0)  # type: ignore[operator]
        if self.worker and self.here:
            moments.append(self._due())
        return min(moments)

    def _age(self) -> None:
        self.own.pass_time(self.line.now - self.aged)
        self.aged = self.line.now

    def _post(
        self, url: str, headers: Mapping[str, str], body: bytes, connect: float, read: float
    ) -> Answer:
        try:
            return super()._post(url, headers, body, connect, read)
        except Died:
            self._restart_web()
            raise NoConnectionError from None

    def _restart_web(self) -> None:
        self.deaths += 1
        self.desk = replace(self.desk, **self._tools(web=True))
        self.client = create_app(self._edge()).test_client()

    def _restart_worker(self) -> None:
        self.deaths += 1
        self.working: Desk = replace(self.desk, **self._tools(web=False))

    def _tools(self, *, web: bool) -> dict[str, Any]:
        """What a process opens when it starts: nothing of the one before it is left in memory."""
        store = open_store(self.own.url, [SECRET], web=web, now=self._now)
        wire = store.errands._wire
        wire._monotonic = store.errands._keyring._monotonic = self._now
        for client in (wire._client, store.connection):
            client.connection_pool.connection_class = self.tap.connection()
        if web:
            self.web_store = store
        else:
            self.worker_store = store
        kept = ("conversations", "calls", "errands", "rings", "dials", "peer_calls", "callbacks")
        more = ("beats", "people", "rota", "again", "shared", "switch", "traces", "marks")
        kept = (*kept, "check_ins")
        rest = ("beliefs", "clearing", "tally", "budget", "tries", "blocks", "seats", "threads")
        return {name: getattr(store, name) for name in (*kept, *more, *rest)} | {
            "lines": (Phone(LINE), Phone(JAIL), *map(Phone, self.inside)),
            "nudges": Queue(store.connection, self._now),
            "token": dice.token,
            "standing": Noticeboard(lambda: how_it_stands(self.desk), self._now).standing,
        }

    def _now(self) -> float:
        return self.line.now
