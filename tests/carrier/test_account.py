"""What the operator's commands learn of the account, and how they set its numbers."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from hotline.carrier.account import Account, AccountState, Balance
from hotline.carrier.numbers import Number, changes, wanted
from hotline.domain.phone import Phone
from hotline.errors import CarrierBusy, CarrierUnsure

ACCOUNT, NUMBER, SERVICE = "AC" + "0" * 32, "PN" + "1" * 32, "MG" + "2" * 32
LINE, URL = Phone("+12025550100"), "https://line.example.org"
REAL = "https://api.twilio.com"


class Carrier:
    """Answers by path with what it is given, and keeps what it was asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, api_url: str = REAL, **by: Any) -> None:
        self.by, self.asked = by, []
        monkeypatch.setattr(requests.Session, "request", self._answer)
        self.account = Account(ACCOUNT, "t" * 32, api_url)

    def _answer(self, method: str, url: str, **how: Any) -> requests.Response:
        at = urlsplit(url)
        self.asked.append((method, at.netloc, how["data"] or how["params"] or {}))
        status, body = self.by[at.path.split("/")[-1].split(".")[0]]
        answer = requests.Response()
        answer.status_code, answer._content = status, json.dumps(body).encode()
        return answer


def number(**settings: str) -> dict[str, Any]:
    return {
        "sid": NUMBER,
        "phone_number": LINE.e164,
        "capabilities": {"voice": True, "sms": True, "mms": False},
        "voice_url": "https://demo.twilio.com/welcome/voice/",
        "voice_method": "GET",
        "trunk_sid": None,
        **settings,
    }


def listed(*numbers: dict[str, Any]) -> tuple[int, Any]:
    return 200, {"incoming_phone_numbers": numbers, "page": 0, "page_size": 50}


def page(key: str, *records: dict[str, Any]) -> tuple[int, Any]:
    return 200, {"meta": {"key": key}, key: records}


def test_a_number_is_found_with_all_that_could_answer_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    carrier = Carrier(monkeypatch, IncomingPhoneNumbers=listed(number(sms_application_sid="AP1")))
    found = carrier.account.number(LINE)

    assert found
    assert found.can == {"voice", "sms"}
    assert found.settings["voice_method"] == "GET"
    assert found.settings["sms_application_sid"] == "AP1"
    assert found.settings["trunk_sid"] == ""


def test_a_number_of_somebody_else_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Carrier(monkeypatch, IncomingPhoneNumbers=listed()).account.number(LINE) is None


def test_what_is_set_and_cleared(monkeypatch: pytest.MonkeyPatch) -> None:
    carrier = Carrier(monkeypatch, **{NUMBER: (200, number())})
    carrier.account.set(Number(NUMBER, LINE, frozenset(), {}), wanted(URL, "https://else.example"))

    ((method, _, form),) = carrier.asked
    assert method == "POST"
    assert form == {
        "VoiceUrl": "https://line.example.org/webhooks/call#rc=2&rp=5xx,ct",
        "VoiceMethod": "POST",
        "VoiceFallbackUrl": "https://else.example",
        "VoiceFallbackMethod": "POST",
        "StatusCallback": "https://line.example.org/webhooks/call/status",
        "StatusCallbackMethod": "POST",
        "SmsUrl": "https://line.example.org/webhooks/text#rc=2&rp=5xx,ct",
        "SmsMethod": "POST",
        "VoiceApplicationSid": "",
        "SmsApplicationSid": "",
        "TrunkSid": "",
    }


def test_a_number_that_is_well_has_no_changes() -> None:
    right = wanted(URL)
    assert changes(Number(NUMBER, LINE, frozenset(), right), right) == []
    got = {**right, "voice_method": "GET"}
    assert [change.name for change in changes(Number(NUMBER, LINE, frozenset(), got), right)] == [
        "voice_url"
    ]


def test_a_fallback_that_is_set_is_left_alone_unless_another_is_given() -> None:
    kept = {**wanted(URL), "voice_fallback_url": "https://old.example"}
    assert changes(Number(NUMBER, LINE, frozenset(), kept), wanted(URL)) == []


@pytest.mark.parametrize(
    ("kind", "status", "found"),
    [
        ("Full", "active", AccountState("active", trial=False)),
        ("Trial", "active", AccountState("active", trial=True)),
        ("Full", "suspended", AccountState("suspended", trial=False)),
    ],
)
def test_how_the_account_stands(
    monkeypatch: pytest.MonkeyPatch, kind: str, status: str, found: AccountState
) -> None:
    carrier = Carrier(monkeypatch, **{ACCOUNT: (200, {"status": status, "type": kind})})
    assert carrier.account.state() == found


def test_what_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"balance": "17.4", "currency": "USD"}
    assert Carrier(monkeypatch, Balance=(200, told)).account.balance() == Balance(17.4, "USD")
    with pytest.raises(CarrierUnsure):
        Carrier(monkeypatch, Balance=(200, {"balance": None})).account.balance()


@pytest.mark.parametrize(("own", "over"), [(True, []), (False, ["outreach"])])
def test_a_messaging_service_that_takes_our_texts_is_named(
    monkeypatch: pytest.MonkeyPatch, own: bool, over: list[str]
) -> None:
    service = {"sid": SERVICE, "friendly_name": "outreach", "use_inbound_webhook_on_number": own}
    carrier = Carrier(
        monkeypatch,
        Services=page("services", service),
        PhoneNumbers=page("phone_numbers", {"sid": NUMBER}),
    )
    assert carrier.account.services_over(Number(NUMBER, LINE, frozenset(), {})) == over
    assert {host for _, host, _ in carrier.asked} == {"messaging.twilio.com"}


def test_a_pretend_carrier_has_them_where_everything_is(monkeypatch: pytest.MonkeyPatch) -> None:
    carrier = Carrier(monkeypatch, "http://127.0.0.1:8700", Services=page("services"))
    carrier.account.services_over(Number(NUMBER, LINE, frozenset(), {}))

    assert {host for _, host, _ in carrier.asked} == {"127.0.0.1:8700"}


def test_a_token_that_is_wrong_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    refusal = 401, {"code": 20003, "message": f"no {LINE.e164}", "status": 401}
    carrier = Carrier(monkeypatch, IncomingPhoneNumbers=refusal)
    with pytest.raises(CarrierBusy) as raised:
        carrier.account.number(LINE)

    assert LINE.e164 not in str(raised.value)
    assert raised.value.__cause__ is None
