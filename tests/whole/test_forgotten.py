"""STOP, FORGET and panic while all runs: real processes, a real store, the carrier's own STOP."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.whole.calls import people_on
from tests.whole.handset import Handset
from tests.whole.line import OURS, WholeLine, wait_for, whole_line

pytestmark = pytest.mark.whole

ANA, ANNA, BO = "+12125550111", "+12025550147", "+12025550148"
CONTACTS = ("session", "answer", "seen", "limit", "trace", "ring", "call", "again")


@pytest.fixture
def line() -> Iterator[WholeLine]:
    with tempfile.TemporaryDirectory(prefix="hl") as folder, whole_line(Path(folder)) as line:
        yield line


def kinds(line: WholeLine) -> set[str]:
    return {key.decode().partition(":")[0] for key in line.redis().scan_iter()}


def told(line: WholeLine, *words: str, typed: str = "") -> str:
    """What a command says."""
    out = line.folder / "command.out"
    before = len(out.read_text()) if out.exists() else 0
    assert line.command(*words, typed=typed) == 0
    return out.read_text()[before:]


def at_the_carrier(line: WholeLine) -> list[str]:
    return [message["body"] for message in line.control("GET", "state")[1]["messages"]]


def test_somebody_writes_is_shown_what_is_held_and_is_forgotten(line: WholeLine) -> None:
    line.phone(ANNA, "hi")
    line.phone(ANNA, "not breathing")
    assert "not breathing" in at_the_carrier(line)
    assert "a contact's place in the flows" in told(line, "held", "-", typed=ANNA)

    assert "Done. All we held" in line.phone(ANNA, "forget")["replies"][0]
    assert told(line, "held", "-", typed=ANNA) == "Nothing is held about this number.\n"
    assert not kinds(line) & set(CONTACTS)
    wait_for(lambda: "not breathing" not in at_the_carrier(line), 20, "its copies are deleted")


def test_panic_while_people_write_wait_and_talk(line: WholeLine) -> None:
    contact = Handset(line, ANNA)
    (ana,) = people_on(line, ANA)
    contact.dials().hears("Ringing people now")
    ana.answers().presses("1").is_connected()
    line.phone(BO, "not breathing")
    assert set(CONTACTS) - {"again"} <= kinds(line)

    done = told(line, "panic", typed="PANIC\nPANIC\n")
    assert "The line is closed" in done
    assert not kinds(line) & set(CONTACTS)
    contact.is_connected()
    assert "Do this now" in line.phone(BO, "not breathing")["replies"][0]
    contact.hangs_up()
    ana.is_gone(20)
    told(line, "switch", "open")
    wait_for(lambda: "call here" in line.phone(BO, "0")["replies"][0].lower(), 15, "it is open")
    assert "Ana" in told(line, "peers", "list")


def test_panic_can_end_the_calls_as_well(line: WholeLine) -> None:
    contact = Handset(line, ANNA)
    (ana,) = people_on(line, ANA)
    contact.dials().hears("Ringing people now")
    ana.answers().presses("1").is_connected()

    assert "Calls ended: 2" in told(line, "panic", "--hang-up", typed="PANIC\nPANIC\n")
    contact.is_gone(5)
    ana.is_gone(5)


def test_all_of_it_goes_and_the_line_still_answers(line: WholeLine) -> None:
    people_on(line, ANA)
    line.phone(ANNA, "hi")
    told(line, "panic", "--all", typed="EVERYTHING\nEVERYTHING\n")
    assert not kinds(line) & {*CONTACTS, "roster", "whose", "rota"}

    assert "Do this now" in line.phone(ANNA, "not breathing")["replies"][0]
    assert OURS not in (line.folder / "command.out").read_text()
