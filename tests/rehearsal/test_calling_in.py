"""Somebody dials the line: words, keys, silence, and what the line is told about it."""

from __future__ import annotations

import pytest
from twilio.request_validator import RequestValidator

from hotline.rehearsal.happenings import Answer
from hotline.rehearsal.switchboard import NotACallError
from hotline.rehearsal.wire import NoAnswerError, NoConnectionError

from .conftest import ANA, BO, LINE, OTHER_LINE, TOKEN, Calls, twiml

MENU = (
    "<Gather numDigits='1' timeout='4' action='/picked'><Say>Press 1 for supplies.</Say></Gather>"
    "<Say>I heard nothing.</Say>"
)


def test_a_caller_hears_the_line_and_the_line_hears_of_the_caller(calls: Calls) -> None:
    calls.documents(call="<Say language='es-US' voice='Polly.Lupe'>Hola, es la línea.</Say>")
    sid = calls.dial()
    assert calls.board.hears(ANA, "Hola")
    (words,) = [s for s in calls.board.heard(ANA) if s.kind == "words"]
    assert (words.language, words.voice) == ("es-US", "Polly.Lupe")
    asked = calls.line.to("/call")[0]
    assert (asked.params["CallSid"], asked.params["CallStatus"]) == (sid, "ringing")
    assert (asked.params["From"], asked.params["To"]) == (ANA, LINE)
    assert (asked.params["Caller"], asked.params["Called"]) == (ANA, LINE)
    assert asked.params["Direction"] == "inbound" and asked.params["FromState"] == "DC"
    assert RequestValidator(TOKEN).validate(
        asked.url, asked.params, asked.headers["X-Twilio-Signature"]
    )


def test_after_the_last_words_the_call_is_over_and_its_end_is_told(calls: Calls) -> None:
    calls.documents(call="<Say>One two three four.</Say><Pause length='7'/>")
    calls.dial()
    calls.board.at(8)
    assert calls.record(calls.board.legs(ANA)[0].sid)["status"] == "in-progress"
    calls.board.at(9)
    (told,) = calls.line.to("/call-status")
    assert told.params["CallStatus"] == "completed" and told.params["CallDuration"] == "8"
    assert told.params["Duration"] == "1" and told.params["SequenceNumber"] == "0"
    assert told.params["CallbackSource"] == "call-progress-events" and told.params["Timestamp"]


@pytest.mark.parametrize("shown", ["anonymous", "+266696687"])
def test_a_hidden_number_is_hidden(calls: Calls, shown: str) -> None:
    calls.dial(shown=shown)
    params = calls.line.to("/call")[0].params
    assert params["From"] == params["Caller"] == shown
    assert ANA not in params.values() and "StirVerstat" not in params


def test_the_next_caller_can_be_hidden(calls: Calls) -> None:
    calls.carrier.control("faults", calls={"hide_next": 1})
    calls.dial()
    calls.dial(BO)
    assert [c.params["From"] for c in calls.line.to("/call")] == ["anonymous", BO]


def test_a_key_in_the_middle_of_the_words_stops_them(calls: Calls) -> None:
    calls.documents(call=MENU, picked="<Say>Supplies.</Say>")
    calls.dial()
    calls.board.at(1).press(ANA, "1")
    assert calls.board.hears(ANA, "Supplies.")
    words = calls.board.heard(ANA)
    menu = next(s for s in words if "Press 1" in s.words)
    assert menu.until - menu.at == 1.0
    params = calls.line.to("/picked")[0].params
    assert (params["Digits"], params["FinishedOnKey"]) == ("1", "")
    assert params["CallStatus"] == "in-progress"


def test_silence_falls_through_to_what_follows(calls: Calls) -> None:
    calls.documents(call=MENU)
    calls.dial()
    assert calls.board.at(5).hears(ANA, "Press 1")  # 1.5 s of words, 4 s for a key
    assert calls.board.at(6).hears(ANA, "I heard nothing.")
    assert calls.line.to("/picked") == []


def test_silence_can_be_an_answer(calls: Calls) -> None:
    calls.documents(call="<Gather actionOnEmptyResult='true' timeout='3' action='/picked'/>")
    calls.dial()
    calls.board.at(3)
    assert calls.line.to("/picked")[0].params["Digits"] == ""


def test_keys_end_with_the_hash_key_or_with_time(calls: Calls) -> None:
    calls.documents(call="<Gather timeout='5' action='/picked'/>", picked=MENU)
    calls.dial()
    calls.board.press(ANA, "12#")
    first = calls.line.to("/picked")[0].params
    assert (first["Digits"], first["FinishedOnKey"]) == ("12", "#")
    calls.documents(call="<Gather finishOnKey='' timeout='5' action='/picked'/>")
    calls.dial(BO)
    calls.board.press(BO, "4")
    calls.board.later(4).press(BO, "#")
    assert len(calls.line.to("/picked")) == 1
    calls.board.later(5)
    second = calls.line.to("/picked")[1].params
    assert (second["Digits"], second["FinishedOnKey"]) == ("4#", "")


