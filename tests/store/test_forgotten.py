"""FORGET, whatever happened before: of a number nothing remains but its STOP.

A machine texts, calls, waits and kills the store, from two phones and on two lines. Every key that
appeared while something of a phone's was done is remembered here; after FORGET each must be gone,
and of the errands those that would write to it.
"""

from __future__ import annotations

import random
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import redis
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from hotline.desk.answer import answer_text
from hotline.desk.calls import call_over, call_started, call_turned
from hotline.desk.errands import do
from hotline.desk.forgetting import forget
from hotline.desk.reports import text_reported
from hotline.domain.contact import Contact
from hotline.domain.errands import Reword, SendText
from hotline.domain.events import CallStarted, CallTurned, TextArrived, TextReported
from hotline.domain.people import Consent, Person
from hotline.domain.phone import Phone
from hotline.domain.replies import CallReply, Listen
from hotline.domain.rota import Rota, Shift
from hotline.errors import CarrierBusy, CarrierRefused, CarrierUnsure
from hotline.flow.edition import Edition
from hotline.store import open_store
from hotline.up.embedded import server_binary
from tests.conftest import SECRET
from tests.desk.pretend import ANNA, LINE, NOON, OTHER_LINE, Line
from tests.evening.evening import ALWAYS

BO, PEER = Phone("+12025550148"), Phone("+12025550111")
PHONES, LINES = some.sampled_from([ANNA, BO]), some.sampled_from([LINE, OTHER_LINE])
WORDS = [
    "hi", "2", "not breathing", "hes breathing again", "0", "more", "clear", "STOP", "START",
    "stop texting me", "privacy", "took too much", "yes", "asdf",
]  # fmt: skip
# Kinds of keys that are about somebody who texts or calls.
ABOUT = tuple(f"{kind}:".encode() for kind in (
    "session", "answer", "seen", "limit", "errand", "taken", "ring", "call", "again", "trace",
))  # fmt: skip
DELETES = [CarrierBusy(20009), CarrierUnsure(), CarrierRefused(21610)]


class Server:
    """A store of our own, that can be killed."""

    def __init__(self, folder: str) -> None:
        self.folder, self.socket = folder, Path(folder) / "s"
        self.url = f"unix://{self.socket}"
        self.start()

    def start(self) -> None:
        self.socket.unlink(missing_ok=True)
        argv = [
            str(server_binary()), "--port", "0", "--unixsocket", str(self.socket), "--dir",
            self.folder, "--save", "", "--appendonly", "yes", "--appendfsync", "always",
        ]  # fmt: skip
        self.process = subprocess.Popen(argv, stdout=subprocess.DEVNULL)
        end = time.monotonic() + 10
        while not self._answers():
            assert time.monotonic() < end, "the store did not start"
            time.sleep(0.01)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def _answers(self) -> bool:
        try:
            return bool(redis.Redis.from_url(self.url).ping())
        except redis.RedisError:
            return False


