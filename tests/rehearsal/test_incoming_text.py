"""A text from a phone reaches the line as the carrier would bring it, and comes back answered."""

from __future__ import annotations

import pytest
from twilio.request_validator import RequestValidator

from hotline.rehearsal.happenings import Answer
from hotline.rehearsal.wire import NoAnswerError, NoConnectionError

from .conftest import ANA, BO, LINE, START, TOKEN, Carrier, twiml

HOOK = "/webhooks/text"
WITH_RETRIES = "http://localhost:8000/webhooks/text#rc=2&rp=5xx,ct&rt=4000"


def point_line_at(carrier: Carrier, url: str) -> None:
    sid = carrier.rest("GET", "/IncomingPhoneNumbers.json").json["incoming_phone_numbers"][0]["sid"]
    answer = carrier.rest("POST", f"/IncomingPhoneNumbers/{sid}.json", data={"SmsUrl": url})
    assert answer.status_code == 200 and answer.json["sms_url"] == url


def test_a_webhook_is_signed_as_the_carriers_own_library_checks_it(carrier: Carrier) -> None:
    carrier.text("héllo 😀")
    call = carrier.line.calls[0]
    signature = call.headers["X-Twilio-Signature"]
    assert RequestValidator(TOKEN).validate(call.url, call.params, signature)
    assert call.headers["User-Agent"] == "TwilioProxy/1.1"


def test_the_fragment_of_an_address_is_not_signed(carrier: Carrier) -> None:
    point_line_at(carrier, WITH_RETRIES)
    carrier.text("hello")
    call = carrier.line.calls[0]
    assert RequestValidator(TOKEN).validate(
        call.url.split("#")[0], call.params, call.headers["X-Twilio-Signature"]
    )
    assert call.read == 4.0


def test_a_webhook_has_all_that_the_carrier_documents(carrier: Carrier) -> None:
    sid = carrier.text("hello")["sid"]
    params = carrier.line.calls[0].params
    assert params["MessageSid"] == params["SmsSid"] == params["SmsMessageSid"] == sid
    assert (params["From"], params["To"], params["Body"]) == (ANA, LINE, "hello")
    assert (params["NumMedia"], params["NumSegments"]) == ("0", "1")
    assert params["FromState"] == "DC" and params["SmsStatus"] == "received"
    assert {"ToCity", "ToZip", "FromCountry", "AccountSid", "ApiVersion"} <= set(params)


def test_a_picture_without_words_has_its_address_and_an_empty_body(carrier: Carrier) -> None:
    sid = carrier.text("", media=1)["sid"]
    params = carrier.line.calls[0].params
    assert params["Body"] == "" and params["NumMedia"] == "1"
    assert params["MediaUrl0"].startswith("https://api.twilio.com/") and sid.startswith("MM")


def test_a_whatsapp_sender_keeps_its_prefix_and_has_no_place(carrier: Carrier) -> None:
    carrier.text("hello", sender="whatsapp:" + ANA, to="whatsapp:" + LINE)
    params = carrier.line.calls[0].params
    assert params["From"] == "whatsapp:" + ANA and "FromCity" not in params


def test_what_the_line_answers_becomes_a_text_that_is_delivered(carrier: Carrier) -> None:
    carrier.line.answers[HOOK] = twiml("<Message>one</Message><Message><Body>two</Body></Message>")
    told = carrier.text("hello")
    assert told["replies"] == ["one", "two"] and told["status"] == 200
    carrier.later(5)
    records = carrier.state()["messages"]
    assert [m["direction"] for m in records] == ["inbound", "outbound-reply", "outbound-reply"]
    assert [m["status"] for m in records] == ["received", "delivered", "delivered"]


def test_a_reply_calls_its_status_address_back_signed_with_sent_and_delivered(
    carrier: Carrier,
) -> None:
    carrier.line.answers[HOOK] = twiml("<Message statusCallback='/status/abc'>one</Message>")
    carrier.text("hello")
    carrier.later(5)
    calls = carrier.line.to("/status/abc")
    assert [c.params["MessageStatus"] for c in calls] == ["sent", "delivered"]
    for call in calls:
        signature = call.headers["X-Twilio-Signature"]
        assert RequestValidator(TOKEN).validate(call.url, call.params, signature)


def test_a_redirect_is_followed_and_nothing_after_it_is_said(carrier: Carrier) -> None:
    carrier.line.answers[HOOK] = twiml("<Redirect>/next</Redirect><Message>never</Message>")
    carrier.line.answers["/next"] = twiml("<Message>next</Message>")
    assert carrier.text("hello")["replies"] == ["next"]


