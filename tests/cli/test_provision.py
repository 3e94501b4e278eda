"""`hotline provision`: numbers come to us, once it was run; nothing is shown, nothing overrides."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from hotline.cli import main
from tests.cli.pretend_carrier import LINE, PretendCarrier
from tests.test_settings import GOOD

URL = "https://line.example.org"
CALL, TEXT = f"{URL}/webhooks/call#rc=2&rp=5xx,ct", f"{URL}/webhooks/text#rc=2&rp=5xx,ct"


@pytest.fixture
def carrier(monkeypatch: pytest.MonkeyPatch) -> PretendCarrier:
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)
    return PretendCarrier(monkeypatch)


def provision(*words: str) -> Result:
    return CliRunner().invoke(main, ["provision", *words])


def test_a_new_number_comes_to_us(carrier: PretendCarrier) -> None:
    carrier.set(VoiceUrl="https://demo.twilio.com/welcome?key=secret", TrunkSid="TK1")
    result = provision()

    assert result.exit_code == 0
    assert f"a call comes in        https://demo.twilio.com/… (POST)  ->  {CALL} (POST)" in (
        result.output
    )
    assert "trunk                  TK1  ->  (nothing)" in result.output
    assert "secret" not in result.output
    held = carrier.settings()
    assert (held["voice_url"], held["sms_url"]) == (CALL, TEXT)
    assert held["status_callback"] == f"{URL}/webhooks/call/status"
    assert held["trunk_sid"] is None


def test_twice_is_harmless_and_asks_nothing_of_the_carrier(carrier: PretendCarrier) -> None:
    provision()
    carrier.asked.clear()
    result = provision()

    assert result.exit_code == 0
    assert result.output.count("is set already: nothing to change") == 2
    assert carrier.changed() == []


def test_a_dry_run_says_what_would_be_and_changes_nothing(carrier: PretendCarrier) -> None:
    result = provision("--dry-run")

    assert "would be set:" in result.output
    assert CALL in result.output
    assert carrier.changed() == []


def test_numbers_show_their_last_two_digits_unless_all_are_asked_for(
    carrier: PretendCarrier,
) -> None:
    assert "2025550100" not in provision().output
    assert LINE in provision("--show-numbers").output


def test_no_fallback_is_warned_of_and_one_that_is_given_is_set(carrier: PretendCarrier) -> None:
    assert "`hotline fallback call` prints a document" in provision().output

    bins = ("https://bins.example/c", "https://bins.example/t")
    result = provision("--fallback", bins[0], "--fallback-text", bins[1])
    assert "no fallback" not in result.output
    held = carrier.settings()
    assert (held["voice_fallback_url"], held["sms_fallback_url"]) == bins
    assert "no fallback" not in provision().output


def test_a_number_of_another_account_is_said_and_the_others_are_set(
    carrier: PretendCarrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOTLINE_NUMBERS", f"+12025550177,{LINE}")
    result = provision()

    assert result.exit_code == 1
    assert "…77  is not a number of this account" in result.output
    assert carrier.settings()["voice_url"] == CALL


def test_the_numbers_inside_come_to_us_too(
    carrier: PretendCarrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOTLINE_NUMBERS", "+12025550177")
    monkeypatch.setenv("HOTLINE_INSIDE_NUMBERS", LINE)
    provision()

    assert carrier.settings()["sms_url"] == TEXT


def test_a_refusal_is_said_with_the_carriers_number_for_it(carrier: PretendCarrier) -> None:
    carrier.told["IncomingPhoneNumbers.json"] = 401, {"code": 20003, "status": 401}
    result = provision()

    assert result.exit_code == 1
    assert "could not be set: the carrier says" in result.output


def test_a_real_account_is_never_set_to_an_open_address(
    carrier: PretendCarrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert provision("--fallback", "http://bins.example/c").exit_code == 1
    monkeypatch.setenv("HOTLINE_PUBLIC_URL", "http://localhost:8000")
    result = provision()

    assert result.exit_code == 1
    assert "is not https" in result.output
    assert carrier.asked == []


def test_the_pretend_carrier_may_be_set_to_this_machine(
    carrier: PretendCarrier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOTLINE_PUBLIC_URL", "http://localhost:8000")
    monkeypatch.setenv("TWILIO_API_URL", "http://127.0.0.1:8700")

    assert provision().exit_code == 0
    assert carrier.settings()["voice_url"].startswith("http://localhost:8000/webhooks/call#")


def test_a_messaging_service_that_takes_its_texts_is_named(carrier: PretendCarrier) -> None:
    number = carrier.settings()["sid"]
    service = {"sid": "MG1", "friendly_name": "outreach", "use_inbound_webhook_on_number": False}
    carrier.told |= {
        "/Services": (200, {"meta": {"key": "services"}, "services": [service]}),
        "/PhoneNumbers": (
            200,
            {"meta": {"key": "phone_numbers"}, "phone_numbers": [{"sid": number}]},
        ),
    }

    assert 'the messaging service "outreach" takes its texts' in provision().output


def test_where_services_cannot_be_asked_it_is_to_be_looked_at(carrier: PretendCarrier) -> None:
    carrier.told["/Services"] = 403, {"code": 20403, "status": 403}
    result = provision()

    assert result.exit_code == 0
    assert "could not be asked" in result.output
