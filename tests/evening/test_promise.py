"""Whatever people say and do, whatever breaks and whenever: after each step nothing is kept.

Real web edge, desk, queue, carrier library and store; only the carrier is pretended, and the clock
held. What is promised, and looked for after every step, is in `promise.py`.
"""

from __future__ import annotations

import html
import logging
import random
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from hotline.desk import roster
from hotline.domain.contact import Contact
from hotline.domain.phone import Phone
from hotline.errors import StoreAway, Unfit
from hotline.flow.carrier_words import LOCAL_STOP_WORDS, START_WORDS, STOP_WORDS
from hotline.flow.document import NOWHERE, Word, Words
from hotline.flow.document import Line as PublicLine
from hotline.flow.edition import Edition, edition_of
from hotline.rehearsal import texting
from hotline.rehearsal.arriving import REPEATED_AFTER
from hotline.rehearsal.calls.leg import Leg
from hotline.rehearsal.calls.phone import Behaviour, voicemail
from hotline.rehearsal.faults import Faults, MessageFault, RestFault
from hotline.rehearsal.happenings import Hook
from hotline.rehearsal.message import INBOUND, Message
from hotline.rehearsal.switchboard import NotACallError
from hotline.rehearsal.world import with_faults
from hotline.store import keys
from hotline.store.keys import row_of
from tests.evening.evening import JAIL, LINE
from tests.evening.own_store import OwnStore
from tests.evening.promise import Promise
from tests.evening.real_evening import Died, RealEvening
from tests.whole.needles import needles

HOUR, DAY = 3600.0, 86400.0
STEPS = ("Do this now", "Haz esto ya", "Fais ceci")
QUESTION = ("Is someone not breathing?", "¿Alguien no respira?", "Quelqu'un ne respire pas?")
NOT_BREATHING = ("not_breathing.order", "danger.breathing")  # where such words lead
CONTACTS, PEERS = ("one", "two", "three"), ("ana", "bo", "dee", "eve")
peer = st.sampled_from(PEERS)
contact = st.sampled_from(("one", "one", *CONTACTS))  # one does most of it, so that things meet
whoever = st.sampled_from(("one", "one", "one", *CONTACTS, *PEERS))
PHONES = (
    Behaviour(),
    voicemail(2.0),
    Behaviour("busy"),
    Behaviour("answers", keys="1", stays=40.0),
)
FAULTS = (
    Faults(callback_lose_next=5),
    Faults(callback_repeat_next=3, callback_out_of_order=True),
    Faults(callback_delay=90.0, webhook_repeat_next=2),
    Faults(messages=(MessageFault(30007, times=2),)),
    Faults(final_after=900.0),
    Faults(rest=(RestFault("any", "500", 3),)),
    Faults(rest=(RestFault("create", "hang", 2, taken=True),)),
    Faults(rest=(RestFault("create", "21610"),)),
    Faults(rest=(RestFault("delete", "429", 2),)),
    Faults(document_lose_next=1),
)


def words_of(found: Words | None) -> list[str]:
    return [word.text for words in _listed(found) for word in words]


def _listed(found: Words | None) -> Iterable[tuple[Word, ...]]:
    return found.by_language.values() if found else ()


