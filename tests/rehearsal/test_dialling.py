"""<Dial> with numbers: whisper, decline, voicemail, who is shown, and what follows."""

from __future__ import annotations

import pytest

from hotline.rehearsal.calls.phone import Behaviour, voicemail

from .conftest import ANA, BO, LINE, Calls

CEE = "+12025550133"
WHISPER = (
    "<Gather numDigits='1' timeout='5' action='/key'><Say>Press 1 to take it.</Say></Gather>"
    "<Hangup/>"
)


def dial(attributes: str = "", noun: str = f"<Number url='/whisper'>{BO}</Number>") -> str:
    return (
        f"<Say>One moment.</Say><Dial callerId='{LINE}' action='/after' {attributes}>{noun}</Dial>"
    )


def prepare(calls: Calls, document: str) -> str:
    calls.documents(
        call=document,
        whisper=WHISPER,
        key="<Say>Going in.</Say>",
        after="<Say>And then?</Say><Pause length='60'/>",
    )
    return calls.dial()


def after(calls: Calls) -> dict[str, str]:
    params = calls.line.to("/after")[0].params
    return {name: value for name, value in params.items() if name.startswith("Dial")}


def test_who_presses_the_key_talks_with_the_caller(calls: Calls) -> None:
    parent = prepare(calls, dial())
    calls.board.at(3).answer(BO)
    asked = calls.line.to("/whisper")[0].params
    assert asked["ParentCallSid"] == parent and asked["CallSid"] != parent
    assert (asked["Direction"], asked["CallStatus"]) == ("outbound-dial", "in-progress")
    assert (asked["From"], asked["To"]) == (LINE, BO)
    calls.board.say(BO, "is anybody there?")
    assert "is anybody there?" not in calls.board.heard_words(ANA)
    calls.board.at(5).press(BO, "1")
    calls.board.at(8).say(ANA, "hi")
    calls.board.say(BO, "hello")
    assert calls.board.hears(BO, "hi") and calls.board.hears(ANA, "hello")
    calls.board.at(20).hang_up(BO)
    assert calls.board.hears(ANA, "And then?")
    told = after(calls)
    assert (told["DialCallStatus"], told["DialBridged"]) == ("completed", "true")
    assert told["DialCallDuration"] == "17" and told["DialCallSid"].startswith("CA")


def test_a_whisper_that_hangs_up_declines(calls: Calls) -> None:
    prepare(calls, dial())
    calls.board.at(3).answer(BO)
    calls.board.at(11)
    told = after(calls)
    assert (told["DialCallStatus"], told["DialBridged"]) == ("completed", "false")
    assert calls.board.hears(ANA, "And then?") and calls.board.call(BO) is None


def test_a_voicemail_is_never_connected(calls: Calls) -> None:
    calls.board.behave(BO, voicemail(after=3))
    prepare(calls, dial())
    calls.board.at(20)
    assert after(calls)["DialBridged"] == "false"
    assert calls.board.heard_words(BO) == ["Press 1 to take it."]
    assert "together" not in [s.kind for s in calls.board.heard(ANA)]


def test_without_a_whisper_picking_up_is_enough(calls: Calls) -> None:
    calls.board.behave(BO, voicemail(after=3))
    prepare(calls, dial(noun=BO))
    calls.board.at(6)
    assert "together" in [s.kind for s in calls.board.heard(ANA)]


@pytest.mark.parametrize(
    ("behaviour", "status"),
    [
        (Behaviour("busy"), "busy"),
        (Behaviour("unreachable"), "failed"),
        (Behaviour("declines"), "busy"),
        (Behaviour("person"), "no-answer"),
    ],
)
def test_nobody_there(calls: Calls, behaviour: Behaviour, status: str) -> None:
    calls.board.behave(BO, behaviour)
    prepare(calls, dial("timeout='10'"))
    calls.board.at(18)
    assert after(calls)["DialCallStatus"] == status
    assert calls.board.hears(ANA, "And then?")


def test_without_an_action_the_next_verb_follows(calls: Calls) -> None:
    calls.board.behave(BO, Behaviour("busy"))
    prepare(calls, f"<Dial callerId='{LINE}'>{BO}</Dial><Say>Nobody could come.</Say>")
    assert calls.board.at(3).hears(ANA, "Nobody could come.")


def test_the_first_to_pick_up_stops_the_others(calls: Calls) -> None:
    calls.board.behave(CEE, voicemail(after=2))
    noun = f"<Number url='/whisper'>{BO}</Number><Number url='/whisper'>{CEE}</Number>"
    prepare(calls, dial(noun=noun))
    calls.board.at(4)
    assert [leg.status for leg in calls.board.legs(BO)] == ["canceled"]
    calls.board.at(20)
    assert after(calls)["DialBridged"] == "false"


