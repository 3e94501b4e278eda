"""The carrier gets 200 and valid markup to what it signed; a forger gets 403 and nothing."""

import logging

import pytest

from tests.desk.pretend import Line, default_edition
from tests.twiml.twiml_check import check
from tests.web.pretend import ACCOUNT, Webhooks, webhooks


@pytest.fixture
def line() -> Line:
    return Line(default_edition())


@pytest.fixture
def carrier(line: Line) -> Webhooks:
    return webhooks(line)


def test_a_text_is_answered(carrier: Webhooks) -> None:
    answer = carrier.text("hi")

    assert answer.status_code == 200
    assert answer.mimetype == "text/xml"
    assert "glad you wrote" in answer.text
    assert check(answer.text, "messaging") == ([], [])


def test_an_unsigned_text_is_refused_and_nothing_happens(carrier: Webhooks, line: Line) -> None:
    form = {"From": "+12025550147", "Body": "hi"}

    assert carrier.client.post("/webhooks/text", data=form).status_code == 403
    assert carrier.client.get("/webhooks/text?Body=hi").status_code == 403
    assert carrier.client.post("/webhooks/none", data=form).status_code == 403
    assert line.store.answers == {}


def test_a_signed_text_that_is_folded_moves_nothing(carrier: Webhooks, line: Line) -> None:
    answer = carrier.post("/webhooks/text", {"Body": "hiFrom+12025550147"})

    assert (answer.status_code, "<Message" in answer.text) == (200, False)
    assert line.store.answers == {}


def test_hidden_and_short_senders_are_never_answered(carrier: Webhooks) -> None:
    for sender in ("anonymous", "88022", "+266696687"):
        assert "<Message" not in carrier.text("hi", From=sender).text


def test_when_we_break_the_contact_gets_an_apology_and_the_steps(
    carrier: Webhooks, line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    line.edition = None  # type: ignore[assignment]

    with caplog.at_level(logging.DEBUG):
        answer = carrier.text("zebrafent")

    assert answer.status_code == 200
    assert check(answer.text, "messaging") == ([], [])
    assert "1 breath every 5 seconds" in answer.text
    assert "1 soplo cada 5 segundos" in answer.text
    assert "zebrafent" not in caplog.text
    assert "5550147" not in caplog.text


def test_a_report_is_taken_and_answered_with_nothing(carrier: Webhooks, line: Line) -> None:
    form = {"MessageSid": "SM" + "1" * 32, "AccountSid": ACCOUNT, "MessageStatus": "delivered"}
    answer = carrier.post("/webhooks/text/status/a-random-token-1", form)

    assert (answer.status_code, check(answer.text, "messaging")) == (200, ([], []))
    assert len(line.store.errands) == 1


def test_a_report_without_a_store_is_lost_quietly(carrier: Webhooks, line: Line) -> None:
    line.store.away = True
    form = {"MessageSid": "SM" + "1" * 32, "AccountSid": ACCOUNT, "MessageStatus": "delivered"}

    assert carrier.post("/webhooks/text/status/a-random-token-1", form).status_code == 200


def test_health_touches_nothing_and_ready_names_each_part(carrier: Webhooks, line: Line) -> None:
    line.store.beats.clear()
    assert carrier.client.get("/health").status_code == 200
    assert carrier.client.get("/ready").json == {
        "carrier": "not asked lately", "clock": "gone", "flows": "ok", "store": "ok", "texts": "ok",
        "time": "ok", "checks": "ok",
        "worker": "gone", "copies": "not looked through yet", "oldest_copy_hours": 0,
    }  # fmt: skip
    line.store.beats |= {"worker": line.now, "clock": line.now}
    assert carrier.client.get("/ready").status_code == 200
    line.as_published = False
    assert carrier.client.get("/ready").json["flows"] == "not as published"  # type: ignore[index]
    line.as_published, line.store.on_disk = True, False
    assert carrier.client.get("/ready").json["checks"] == "refused"  # type: ignore[index]
    assert carrier.client.get("/ready").status_code == 503
    line.store.away = True
    assert carrier.client.get("/ready").status_code == 503
    assert carrier.client.get("/health").status_code == 200


def test_no_answer_is_kept_by_anybody_on_the_way(carrier: Webhooks) -> None:
    for answer in (carrier.text("hi"), carrier.client.get("/none"), carrier.client.get("/health")):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in answer.headers