def test_a_gather_without_an_action_asks_its_own_document_again(calls: Calls) -> None:
    calls.documents(call="<Gather numDigits='1'/>")
    calls.dial()
    calls.board.press(ANA, "7")
    assert [c.params.get("Digits") for c in calls.line.to("/call")] == [None, "7"]


def test_keys_that_nothing_waits_for_are_lost(calls: Calls) -> None:
    calls.documents(call="<Say>One moment please, there is more.</Say>" + MENU)
    calls.dial()
    calls.board.press(ANA, "1")
    assert calls.line.to("/picked") == []
    assert calls.board.at(4).hears(ANA, "Press 1")


def test_a_recording_lasts_as_its_name_says_or_as_was_told(calls: Calls) -> None:
    calls.documents(
        call="<Play>/static/wait-3s.wav</Play><Play>/static/hello.mp3</Play><Say>Now.</Say>"
    )
    calls.board.lasts({"/static/hello.mp3": 10.0})
    calls.dial()
    assert calls.board.at(2.9).hears(ANA, "http://localhost:8000/static/wait-3s.wav")
    assert calls.board.at(12.9).hears(ANA, "hello.mp3")
    assert calls.board.at(13).hears(ANA, "Now.")


def test_a_redirect_goes_on_with_another_document(calls: Calls) -> None:
    calls.documents(call="<Redirect>next?a=1</Redirect><Say>never</Say>", next="<Say>Next.</Say>")
    calls.dial()
    assert calls.board.heard_words(ANA) == ["Next."]
    assert calls.line.calls[1].url == "http://localhost:8000/next?a=1"


def test_a_call_can_be_rejected(calls: Calls) -> None:
    calls.documents(call="<Reject reason='busy'/>")
    sid = calls.dial()
    assert calls.record(sid)["status"] == "busy"
    assert calls.board.heard_words(ANA) == []


def test_hanging_up_before_and_after_the_answer(calls: Calls) -> None:
    calls.documents(call="<Pause length='9'/><Say>Hello.</Say>")
    early = calls.dial()
    calls.board.at(3).hang_up(ANA)
    assert calls.record(early)["status"] == "no-answer"
    calls.documents(call="<Say>Hello.</Say><Pause length='60'/>")
    late = calls.dial()
    calls.board.at(13).hang_up(ANA)
    record = calls.record(late)
    assert (record["status"], record["duration"]) == ("completed", "10")
    assert calls.board.later(90).heard_words(ANA) == ["Hello."]
    assert calls.statuses("/call-status") == ["no-answer", "completed"]


def test_what_comes_after_the_caller_has_gone_is_not_said(calls: Calls) -> None:
    calls.carrier.control("faults", documents={"delay": 5})
    calls.documents(call="<Say>Hello?</Say>")
    calls.dial()
    calls.board.at(2).hang_up(ANA)
    calls.board.at(9)
    assert len(calls.line.to("/call")) == 1 and calls.board.heard_words(ANA) == []


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(500, "text/html", "oops"), 11200),
        (Answer(200, "text/xml", "<Response>"), 12100),
        (Answer(200, "text/plain", "<Response/>"), 12300),
        (Answer(200, "text/xml", "<Response>" + " " * 70000 + "</Response>"), 11750),
        (NoAnswerError, 11200),
        (NoConnectionError, 11205),
    ],
)
def test_when_the_line_gives_no_usable_answer_the_fallback_speaks(
    calls: Calls, answer: object, code: int
) -> None:
    calls.line.answers["/call"] = [answer, answer]
    calls.documents(**{"call-fallback": "<Say>Ring this number instead.</Say>"})
    calls.dial()
    assert calls.board.hears(ANA, "Ring this number instead.")
    asked = calls.line.to("/call-fallback")[0].params
    assert (asked["ErrorCode"], asked["ErrorUrl"]) == (str(code), "http://localhost:8000/call")
    assert calls.alerts() == [code]


def test_when_the_fallback_fails_too_the_carrier_says_the_worst(calls: Calls) -> None:
    calls.line.answers |= {"/call": Answer(500), "/call-fallback": Answer(500)}
    sid = calls.dial()
    assert calls.board.heard(ANA)[-1].kind == "error"
    assert calls.board.hears(ANA, "an application error has occurred")
    assert calls.alerts() == [11200, 11200]
    calls.board.later(10)
    assert calls.record(sid)["status"] == "completed"


def test_an_answer_that_is_lost_on_its_way_counts_as_none(calls: Calls) -> None:
    calls.carrier.control("faults", documents={"lose_next": 1})
    calls.documents(call=MENU, **{"call-fallback": "<Say>Sorry.</Say>"})
    calls.dial()
    assert calls.board.heard_words(ANA) == ["Sorry."] and calls.alerts() == [11200]


def test_a_lost_answer_is_asked_for_again_when_the_address_wants_it(calls: Calls) -> None:
    calls.documents(next="<Say>Hi.</Say>")
    calls.documents(call="<Gather numDigits='1' action='/next#rc=1&amp;rp=rt'/>")
    calls.dial(BO)
    calls.carrier.control("faults", documents={"lose_next": 1})
    calls.board.press(BO, "1")
    assert calls.board.hears(BO, "Hi.") and calls.alerts() == []
    first, second = calls.line.to("/next")
    name = "I-Twilio-Idempotency-Token"
    assert first.headers[name] == second.headers[name] and first.params == second.params