class Conversations(RuleBasedStateMachine):
    """People, by name, and what they do; `own` and `edition` are put here by the test."""

    own: OwnStore
    edition: Edition
    whole_days = False  # whether the worker works through days that pass, which takes seconds

    @initialize(seed=st.integers(0, 2**32), languages=st.permutations(("en", "es", "fr")))
    def begins(self, seed: int, languages: list[str]) -> None:
        dice, book = random.Random(seed), self.edition.book
        self.phone = {
            name: f"+1{dice.choice(('202', '212', '305'))}{dice.randrange(2_000_000, 9_999_999)}"
            for name in (*CONTACTS, *PEERS)
        }
        self.friend = f"+1404{dice.randrange(2_000_000, 9_999_999)}"
        self.word = "zq" + dice.randbytes(5).hex()
        self.stopped: dict[str, int] = {}
        if self.own.process is None:
            self.own.start()
        self.own.look.flushall()
        self.night = RealEvening(self.edition, self.own)
        self.night.peer("Ana", self.phone["ana"], *languages)
        self.night.peer("Bo", self.phone["bo"])
        self.night.peer("Eve", self.phone["eve"], times=None, channels=("texts",))  # of alarms
        self.dee = self.night.peer("Dee", self.phone["dee"], channels=()).id
        peers = frozenset(self.phone[name] for name in PEERS)
        numbers = [*self.phone.values(), self.friend]
        wanted, phones = needles([self.word], numbers), frozenset(numbers)
        self.promise = Promise(self.night, wanted, phones, peers)
        logging.getLogger().addHandler(self.promise.heard)
        self.ordinary = [*map(str, range(10)), *_ordinary(book)]
        alone = {w.text for a in book.always for ws in _listed(a.words) for w in ws if w.alone}
        cries = [w for a in book.always if a.go in NOT_BREATHING for w in words_of(a.words)]
        self.cries = [w if w in alone else f"{w} {self.word}" for w in cries]
        self.erased = tuple(book.phrases["forget"].said.values())
        self.keeps = [
            s.rpartition("{clock}")[2] for s in book.phrases["check.forget"].said.values()
        ]
        self.told_stopped = tuple(book.phrases["stop"].said.values())
        self.forgets = words_of(book.words.get("forget"))
        self.stops = words_of(book.words.get("stop_writing"))

    # What people write

    @rule(who=whoever, nth=st.integers(0, 2000), tail=st.booleans())
    def texts(self, who: str, nth: int, tail: bool) -> None:
        self.text(who, self.ordinary[nth % len(self.ordinary)] + f" {self.word}" * tail)

    @rule(who=whoever, pictures=st.integers(0, 1), wild=st.text(max_size=20))
    def says_something_else(self, who: str, pictures: int, wild: str) -> None:
        self.text(who, f"{self.word} {wild} {self.phone['one']}", pictures)

    @rule(who=whoever, nth=st.integers(0, 3000), then=st.sampled_from(("", "", "forget", "stop")))
    def cries_for_help(self, who: str, nth: int, then: str) -> None:
        """More texts are to follow, unless they take it back."""
        words = self.cries[nth % len(self.cries)]
        said = self.text(who, words)
        if said is not None:
            assert any(part in said for part in STEPS + QUESTION), (words, said)
        if then == "forget":
            self.forgets_us(who, nth)
        elif then == "stop":
            self.stops_us(who, nth, carriers=bool(nth % 2))

    @rule(who=whoever, nth=st.integers(0, 50))
    def asks_to_be_forgotten(self, who: str, nth: int) -> None:
        self.forgets_us(who, nth)

    @rule(who=whoever, nth=st.integers(0, 500), carriers=st.booleans())
    def says_stop(self, who: str, nth: int, carriers: bool) -> None:
        self.stops_us(who, nth, carriers=carriers)

    def forgets_us(self, who: str, nth: int) -> None:
        said = self.text(who, self.forgets[nth % len(self.forgets)])
        if said and any(words in said for words in self.keeps):  # a check-in is on: that too
            said = self.text(who, "1")
        if said and any(words in said for words in self.erased):
            left = self.promise.left_of(self.phone[who])
            assert not left, left

    def stops_us(self, who: str, nth: int, *, carriers: bool) -> None:
        words = sorted(STOP_WORDS | LOCAL_STOP_WORDS.keys()) if carriers else self.stops
        self.faults(Faults())  # a carrier that asks twice had no answer; here it would send both
        if any(isinstance(due.what, Hook) for due in self.night.board.exchange.world.due):
            self.night.later(REPEATED_AFTER)  # also of a text that came before
        said = self.text(who, words[nth % len(words)])
        if any(words in (said or "") for words in self.told_stopped) or self.marked(who):
            self.stopped[who] = self.sent_to(who)

    def marked(self, who: str) -> bool:
        """Whether it was written down, also where something died at it afterwards."""
        with suppress(Died, StoreAway):
            return bool(self.night.desk.marks.stopped(Contact(Phone(LINE), Phone(self.phone[who]))))
        return False

    @rule(who=whoever, nth=st.integers(0, 10))
    def starts_again(self, who: str, nth: int) -> None:
        self.text(who, sorted(START_WORDS)[nth % len(START_WORDS)])

    # What is asked of those who are checked on

    @rule(who=whoever, minutes=st.sampled_from((1, 5, 20, 60)), wish=st.integers(0, 4))
    def wants_to_be_checked_on(self, who: str, minutes: int, wish: int) -> None:
        place = f"4b, {self.word}"
        wishes = ((), ("4",), ("3", place), ("2", self.friend, place), ("word sunny",))
        for words in (f"check {minutes}", *wishes[wish]):
            self.text(who, words)

    @rule(who=contact, minutes=st.sampled_from(("2#", "30#")))
    def wants_to_be_checked_on_by_phone(self, who: str, minutes: str) -> None:
        self.dials(who, "", LINE)
        for keys_ in ("3", "2", minutes, "1"):
            self.night.later(4.0)
            self.stopped.pop(who, None)
            self.if_can(lambda k=keys_: self.night.press(self.phone[who], k))  # type: ignore[misc]

    @rule(who=contact, nth=st.integers(0, 5))
    def answers_whether_all_is_well(self, who: str, nth: int) -> None:
        words = ("ok", "more 5", "done", "sunny", f"idk {self.word}", "check")
        self.text(who, words[nth])

    @rule(closes=st.booleans())
    def looks_after_whoever_is_silent(self, closes: bool) -> None:
        for handle in self.handles():
            for words in (f"take @{handle}", "1", f"@{handle} {self.word}?"):
                self.text("eve", words)
            if closes:
                self.closes(handle)

    def handles(self) -> list[str]:
        """Of those that are on."""
        with suppress(StoreAway, Died):
            return [one.handle for one, _ in self.night.working.check_ins.all()]
        return []

    def closes(self, handle: str) -> None:
        self.text("eve", f"close @{handle}")
        self.text("eve", "1")

    def text(self, who: str, words: str, pictures: int = 0) -> str | None:
        """What was answered; None where that cannot be asked for: something died at it."""
        self.stopped.pop(who, None)
        night, deaths = self.night, self.night.deaths
        night.documents.append("")
        texting.send(night.board.exchange, self.phone[who], LINE, words, pictures)
        night.later(0.0)
        return html.unescape(night.documents[-1]) if night.deaths == deaths else None

    def sent_to(self, who: str) -> int:
        """How far the carrier's count was at the last text of ours to them."""
        world = self.night.board.exchange.world
        ours = [m for m in (*world.messages, *world.handsets) if m.direction != INBOUND]
        to = [m.serial for m in ours if m.recipient == self.phone[who] and not m.by_carrier]
        return max(to, default=0)

    # What phones do

    @rule(
        who=contact,
        shown=st.sampled_from(("", "", "anonymous")),
        line=st.sampled_from((LINE, LINE, LINE, JAIL)),
    )
    def dials(self, who: str, shown: str, line: str) -> None:
        self.stopped.pop(who, None)
        self.if_can(lambda: self.night.dial(self.phone[who], shown, line))

    @rule(who=contact, by=peer, shown=st.sampled_from(("", "", "anonymous")))
    def calls_and_is_taken(self, who: str, by: str, shown: str) -> None:
        """As far as it goes: the phone may do something else, or something break."""
        self.dials(who, shown, LINE)
        self.night.later(9.0)
        self.picks_up_or_not(by, "answer")
        self.night.later(4.0)
        self.presses(by, "1")
        self.night.later(3.0)

    @rule(who=contact, way=st.sampled_from("112"), by=peer)
    def wants_to_be_called_back(self, who: str, way: str, by: str) -> None:
        """As far as it goes: perhaps nobody is on. Peers are asked some minutes later."""
        self.dials(who, "", LINE)
        for seconds, key in ((7.0, "5"), (15.0, way)):
            self.night.later(seconds)
            self.presses(who, key)
        self.night.later(130.0)
        self.picks_up_or_not(by, "answer")
        self.night.later(4.0)
        self.presses(by, "1")
        self.night.later(4.0)

    @rule(who=whoever, keys=st.sampled_from("0111123456789*#"))
    def presses(self, who: str, keys: str) -> None:
        self.stopped.pop(who, None)
        self.if_can(lambda: self.night.press(self.phone[who], keys))

    @rule(who=whoever, what=st.sampled_from(("answer", "answer", "decline", "hang_up")))
    def picks_up_or_not(self, who: str, what: str) -> None:
        self.if_can(lambda: getattr(self.night.board, what)(self.phone[who]))

    @rule(who=peer, behaviour=st.sampled_from(PHONES))
    def has_a_phone_that(self, who: str, behaviour: Behaviour) -> None:
        self.night.board.behave(self.phone[who], behaviour)

    @rule(how=st.sampled_from((roster.ask_again, roster.ask_by_call)))
    def is_asked_to_join(self, how: Callable[..., None]) -> None:
        with suppress(Unfit, StoreAway, Died):
            how(self.night.working, self.dee, Phone(LINE))

    def if_can(self, do: Callable[[], object]) -> None:
        with suppress(NotACallError):
            do()
        self.night.later(0.0)

    # What time does, and what breaks

    @rule(seconds=st.sampled_from((1.0, 5.0, 12.0, 30.0, 70.0, 400.0, HOUR)))
    def time_passes(self, seconds: float) -> None:
        """An hour of alarms, each of thirty calls, is for the long form."""
        if seconds == HOUR:
            self.closes_what_is_on()
        self.night.later(seconds)

    @rule(days=st.sampled_from((0.5, 1.0, 2.0)))
    def days_pass(self, days: float) -> None:
        worker, self.night.worker = self.night.worker, self.night.worker and self.whole_days
        self.night.later(days * DAY)
        self.night.worker = worker

    @rule(faults=st.sampled_from(FAULTS))
    def the_carrier_fails(self, faults: Faults) -> None:
        self.faults(faults)

    @rule(after=st.integers(0, 12))
    def a_process_will_die(self, after: int) -> None:
        self.night.tap.dies_after = after

    @rule(works=st.booleans())
    def the_worker_is(self, works: bool) -> None:
        self.night.worker = works

    @precondition(lambda self: self.night.here)
    @rule(seconds=st.sampled_from((0.0, 0.0, 3.0, 100.0)))
    def the_store_is_killed(self, seconds: float) -> None:
        self.night.kill_store()
        self.night.later(seconds)
        self.night.start_store()

    @precondition(lambda self: self.night.here)
    @rule()
    def the_store_stays_away(self) -> None:
        self.night.kill_store()

    @precondition(lambda self: not self.night.here)
    @rule()
    def the_store_comes_back(self) -> None:
        self.night.start_store()

    def faults(self, faults: Faults) -> None:
        exchange = self.night.board.exchange
        exchange.change(lambda world, now: (with_faults(world, faults), None))

    # What is promised

    @invariant()
    def nothing_is_kept(self) -> None:
        if hasattr(self, "promise"):
            self.look()

    @invariant()
    def nobody_is_written_to_after_stop(self) -> None:
        for who, until in getattr(self, "stopped", {}).items():
            assert self.sent_to(who) <= until, who

    def at_the_carrier(self) -> list[Message | Leg]:
        """What it still has of us."""
        world = self.night.board.exchange.world
        return [m for m in (*world.messages, *world.calls.legs) if m.line in (LINE, JAIL)]

    def look(self) -> None:
        wrong = self.promise.look()
        assert not wrong, wrong

    def teardown(self) -> None:
        """All is well again, for hours; then the processes stop, and the rest ends by itself."""
        if not hasattr(self, "promise"):
            return
        night = self.night
        try:
            if not night.here:
                night.start_store()
            self.faults(Faults())
            night.worker, night.tap.dies_after = True, None
            for name in self.phone:
                night.board.behave(self.phone[name], Behaviour("busy"))
                self.if_can(lambda phone=self.phone[name]: night.board.hang_up(phone))  # type: ignore[misc]
            self.closes_what_is_on()
            night.later((9 if self.handles() else 2) * HOUR)  # an alarm rings for seven
            self.look()
            assert not self.handles()
            left = self.at_the_carrier()
            assert not left, left
            night.own.pass_time(keys.QUARTER_LIFE)  # counts live longest; they are nobody's
            stayed = {key for key in night.own.held() if (row := row_of(key)) and row.life}
            assert not stayed, stayed
        finally:
            logging.getLogger().removeHandler(self.promise.heard)

    def closes_what_is_on(self) -> None:
        """By whose it is, or one of us; where there is time, or neither can, it ends by itself."""
        if self.whole_days:
            return
        for name in self.phone if self.handles() else ():
            self.text(name, "done")
        for handle in self.handles():
            self.text("eve", f"take @{handle}")
            self.closes(handle)


