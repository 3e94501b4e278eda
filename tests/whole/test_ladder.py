"""The rungs of the ladder: a part of the line is away, and what each person then meets.

Real processes, signed webhooks, phones of the pretend carrier. What stands in docs/operating.md
about each rung is what happens here. Through each rung go two running check-ins: one whose contact
is to be asked meanwhile, and one whose contact was asked, and is silent.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from hotline.domain.checkin.record import CheckIn
from tests.whole import check_ins
from tests.whole.calls import stopped
from tests.whole.handset import Handset
from tests.whole.ladder import DEE, FALLBACK, Ladder, ladder
from tests.whole.line import wait_for

pytestmark = pytest.mark.whole
Takes = Callable[[Ladder, CheckIn, Handset], None]


@pytest.fixture(scope="module")
def all_rungs() -> Iterator[Ladder]:
    with ladder() as line:
        yield line


@pytest.fixture
def line(all_rungs: Ladder) -> Iterator[Ladder]:
    """One after the other on the same line: whatever a rung leaves behind, the next one meets."""
    all_rungs.a_minute_passes()
    yield all_rungs
    all_rungs.faults()
    all_rungs.all_hang_up()
    all_rungs.nobody_heard_an_error()


@pytest.fixture
def ana(line: Ladder) -> Handset:
    return Handset(line, line.peers[0][1])


def person(line: Ladder) -> Handset:
    """Somebody new."""
    line.came = getattr(line, "came", 0) + 1  # type: ignore[attr-defined]
    return Handset(line, f"+1202555{2000 + line.came}")  # type: ignore[attr-defined]


def talks_with(contact: Handset, peer: Handset) -> None:
    """The peer takes the call that rings, both hear each other, the contact hangs up."""
    peer.rings().from_now_on().answers().presses("1").is_connected()
    contact.is_connected().hangs_up()
    peer.is_gone()


def answered_without_store(line: Ladder, who: str) -> None:
    """Menu, card, steps; nothing pretends to be remembered, erased or relayed."""
    assert "This is automatic" in line.says(who, "hi")
    assert "Do this now" in line.says(who, "not breathing")
    assert "naloxone" in line.says(who, "narcan").lower()
    assert "That list had closed" in line.says(who, "2")
    assert "can't say it is erased" in line.says(who, "FORGET")
    assert "may not reach them" in line.says(who, "are you still there? it is about my sister")


def every_web_tries_again() -> None:
    """For a moment a web process does not ask a store that was away for it."""
    back = time.monotonic()
    wait_for(lambda: time.monotonic() - back > 5, what="every web process tries the store again")


def rings_the_fallback(line: Ladder) -> None:
    """Nobody is known: whoever calls and asks for a person reaches the fallback number."""
    contact, fallback = person(line), Handset(line, FALLBACK)
    contact.dials().presses("0")
    talks_with(contact, fallback)


def all_is_as_before(line: Ladder, ana: Handset) -> None:
    """A call rings Ana, by a leg with a room of its own."""
    line.a_minute_passes()
    contact = person(line)
    contact.dials().hears("Ringing people now")
    ana.rings().from_now_on().answers().presses("1").hears("Going in").is_connected()
    contact.is_connected().hangs_up()
    ana.hears("They hung up").hangs_up().is_gone()


@contextmanager
def check_ins_come_due(
    line: Ladder, ana: Handset, takes: Takes = check_ins.takes_it_by_call
) -> Iterator[CheckIn]:
    """Both a moment from now. Once all is back one is asked, and once, and Ana takes the alarm of
    the other."""
    asked = check_ins.due(line, person(line).number, 1)
    silent = check_ins.silent(line, person(line).number, 1)
    yield asked
    takes(line, silent, ana)
    check_ins.is_asked_once(line, asked)


def no_check_in_is_set(line: Ladder) -> None:
    assert "so nothing is on" in line.says(person(line).number, "check 20")


def nor_is_one_ended(line: Ladder, check_in: CheckIn) -> None:
    """They hear that their word was lost. Then they are to be asked."""
    assert "could not write that down" in line.says(check_in.phone.e164, "ok")
    wait_for(lambda: time.time() > check_in.at, what="it is due")


def test_workers_are_away(line: Ladder, ana: Handset) -> None:
    contact, writer = person(line), person(line)
    with check_ins_come_due(line, ana) as asked, line.without("worker", "urgent"):
        line.redis().delete("beat:worker")  # fifteen seconds later
        no_check_in_is_set(line)
        assert "Noted. Still on" in line.says(asked.phone.e164, "ok")
        assert "Do this now" in line.says(writer.number, "not breathing")
        assert "Nobody could take it" in line.says(writer.number, "0")
        contact.dials().hears("Ringing people now")
        talks_with(contact, ana)
    line.gets(writer.number, "Keep going")  # the second text of the steps, late but not stale
    all_is_as_before(line, ana)


def test_the_clock_is_away(line: Ladder, ana: Handset) -> None:
    """A worker does what it is nudged to, and nothing comes up by itself."""
    contact, writer = person(line), person(line)
    with check_ins_come_due(line, ana) as asked, line.without("clock"):
        line.redis().delete("beat:clock")  # fifteen seconds later
        no_check_in_is_set(line)
        assert "Noted. Still on" in line.says(asked.phone.e164, "ok")
        assert "Do this now" in line.says(writer.number, "not breathing")
        assert "Nobody could take it" in line.says(writer.number, "0")
        assert "send this phone one line" in line.says(writer.number, "1")
        contact.dials().hears("Ringing people now")
        ana.rings().from_now_on().answers().presses("1").hears("Going in").is_connected()
        contact.is_connected().hangs_up()
        ana.hears("They hung up").hangs_up().is_gone()
    line.gets(writer.number, "Keep going")
    all_is_as_before(line, ana)


def test_the_store_is_away(line: Ladder, ana: Handset) -> None:
    before, writer = person(line), person(line)
    topics = line.says(before.number, "hi") and line.says(before.number, "5")
    with check_ins_come_due(line, ana) as asked, line.without_store():
        no_check_in_is_set(line)
        nor_is_one_ended(line, asked)
        answered_without_store(line, writer.number)
        rings_the_fallback(line)
        assert line.get("/ready").status == 503
    every_web_tries_again()
    assert line.says(before.number, "back") and line.says(before.number, "5") == topics
    all_is_as_before(line, ana)


def test_the_store_stands_still(line: Ladder, ana: Handset) -> None:
    """Worse than away: connections stand, and nothing comes. One text in two seconds waits."""
    writer = person(line).number
    with check_ins_come_due(line, ana) as asked:
        with stopped(line, "store"):
            began = time.monotonic()
            answered_without_store(line, writer)
            assert time.monotonic() - began < 6
            no_check_in_is_set(line)
            nor_is_one_ended(line, asked)
            rings_the_fallback(line)
        every_web_tries_again()  # before that a key is asked for once more
    line.is_ready()


def test_the_store_stands_still_under_the_key_that_takes_an_alarm(
    line: Ladder, ana: Handset
) -> None:
    """Nobody is told that they have what may not be theirs. The same call asks again."""
    alarm = check_ins.silent(line, person(line).number, 0)
    ana.rings().from_now_on().answers("Press 1 to take it")
    with stopped(line, "store"):
        ana.presses("1").hears("That did not get through. Once more, please.")
    every_web_tries_again()
    check_ins.goes_on_by_keys(line, alarm, ana.presses("1"))


def test_the_disk_is_full(line: Ladder, ana: Handset) -> None:
    """Our own store ends when it cannot write, so that nothing is said to be kept that is not."""
    writer = person(line)
    with check_ins_come_due(line, ana) as asked, line.full_disk():
        no_check_in_is_set(line)
        nor_is_one_ended(line, asked)
        answered_without_store(line, writer.number)
        rings_the_fallback(line)
    all_is_as_before(line, ana)


def test_the_memory_is_full(line: Ladder, ana: Handset) -> None:
    writer = person(line)
    with check_ins_come_due(line, ana) as asked, line.full_memory():
        rings_the_fallback(line)  # first: a call whose end is told once there is room begins a wait
        answered_without_store(line, writer.number)
        no_check_in_is_set(line)
        nor_is_one_ended(line, asked)
    line.is_ready()
    all_is_as_before(line, ana)


@pytest.mark.parametrize("failure", ["hang", pytest.param("429", marks=pytest.mark.long)])
def test_the_carrier_places_no_calls(line: Ladder, ana: Handset, failure: str) -> None:
    """After six seconds without a leg the contact's own call rings people."""
    contact = person(line)
    line.faults(rest={"on": "create-call", "answer": failure, "times": 30, "seconds": 8})
    check_ins.takes_it_by_text(line, check_ins.silent(line, person(line).number, 0), ana)
    contact.dials().hears("Ringing people now")
    talks_with(contact, ana)


