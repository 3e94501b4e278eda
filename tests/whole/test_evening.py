"""An evening over HTTP, in real processes, with the worker and the store failing in the middle."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.whole.calls import people_on, stopped
from tests.whole.handset import Handset
from tests.whole.line import WholeLine, wait_for, whole_line

pytestmark = pytest.mark.whole

ANA, BO, CONTACT = "+12125550111", "+12125550112", "+12025550147"


@pytest.fixture
def line() -> Iterator[WholeLine]:
    with tempfile.TemporaryDirectory(prefix="hl") as folder, whole_line(Path(folder)) as line:
        yield line


def test_a_peer_takes_it_and_the_worker_dies_before_the_contact_is_in(line: WholeLine) -> None:
    contact = Handset(line, CONTACT)
    ana, bo = people_on(line, ANA, BO)
    contact.dials().hears("Ringing people now")
    for phone in (ana, bo):
        phone.rings()
    ana.answers().presses("1").hears("Going in")
    line.kill("worker")

    contact.hears("Here is a person", 5).is_connected(5)
    ana.is_connected(5)
    bo.is_gone(30)  # by its own time, as nobody is there to end it
    line.start("worker", "-m", "hotline", "worker")
    contact.hangs_up()
    ana.hears("They hung up").is_gone(10)
    assert_nobody_is_stuck(line)


def test_the_store_stands_still_while_somebody_waits(line: WholeLine) -> None:
    contact = Handset(line, CONTACT)
    (ana,) = people_on(line, ANA)
    contact.dials().hears("Ringing people now")
    ana.rings()
    before = len(contact.hears("/sounds/wait").heard())
    began = time.monotonic()
    with stopped(line, "store"):
        wait_for(lambda: len(contact.heard()) > before, 10, "turns go on")
        time.sleep(max(0.0, began + 5 - time.monotonic()))
    wait_for(lambda: line.get("/ready").status == 200, what="the store is back")
    ana.answers().presses("1").hears("Going in")
    contact.hears("Here is a person", 15).is_connected(5)
    contact.hangs_up()
    ana.hears("They hung up").is_gone(10)
    assert not any("application error" in said for said in contact.heard())
    assert_nobody_is_stuck(line)


def assert_nobody_is_stuck(line: WholeLine) -> None:
    """No call goes on, and nobody is in a room."""

    def over() -> bool:
        _, state = line.control("GET", "state")
        live = [leg for leg in state["calls"] if leg["ended"] is None]
        return not live and not any(room["seats"] for room in state["rooms"])

    wait_for(over, 20, "every call is over")
    assert line.control("GET", "state")[1]["alerts"] == []


def test_the_person_they_had_is_found_again_until_they_say_forget(line: WholeLine) -> None:
    contact = Handset(line, CONTACT)
    (ana,) = people_on(line, ANA)
    contact.dials().presses("0")
    ana.rings().answers().presses("1").is_connected()
    contact.is_connected().hangs_up()
    ana.is_gone()
    contact.dials().hears("The person you had, 8").presses("8")
    ana.rings()
    contact.hangs_up()
    ana.is_gone()
    line.phone(CONTACT, "FORGET")
    before = len(contact.heard())
    contact.dials().hears("Ringing people now")

    assert not any("you had" in words for words in contact.heard()[before:])
