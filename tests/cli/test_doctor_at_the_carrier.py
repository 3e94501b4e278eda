"""The doctor on the account, its numbers, the people: counts and last digits, never more."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

import pytest

from hotline.carrier.account import Account, AccountState, Balance
from hotline.cli.checkup.account import account
from hotline.cli.checkup.finding import Finding
from hotline.cli.checkup.line import line
from hotline.cli.checkup.people import people
from hotline.cli.checkup.unseen import unseen
from hotline.domain.people import Consent, Person
from hotline.domain.phone import Phone
from hotline.errors import CarrierBusy, CarrierError
from tests.cli.pretend_carrier import LINE, PretendCarrier
from tests.cli.running import Terminal

T = TypeVar("T")
YES, ASKED = Consent("given"), Consent("asked")
ANA = Person("a", "Zebrana", (Phone("+12025550111"),), calls=YES, texts=YES, pin="digest")
BO = Person("b", "Zebrabo", (Phone("+12025550112"),), calls=ASKED, texts=ASKED)


def levels(findings: list[Finding]) -> list[str]:
    return [finding.level for finding in findings]


class Told(Account):
    """An account that tells what it is told to."""

    def __init__(self, state: AccountState | CarrierError, balance: Balance | CarrierError) -> None:
        self._told = state, balance

    def state(self) -> AccountState:
        return _or_raise(self._told[0])

    def balance(self) -> Balance:
        return _or_raise(self._told[1])


def _or_raise(told: T | CarrierError) -> T:
    if isinstance(told, CarrierError):
        raise told
    return told


ACTIVE, ENOUGH = AccountState("active", trial=False), Balance(60.0, "USD")


@pytest.mark.parametrize(
    ("state", "balance", "found"),
    [
        (ACTIVE, ENOUGH, ["ok", "ok"]),
        (AccountState("active", trial=True), ENOUGH, ["mend", "ok"]),
        (AccountState("suspended", trial=False), ENOUGH, ["mend"]),
        (CarrierBusy(20003), ENOUGH, ["mend"]),
        (ACTIVE, Balance(4.5, "USD"), ["ok", "look"]),
        (ACTIVE, Balance(0.0, "USD"), ["ok", "mend"]),
        (ACTIVE, CarrierBusy(), ["ok", "look"]),
    ],
)
def test_the_account(
    state: AccountState | CarrierError, balance: Balance | CarrierError, found: list[str]
) -> None:
    assert levels(account(Told(state, balance))) == found


def test_people_in_counts_and_never_by_name() -> None:
    found = people([replace(ANA, roles=("peer", "coordinator")), BO])

    assert levels(found) == ["ok", "look", "look"]
    assert "1 of 2 may be rung, 1 may be texted" in str(found[0])
    assert "not answered yet: 1" in str(found[1])
    assert "without a PIN: 1" in str(found[2])
    assert "Zebra" not in "".join(map(str, found))


def test_nobody_who_agreed_to_calls_is_to_be_mended() -> None:
    assert levels(people([BO]))[0] == "mend"


def test_a_line_without_people_is_one_too() -> None:
    assert levels(people([])) == ["look"]


def test_without_a_coordinator_an_emergency_may_ring_nobody() -> None:
    assert "no coordinator" in str(people([ANA])[-1])


def test_a_line_that_is_switched_off_is_said() -> None:
    assert levels(line("open")) == ["ok"]
    assert "hotline switch open" in str(line("grief")[0])


def test_what_cannot_be_seen_is_said_to_be_looked_at() -> None:
    found = unseen(("US", "CA"))

    assert set(levels(found)) == {"look"}
    told = "".join(map(str, found))
    for thing in ("10004", "only US and CA", "retention", "registration", "200 idle"):
        assert thing in told


@pytest.fixture
def carrier(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> PretendCarrier:
    """The carrier of a line whose address is not looked at: tests need no internet."""
    monkeypatch.setattr("hotline.cli.doctor.address", lambda url: [])
    return PretendCarrier(monkeypatch)


def of(part: str, terminal: Terminal) -> list[str]:
    output = terminal.run("doctor").output
    return [row for row in output.splitlines() if row[6:].startswith(part)]


def test_numbers_before_and_after_they_were_provided_for(
    terminal: Terminal, carrier: PretendCarrier
) -> None:
    before = of("numbers", terminal)
    assert before[0].startswith("mend")
    assert "…00 is not set for: a call comes in, call status changes, a text comes in" in before[0]
    assert "Run `hotline provision`" in before[0]

    terminal.run(
        "provision", "--fallback", "https://b.example/c", "--fallback-text", "https://b.example/t"
    )
    assert of("numbers", terminal) == [
        "ok    numbers   …00 comes to us",
        "ok    numbers   …01 comes to us",
    ]


def test_an_application_that_would_answer_instead_is_found(
    terminal: Terminal, carrier: PretendCarrier
) -> None:
    terminal.run("provision")
    carrier.set(VoiceApplicationSid="AP1")

    assert "…00 is not set for: application for calls" in of("numbers", terminal)[0]


@pytest.mark.parametrize(
    "setting", ["sms_method", "status_callback_method", "voice_fallback_method"]
)
def test_words_that_would_stand_in_an_address_are_found(
    terminal: Terminal, carrier: PretendCarrier, setting: str
) -> None:
    """Set by hand at the carrier, years ago: every proxy on the way would log what people wrote."""
    terminal.run("provision", "--fallback", "https://b.example/c")
    assert not any("GET" in row for row in of("numbers", terminal))
    loud = {**carrier.settings(), setting: "GET"}
    carrier.told["IncomingPhoneNumbers.json"] = 200, {"incoming_phone_numbers": [loud]}

    found = next(row for row in of("numbers", terminal) if "by GET" in row)
    assert found.startswith("mend  numbers   …00 asks us, or its fallback, by GET")


def test_a_number_for_calls_only_is_a_line_for_calls_only(
    terminal: Terminal, carrier: PretendCarrier
) -> None:
    terminal.run("provision")
    deaf = {**carrier.settings(), "capabilities": {"voice": False, "sms": False}}
    mute = {**carrier.settings(), "capabilities": {"voice": True, "sms": False}}
    carrier.told["IncomingPhoneNumbers.json"] = 200, {"incoming_phone_numbers": [mute]}
    assert any("a line for calls only" in row for row in of("numbers", terminal))
    carrier.told["IncomingPhoneNumbers.json"] = 200, {"incoming_phone_numbers": [deaf]}
    assert any(row.startswith("mend") for row in of("numbers", terminal))


def test_the_people_who_answer_and_when(terminal: Terminal, carrier: PretendCarrier) -> None:
    assert of("people", terminal) == [
        "look  people    the roster is empty: the line answers by itself, and rings nobody"
    ]
    terminal.add("Ana")
    terminal.agrees("Ana")
    terminal.run("rota", "add", "Ana", "mon-sun 00:00-12:00")

    assert of("people", terminal)[0] == "ok    people    1 of 1 may be rung, 1 may be texted"
    (gaps,) = of("rota", terminal)
    assert gaps.startswith("look  rota      peers: nobody is on for 168 hours of the next 14 days")
    output = terminal.run("doctor").output
    assert "Ana" not in output
    assert LINE not in output
