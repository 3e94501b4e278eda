"""`hotline sweep`, and what the doctor knows of the carrier's copies: counts and ages only."""

from __future__ import annotations

import os
import time

import pytest

from hotline.cli.checkup.copies import copies
from hotline.desk.ready import NOT_REDACTED
from hotline.domain.errands import SWEEP, Due, Sweep
from hotline.domain.phone import Phone
from hotline.rehearsal import texting
from hotline.settings import read_settings
from hotline.wiring import build
from tests.cli.pretend_carrier import LINE, OTHER_LINE, PretendCarrier
from tests.cli.running import Terminal

ELSEWHERE, CONTACT = "+12025550109", "+12025550147"
NOW, HOUR = 1_800_000_000.0, 3600.0


@pytest.fixture
def carrier(monkeypatch: pytest.MonkeyPatch) -> PretendCarrier:
    """A carrier at which three texts lie, one of them of another use of the account."""
    old = time.time() - 50 * HOUR
    carrier = PretendCarrier(monkeypatch, LINE, OTHER_LINE, ELSEWHERE, start=old)
    for line in (LINE, OTHER_LINE, ELSEWHERE):
        texting.send(carrier.board.exchange, CONTACT, line, "zebra", 0)
    return carrier


def left(carrier: PretendCarrier) -> list[str]:
    return [message.recipient for message in carrier.board.exchange.world.messages]


def test_by_hand_what_is_ours_goes_and_counts_are_told(
    terminal: Terminal, carrier: PretendCarrier
) -> None:
    done = terminal.run("sweep")

    assert done.exit_code == 0
    assert done.output.splitlines() == [
        "Deleted at the carrier: 2.",
        "Not of this line, left alone: 1.",
    ]
    assert left(carrier) == [ELSEWHERE]
    assert terminal.run("sweep").output.startswith("Deleted at the carrier: 0.\n")


def test_what_must_wait_is_counted_with_its_age(
    terminal: Terminal, carrier: PretendCarrier
) -> None:
    sid = carrier.board.exchange.world.messages[0].sid
    carrier.told[f"Messages/{sid}.json"] = 409, {"code": 20009, "message": "", "status": 409}

    told = terminal.run("sweep").output
    assert "Not over, or not to be deleted yet: 1; the oldest is 50 hours old." in told


def test_a_carrier_that_does_not_go_on_is_said(terminal: Terminal, carrier: PretendCarrier) -> None:
    carrier.told["Calls.json"] = 429, {"code": 20429, "message": CONTACT, "status": 429}
    done = terminal.run("sweep")

    assert done.exit_code == 1
    assert "Deleted at the carrier: 2." in done.output
    assert "did not go on" in done.output
    assert CONTACT not in done.output


def doctored(terminal: Terminal) -> list[str]:
    output = terminal.run("doctor").output
    return [row for row in output.splitlines() if row[6:].startswith("copies")]


def test_the_doctor_reads_it_from_the_last_pass(
    terminal: Terminal, carrier: PretendCarrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hotline.cli.doctor.address", lambda url: [])
    (row,) = doctored(terminal)
    assert row.startswith("look  copies    were not looked through yet")

    now = time.time()
    swept = Sweep(now + 900, ended=now - 60, left=now - 60 - 30 * HOUR)
    terminal.store.errands.add(Due(now, SWEEP), swept)
    terminal.store.beats.beat(NOT_REDACTED, now, lasts=86400)
    found = doctored(terminal)
    assert "look  copies    the oldest that was still there is 30 hours old" in found[0]
    assert found[1].startswith("mend  copies    HOTLINE_REDACTION is yes, but")


def test_an_account_that_cannot_redact_sends_and_is_told_of(
    terminal: Terminal, carrier: PretendCarrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOTLINE_REDACTION", "yes")
    desk = build(read_settings(os.environ))
    line, to = Phone(LINE), Phone(CONTACT)
    desk.carrier().send_text(line=line, to=to, body="steps", receipt="r", valid=60, whatsapp=False)

    assert carrier.board.exchange.world.messages[-1].body == "steps"
    assert terminal.store.beats.last(NOT_REDACTED)


@pytest.mark.parametrize(
    ("sweep", "level", "told"),
    [
        (Sweep(NOW, ended=NOW - 60), "ok", "none there"),
        (Sweep(NOW, ended=NOW - 60, left=NOW - 5 * HOUR), "ok", "less than 5 h old"),
        (Sweep(NOW, ended=NOW - 7 * HOUR), "mend", "hotline sweep"),
        (Sweep(NOW, tries=4), "mend", "hotline sweep"),
        (Sweep(NOW), "look", "not looked through yet"),
    ],
)
def test_what_the_doctor_says_of_it(sweep: Sweep, level: str, told: str) -> None:
    (finding,) = copies(sweep, None, NOW)

    assert finding.level == level
    assert told in finding.what
