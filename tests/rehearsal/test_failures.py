"""Failures on demand happen as often as arranged, and no oftener."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import LINE, OURS, Carrier

STATUS = {"StatusCallback": "http://localhost:8000/status/abc"}


@pytest.mark.parametrize(
    ("answer", "status", "code"),
    [(429, 429, 20429), (500, 500, 20500), (503, 503, 20503), (21211, 400, 21211)],
)
def test_the_next_sendings_fail_as_arranged(
    carrier: Carrier, answer: int, status: int, code: int
) -> None:
    carrier.control("faults", rest={"on": "create", "answer": answer, "times": 2})
    for _ in range(2):
        refused = carrier.send()
        assert (refused.status_code, refused.json["code"]) == (status, code)
    assert carrier.send().status_code == 201
    assert len(carrier.state()["messages"]) == 1


def test_a_fault_for_deleting_leaves_sending_alone(carrier: Carrier) -> None:
    sid = carrier.text("hello")["sid"]
    carrier.control("faults", rest=[{"on": "delete", "answer": 503}])
    assert carrier.send().status_code == 201
    assert carrier.delete(sid).status_code == 503
    assert carrier.delete(sid).status_code == 204


def test_a_request_can_hang_and_yet_have_been_done(carrier: Carrier) -> None:
    carrier.control("faults", rest={"answer": "hang", "seconds": 30, "taken": True})
    assert carrier.send().status_code == 504
    assert carrier.pauses == [30.0]
    assert len(carrier.state()["messages"]) == 1


@pytest.mark.parametrize("code", [30003, 30005, 30007])
def test_the_next_text_is_not_delivered_and_says_why(carrier: Carrier, code: int) -> None:
    carrier.control("faults", messages={"error": code})
    made, other = carrier.send(**STATUS).json, carrier.send().json
    carrier.later(5)
    record = carrier.record(made["sid"])
    assert (record["status"], record["error_code"]) == ("undelivered", code)
    assert carrier.line.calls[-1].params["ErrorCode"] == str(code)
    assert carrier.record(other["sid"])["status"] == "delivered"


def test_a_text_can_fail_before_it_leaves(carrier: Carrier) -> None:
    carrier.control("faults", messages={"error": 30008, "status": "failed"})
    carrier.send(**STATUS)
    carrier.later(5)
    assert [c.params["MessageStatus"] for c in carrier.line.calls] == ["failed"]


@pytest.mark.parametrize(
    ("fault", "seen"),
    [
        ({"lost": 1}, []),
        ({"lose_next": 1}, ["delivered"]),
        ({"repeat_next": 1}, ["sent", "delivered", "sent"]),
        ({"out_of_order": True}, ["delivered", "sent"]),
    ],
)
def test_status_callbacks_go_astray_as_arranged(
    carrier: Carrier, fault: dict[str, Any], seen: list[str]
) -> None:
    carrier.control("faults", callbacks=fault)
    carrier.send(**STATUS)
    carrier.later(10)
    got = [c.params["MessageStatus"] for c in carrier.line.calls]
    assert got == seen


def test_status_callbacks_can_be_late(carrier: Carrier) -> None:
    carrier.control("faults", callbacks={"delay": 60})
    carrier.send(**STATUS)
    carrier.later(30)
    assert carrier.line.calls == []
    carrier.later(60)
    assert len(carrier.line.calls) == 2


def test_a_carrier_that_is_down_takes_nothing_and_goes_on_afterwards(carrier: Carrier) -> None:
    sid = carrier.send().json["sid"]
    carrier.control("faults", down=True)
    carrier.later(60)
    assert carrier.send().status_code == 503
    text = {"from": "+12025550147", "to": LINE, "body": "hello"}
    assert carrier.web.post("/control/text", json=text, headers=OURS).status_code == 503
    carrier.control("faults", down=False)
    assert carrier.record(sid)["status"] == "queued"
    carrier.later(0)
    assert carrier.record(sid)["status"] == "delivered"


def test_clearing_makes_everything_work_again(carrier: Carrier) -> None:
    carrier.control("faults", down=True, callbacks={"lost": 1}, final_after=9)
    faults = carrier.control("faults", clear=True)
    assert not faults["down"] and not faults["callback_lost"] and not faults["final_after"]


@pytest.mark.parametrize(
    "asked",
    [{"dwon": True}, {"down": 1}, {"rest": {"on": "call", "answer": 500}}, {"callbacks": {"x": 1}}],
)
def test_trouble_that_is_not_understood_is_refused(carrier: Carrier, asked: Any) -> None:
    answer = carrier.web.post("/control/faults", json=asked, headers=OURS)
    assert answer.status_code == 400
