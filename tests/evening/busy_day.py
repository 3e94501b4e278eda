"""A hundred ordinary days in one: thirty thousand contacts over the real desk and the real store.

The carrier fails at one request in a hundred, loses two reports in a hundred, and brings one
webhook in a hundred twice. What becomes of each contact is read off what the webhooks answered.
"""

from __future__ import annotations

import heapq
import random
import re
from collections import Counter, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from html import unescape
from typing import Any
from urllib.parse import parse_qs

from hotline.desk.errands import do, do_all
from hotline.domain.pacing import Pace
from hotline.flow.edition import Edition
from hotline.jobs.queue import ALARM, ASIDE, NAME
from hotline.jobs.queue import _of as queue_of
from hotline.rehearsal import texting
from hotline.rehearsal.calls.phone import Behaviour
from hotline.rehearsal.faults import RestFault
from hotline.rehearsal.happenings import Answer
from hotline.rehearsal.message import INBOUND
from hotline.rehearsal.switchboard import NotACallError
from hotline.rehearsal.world import with_faults
from tests.evening.busy_checks import Checks
from tests.evening.evening import LINE
from tests.evening.own_store import AGE, OwnStore
from tests.evening.real_evening import RealEvening

# As content-facts has it: text is about half; most ask the machine, some a person.
KINDS = {
    "texts": 50,
    "asks by text": 6,
    "calls": 36,
    "hidden call": 4,
    "check-in": 3,
    "check-in by phone": 1,
}
# What callers press: nothing (they stay on), a person, recorded help, company, lines, emergency.
KEYS = {"": 30, "0": 40, "3": 15, "4": 8, "6": 5, "1": 2}
WORDS = ("hi", "1", "5", "od", "not breathing", "strips", "narcan", "gracias", "menu", "more", "no")
PHONES = (
    *[Behaviour("answers", after=4.0, keys="1", wait=3.0, stays=900.0)] * 16,  # they are on
    Behaviour("voicemail", after=6.0, stays=30.0),
    Behaviour("busy"),
    Behaviour("declines", after=5.0),
    Behaviour("unreachable"),
)
AREAS = ("202", "212", "213", "305", "312", "404", "415", "503", "617", "713", "206", "215")
FAILURES = ("500", "503", "429", "hang")
PATIENCE = 600.0  # seconds after which the most patient give up; the line should be far below
AN_ACCOUNT = Pace(per_second=10.0, at_once=400)  # that may hold so many: a default one holds 20
_AGED = 60.0  # seconds of its clock by which the store is behind at most
# It is never killed here: what passes in it need not be written down.
_AGES = f"redis.set_repl(redis.REPL_NONE)\n{AGE}"
Do = Callable[[], object]


@dataclass
class Came:
    """One contact: how it began and ended, and what it was told meanwhile. Seconds UTC."""

    kind: str
    at: float
    patience: float
    asked: float = 0.0  # when people began to be rung, or were asked
    answered: float = 0.0  # when somebody was there, or it was said that nobody is
    met: bool = False
    nobody: bool = False
    over: bool = False
    checked: str = ""  # what became of a check-in
    said: int = 0  # answers it got

    @property
    def outcome(self) -> str:
        if "check-in" in self.kind:
            return self.checked
        if self.met:
            return "a person"
        if self.nobody:
            return "told that nobody is there"
        if self.asked:
            return "hung up while people were rung" if "call" in self.kind else "offered"
        return "the machine's answers"


