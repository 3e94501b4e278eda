"""Sending through the REST door: taken as documented, refused as documented."""

from __future__ import annotations

import base64

import pytest

from .conftest import ACCOUNT, ANA, BO, LINE, TOKEN, Carrier


def test_a_text_is_queued_and_then_delivered_with_callbacks(carrier: Carrier) -> None:
    made = carrier.send(StatusCallback="http://localhost:8000/status/abc").json
    assert made["status"] == "queued" and made["direction"] == "outbound-api"
    assert made["sid"].startswith("SM") and len(made["sid"]) == 34 and made["price"] is None
    assert made["date_sent"] is None and made["date_created"].endswith("+0000")
    carrier.later(5)
    record = carrier.record(made["sid"])
    assert record["status"] == "delivered" and record["date_sent"].endswith("+0000")
    calls = carrier.line.to("/status/abc")
    assert [c.params["MessageStatus"] for c in calls] == ["sent", "delivered"]
    assert "RawDlrDoneDate" in calls[1].params


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"To": ""}, 21604),
        ({"From": ""}, 21603),
        ({"Body": ""}, 21602),
        ({"To": "+1202555"}, 21211),
        ({"To": "12025550147"}, 21211),
        ({"To": "+15005550001"}, 21211),
        ({"To": "+15005550009"}, 21614),
        ({"From": BO}, 21606),
        ({"To": LINE}, 21266),
        ({"To": "whatsapp:" + ANA}, 21910),
        ({"Body": "x" * 1601}, 21617),
        ({"StatusCallback": "status"}, 21609),
        ({"MediaUrl": "picture"}, 21620),
        ({"MessagingServiceSid": "MG" + "0" * 32}, 21705),
        ({"ValidityPeriod": "0"}, 20001),
        ({"ValidityPeriod": "36001"}, 20001),
        ({"RiskCheck": "maybe"}, 20001),
        ({"ContentRetention": "discard"}, 30029),
        ({"AddressRetention": "obfuscate"}, 30030),
    ],
)
def test_what_the_carrier_refuses_is_refused_with_its_code(
    carrier: Carrier, form: dict[str, str], code: int
) -> None:
    answer = carrier.rest(
        "POST", "/Messages.json", data={"To": ANA, "From": LINE, "Body": "hello"} | form
    )
    assert answer.status_code == 400
    assert set(answer.json) == {"code", "message", "more_info", "status"}
    assert answer.json["code"] == code
    assert carrier.state()["messages"] == []


def test_a_refusal_says_the_number_aloud_as_the_real_one_does(carrier: Carrier) -> None:
    assert "+1202555" in carrier.send(to="+1202555").json["message"]


def test_an_unknown_parameter_is_refused_and_remembered(carrier: Carrier) -> None:
    assert carrier.send(Boddy="x").json["code"] == 20001
    assert "Boddy" in carrier.state()["errors"][0]["what"]


def test_an_unknown_resource_is_refused_and_remembered(carrier: Carrier) -> None:
    answer = carrier.rest("GET", "/Queues.json")
    assert (answer.status_code, answer.json["code"]) == (404, 20404)
    assert carrier.rest("PUT", "/Messages.json").json["code"] == 20004
    assert len(carrier.state()["errors"]) == 2


@pytest.mark.parametrize("auth", [None, (ACCOUNT, "wrong"), ("AC" + "1" * 32, TOKEN)])
def test_wrong_credentials_are_refused(carrier: Carrier, auth: tuple[str, str] | None) -> None:
    headers = {}
    if auth:
        word = base64.b64encode(":".join(auth).encode()).decode()
        headers["Authorization"] = "Basic " + word
    answer = carrier.rest("GET", "/Messages.json", auth=None, headers=headers)
    assert (answer.status_code, answer.json["code"]) == (401, 20003)


def test_another_accounts_door_is_not_there(carrier: Carrier) -> None:
    path = f"/2010-04-01/Accounts/AC{'1' * 32}/Messages.json"
    assert carrier.web.get(path, auth=(ACCOUNT, TOKEN)).json["code"] == 20404


def test_every_address_asked_is_kept_so_that_a_number_in_one_can_be_found(
    carrier: Carrier,
) -> None:
    carrier.rest("GET", "/Messages.json", query_string={"To": ANA})
    assert "To=%2B12025550147" in carrier.state()["requests"][0]


def test_smart_encoding_swaps_curly_quotes_but_not_accents(carrier: Carrier) -> None:
    curly = "’" * 100
    assert carrier.send(curly).json["num_segments"] == "2"
    assert carrier.send(curly, SmartEncoded="true").json["num_segments"] == "1"
    assert carrier.send("á" * 100, SmartEncoded="true").json["num_segments"] == "2"


def test_an_account_with_redaction_forgets_words_and_address(carrier: Carrier) -> None:
    carrier.control("faults", redaction=True)
    made = carrier.send(ContentRetention="discard", AddressRetention="obfuscate").json
    carrier.later(5)
    record = carrier.record(made["sid"])
    assert record["body"] == "" and record["to"] == "+1202555XXXX"


def test_a_text_that_waits_longer_than_its_validity_fails(carrier: Carrier) -> None:
    carrier.control("faults", sending_delay=400)
    made = carrier.send(ValidityPeriod="300").json
    carrier.later(301)
    record = carrier.record(made["sid"])
    assert (record["status"], record["error_code"]) == ("failed", 30036)
