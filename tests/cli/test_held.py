"""What is held about a number is shown by kind, and erased; the number is never in an argument."""

from __future__ import annotations

import time

import pytest

from hotline.domain.checkin.plan import Plan
from hotline.domain.checkin.record import CheckIn
from hotline.domain.contact import Contact
from hotline.domain.events import TextArrived
from hotline.domain.phone import Phone
from hotline.domain.replies import TextReply
from hotline.flow.session import Session
from tests.cli.running import ANA, Terminal

LINE, OTHER, ANNA = Phone("+12025550100"), Phone("+12025550101"), "+12025550147"


def texts(terminal: Terminal, line: Phone = LINE) -> None:
    now, store = time.time(), terminal.store.conversations
    event = TextArrived(f"SM{line.e164[1:]:0>32}", line, Phone(ANNA), "zebrafent")
    store.close(
        event, store.open(event, now), session=Session(place="main.zebra", until=now + 7200),
        answer=[TextReply("zebra")], errands=[], called_off=[], now=now,
    )  # fmt: skip


def test_nothing_is_held_of_somebody_who_never_wrote(terminal: Terminal) -> None:
    assert terminal.run("held", "-", input=ANNA).output == "Nothing is held about this number.\n"


def test_kinds_lines_and_times_are_told_and_never_what_is_in_them(terminal: Terminal) -> None:
    texts(terminal)
    texts(terminal, OTHER)
    terminal.store.marks.stop(Contact(OTHER, Phone(ANNA)), "carrier")
    told = terminal.run("held", "-", input="(202) 555-0147")

    assert told.exit_code == 0
    lines = told.output.splitlines()
    assert any(
        "number 1" in line and "a contact's place in the flows" in line and "until " in line
        for line in lines
    )
    assert any("number 2" in line and "that a text has come" in line for line in lines)
    assert any(
        "number 2" in line and "by the carrier" in line and "START" in line for line in lines
    )
    assert "zebra" not in told.output
    assert "0147" not in told.output


def test_what_is_forgotten_is_not_held_and_a_stop_is_told(terminal: Terminal) -> None:
    texts(terminal)
    texts(terminal, OTHER)
    terminal.store.marks.stop(Contact(LINE, Phone(ANNA)), "us")
    forgot = terminal.run("forget", "-", input=ANNA)

    assert (forgot.exit_code, "erased, on every line" in forgot.output) == (0, True)
    assert "said STOP" in forgot.output
    assert terminal.run("held", "-", input=ANNA).output == (
        "number 1  texts are stopped, by us  until they write again\n"
    )


def checked(terminal: Terminal) -> None:
    """They are asked in twenty minutes whether all is well."""
    at = time.time() + 1200
    check_in = CheckIn(
        "c" * 22, "147", LINE, Phone(ANNA), "en", "peers", Plan(place="zebra"), 1200.0, at, at
    )
    assert terminal.store.check_ins.write(check_in, b"", (), time.time(), durable=False)


def test_a_check_in_is_held_and_ends_only_where_that_is_meant(terminal: Terminal) -> None:
    checked(terminal)
    held = terminal.run("held", "-", input=ANNA).output
    assert "number 1  a check-in: when they are asked" in held
    assert "zebra" not in held

    kept = terminal.run("forget", "-", input=f"{ANNA}\n\n")
    assert (kept.exit_code, "the check-in runs on" in kept.output) == (1, True)
    assert len(terminal.store.check_ins.all()) == 1

    gone = terminal.run("forget", "-", input=f"{ANNA}\nEND\n")
    assert (gone.exit_code, "erased, on every line" in gone.output) == (0, True)
    assert terminal.store.check_ins.all() == []


def test_a_block_stays_until_its_end_and_is_told(terminal: Terminal) -> None:
    terminal.run("block", "add", "-", input=ANNA)
    terminal.run("forget", "-", input=ANNA)
    told = terminal.run("held", "-", input=ANNA).output.splitlines()

    assert len(told) == 2  # on each line of ours
    assert "number 1  calls are kept from people, or from one of us  until " in told[0]


def test_one_of_us_stays_on_the_roster_and_that_is_said(terminal: Terminal) -> None:
    terminal.add("Ana")
    assert "hotline peers remove Ana" in terminal.run("held", "-", input=ANA).output
    assert "hotline peers remove Ana" in terminal.run("forget", "-", input=ANA).output


@pytest.mark.parametrize("command", ["held", "forget"])
def test_a_number_in_an_argument_is_refused_and_not_repeated(
    terminal: Terminal, command: str
) -> None:
    refused = terminal.run(command, ANNA)

    assert (refused.exit_code, "never an argument" in refused.output) == (2, True)
    assert "0147" not in refused.output
    assert terminal.run(command, "-", input="12").exit_code == 2
