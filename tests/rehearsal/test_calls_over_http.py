"""The same calls through the control doors, as tests with real processes steer them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from hotline.rehearsal import ticking
from hotline.rehearsal.app import new_exchange
from hotline.rehearsal.clock import Clock
from hotline.rehearsal.config import Config
from hotline.rehearsal.switchboard import Switchboard
from tests.up.watching import until

from .conftest import ANA, BO, LINE, OURS, Calls, PretendLine, twiml

MENU = "<Gather numDigits='1' action='/picked'><Say language='es-US'>Marque uno.</Say></Gather>"


def test_a_call_by_control_from_dialling_to_hanging_up(calls: Calls) -> None:
    calls.documents(call=MENU, picked="<Say>One.</Say><Pause length='60'/>")
    told = calls.carrier.control("call", phone=ANA, do="dial", line=LINE)
    assert told["call"]["status"] == "in-progress" and told["call"]["doing"] == "gathering"
    last = told["heard"][-1]
    assert (last["kind"], last["words"], last["language"]) == ("words", "Marque uno.", "es-US")
    told = calls.carrier.control("call", phone=ANA, do="press", keys="1", since=last["serial"])
    assert [s["kind"] for s in told["heard"]] == ["keys", "words"]
    calls.carrier.later(5)
    told = calls.carrier.control("call", phone=ANA, do="hang up")
    assert told["call"] is None
    state = calls.carrier.state()
    assert state["calls"][0]["status"] == "completed" and state["sounds"][-1]["kind"] == "ended"
    assert state["rooms"] == []


def test_a_phone_behaves_as_control_says(calls: Calls) -> None:
    calls.documents(leg=MENU, picked="<Hangup/>")
    calls.carrier.control("phone", number=BO, kind="answers", after=1, keys="1", wait=2)
    calls.carrier.control("recordings", **{"/static/a.wav": 2.5})
    calls.carrier.control("verified", numbers=[BO])
    calls.ring(BO)
    calls.carrier.later(9)
    assert calls.line.to("/picked")[0].params["Digits"] == "1"
    assert calls.carrier.state()["behaviours"][BO]["kind"] == "answers"
    heard = calls.carrier.control("heard", phone=BO)["heard"]
    assert [s["kind"] for s in heard] == ["ringing", "answered", "words", "keys", "ended"]


def test_a_voicemail_takes_its_time(calls: Calls) -> None:
    calls.documents(leg=MENU)
    calls.carrier.control("phone", number=BO, kind="voicemail")
    calls.ring(BO)
    calls.carrier.later(20.9)
    assert calls.carrier.control("heard", phone=BO)["call"]["status"] == "ringing"
    calls.carrier.later(0.1)
    assert calls.carrier.control("heard", phone=BO)["heard"][-1]["words"] == "Marque uno."


def test_calls_go_by_the_real_clock_too(config: Config) -> None:
    """As in the rehearsal's own process: a thread lets happen what is due."""
    line = PretendLine()
    line.answers["/call"] = twiml("<Say>One.</Say><Pause length='0'/><Say>Two.</Say>")
    exchange = new_exchange(replace(config, pace=0.01), Clock(), line)
    ticking.start(exchange)
    board = Switchboard(exchange)
    board.dial(ANA, LINE)
    assert until(lambda: line.to("/call-status"), 10)
    assert board.heard_words(ANA) == ["One.", "Two."] and board.call(ANA) is None


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("call", {"phone": ANA, "do": "dance"}),
        ("call", {"phone": ANA, "do": "dial"}),
        ("call", {"phone": ANA, "do": "dial", "line": BO}),
        ("call", {"phone": ANA, "do": "press", "keys": "1"}),
        ("call", {"phone": ANA, "do": "dial", "line": LINE, "quickly": True}),
        ("phone", {"number": BO, "kind": "asleep"}),
        ("phone", {"number": BO, "kind": "busy", "mood": "bad"}),
        ("phone", {"number": BO, "kind": "answers", "after": "soon"}),
        ("recordings", {"/static/a.wav": "long"}),
    ],
)
def test_what_no_phone_can_do_is_refused(calls: Calls, path: str, asked: dict[str, Any]) -> None:
    answer = calls.carrier.web.post(f"/control/{path}", json=asked, headers=OURS)
    assert answer.status_code == 400 and answer.json["error"]


def test_while_the_carrier_is_down_nobody_can_call(calls: Calls) -> None:
    calls.carrier.control("faults", down=True)
    asked = {"phone": ANA, "do": "dial", "line": LINE}
    assert calls.carrier.web.post("/control/call", json=asked, headers=OURS).status_code == 503


def test_a_reset_forgets_the_calls(calls: Calls) -> None:
    calls.documents(call=MENU)
    calls.dial()
    calls.carrier.control("reset")
    assert calls.carrier.state()["calls"] == [] and calls.board.heard(ANA) == ()
