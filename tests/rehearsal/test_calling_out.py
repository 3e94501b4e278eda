"""The line calls somebody by REST: queue, ringing, voicemail, callbacks, changes, erasing."""

from __future__ import annotations

from typing import Any

import pytest
from twilio.request_validator import RequestValidator

from hotline.rehearsal.calls.phone import Behaviour, voicemail
from hotline.rehearsal.wire import NoAnswerError

from .conftest import ANA, BO, LINE, START, TOKEN, Calls

CEE = "+12025550133"
ASK = (
    "<Gather numDigits='1' timeout='5' action='/key'><Say>Press 1 to take it.</Say></Gather>"
    "<Hangup/>"
)
TOLD: dict[str, Any] = {
    "StatusCallback": "http://localhost:8000/leg-status",
    "StatusCallbackEvent": ["initiated", "ringing", "answered", "completed"],
}


def test_a_person_is_rung_answers_and_presses_a_key(calls: Calls) -> None:
    calls.documents(leg=ASK, key="<Say>Going in.</Say>")
    sid = calls.ring(BO, **TOLD)
    assert calls.record(sid)["status"] == "queued"
    assert calls.board.at(1).call(BO)
    assert calls.record(sid)["status"] == "ringing"
    calls.board.at(6).answer(BO)
    assert calls.board.hears(BO, "Press 1 to take it.")
    asked = calls.line.to("/leg")[0].params
    assert (asked["Direction"], asked["CallStatus"]) == ("outbound-api", "in-progress")
    assert (asked["From"], asked["To"]) == (LINE, BO)
    calls.board.at(7).press(BO, "1")
    assert calls.board.hears(BO, "Going in.")
    calls.board.at(20)
    seen = [
        (c.params["CallStatus"], c.params["SequenceNumber"]) for c in calls.line.to("/leg-status")
    ]
    assert seen == [("initiated", "0"), ("ringing", "1"), ("in-progress", "2"), ("completed", "3")]
    last = calls.line.to("/leg-status")[-1]
    assert RequestValidator(TOKEN).validate(
        last.url, last.params, last.headers["X-Twilio-Signature"]
    )


def test_only_the_end_is_told_unless_more_is_asked(calls: Calls) -> None:
    calls.documents(leg=ASK)
    calls.ring(BO, StatusCallback=TOLD["StatusCallback"])
    calls.board.at(2).answer(BO)
    calls.board.at(30)
    assert calls.statuses("/leg-status") == ["completed"]


@pytest.mark.parametrize(
    ("behaviour", "status"),
    [
        (Behaviour("busy"), "busy"),
        (Behaviour("unreachable"), "failed"),
        (Behaviour("declines", after=3), "busy"),
        (Behaviour("person"), "no-answer"),
    ],
)
def test_a_call_that_nobody_takes_ends_as_the_phone_behaves(
    calls: Calls, behaviour: Behaviour, status: str
) -> None:
    calls.board.behave(BO, behaviour)
    sid = calls.ring(BO, Timeout="18", **TOLD)
    calls.board.at(30)
    record = calls.record(sid)
    assert (record["status"], record["duration"]) == (status, "0")
    assert calls.statuses("/leg-status")[-1] == status and calls.line.to("/leg") == []


def test_the_carrier_rings_five_seconds_longer_than_it_was_asked_to(calls: Calls) -> None:
    sid = calls.ring(BO, Timeout="18")
    calls.board.at(23.9)
    assert calls.record(sid)["status"] == "ringing"
    calls.board.at(24)
    assert calls.record(sid)["status"] == "no-answer"


def test_a_voicemail_picks_up_hears_everything_and_presses_nothing(calls: Calls) -> None:
    calls.documents(leg=ASK, key="<Say>never</Say>")
    calls.board.behave(BO, voicemail())
    sid = calls.ring(BO, Timeout="18")
    assert calls.board.at(22).hears(BO, "Press 1 to take it.")
    calls.board.at(40)
    assert calls.record(sid)["status"] == "completed" and calls.line.to("/key") == []


def test_a_phone_that_acts_by_itself(calls: Calls) -> None:
    calls.documents(leg=ASK, key="<Pause length='60'/>")
    calls.board.behave(BO, Behaviour("answers", after=3, keys="1", wait=2, stays=10))
    calls.ring(BO)
    calls.board.at(6)
    assert calls.line.to("/key")[0].params["Digits"] == "1"
    calls.board.at(14)
    (leg,) = calls.board.legs(BO)
    assert (leg.status, leg.ended) == ("completed", START + 14)