def test_many_turns_are_no_circle(calls: Calls) -> None:
    calls.documents(call="<Gather timeout='1'/><Redirect>/call</Redirect>")
    calls.dial()
    calls.board.at(90)
    assert len(calls.line.to("/call")) == 91 and calls.errors() == []


def test_documents_that_go_in_circles_are_an_error(calls: Calls) -> None:
    calls.documents(call="<Redirect>/call</Redirect>")
    calls.dial()
    assert calls.board.heard(ANA)[-1].kind == "error"
    assert "circles" in calls.errors()[0] and len(calls.line.calls) == 21


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ("<Message>a text</Message>", 12200),
        ("<Record/>", 12200),
        ("<Say lenguage='es-US'>Hola.</Say>", 12200),
        ("<Say>Hello <b>you</b>.</Say>", 12200),
        ("<Say> </Say>", 13520),
        (f"<Say>{'a' * 3001}</Say>", 13521),
        ("<Gather input='speech'/>", 12200),
        ("<Gather numDigits='one'/>", 12200),
        ("<Gather method='GET'/>", 12200),
        ("<Gather><Dial>+12025550123</Dial></Gather>", 12200),
        ("<Gather actionOnEmptyResult='True'/>", 12200),
        ("loose words", 12200),
        ("<Dial/>", 12200),
        ("<Dial><Conference>a</Conference><Number>+12025550123</Number></Dial>", 12200),
        ("<Dial><Conference statusCallbackEvent=\"['join']\">a</Conference></Dial>", 12200),
        ("<Dial><Number statusCallbackEvent='picked-up'>+12025550123</Number></Dial>", 12200),
    ],
)
def test_what_the_schema_does_not_have_is_an_alert(calls: Calls, inside: str, code: int) -> None:
    calls.line.answers["/call"] = twiml(inside)
    calls.dial()
    assert code in calls.alerts()


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ("voice='Polly.Lup' language='es-US'", 13512),
        ("voice='Polly.Joanna' language='es-US'", 13511),
        ("voice='Google.es-US-Standard-A' language='en-US'", 13511),
        ("language='ht-HT'", 13511),
    ],
)
def test_a_voice_that_does_not_exist_says_nothing_and_fails_a_menu(
    calls: Calls, how: str, code: int
) -> None:
    calls.documents(call=f"<Say {how}>x</Say><Say voice='Polly.Lupe-Neural'>Hola.</Say>")
    calls.dial()
    assert calls.board.heard_words(ANA) == ["Hola."] and calls.alerts() == [code]
    calls.documents(call=f"<Gather><Say {how}>x</Say></Gather>")
    calls.documents(**{"call-fallback": "<Say>Sorry.</Say>"})
    calls.dial(BO)
    assert calls.board.heard_words(BO) == ["Sorry."] and calls.alerts() == [code, code]


def test_ssml_in_words_is_understood(calls: Calls) -> None:
    calls.documents(call="<Say>Call <say-as interpret-as='digits'>911</say-as> <break/>now.</Say>")
    calls.dial()
    assert calls.board.heard_words(ANA) == ["Call 911 now."] and calls.alerts() == []


def test_a_line_without_an_address_for_calls_says_so(calls: Calls) -> None:
    numbers = calls.carrier.rest("GET", "/IncomingPhoneNumbers.json").json
    other = next(n for n in numbers["incoming_phone_numbers"] if n["phone_number"] == OTHER_LINE)
    changed = calls.carrier.rest(
        "POST",
        f"/IncomingPhoneNumbers/{other['sid']}.json",
        data={"VoiceUrl": "", "VoiceFallbackUrl": "", "StatusCallback": "", "VoiceMethod": "POST"},
    )
    assert changed.json["voice_url"] == ""
    sid = calls.dial(line=OTHER_LINE)
    assert calls.record(sid)["status"] == "failed" and calls.alerts() == [11100]


def test_a_phone_does_only_what_a_phone_can(calls: Calls) -> None:
    for impossible in (
        lambda: calls.board.press(ANA, "1"),
        lambda: calls.board.answer(ANA),
        lambda: calls.board.hang_up(ANA),
        lambda: calls.dial("nobody"),
        lambda: calls.dial(line=BO),
        lambda: calls.dial(shown="somebody"),
    ):
        with pytest.raises(NotACallError):
            impossible()
    calls.documents(call=MENU)
    calls.dial()
    for impossible in (calls.dial, lambda: calls.board.press(ANA, "A")):
        with pytest.raises(NotACallError):
            impossible()


def test_an_account_with_a_limit_takes_no_more_calls(calls: Calls) -> None:
    calls.carrier.control("faults", calls={"at_once": 1})
    calls.documents(call=MENU)
    calls.dial()
    second = calls.dial(BO)
    assert calls.record(second)["status"] == "busy" and calls.alerts() == [10004]
    refused = calls.make("+12025550177")
    assert refused.json["code"] == 10004
