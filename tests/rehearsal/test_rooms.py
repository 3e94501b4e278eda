"""Rooms: waiting, meeting, leaving, who fixes what, and what each leg does afterwards."""

from __future__ import annotations

from typing import Any

import pytest

from hotline.rehearsal.happenings import Answer

from .conftest import ANA, BO, LINE, Calls

CEE = "+12025550133"
EVENTS = "start join leave end"


def room(path: str, attributes: str = "", dial: str = "") -> str:
    return (
        f"<Dial action='/{path}-left' hangupOnStar='true' {dial}>"
        f"<Conference beep='false' waitUrl='/wait' {attributes}>blue</Conference></Dial>"
    )


@pytest.fixture
def talk(calls: Calls) -> Calls:
    """Ana calls and enters; Bo is rung and enters. Bo's leaving ends it; Ana's does not."""
    told = f"statusCallback='/room' statusCallbackEvent='{EVENTS}'"
    calls.documents(
        call=room("ana", told),
        leg=room("bo", "endConferenceOnExit='true'"),
        wait="<Play>/static/soft-2s.wav</Play><Redirect>/wait</Redirect>",
        **{
            "ana-left": "<Say>Your person dropped out.</Say><Pause length='99'/>",
            "bo-left": "<Say>Thank you.</Say>",
        },
    )
    calls.ring(BO)
    calls.dial()
    return calls


def rooms(calls: Calls, **filters: str) -> Any:
    answer = calls.carrier.rest("GET", "/Conferences.json", query_string=filters)
    return answer.json["conferences"]


def events(calls: Calls) -> list[str]:
    return [c.params["StatusCallbackEvent"] for c in calls.line.to("/room")]


def test_who_is_alone_hears_the_waiting_words_and_nobody_else(talk: Calls) -> None:
    talk.board.at(9)
    assert len(talk.line.to("/wait")) == 5  # at 0, 2, 4, 6 and 8
    asked = talk.line.to("/wait")[0].params
    assert asked["FriendlyName"] == "blue" and asked["ConferenceSid"].startswith("CF")
    assert rooms(talk)[0]["status"] == "init" and talk.board.heard_words(BO) == []


def test_two_meet_and_hear_each_other(talk: Calls) -> None:
    talk.board.at(9).answer(BO)
    talk.board.say(BO, "hello")
    assert talk.board.hears(ANA, "hello")
    talk.board.at(30).say(ANA, "hi")
    assert talk.board.hears(BO, "hi")
    assert len(talk.line.to("/wait")) == 5  # nobody waits any more
    (found,) = rooms(talk, FriendlyName="blue", Status="in-progress")
    seats = talk.carrier.rest("GET", f"/Conferences/{found['sid']}/Participants.json").json
    assert [s["end_conference_on_exit"] for s in seats["participants"]] == [False, True]


def test_what_happens_in_the_room_is_told_in_order(talk: Calls) -> None:
    talk.board.at(9).answer(BO)
    talk.board.at(30).hang_up(BO)
    talk.board.at(31)
    assert events(talk) == [
        "participant-join",
        "participant-join",
        "conference-start",
        "participant-leave",
        "participant-leave",
        "conference-end",
    ]
    told = [c.params for c in talk.line.to("/room")]
    assert [t["SequenceNumber"] for t in told] == ["1", "2", "3", "4", "5", "6"]
    assert told[1]["EndConferenceOnExit"] == "true" and told[0]["StartConferenceOnEnter"] == "true"
    assert told[-1]["ReasonConferenceEnded"] == "participant-with-end-conference-on-exit-left"
    assert told[-1]["CallSidEndingConference"] == talk.board.legs(BO)[0].sid


def test_when_the_anchor_leaves_everybody_goes_on_with_their_own_action(talk: Calls) -> None:
    talk.board.at(9).answer(BO)
    talk.board.at(30).press(BO, "*")
    assert talk.board.hears(ANA, "Your person dropped out.")
    assert talk.board.hears(BO, "Thank you.")
    asked = talk.line.to("/ana-left")[0].params
    assert asked["DialCallStatus"] == "answered" and "DialCallSid" not in asked
    assert rooms(talk)[0]["status"] == "completed"


def test_when_another_leaves_the_anchor_stays_and_waits(talk: Calls) -> None:
    talk.board.at(9).answer(BO)
    talk.board.at(30).press(ANA, "*")
    assert talk.board.hears(ANA, "Your person dropped out.")
    talk.board.at(34)
    assert talk.board.hears(BO, "soft-2s.wav") and rooms(talk)[0]["status"] == "in-progress"
    asked = {c.params["CallSid"] for c in talk.line.to("/wait")[5:]}
    assert asked == {talk.board.legs(BO)[0].sid}