def test_a_phone_in_a_call_is_busy_for_another(calls: Calls) -> None:
    calls.documents(call="<Pause length='90'/><Say>x</Say>")
    calls.dial(BO)
    sid = calls.ring(BO)
    calls.board.at(2)
    assert calls.record(sid)["status"] == "busy"


def test_calls_leave_the_queue_in_order_one_a_second(calls: Calls) -> None:
    sids = [calls.ring(to) for to in (ANA, BO, CEE)]
    for at, statuses in (
        (0, ["ringing", "queued", "queued"]),  # REST calls "initiated" ringing
        (1, ["ringing", "ringing", "queued"]),
        (2, ["ringing", "ringing", "ringing"]),
    ):
        calls.board.at(at)
        assert [calls.record(sid)["status"] for sid in sids] == statuses
    rung = [s.at - START for to in (ANA, BO, CEE) for s in calls.board.at(9).heard(to)]
    assert rung == [1.0, 2.0, 3.0]


def test_an_account_may_place_more_calls_a_second(calls: Calls) -> None:
    calls.carrier.control("faults", calls={"per_second": 10})
    sids = [calls.ring(to) for to in (ANA, BO, CEE)]
    calls.board.at(1.3)
    assert {calls.record(sid)["status"] for sid in sids} == {"ringing"}


@pytest.mark.parametrize("status", ["canceled", "completed"])
def test_a_ringing_call_is_taken_back(calls: Calls, status: str) -> None:
    sid = calls.ring(BO, **TOLD)
    calls.board.at(3)
    assert calls.change(sid, Status=status).json["status"] == "canceled"
    assert calls.board.call(BO) is None
    calls.board.at(4)
    assert calls.statuses("/leg-status") == ["initiated", "ringing", "canceled"]


def test_a_queued_call_is_taken_back_before_anybody_hears_of_it(calls: Calls) -> None:
    calls.ring(BO)
    sid = calls.ring(CEE)
    calls.change(sid, Status="canceled")
    assert calls.board.at(9).heard(CEE)[0].kind == "ended" and calls.board.legs(CEE)[0].final


def test_a_talk_cannot_be_cancelled_only_completed(calls: Calls) -> None:
    calls.documents(leg=ASK)
    sid = calls.ring(BO)
    calls.board.at(2).answer(BO)
    assert calls.change(sid, Status="canceled").json["code"] == 21220
    assert calls.change(sid, Status="completed").json["status"] == "completed"
    assert calls.change(sid, Status="completed").json["code"] == 21220
    assert calls.change(sid, Url="http://localhost:8000/next").json["code"] == 21220


def test_a_call_is_sent_to_another_document_in_the_middle_of_a_word(calls: Calls) -> None:
    calls.documents(leg="<Say>" + "word " * 80 + "</Say>", next="<Say>Something else.</Say>")
    sid = calls.ring(BO)
    calls.board.at(2).answer(BO)
    calls.board.at(5)
    calls.change(sid, Url="http://localhost:8000/next")
    assert calls.board.at(5).hears(BO, "Something else.")
    told = next(s for s in calls.board.heard(BO) if s.kind == "words")
    assert told.until == START + 5


def test_a_document_can_come_with_the_request(calls: Calls) -> None:
    inline = (
        "<Response><Say>Inline.</Say><Redirect>http://localhost:8000/next</Redirect></Response>"
    )
    calls.documents(next="<Say>Next.</Say>")
    calls.ring(BO, Url="", Twiml=inline)
    calls.board.at(2).answer(BO)
    assert calls.board.at(5).heard_words(BO) == ["Inline.", "Next."]


def test_the_fallback_of_a_call_is_its_own(calls: Calls) -> None:
    calls.documents(sorry="<Say>Sorry.</Say>")
    calls.line.answers["/leg"] = NoAnswerError
    calls.ring(BO, FallbackUrl="http://localhost:8000/sorry")
    calls.board.at(2).answer(BO)
    assert calls.board.hears(BO, "Sorry.")


def test_a_call_ends_at_its_limit(calls: Calls) -> None:
    calls.documents(leg="<Pause length='900'/>")
    sid = calls.ring(BO, TimeLimit="60")
    calls.board.at(2).answer(BO)
    calls.board.at(62)
    assert calls.record(sid)["duration"] == "60"


