"""What a carrier's answer means for an errand: lost for good, asked again, or nobody knows."""

from __future__ import annotations

import json

import pytest
import requests

from hotline.carrier.inbound import text_reported
from hotline.carrier.twilio import Twilio
from hotline.domain.phone import Phone
from hotline.errors import CarrierBusy, CarrierError, CarrierRefused, CarrierUnsure

ACCOUNT = "AC" + "0" * 32
LINE, ANNA = Phone("+12025550100"), Phone("+12025550147")
WORDS = "zebrafent"


def answering(monkeypatch: pytest.MonkeyPatch, status: int, body: str) -> Twilio:
    answer = requests.Response()
    answer.status_code = status
    answer._content = body.encode()
    monkeypatch.setattr(requests.Session, "request", lambda *_, **__: answer)
    return Twilio(
        ACCOUNT, "t" * 32, "https://carrier.example", "https://line/", pause=lambda _: None
    )


def one_by_one(monkeypatch: pytest.MonkeyPatch, *statuses: int) -> tuple[Twilio, list[float]]:
    """A carrier that answers so, and the moments that were waited between."""
    left, waited = list(statuses), list[float]()

    def answer(*_: object, **__: object) -> requests.Response:
        answered = requests.Response()
        answered.status_code = left.pop(0)
        body = {"sid": "SM" + "1" * 32} if answered.status_code == 201 else {"code": 20429}
        answered._content = json.dumps(body).encode()
        return answered

    monkeypatch.setattr(requests.Session, "request", answer)
    twilio = Twilio(ACCOUNT, "t" * 32, "https://carrier.example", "/", pause=waited.append)
    return twilio, waited


def outcome(twilio: Twilio) -> CarrierError:
    with pytest.raises(CarrierError) as raised:
        twilio.send_text(line=LINE, to=ANNA, body=WORDS, receipt="r", valid=60, whatsapp=False)
    return raised.value


def told(code: int) -> str:
    return json.dumps({"code": code, "message": f"{ANNA.e164} {WORDS}", "status": 400})


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, 21610, CarrierRefused),
        (400, 21211, CarrierRefused),
        (401, 20003, CarrierBusy),  # our token was exchanged: what is to be erased must not be lost
        (403, 20005, CarrierBusy),  # the account is suspended: money comes, and it is asked again
        (302, 0, CarrierBusy),  # not the carrier at all: a proxy that wants to be logged in to
        (408, 0, CarrierBusy),
        (429, 20429, CarrierBusy),
        (500, 20500, CarrierUnsure),
    ],
)
def test_only_what_is_final_ends_an_errand(
    monkeypatch: pytest.MonkeyPatch, status: int, code: int, kind: type[CarrierError]
) -> None:
    error = outcome(answering(monkeypatch, status, told(code)))

    assert type(error) is kind
    assert error.__context__ is None
    assert WORDS not in repr(error) + str(error)


def test_in_a_crowd_a_text_waits_a_moment_and_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    twilio, waited = one_by_one(monkeypatch, 429, 429, 201)

    assert twilio.send_text(
        line=LINE, to=ANNA, body=WORDS, receipt="r", valid=60, whatsapp=False
    ) == "SM" + "1" * 32  # fmt: skip
    assert len(waited) == 2


def test_a_crowd_that_stays_holds_nobody_up_for_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    twilio, waited = one_by_one(monkeypatch, *[429] * 5)

    assert type(outcome(twilio)) is CarrierBusy
    assert 0 < sum(waited) < 1


def test_what_can_wait_does_not_stand_in_a_crowd(monkeypatch: pytest.MonkeyPatch) -> None:
    twilio, waited = one_by_one(monkeypatch, 429)

    with pytest.raises(CarrierBusy):
        twilio.erase_text("SM" + "1" * 32)
    assert waited == []


@pytest.mark.parametrize("body", ["", "<html>", "[1]", "null", '"x"'])
@pytest.mark.parametrize("status", [201, 400, 500])
def test_an_answer_that_is_not_the_carriers_is_an_error_of_ours(
    monkeypatch: pytest.MonkeyPatch, status: int, body: str
) -> None:
    error = outcome(answering(monkeypatch, status, body))

    assert error.__context__ is None


def test_a_copy_whose_deletion_is_not_allowed_just_now_is_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(CarrierBusy):
        answering(monkeypatch, 401, told(20003)).erase_text("SM" + "1" * 32)


@pytest.mark.parametrize("code", ["²", "30007x", "-1", "9" * 5000, "", "③"])
def test_a_report_with_an_odd_code_is_still_a_report(code: str) -> None:
    form = {
        "MessageSid": "SM" + "1" * 32,
        "AccountSid": ACCOUNT,
        "MessageStatus": "delivered",
        "ErrorCode": code,
    }

    report = text_reported(form, ACCOUNT, "r")

    assert (report.final, report.code) == (True, None)