def test_who_is_left_alone_may_also_hear_nothing(talk: Calls) -> None:
    """No source settles which it is: a line must do with both."""
    talk.carrier.control("faults", calls={"wait_again": False})
    talk.board.at(9).answer(BO)
    talk.board.at(30).press(ANA, "*")
    talk.board.at(60)
    assert len(talk.line.to("/wait")) == 5 and talk.board.call(BO)
    assert talk.board.heard_words(BO) == []


def test_the_last_to_leave_ends_it(talk: Calls) -> None:
    talk.board.at(3).hang_up(ANA)
    talk.board.at(4)
    assert events(talk) == ["participant-join", "participant-leave", "conference-end"]
    assert talk.line.to("/room")[-1].params["ReasonConferenceEnded"] == "last-participant-left"
    old = rooms(talk)[0]["sid"]
    talk.board.answer(BO)
    assert [r["status"] for r in rooms(talk)] == ["init", "completed"]
    assert rooms(talk)[0]["sid"] != old


def test_the_first_to_enter_fixes_the_callback(calls: Calls) -> None:
    calls.documents(
        call="<Dial><Conference>blue</Conference></Dial>",
        leg="<Dial><Conference statusCallback='/room' statusCallbackEvent='join leave'>blue"
        "</Conference></Dial>",
    )
    calls.ring(BO)
    calls.dial()
    calls.board.at(3).answer(BO)
    calls.board.at(9)
    assert calls.line.to("/room") == []


def test_nobody_talks_before_one_who_may_start_it(calls: Calls) -> None:
    calls.documents(
        call="<Dial><Conference startConferenceOnEnter='false'>blue</Conference></Dial>",
        leg="<Dial><Conference startConferenceOnEnter='false'>blue</Conference></Dial>",
        start="<Dial><Conference>blue</Conference></Dial>",
    )
    calls.ring(BO)
    calls.ring(CEE, "/start")
    calls.dial()
    calls.board.at(3).answer(BO)
    calls.board.say(BO, "anybody?")
    assert calls.board.heard_words(ANA) == [] and rooms(calls)[0]["status"] == "init"
    calls.board.answer(CEE)
    calls.board.say(BO, "there you are")
    assert calls.board.hears(ANA, "there you are") and calls.board.hears(CEE, "there you are")


def test_a_full_room_takes_nobody(calls: Calls) -> None:
    document = "<Dial><Conference maxParticipants='1'>blue</Conference></Dial><Say>Full.</Say>"
    calls.documents(call=document)
    calls.dial()
    calls.dial(BO)
    assert calls.board.hears(BO, "Full.") and calls.alerts() == [16020]


def test_a_beep_is_heard_unless_it_is_turned_off(calls: Calls) -> None:
    calls.documents(call="<Dial><Conference>blue</Conference></Dial>")
    calls.dial()
    calls.dial(BO)
    assert [s.kind for s in calls.board.heard(ANA)].count("beep") == 2


def test_waiting_words_can_only_be_words(talk: Calls) -> None:
    talk.documents(wait="<Say>Please wait.</Say><Hangup/>")
    talk.board.at(4)
    assert talk.board.hears(ANA, "Please wait.") and talk.alerts() == [13238]
    assert talk.board.call(ANA)


def test_waiting_words_that_fail_leave_silence_and_an_alert(talk: Calls) -> None:
    talk.line.answers["/wait"] = Answer(500)
    talk.board.at(9)
    assert talk.alerts() == [11200] and talk.board.call(ANA)


def test_a_room_is_ended_by_rest_and_everybody_goes_on(talk: Calls) -> None:
    talk.board.at(9).answer(BO)
    sid = rooms(talk)[0]["sid"]
    ended = talk.carrier.rest("POST", f"/Conferences/{sid}.json", data={"Status": "completed"})
    assert ended.json["status"] == "completed"
    assert ended.json["reason_conference_ended"] == "conference-ended-via-api"
    talk.board.at(10)
    assert talk.board.hears(ANA, "Your person dropped out.")
    again = talk.carrier.rest("POST", f"/Conferences/{sid}.json", data={"Status": "completed"})
    assert again.json["code"] == 20404