@pytest.mark.parametrize(
    ("fault", "seen"),
    [
        ({"lose_next": 1}, ["ringing", "in-progress", "completed"]),
        ({"lost": 1}, []),
        ({"repeat_next": 1}, ["initiated", "initiated", "ringing", "in-progress", "completed"]),
        ({"out_of_order": True}, ["ringing", "initiated", "completed", "in-progress"]),
    ],
)
def test_callbacks_get_lost_doubled_and_out_of_order(
    calls: Calls, fault: dict[str, Any], seen: list[str]
) -> None:
    calls.carrier.control("faults", callbacks=fault)
    calls.documents(leg="<Hangup/>")
    calls.ring(BO, **TOLD)
    calls.board.at(3).answer(BO)
    calls.board.at(30)
    assert calls.statuses("/leg-status") == seen


def test_a_final_callback_can_overtake_the_key_press_before_it(calls: Calls) -> None:
    calls.documents(leg=ASK, key="<Say>late</Say>")
    calls.ring(BO, StatusCallback=TOLD["StatusCallback"])
    calls.board.at(2).answer(BO)
    calls.carrier.control("faults", documents={"delay": 2})
    calls.board.press(BO, "1")
    calls.board.hang_up(BO)
    calls.board.at(9)
    paths = [c.url.rsplit("/", 1)[1] for c in calls.line.calls]
    assert paths == ["leg", "leg-status", "key"]
    assert "late" not in calls.board.heard_words(BO)


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"To": ""}, 21201),
        ({"From": ""}, 21213),
        ({"To": "12025550147"}, 21211),
        ({"To": "+15005550003"}, 21215),
        ({"From": "nobody"}, 21212),
        ({"From": ANA}, 21210),
        ({"Url": ""}, 21205),
        ({"Url": "leg"}, 21205),
        ({"StatusCallback": "status"}, 21609),
        ({"StatusCallbackEvent": "picked-up"}, 21626),
        ({"Twiml": "x" * 4001}, 32018),
        ({"Method": "GET"}, 20001),
        ({"Timeout": "601"}, 20001),
        ({"MachineDetection": "Enable"}, 20001),
        ({"Record": "true"}, 20001),
    ],
)
def test_what_the_carrier_refuses_is_refused_with_its_code(
    calls: Calls, form: dict[str, str], code: int
) -> None:
    answer = calls.make(BO, **form)
    assert (answer.status_code, answer.json["code"]) == (400, code)
    assert calls.board.exchange.world.calls.legs == ()
    assert len(calls.errors()) == (code in (20001, 21626))


def test_the_next_call_fails_as_arranged(calls: Calls) -> None:
    calls.carrier.control("faults", rest={"on": "create-call", "answer": 429})
    assert calls.make(BO).status_code == 429
    assert calls.carrier.send().status_code == 201
    assert calls.make(BO).status_code == 201


def test_a_record_is_deleted_only_when_it_is_final(calls: Calls) -> None:
    sid = calls.ring(BO)
    assert calls.carrier.rest("DELETE", f"/Calls/{sid}.json").json["code"] == 20009
    calls.change(sid, Status="canceled")
    assert calls.carrier.rest("DELETE", f"/Calls/{sid}.json").status_code == 204
    assert calls.record(sid)["code"] == 20404


def test_records_are_listed_by_number_state_and_day(calls: Calls) -> None:
    calls.documents(call="<Hangup/>")
    calls.dial(ANA)
    for to in (BO, BO, CEE):
        calls.ring(to)

    def listed(**filters: str) -> list[str]:
        answer = calls.carrier.rest("GET", "/Calls.json", query_string=filters)
        assert answer.status_code == 200, answer.text
        return [call["to"] for call in answer.json["calls"]]

    assert listed() == [CEE, BO, BO, LINE]
    assert listed(To=BO) == [BO, BO] and listed(From=ANA) == [LINE]
    assert listed(Status="completed") == [LINE]
    assert listed(**{"StartTime<": "2027-01-14"}) == []
    assert len(listed(**{"StartTime<": "2027-01-15"})) == 4
    first = calls.carrier.rest("GET", "/Calls.json", query_string={"PageSize": "3"}).json
    path = first["next_page_uri"].split(f"Accounts/{calls.carrier.exchange.world.account}")[1]
    assert [c["to"] for c in calls.carrier.rest("GET", path).json["calls"]] == [LINE]
    assert calls.carrier.rest("GET", "/Calls.json?Town=x").json["code"] == 20001