class Nudges:
    """As the queue that there is, in its order; what RQ keeps in the store, `test_promise` sees."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[tuple[str, ...]]] = {
            n: deque() for n in (ALARM, NAME, ASIDE)
        }

    def look(self, id: str, *more: str) -> None:
        self._waiting[queue_of(id)].append((id, *more))

    def next(self) -> tuple[str, ...]:
        waiting = next((w for w in self._waiting.values() if w), None)
        return waiting.popleft() if waiting else ()


class BusyEvening(RealEvening):
    """The store's clock follows in steps, an account holds more calls than by default, nudges take
    no trip to the store, and somebody listens to what webhooks are asked and answer."""

    listener: Callable[[str, bytes, str], None] | None = None

    def __init__(self, edition: Edition, own: OwnStore) -> None:
        self.nudges = Nudges()
        super().__init__(edition, own)

    def _post(
        self, url: str, headers: Mapping[str, str], body: bytes, connect: float, read: float
    ) -> Answer:
        answer = super()._post(url, headers, body, connect, read)
        if self.listener:
            self.listener(url, body, answer.body)
        return answer

    def _age(self) -> None:
        if self.line.now - self.aged < _AGED:
            return
        self.own.look.eval(_AGES, 0, int((self.line.now - self.aged) * 1000))
        self.aged = self.line.now

    def _pass(self, seconds: float) -> None:
        super()._pass(seconds)
        del self.tap.sent[:]  # nobody reads it

    def _tools(self, *, web: bool) -> dict[str, Any]:
        tools = super()._tools(web=web)
        store = self.web_store if web else self.worker_store
        object.__setattr__(store.dials, "_pace", AN_ACCOUNT)
        return tools | {"nudges": self.nudges}

    def _nudged(self) -> int:
        many = 0
        while ids := self.nudges.next():
            do(self.working, *ids) if len(ids) == 1 else do_all(self.working, ids)
            self.board.later(0)
            many += 1
        return many


@dataclass
class BusyDay:
    """Everybody who comes, and everybody of the line; `run` lets it all happen."""

    night: BusyEvening
    dice: random.Random
    peers: tuple[int, int] = (24, 6)  # who is on for calls, and for texts
    plan: list[tuple[float, int, Do]] = field(default_factory=list)
    came: dict[str, Came] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)  # by the carrier's id of a text
    happened: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    shown: int = 0
    numbers: set[str] = field(default_factory=set)  # of peers
    checks: Checks = field(init=False)

    def __post_init__(self) -> None:
        world = self.night.board.exchange
        faults = replace(world.world.faults, callback_lost=0.02, calls_per_second=10.0)
        world.change(lambda before, now: (with_faults(before, faults), None))
        by_phone, by_text = self.peers
        for n in range(by_phone + by_text):
            number, ways = f"+1303555{1000 + n}", ("calls",) if n < by_phone else ("texts",)
            self.night.peer(f"P{n}", number, "en", channels=ways)
            self.night.board.behave(number, PHONES[n % len(PHONES)])
            self.numbers.add(number)
        self.night.listener = self._answered
        self.checks = Checks(self)

    # What is planned

    def contacts(self, many: int, within: float) -> None:
        """One of each kind, and the others as they come."""
        kinds = self.dice.choices(list(KINDS), list(KINDS.values()), k=many - len(KINDS))
        kinds = self.dice.sample([*KINDS, *kinds], many)
        for n, kind in enumerate(kinds):
            at = self.night.start + within * (n + self.dice.random()) / many
            self.later(at, partial(self._comes, self._phone(n), kind))

    def _phone(self, n: int) -> str:
        return f"+1{AREAS[n % len(AREAS)]}{2_000_000 + (n * 7919) % 7_000_000:07}"

    def later(self, at: float, do: Do) -> None:
        self.happened["planned"] += 1
        heapq.heappush(self.plan, (at, self.happened["planned"], do))

    def soon(self, seconds: float, do: Do) -> None:
        self.later(self.night.line.now + seconds, do)

    # What people do

    def _comes(self, phone: str, kind: str) -> None:
        self._something_breaks()
        patience = self.dice.choice((self.dice.uniform(5, 90), PATIENCE))
        self.came[phone] = Came(kind, self.night.line.now, patience)
        if "check-in" in kind:
            return self.checks.wants(phone, by_phone=kind == "check-in by phone")
        if "call" in kind:
            self.night.dial(phone, "anonymous" if kind == "hidden call" else "")
            (key,) = self.dice.choices(list(KEYS), list(KEYS.values()))
            self.soon(9.0, partial(self.press, phone, key))
            return self.soon(patience, partial(self.hang_up, phone))
        for n in range(self.dice.randint(1, 3)):
            self.soon(12.0 * n, partial(self.text, phone, self.dice.choice(WORDS)))
        if kind == "asks by text":
            self.soon(40.0, partial(self.text, phone, "0"))
            self.soon(70.0, partial(self.text, phone, "it is about my sister"))
            self.soon(900.0, partial(self.text, phone, "menu"))
        return None

    def _something_breaks(self) -> None:
        """A contact makes some six requests of the carrier and some eight webhooks."""
        world = self.night.board.exchange.world
        faults = world.faults
        if self.dice.random() < 0.06:
            failure = RestFault(
                "any", self.dice.choice(FAILURES), 1, 0.0, taken=self.dice.random() < 0.5
            )
            faults = replace(faults, rest=(*faults.rest, failure))
            self.happened["carrier errors"] += 1
        if self.dice.random() < 0.08:
            faults = replace(faults, webhook_repeat_next=faults.webhook_repeat_next + 1)
            self.happened["duplicates"] += 1
        self.night.board.exchange.change(lambda before, now: (with_faults(before, faults), None))

    def text(self, phone: str, words: str) -> None:
        texting.send(self.night.board.exchange, phone, LINE, words, 0)
        self.night.board.later(0)

    def press(self, phone: str, key: str) -> None:
        if key:
            self._if_there(lambda: self.night.press(phone, key))

    def hang_up(self, phone: str) -> None:
        self._if_there(lambda: self.night.board.hang_up(phone))

    def _if_there(self, do: Do) -> None:
        try:
            do()
        except NotACallError:
            return  # they had hung up, or were hung up on

    def _peers_read(self) -> None:
        """Who is offered a thread takes it, mostly, writes a word, and closes it."""
        messages = self.night.board.exchange.world.messages
        for message in messages[-50:]:
            if message.serial <= self.shown or message.direction == INBOUND:
                continue
            if message.recipient not in self.numbers or "TAKE" not in message.body:
                continue
            if "check-in" in message.body:
                self.checks.alarms(message.recipient, message.body)
            elif self.dice.random() < 0.3:
                self.soon(self.dice.uniform(5, 40), partial(self._takes, message.recipient))
        self.shown = max((message.serial for message in messages[-50:]), default=self.shown)

    def _takes(self, peer: str) -> None:
        self.text(peer, "take")
        self.soon(60.0, partial(self.text, peer, "hi, i am here"))
        self.soon(200.0, partial(self.text, peer, "close"))
        self.soon(206.0, partial(self.text, peer, "1"))

    # What is told

    def _answered(self, url: str, body: bytes, said: str) -> None:
        self.happened["webhooks"] += 1
        del self.night.documents[:]
        form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        path = url.partition("#")[0]
        if path.endswith("/webhooks/text"):
            self._texted(form, said)
        elif "/webhooks/call" in path:
            self._called(path, form, said)
        self.checks.answered(form, said)

    def _texted(self, form: Mapping[str, str], said: str) -> None:
        sid, who = form["MessageSid"], self.came.get(form["From"])
        known = self.answers.setdefault(sid, said)
        if _words(known) != _words(said):
            self.wrong.append(f"a text that came twice: {_words(known)!r} {_words(said)!r}")
        if who is None or known is not said:
            return
        who.said += 1
        if "asked now" in said:
            who.asked = who.asked or self.night.line.now
        if "Nobody could take it" in said or "No person is on" in said:
            who.nobody = True
            who.answered = who.answered or self.night.line.now

    def _called(self, url: str, form: Mapping[str, str], said: str) -> None:
        who = self.came.get(self.whose(form))
        if who is None:
            return
        now = self.night.line.now
        who.said += 1
        if "/call/status" in url:
            who.over = True
        if "Ringing people now" in said or "Put the phone on speaker" in said:
            who.asked = who.asked or now
        if "<Conference" in said and not who.met:
            who.met, who.answered = True, who.answered or now
            self.soon(self.dice.uniform(30, 150), partial(self.hang_up, self.whose(form)))
        if "Nobody can come" in said or "No person is on" in said:
            who.nobody, who.answered = True, who.answered or now
            self.soon(12.0, partial(self.hang_up, self.whose(form)))
        if form.get("DialBridged") == "true":
            who.met = True

    def whose(self, form: Mapping[str, str]) -> str:
        """A hidden caller is known by the call."""
        leg = self.night.board.exchange.world.calls.leg(form.get("CallSid", ""))
        return leg.phone if leg else form.get("From", "")

    # And then

    def run(self, until: float) -> BusyDay:
        """Let it be so many seconds after the start."""
        night, end = self.night, self.night.start + until
        while night.line.now < end:
            ahead = self.plan[0][0] if self.plan else end
            moment = min(ahead, end, night._next())
            night._pass(max(moment - night.line.now, 0.001))
            while self.plan and self.plan[0][0] <= night.line.now:
                heapq.heappop(self.plan)[2]()
            self._peers_read()
        return self

    def waits(self, *, alarms: bool = False) -> list[float]:
        """How long each waited who asked for a person, or was silent, shortest first."""
        asked = [one for one in self.came.values() if one.asked and one.answered]
        return sorted(o.answered - o.asked for o in asked if ("check-in" in o.kind) is alarms)


def _words(document: str) -> str:
    return unescape(re.sub("<[^>]+>", "", document))