def _ordinary(book: Any) -> Iterator[str]:
    for name in ("menu", "back", "again", "more", "privacy", "clear", "thanks", "person", "agree"):
        yield from words_of(book.words.get(name))
    for flow in book.flows.values():
        for card in flow.cards.values():
            yield from words_of(card.words)[:3]


@pytest.fixture(scope="module")
def own() -> Iterator[OwnStore]:
    """In memory where there is such a folder: the disk is not what is tried."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(
        prefix="hl", dir=memory if memory.is_dir() else None
    ) as folder:
        made = OwnStore(Path(folder))
        yield made
        made.kill()


@pytest.fixture(scope="module")
def two_lines(edition: Edition) -> Edition:
    """The second number is a direct line."""
    jail = PublicLine(NOWHERE, JAIL, mode="direct", rotation="peers")
    return edition_of(replace(edition.book, lines=(jail,)))


def play(own: OwnStore, edition: Edition, examples: int, steps: int, *, days: bool) -> None:
    """In `./check` the same evenings each time, so that it takes the same time; for long, others
    each time. What is found is shown as it was: an evening over a real store is slow to shorten."""
    given = {"own": own, "edition": edition, "whole_days": days}
    run_state_machine_as_test(
        type("Conversations", (Conversations,), given),
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            derandomize=not days,
            phases=(Phase.reuse, Phase.generate),
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_nothing_is_kept_whatever_happens(own: OwnStore, two_lines: Edition) -> None:
    play(own, two_lines, 12, 25, days=False)


@pytest.mark.long
@pytest.mark.timeout(5400)
def test_nothing_is_kept_whatever_happens_for_long(own: OwnStore, two_lines: Edition) -> None:
    play(own, two_lines, 25, 60, days=True)
