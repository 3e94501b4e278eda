"""A call over the webhooks: every answer leads on, none is an error, whatever is away."""

from __future__ import annotations

import re
from html import unescape

import pytest

from hotline.domain.errands import SendText
from tests.desk.pretend import ANNA, Line, default_edition
from tests.twiml.twiml_check import check
from tests.web.pretend import URL, Webhooks, webhooks


@pytest.fixture
def line() -> Line:
    return Line(default_edition())


class Handset:
    """A caller's phone: what it hears, and where the last answer leads."""

    def __init__(self, carrier: Webhooks, **form: str) -> None:
        self.carrier, self.form, self.then = carrier, form, "/webhooks/call"
        self.press("")

    def press(self, *keys: str) -> str:
        for key in keys:
            self.asked = (self.then, key)
            self._take(self.carrier.call(self.then, key, **self.form).text)
        return self.heard

    def again(self) -> str:
        """The carrier asks the same once more."""
        self._take(self.carrier.call(*self.asked, **self.form).text)
        return self.heard

    def _take(self, document: str) -> None:
        assert check(document, "voice") == ([], []), document
        said = re.findall(r"<(?:Say[^>]*|prosody[^>]*)>([^<]+)<", document)
        self.heard = unescape(" ".join(said))
        found = re.search(r'action="' + URL + r'(/webhooks/[^"#]+)#', document)
        self.then = found[1] if found else ""


def test_a_caller_walks_recorded_help_and_gets_a_card_as_a_text(line: Line) -> None:
    phone = Handset(webhooks(line))
    assert phone.heard.startswith("Hi, glad you called. In an emergency, press 1.")
    assert phone.press("3").startswith("Recorded help. Supplies, press 1.")
    assert "To get this as a text, press 1." in phone.press("1", "1")
    assert phone.press("1").startswith("The text is on its way.")

    (text,) = line.store.errands.values()
    assert isinstance(text, SendText)
    assert text.to == ANNA
    assert text.body.startswith("Here is what you asked for and how to get it: naloxone")


def test_asked_twice_by_the_carrier_it_says_the_same_and_sends_once(line: Line) -> None:
    phone = Handset(webhooks(line))
    said = phone.press("3", "1", "1", "1")

    assert phone.again() == said
    assert len(line.store.errands) == 1


def test_a_hidden_number_is_welcome_and_never_texted(line: Line) -> None:
    phone = Handset(webhooks(line), From="anonymous")
    assert "as a text" not in phone.press("3", "1", "1")
    assert line.store.errands == {}


def test_with_the_store_away_menus_and_counted_breaths_go_on(line: Line) -> None:
    line.store.away = True
    phone = Handset(webhooks(line))

    assert phone.press("3", "1", "1").startswith("Naloxone, without a prescription.")
    assert phone.press("1") == "That can't be sent as a text right now."
    counting = Handset(webhooks(line))
    assert counting.press("1").startswith("Put the phone on speaker")
    assert counting.press("", "", "", "") == "Breathe."


def test_spanish_is_spoken_by_a_spanish_voice(line: Line) -> None:
    phone = Handset(webhooks(line))
    answer = phone.carrier.call(phone.then, "2").text
    assert 'voice="Polly.Lupe"' in answer
    assert 'language="en-US"' not in answer


def test_a_place_sealed_for_another_call_begins_anew(line: Line) -> None:
    phone = Handset(webhooks(line))
    phone.press("3")
    stolen = phone.carrier.call(phone.then, "1", CallSid="CA" + "2" * 32).text
    assert "In an emergency, press 1." in unescape(stolen)


@pytest.mark.parametrize("key", ["99", "A", "1\n", "\u0661", "w1"])
def test_what_is_no_key_counts_as_silence(line: Line, key: str) -> None:
    phone = Handset(webhooks(line))
    phone.press("3")
    assert "does nothing here" not in phone.press(key)


def test_when_we_break_a_caller_hears_the_steps_and_never_an_error(line: Line) -> None:
    carrier = webhooks(line)
    line.edition = None  # type: ignore[assignment]
    said = carrier.call().text

    assert check(said, "voice") == ([], [])
    assert "one breath every five seconds" in said
    assert 'language="es-US"' in said
    assert carrier.call("/webhooks/call/turn/none").text == said


def test_the_sounds_of_waiting_are_there(line: Line) -> None:
    client = webhooks(line).client
    assert client.get("/sounds/wait-3s.wav").data[:4] == b"RIFF"
    assert client.get("/sounds/none.wav").status_code == 404