def test_the_carrier_takes_a_text_at_the_third_time(line: Ladder) -> None:
    writer, (_, ana) = person(line).number, line.peers[0]
    line.says(writer, "0")
    line.gets(ana, "TAKE")
    assert "is yours" in line.says(ana, "take")
    failing = [{"on": "create", "answer": answer, "times": 1} for answer in ("500", "429")]
    line.faults(rest=failing)
    line.says(writer, "it is about my sister")
    line.gets(ana, "it is about my sister")
    assert line.got(ana, "it is about my sister") == 1
    line.says(ana, "close")
    line.says(ana, "1")


def test_the_carrier_takes_no_texts(line: Ladder, ana: Handset) -> None:
    """Who is to be asked is called; and whom no text reaches is rung, a coordinator as well."""
    dee = Handset(line, DEE)
    line.faults(rest={"on": "create", "answer": "500", "times": 1000})
    called = check_ins.called(line, person(line).number, 0)
    check_ins.answers_the_call(line, called)
    alarm = check_ins.not_taken(line, person(line).number, line.peers[0][0], 0)
    dee.rings().answers("nobody has taken it").presses("1").hears("You have it")
    ana.answers("Someone has it").is_gone()
    assert '"carrier":"failing"' in line.get("/ready").body.replace(" ", "")
    dee.presses("5").hears("How did it end").presses("4").hears("Closed and erased").hangs_up()
    assert check_ins.state(line, alarm) == "closed"


def test_a_text_that_asks_is_filtered_and_a_call_asks_at_once(line: Ladder) -> None:
    line.faults(messages={"error": 30007})
    check_ins.answers_the_call(line, check_ins.due(line, person(line).number, 0))


def test_one_of_several_is_killed_and_nobody_notices(line: Ladder, ana: Handset) -> None:
    contact, writer = person(line), person(line)
    contact.dials().hears("Ringing people now")
    ana.rings()
    line.kill("web 0")
    line.kill("urgent")
    with check_ins_come_due(line, ana, check_ins.takes_it_by_text):
        assert "This is automatic" in line.says(writer.number, "hi")
        assert "It's on" in line.says(writer.number, "check 20")
        assert "over and erased" in line.says(writer.number, "done")
        ana.from_now_on().answers().presses("1").hears("Going in")
        contact.hears("Here is a person").is_connected()
        contact.hangs_up()
        ana.hears("They hung up").hangs_up().is_gone()
    all_is_as_before(line, ana)
    for name in ("web 0", "urgent"):
        line.back(name)
    wait_for(lambda: line.get("/ready").status == 200, what="all is ready")
