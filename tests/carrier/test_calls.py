"""What is asked of the carrier about calls and rooms, and what its answers mean."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from hotline.carrier.twilio import Twilio
from hotline.domain.phone import Phone
from hotline.errors import CarrierBusy, CarrierError, CarrierRefused, CarrierUnsure

ACCOUNT = "AC" + "0" * 32
LINE, PEER = Phone("+12025550100"), Phone("+12025550111")
CALL, CHILD, ROOM = "CA" + "1" * 32, "CA" + "3" * 32, "CF" + "2" * 32


class Carrier:
    """Answers in order with what it is given, and keeps what it was asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *answers: tuple[int, Any]) -> None:
        self.answers, self.asked = list(answers), []
        monkeypatch.setattr(requests.Session, "request", self._answer)
        self.twilio = Twilio(
            ACCOUNT, "t" * 32, "https://carrier.example", "https://line/", pause=lambda _: None
        )

    def _answer(self, method: str, url: str, **how: Any) -> requests.Response:
        path = urlsplit(url).path.removeprefix(f"/2010-04-01/Accounts/{ACCOUNT}")
        self.asked.append((method, path, how["data"] or how["params"] or {}, how["timeout"]))
        status, body = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        answer = requests.Response()
        answer.status_code = status
        answer._content = (body if isinstance(body, str) else json.dumps(body)).encode()
        return answer

    def ring(self) -> str:
        return self.twilio.place_call(
            line=LINE,
            to=PEER,
            url="https://line/leg/x",
            fallback="https://line/sorry/x",
            status_url="https://line/told/x",
            timeout=18,
            time_limit=14400,
        )


def refused(code: int, status: int = 400) -> tuple[int, Any]:
    return status, {"code": code, "message": f"{PEER.e164}", "status": status}


def test_a_peer_is_rung_from_the_lines_number(monkeypatch: pytest.MonkeyPatch) -> None:
    carrier = Carrier(monkeypatch, (201, {"sid": CALL, "status": "queued"}))

    assert carrier.ring() == CALL
    ((method, path, asked, timeout),) = carrier.asked
    assert (method, path, timeout) == ("POST", "/Calls.json", (3.05, 10.0))
    assert asked == {
        "To": PEER.e164,
        "From": LINE.e164,
        "Url": "https://line/leg/x",
        "FallbackUrl": "https://line/sorry/x",
        "StatusCallback": "https://line/told/x",
        "StatusCallbackEvent": ["initiated", "ringing", "answered", "completed"],
        "Timeout": 18,
        "TimeLimit": 14400,
    }


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (refused(21211), CarrierRefused),
        (refused(13224), CarrierRefused),
        (refused(10004), CarrierBusy),  # the account's calls at once are all taken
        (refused(20429, 429), CarrierBusy),
        (refused(20500, 500), CarrierUnsure),
        ((201, "<html>"), CarrierUnsure),
        ((201, {"sid": None}), CarrierUnsure),
    ],
)
def test_what_a_failure_means_and_that_it_tells_no_number(
    monkeypatch: pytest.MonkeyPatch, answer: tuple[int, Any], kind: type[CarrierError]
) -> None:
    with pytest.raises(CarrierError) as raised:
        Carrier(monkeypatch, answer).ring()

    assert type(raised.value) is kind
    assert raised.value.__context__ is None
    assert PEER.e164 not in str(raised.value)


def test_a_call_is_ended_in_whatever_state_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    carrier = Carrier(monkeypatch, (200, {"sid": CALL}), refused(21220), refused(20404, 404))

    for _ in range(3):  # one that is over is no failure
        carrier.twilio.end_call(CALL)
    assert carrier.asked[0][:3] == ("POST", f"/Calls/{CALL}.json", {"Status": "completed"})


@pytest.mark.parametrize("status", ["init", "in-progress"])
def test_a_room_is_found_by_its_name_and_ended_also_with_one_alone_in_it(
    monkeypatch: pytest.MonkeyPatch, status: str
) -> None:
    before = {"sid": "CF" + "9" * 32, "friendly_name": "name", "status": "completed"}
    now = {"sid": ROOM, "friendly_name": "name", "status": status}
    found = {"conferences": [before, now], "next_page_uri": None}
    carrier = Carrier(monkeypatch, (200, found), (200, {"sid": ROOM}))

    assert carrier.twilio.end_room("name")
    (looked, ended) = carrier.asked
    assert looked[:2] == ("GET", "/Conferences.json")
    assert looked[2]["FriendlyName"] == "name"
    assert ended[:3] == ("POST", f"/Conferences/{ROOM}.json", {"Status": "completed"})


def test_a_room_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    over = {"sid": ROOM, "friendly_name": "name", "status": "completed"}
    none = {"conferences": [over], "next_page_uri": None}

    assert not Carrier(monkeypatch, (200, none)).twilio.end_room("name")


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("queued", "ringing"),
        ("ringing", "ringing"),
        ("in-progress", "in-progress"),
        ("completed", "final"),
        ("busy", "final"),
        ("no-answer", "final"),
        ("canceled", "final"),
        ("failed", "final"),
        ("sleeping", "unknown"),
    ],
)
def test_how_far_a_call_came(monkeypatch: pytest.MonkeyPatch, status: str, state: str) -> None:
    carrier = Carrier(monkeypatch, (200, {"sid": CALL, "status": status}))

    assert carrier.twilio.call_state(CALL) == state


def test_a_call_that_the_carrier_does_not_know_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Carrier(monkeypatch, refused(20404, 404)).twilio.call_state(CALL) == "final"


def test_a_record_is_erased_now_or_later_or_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = 200, {"calls": [], "next_page_uri": None}
    gone, not_final = refused(20404, 404), refused(20009)
    carrier = Carrier(monkeypatch, alone, (204, ""), alone, gone, alone, not_final)

    carrier.twilio.erase_call(CALL)
    carrier.twilio.erase_call(CALL)
    with pytest.raises(CarrierBusy):
        carrier.twilio.erase_call(CALL)
    assert carrier.asked[1][:2] == ("DELETE", f"/Calls/{CALL}.json")


def test_what_was_dialled_from_a_call_is_erased_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    family = {"calls": [{"sid": CHILD, "parent_call_sid": CALL}], "next_page_uri": None}
    carrier = Carrier(monkeypatch, (200, family), (204, ""), (204, ""))

    carrier.twilio.erase_call(CALL)
    (looked, *erased) = carrier.asked
    assert looked[:2] == ("GET", "/Calls.json")
    assert looked[2]["ParentCallSid"] == CALL
    assert [path for _, path, _, _ in erased] == [f"/Calls/{CHILD}.json", f"/Calls/{CALL}.json"]