def test_somebody_is_put_out_muted_and_held_by_rest(talk: Calls) -> None:
    talk.board.at(9).answer(BO)
    sid, ana = rooms(talk)[0]["sid"], talk.board.legs(ANA)[0].sid
    seat = f"/Conferences/{sid}/Participants/{ana}.json"
    assert talk.carrier.rest("POST", seat, data={"Muted": "true"}).json["muted"] is True
    talk.board.say(ANA, "not heard")
    assert talk.board.heard_words(BO) == []
    hold = {"Muted": "false", "Hold": "true", "HoldUrl": "http://localhost:8000/wait"}
    assert talk.carrier.rest("POST", seat, data=hold).json["hold"] is True
    talk.board.at(12).say(BO, "among ourselves")
    assert talk.board.hears(ANA, "soft-2s.wav")
    talk.carrier.rest("POST", seat, data={"Hold": "false"})
    talk.board.say(BO, "back again")
    assert talk.board.hears(ANA, "back again")
    assert talk.carrier.rest("DELETE", seat).status_code == 204
    assert talk.board.at(13).hears(ANA, "Your person dropped out.")
    assert talk.carrier.rest("GET", seat).json["code"] == 20404
    for wrong in ({"Coaching": "true"}, {"Hold": "perhaps"}):
        other = f"/Conferences/blue/Participants/{talk.board.legs(BO)[0].sid}.json"
        assert talk.carrier.rest("POST", other, data=wrong).json["code"] == 20001


def test_who_must_not_leave_can_be_changed_while_they_talk(talk: Calls) -> None:
    talk.board.at(9).answer(BO)
    bo = f"/Conferences/blue/Participants/{talk.board.legs(BO)[0].sid}.json"
    changed = talk.carrier.rest("POST", bo, data={"EndConferenceOnExit": "false"})
    assert changed.json["end_conference_on_exit"] is False
    talk.board.at(20).hang_up(BO)
    talk.board.at(21)
    assert talk.board.hears(ANA, "soft-2s.wav")


def test_an_announcement_is_heard_by_one_alone(talk: Calls) -> None:
    talk.documents(say="<Say>Two minutes left.</Say>")
    talk.board.at(9).answer(BO)
    bo = f"/Conferences/blue/Participants/{talk.board.legs(BO)[0].sid}.json"
    talk.carrier.rest("POST", bo, data={"AnnounceUrl": "http://localhost:8000/say"})
    talk.board.at(10)
    assert talk.board.hears(BO, "Two minutes left.")
    assert "Two minutes left." not in talk.board.heard_words(ANA)
    talk.board.say(ANA, "still here")
    assert talk.board.hears(BO, "still here")


def test_a_redirect_takes_one_out_of_the_room_and_asks_for_the_action_too(talk: Calls) -> None:
    talk.documents(elsewhere="<Say>Elsewhere.</Say><Pause length='60'/>")
    talk.board.at(9).answer(BO)
    talk.change(talk.board.legs(ANA)[0].sid, Url="http://localhost:8000/elsewhere")
    talk.board.at(11)
    assert talk.board.hears(ANA, "Elsewhere.") and len(talk.line.to("/ana-left")) == 1
    assert talk.board.hears(BO, "soft-2s.wav")


def test_a_stay_ends_at_its_limit(calls: Calls) -> None:
    calls.documents(call=room("ana", dial="timeLimit='60'"))
    calls.documents(**{"ana-left": "<Say>Time.</Say>"})
    calls.dial()
    calls.board.at(59)
    assert calls.board.call(ANA)
    assert calls.board.at(60).hears(ANA, "Time.")


def test_three_talk_and_the_second_may_go(talk: Calls) -> None:
    talk.documents(second=room("bo"))
    talk.board.at(9).answer(BO)
    talk.ring(CEE, "/second")
    talk.board.at(12).answer(CEE)
    talk.board.say(CEE, "me too")
    assert talk.board.hears(ANA, "me too") and talk.board.hears(BO, "me too")
    talk.board.at(20).hang_up(CEE)
    talk.board.say(ANA, "still two")
    assert talk.board.hears(BO, "still two")


def test_nothing_here_is_unknown_to_the_carrier(talk: Calls) -> None:
    talk.board.at(9).answer(BO)
    talk.board.at(20).hang_up(BO)
    talk.board.at(30).hang_up(ANA)
    talk.board.at(40)
    assert talk.alerts() == [] and talk.errors() == []
    assert {s.kind for s in talk.board.heard(ANA)} >= {"waiting", "together", "apart", "ended"}
    assert LINE in {leg.called for leg in talk.board.legs(ANA)}