class Anything(RuleBasedStateMachine):
    """Two phones, two lines, one peer, a store that dies."""

    server: Server
    edition: Edition

    def __init__(self) -> None:
        super().__init__()
        self.looking = redis.Redis.from_url(self.server.url)
        self.looking.flushall()
        self.line = Line(self.edition, dice=random.Random(1))
        store = open_store(self.server.url, [SECRET], web=False, now=lambda: self.line.now)
        self.store = store
        self.desk = replace(
            self.line.desk(),
            conversations=store.conversations,
            errands=store.errands,
            rings=store.rings,
            dials=store.dials,
            beliefs=store.beliefs,
            peer_calls=store.peer_calls,
            seats=store.seats,
            beats=store.beats,
            people=store.people,
            rota=store.rota,
            again=store.again,
            shared=store.shared,
            traces=store.traces,
            marks=store.marks,
            token=lambda: f"token-{next(self.line.tokens):020}",
        )
        given = Consent("given", NOON)
        ana = Person("a" * 22, "Ana", (PEER,), ("en",), ("peer",), "peers", given, given, LINE)
        store.people.write(store.people.read(), (ana,))
        shift = Shift("s" * 22, ana.id, "peers", ALWAYS, ("texts", "calls"))
        store.rota.write(store.rota.read(), Rota((shift,)))
        self.texts = 0
        self.theirs: dict[Phone, set[bytes]] = defaultdict(set)
        self.receipts: list[tuple[Contact, str]] = []
        self.calls: list[tuple[CallStarted, str]] = []

    def teardown(self) -> None:
        self.looking.close()
        self.store.connection.close()

    @rule(phone=PHONES, line=LINES, words=some.sampled_from(WORDS), whatsapp=some.booleans())
    def texts_us(self, phone: Phone, line: Phone, words: str, whatsapp: bool) -> None:
        self.texts += 1
        event = TextArrived(f"SM{self.texts:032x}", line, phone, words, whatsapp=whatsapp)
        with self._of(phone):
            said = answer_text(self.desk, event).replies
        self.receipts += [(Contact(line, phone), reply.receipt) for reply in said]

    @rule(phone=PHONES, line=LINES)
    def calls_us(self, phone: Phone, line: Phone) -> None:
        self.texts += 1
        call = CallStarted(f"CA{self.texts:032x}", line, phone)
        with self._of(phone):
            said = call_started(self.desk, call)
        self.calls.append((call, token_in(said, "")))

    @rule(key=some.sampled_from(["", "", "0", "1", "2"]), which=some.integers(0, 3))
    def goes_on_calling(self, key: str, which: int) -> None:
        for call, token in self.calls[-1 - which : len(self.calls) - which]:
            assert call.caller
            with self._of(call.caller):
                said = call_turned(self.desk, CallTurned(call, token, key))
            self.calls[len(self.calls) - 1 - which] = (call, token_in(said, token))

    @rule()
    def hangs_up(self) -> None:
        if self.calls:
            call, _ = self.calls.pop()
            assert call.caller
            with self._of(call.caller):
                call_over(self.desk, call)

    @rule(phone=PHONES, line=LINES)
    def has_talked(self, phone: Phone, line: Phone) -> None:
        with self._of(phone):
            self.store.again.remember(line, phone, "a" * 22, self.line.now)

    @rule(seconds=some.sampled_from([1, 30, 61, 301, 3601, 43_200]))
    def time_passes(self, seconds: int) -> None:
        self.line.now += seconds
        self._keys_age(seconds)
        for id in self.store.errands.claim(self.line.now, 30, 100):
            errand = self.store.errands.read(id)
            with self._of(errand.to if isinstance(errand, SendText) else None):
                do(self.desk, id)

    def _keys_age(self, seconds: int) -> None:
        """The store counts with the same clock as everybody."""
        for key in self.looking.scan_iter():
            left = self.looking.pttl(key)
            if left > 0:
                self.looking.pexpire(key, max(1, left - 1000 * seconds))

    @rule(failing=some.sampled_from(DELETES))
    def the_carrier_fails(self, failing: CarrierBusy) -> None:
        self.line.carrier.failing.append(failing)

    @rule(status=some.sampled_from(["sent", "delivered"]))
    def a_report_comes(self, status: str) -> None:
        if self.receipts:
            contact, token = self.receipts.pop()
            report = TextReported(token, f"SM{'9' * 32}", status, None, contact)
            with self._of(contact.phone):
                text_reported(self.desk, report)

    @rule(phone=PHONES)
    def the_store_dies_and_is_there_again(self, phone: Phone) -> None:
        self.server.kill()
        assert "is erased, but" not in self._said(phone, LINE, "forget")
        self.server.start()

    @rule(phone=PHONES, line=LINES, operator=some.booleans())
    def forgets(self, phone: Phone, line: Phone, operator: bool) -> None:
        blocked = self.store.marks.stopped(Contact(line, phone))
        if operator:
            forget(self.desk, phone, self.line.now)
        else:
            said = self._said(phone, line, "Forget")
            assert (said == "") if blocked == "carrier" else said.startswith(("Done.", "Listo."))
        assert self.store.marks.stopped(Contact(line, phone)) == blocked
        self._nothing_is_left(phone)

    def _nothing_is_left(self, phone: Phone) -> None:
        for key in self.theirs.pop(phone, set()):
            kind, _, id = key.decode().partition(":")
            if kind == "errand":
                left = self.store.errands.read(id)
                assert not isinstance(left, SendText | Reword), "they would still be written to"
            else:
                assert not self.looking.exists(key), f"a {kind} is left"
        for line in (LINE, OTHER_LINE):
            assert self.store.traces.held(Contact(line, phone), self.line.now) == []

    def _said(self, phone: Phone, line: Phone, words: str) -> str:
        self.texts += 1
        event = TextArrived(f"SM{self.texts:032x}", line, phone, words)
        return "".join(reply.body for reply in answer_text(self.desk, event).replies)

    @contextmanager
    def _of(self, phone: Phone | None) -> Iterator[None]:
        """What comes to be in here is of this phone."""
        before = set(self.looking.scan_iter())
        yield
        if phone:
            fresh = set(self.looking.scan_iter()) - before
            self.theirs[phone] |= {key for key in fresh if key.startswith(ABOUT)}


def token_in(said: tuple[CallReply, ...], before: str) -> str:
    """The caller's place, in the address of their next request."""
    places = [reply.then.rpartition("/")[2] for reply in said if isinstance(reply, Listen)]
    return places[0] if places else before


def test_after_forget_nothing_is_left(edition: Edition) -> None:
    with tempfile.TemporaryDirectory(prefix="hl") as folder:
        Anything.server, Anything.edition = Server(folder), edition
        try:
            run_state_machine_as_test(  # type: ignore[no-untyped-call]
                Anything,
                settings=settings(
                    max_examples=40, stateful_step_count=25, deadline=None,
                    suppress_health_check=list(HealthCheck),
                ),
            )  # fmt: skip
        finally:
            Anything.server.kill()
