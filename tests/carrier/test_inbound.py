"""A signed form still has to be whole: folded, foreign and unanswerable ones are put aside."""

import pytest

from hotline.carrier.inbound import NotForUs, call_started, call_turned, pin_typed, text_arrived
from hotline.domain.phone import Phone

ACCOUNT = "AC" + "0" * 32
LINES = frozenset({Phone("+12025550100")})
TEXT = {
    "MessageSid": "SM" + "1" * 32,
    "AccountSid": ACCOUNT,
    "From": "+12025550147",
    "To": "+12025550100",
    "Body": "hi",
    "NumMedia": "0",
}


def test_a_text_is_read() -> None:
    event = text_arrived(TEXT, ACCOUNT, LINES)

    assert (event.sender, event.line, event.body) == (
        Phone("+12025550147"),
        Phone("+12025550100"),
        "hi",
    )


@pytest.mark.parametrize(("taken", "read"), [("STOP", "STOP"), ("", "Alto"), ("other", "Alto")])
def test_what_the_carrier_has_taken_for_its_own_word_is_that_word(taken: str, read: str) -> None:
    form = TEXT | {"Body": "Alto"} | ({"OptOutType": taken} if taken else {})

    assert text_arrived(form, ACCOUNT, LINES).body == read


def test_no_repr_shows_a_number_or_a_word() -> None:
    shown = repr(text_arrived(TEXT | {"Body": "zebrafent"}, ACCOUNT, LINES))

    assert "5550147" not in shown
    assert "zebrafent" not in shown


@pytest.mark.parametrize(
    "change",
    [
        {"From": "anonymous"},
        {"From": "+266696687"},
        {"From": "88022"},
        {"From": "+12025550100"},
        {"From": ""},
        {"To": "+12025550999"},
        {"AccountSid": "AC" + "9" * 32},
        {"MessageSid": "SM1"},
        {"Body": None},
        {"From": None, "Body": "hiFrom+12025550147"},
        {"From": "rcs:brand_xyz"},
    ],
)
def test_what_is_not_for_us_is_put_aside(change: dict) -> None:  # type: ignore[type-arg]
    form = {k: v for k, v in (TEXT | change).items() if v is not None}

    with pytest.raises(NotForUs):
        text_arrived(form, ACCOUNT, LINES)


def test_an_answer_to_whatsapp_goes_back_that_way() -> None:
    event = text_arrived(
        TEXT | {"From": "whatsapp:+12025550147", "To": "whatsapp:+12025550100"}, ACCOUNT, LINES
    )

    assert event.whatsapp
    assert event.sender == Phone("+12025550147")


def test_a_hidden_caller_is_welcome() -> None:
    form = {
        "CallSid": "CA" + "1" * 32,
        "AccountSid": ACCOUNT,
        "From": "anonymous",
        "To": "+12025550100",
    }

    assert call_started(form, ACCOUNT, LINES).caller is None


@pytest.mark.parametrize("read", [call_turned, pin_typed])
def test_in_a_call_of_ours_whom_we_rang_is_the_caller(read) -> None:  # type: ignore[no-untyped-def]
    form = {
        "CallSid": "CA" + "1" * 32,
        "AccountSid": ACCOUNT,
        "From": "+12025550100",
        "To": "+12025550147",
        "Direction": "outbound-api",
    }
    call = read(form, ACCOUNT, LINES, "token").call

    assert (call.line, call.caller) == (Phone("+12025550100"), Phone("+12025550147"))