def test_a_number_tells_what_becomes_of_it(calls: Calls) -> None:
    events = "initiated ringing answered completed"
    noun = (
        f"<Number url='/whisper' statusCallback='/number' statusCallbackEvent='{events}'>"
        f"{BO}</Number>"
    )
    parent = prepare(calls, dial(noun=noun))
    calls.board.at(3).answer(BO)
    calls.board.at(20)
    assert calls.statuses("/number") == ["initiated", "ringing", "in-progress", "completed"]
    told = calls.line.to("/number")
    assert {c.params["ParentCallSid"] for c in told} == {parent}
    assert [c.params["SequenceNumber"] for c in told] == ["0", "1", "2", "3"]


def test_without_a_caller_id_the_callers_own_number_is_shown(calls: Calls) -> None:
    prepare(calls, f"<Dial>{BO}</Dial>")
    calls.board.at(2)
    assert [leg.caller for leg in calls.board.legs(BO)] == [ANA]


def test_a_caller_id_must_be_ours_or_verified(calls: Calls) -> None:
    prepare(calls, f"<Dial callerId='{CEE}' action='/after'>{BO}</Dial>")
    assert calls.alerts() == [13214] and after(calls) == {"DialCallStatus": "failed"}
    calls.board.at(70).verify([CEE])
    calls.dial()
    calls.board.later(2)
    assert [leg.caller for leg in calls.board.legs(BO)] == [CEE]


def test_a_number_that_is_none_is_an_alert(calls: Calls) -> None:
    prepare(calls, dial(noun="<Number>555</Number>"))
    calls.board.at(2)
    assert calls.alerts() == [13223] and after(calls)["DialCallStatus"] == "failed"


def test_a_whisper_cannot_dial(calls: Calls) -> None:
    prepare(calls, dial())
    calls.documents(whisper=f"<Dial>{CEE}</Dial>")
    calls.board.at(3).answer(BO)
    assert calls.alerts() == [13201] and calls.board.legs(CEE) == ()


def test_the_star_brings_the_caller_back(calls: Calls) -> None:
    prepare(calls, dial("hangupOnStar='true'", noun=BO))
    calls.board.at(3).answer(BO)
    calls.board.at(9).press(ANA, "*")
    assert calls.board.hears(ANA, "And then?") and calls.board.call(BO) is None
    assert after(calls)["DialBridged"] == "true"


def test_a_talk_ends_at_its_limit(calls: Calls) -> None:
    prepare(calls, dial("timeLimit='60'", noun=BO))
    calls.board.at(3).answer(BO)
    calls.board.at(62.9).say(ANA, "still there?")
    assert calls.board.hears(BO, "still there?")
    assert calls.board.at(63).hears(ANA, "And then?")


def test_the_call_is_answered_only_when_somebody_comes(calls: Calls) -> None:
    document = f"<Dial callerId='{LINE}' answerOnBridge='true'>{BO}</Dial>"
    sid = prepare(calls, document)
    calls.board.at(9)
    assert calls.record(sid)["status"] == "ringing"
    calls.board.answer(BO)
    assert calls.record(sid)["status"] == "in-progress"
    calls.board.at(19).hang_up(BO)
    assert calls.record(sid)["duration"] == "10"


@pytest.mark.parametrize("asked", [True, False])
def test_a_caller_who_goes_takes_the_ringing_along(calls: Calls, asked: bool) -> None:
    """Whether the action is still asked for is settled by no source: both are rehearsed."""
    calls.carrier.control("faults", calls={"action_after_hangup": asked})
    prepare(calls, dial())
    calls.board.at(4).hang_up(ANA)
    calls.board.at(9)
    assert [leg.status for leg in calls.board.legs(BO)] == ["canceled"]
    assert [c.params["CallStatus"] for c in calls.line.to("/after")] == ["completed"] * asked
    assert "And then?" not in calls.board.heard_words(ANA)


def test_a_redirect_out_of_a_dial_asks_for_its_action_too(calls: Calls) -> None:
    sid = prepare(calls, dial(noun=BO))
    calls.documents(elsewhere="<Say>Elsewhere.</Say><Pause length='60'/>")
    calls.board.at(3).answer(BO)
    calls.change(sid, Url="http://localhost:8000/elsewhere")
    calls.board.at(9)
    assert calls.board.hears(ANA, "Elsewhere.") and "And then?" not in calls.board.heard_words(ANA)
    assert len(calls.line.to("/after")) == 1 and calls.board.call(BO) is None


def test_a_dialled_phone_can_be_completed_but_not_cancelled_while_it_rings(calls: Calls) -> None:
    prepare(calls, dial())
    calls.board.at(3)
    child = calls.board.legs(BO)[0].sid
    assert calls.change(child, Status="canceled").json["code"] == 21220
    assert calls.change(child, Status="completed").status_code == 200
    assert calls.board.at(3).hears(ANA, "And then?")