def test_documents_that_go_in_circles_end_with_an_alert(carrier: Carrier) -> None:
    carrier.line.answers[HOOK] = twiml("<Redirect>/webhooks/text</Redirect>")
    assert carrier.text("hello")["alerts"] == [14106]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(500, "text/html", "oops"), 11200),
        (Answer(302, "text/html", ""), 11200),
        (Answer(200, "text/xml", "<Response>"), 12100),
        (Answer(200, "text/xml", ""), 12100),
        (Answer(200, "text/xml", "\n<Response/>"), 12100),
        (Answer(200, "text/xml", "<Html/>"), 12100),
        (Answer(200, "text/xml", "<!DOCTYPE a><Response/>"), 12100),
        (Answer(200, "text/plain", "<Response/>"), 12300),
        (Answer(200, "text/xml", "<Response>" + " " * 70000 + "</Response>"), 11750),
        (NoAnswerError, 11200),
        (NoConnectionError, 11205),
    ],
)
def test_an_answer_that_cannot_be_used_is_kept_by_the_debugger_and_the_fallback_is_asked(
    carrier: Carrier, answer: object, code: int
) -> None:
    carrier.line.answers[HOOK] = [answer, answer]
    carrier.line.answers["/fallback"] = twiml("<Message>sorry</Message>")
    told = carrier.text("a secret")
    assert told["alerts"] == [code] and told["replies"] == ["sorry"]
    fallback = carrier.line.to("/fallback")[0].params
    assert fallback["ErrorCode"] == str(code) and fallback["ErrorUrl"].endswith(HOOK)
    kept = dict(carrier.state()["alerts"][0]["variables"])
    assert kept["Body"] == "a secret" and kept["From"] == ANA


@pytest.mark.parametrize(
    "inside",
    [
        "<Say>hello</Say>",
        "<Message frm='x'>one</Message>",
        "<Message><Text>one</Text>two</Message>",
        "<Message>two<Body>one</Body></Message>",
        "loose words<Message>one</Message>",
        "<Message><Body lang='en'>one</Body></Message>",
        "<Message method='PUT'>one</Message>",
    ],
)
def test_anything_that_the_schema_does_not_have_is_an_alert(carrier: Carrier, inside: str) -> None:
    carrier.line.answers[HOOK] = twiml(inside)
    assert 12200 in carrier.text("hello")["alerts"]


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        (f"<Message>{'x' * 1601}</Message>", 21617),
        ("<Message></Message>", 14103),
        ("<Message to='nobody'>one</Message>", 14101),
        (f"<Message from='{BO}'>one</Message>", 14102),
        ("<Redirect method='GET'>/next</Redirect>", 14104),
    ],
)
def test_a_reply_that_cannot_be_sent_is_an_alert_and_no_text(
    carrier: Carrier, inside: str, code: int
) -> None:
    carrier.line.answers[HOOK] = twiml(inside)
    told = carrier.text("hello")
    assert told["alerts"] == [code] and told["replies"] == []


def test_a_failed_try_is_repeated_with_the_same_token_when_the_address_asks_for_it(
    carrier: Carrier,
) -> None:
    point_line_at(carrier, WITH_RETRIES)
    carrier.line.answers[HOOK] = [Answer(500), NoConnectionError, twiml("<Message>ok</Message>")]
    assert carrier.text("hello")["replies"] == ["ok"]
    assert len(carrier.line.calls) == 3
    assert len({c.headers["I-Twilio-Idempotency-Token"] for c in carrier.line.calls}) == 1


def test_a_failed_answer_is_not_repeated_by_itself(carrier: Carrier) -> None:
    carrier.line.answers[HOOK] = [Answer(500), twiml("")]
    carrier.text("hello")
    assert len(carrier.line.to(HOOK)) == 1


def test_an_unknown_override_in_an_address_is_an_alert(carrier: Carrier) -> None:
    point_line_at(carrier, "http://localhost:8000/webhooks/text#retries=9")
    assert carrier.text("hello")["alerts"] == [11100]


def test_a_webhook_can_be_repeated_later_with_the_same_sid_and_token(carrier: Carrier) -> None:
    carrier.control("faults", webhooks={"repeat_next": 1})
    carrier.text("hello")
    carrier.later(10)
    first, second = carrier.line.to(HOOK)
    assert first.params == second.params
    name = "I-Twilio-Idempotency-Token"
    assert first.headers[name] == second.headers[name]


def test_a_webhook_can_be_late(carrier: Carrier) -> None:
    carrier.control("faults", webhooks={"delay": 30})
    assert carrier.text("hello")["status"] is None
    carrier.later(29)
    assert carrier.line.calls == []
    carrier.later(1)
    assert len(carrier.line.calls) == 1
    assert carrier.state()["clock"]["now"] == START + 30
