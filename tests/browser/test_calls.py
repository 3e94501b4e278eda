"""Calls on the page: dial, listen, press, answer; by mouse, keyboard and screen reader."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.calling import LINE, CallingPhone, Rehearsed, rehearsed
from tests.browser.phones import Phones

pytestmark = pytest.mark.browser
NARROW = {"width": 320, "height": 568}
ANA, BO = "+12025550147", "+12025550123"


@pytest.fixture(scope="module")
def carrier() -> Iterator[Rehearsed]:
    with rehearsed() as found:
        yield found


@pytest.fixture
def open_calls(chromium: Browser, carrier: Rehearsed) -> Iterator[Callable[..., Phones]]:
    """Opens the page of the carrier with calls; at the end the browser may not have complained."""
    carrier.control("reset")
    made: list[Phones] = []

    def open_one(**wishes: Any) -> Phones:
        phones = Phones(chromium.new_context(**wishes).new_page())
        made.append(phones)
        phones.page.add_init_script(_EARS)
        phones.open(carrier.address)
        return phones

    yield open_one
    for phones in made:
        phones.page.context.close()
    assert [complaint for phones in made for complaint in phones.complaints] == []


_EARS = """window.spoken = [];
Object.defineProperty(window, "speechSynthesis", { value: {
  speak: (said) => window.spoken.push([said.lang, said.text]), cancel: () => {} } });"""


@pytest.fixture
def phones(open_calls: Callable[..., Phones]) -> Phones:
    return open_calls()


def caller(phones: Phones, at: int = 1) -> CallingPhone:
    return CallingPhone(phones.phone(at))


def test_words_appear_as_they_are_spoken_in_their_language(phones: Phones) -> None:
    ana = caller(phones)
    ana.dial()
    ana.is_in(f"In a call with {LINE}")
    ana.hears("Press 1 for a person.")
    ana.hears("Para español, marque dos.")
    expect(ana.panel.get_by_text("Para español, marque dos.")).to_have_attribute("lang", "es-US")
    expect(ana.panel.get_by_text("Press 1 for a person.")).to_have_attribute("lang", "en-US")


def test_a_key_is_pressed_and_the_line_answers(phones: Phones) -> None:
    ana = caller(phones)
    ana.dial()
    ana.is_in("In a call")
    ana.press("1")
    ana.hears("One moment.")
    ana.hears("You are alone in the room, waiting.")
    ana.press("star")
    ana.hears("Goodbye.")
    ana.is_in("The call lasted")
    ana.button("Back to texts").click()
    expect(ana.panel).to_have_count(0)
    expect(ana.phone.field).to_be_focused()


def test_an_incoming_call_rings_and_two_people_talk(phones: Phones, carrier: Rehearsed) -> None:
    ana, bo = caller(phones, 1), caller(phones, 2)
    ana.dial()
    ana.is_in("In a call")
    ana.press("1")
    carrier.ring(BO)
    bo.is_in(f"Incoming call from {LINE}")
    bo.button("Answer").click()
    bo.hears("Press 1 to take it.")
    bo.press("1")
    bo.hears("You are connected with somebody.")
    ana.hears("You are connected with somebody.")
    bo.say("hello, I am here")
    ana.hears("hello, I am here")
    ana.say("good")
    bo.hears("good")
    bo.button("Hang up").click()
    ana.hears("Goodbye.")
    bo.is_in("The call lasted")


def test_an_incoming_call_can_be_declined(phones: Phones, carrier: Rehearsed) -> None:
    bo = caller(phones, 2)
    carrier.ring(BO)
    bo.is_in("Incoming call")
    bo.button("Decline").click()
    bo.is_in("No call came about.")
    expect(bo.button("Hang up")).to_be_hidden()


def test_an_incoming_call_does_not_take_the_words_from_somebodys_fingers(
    phones: Phones, carrier: Rehearsed
) -> None:
    bo, keyboard = caller(phones, 2), phones.page.keyboard
    bo.phone.field.focus()
    keyboard.type("I am on ")
    carrier.ring(BO)
    bo.is_in("Incoming call")
    keyboard.type("my way")
    expect(bo.phone.field).to_have_value("I am on my way")
    expect(bo.phone.field).to_be_focused()
    bo.button("Answer").click()
    bo.hears("Press 1")
    bo.button("Hang up").click()
    bo.button("Back to texts").click()
    expect(bo.phone.field).to_have_value("I am on my way")


def test_a_call_is_held_by_keyboard_alone(phones: Phones, carrier: Rehearsed) -> None:
    bo, keyboard = caller(phones, 2), phones.page.keyboard
    carrier.ring(BO)
    bo.is_in("Incoming call")
    bo.button("Answer").focus()
    keyboard.press("Enter")
    bo.is_in("In a call")
    expect(bo.panel).to_be_focused()  # the button is gone; keys still reach the call
    bo.hears("Press 1")
    keyboard.press("1")
    bo.hears("Going in.")
    bo.button("Hang up").focus()
    keyboard.press("Enter")
    bo.is_in("The call lasted")
    expect(bo.panel).to_be_focused()
    keyboard.press("Tab")
    keyboard.press("Tab")
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(bo.phone.field).to_be_focused()


def test_a_digit_typed_into_words_is_not_a_key(phones: Phones) -> None:
    ana = caller(phones)
    ana.dial()
    ana.is_in("In a call")
    ana.panel.get_by_role("textbox").press("1")
    ana.panel.get_by_role("textbox").press("Enter")
    ana.hears("This phone: 1")
    expect(ana.sounds).not_to_contain_text("You pressed")


def test_words_are_read_aloud_only_when_somebody_asked(phones: Phones) -> None:
    ana = caller(phones)
    ana.dial()
    ana.hears("marque dos")
    assert phones.page.evaluate("() => window.spoken") == []
    ana.button("Read aloud").click()
    expect(ana.button("Read aloud")).to_have_attribute("aria-pressed", "true")
    ana.press("1")
    ana.hears("One moment.")
    assert phones.page.evaluate("() => window.spoken") == [["en-US", "One moment."]]


def test_a_screen_reader_hears_each_sound_once(phones: Phones) -> None:
    ana = caller(phones)
    ana.dial()
    expect(ana.sounds).to_have_attribute("aria-live", "polite")
    expect(ana.panel.locator(".state")).to_have_attribute("role", "status")
    ana.hears("marque dos")
    ana.press("1")
    ana.hears("soft-2s.wav")
    texts = ana.sounds.locator(".sound").all_inner_texts()
    assert len(texts) == len(set(texts))


def test_the_carrier_that_is_down_takes_no_call(phones: Phones, carrier: Rehearsed) -> None:
    ana = caller(phones)
    carrier.control("faults", down=True)
    ana.button("Call the line").click()
    expect(ana.phone.card.get_by_text("No call: the carrier is down.")).to_be_visible()
    assert "503" in phones.complaints.pop()


@pytest.mark.parametrize(
    "wishes",
    [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"viewport": NARROW}],
    ids=["light", "dark", "narrow"],
)
def test_the_call_side_is_accessible_and_fits(
    open_calls: Callable[..., Phones], carrier: Rehearsed, wishes: dict[str, Any]
) -> None:
    phones = open_calls(**wishes)
    ana, bo = caller(phones, 1), caller(phones, 2)
    ana.dial()
    ana.hears("marque dos")
    carrier.ring(BO)
    bo.is_in("Incoming call")
    found = Axe().run(phones.page)
    assert found.violations_count == 0, found.generate_report()
    _fits(phones.page)
    bo.button("Decline").click()
    bo.is_in("No call came about.")
    ana.button("Hang up").click()
    ana.is_in("The call lasted")
    found = Axe().run(phones.page)
    assert found.violations_count == 0, found.generate_report()


def _fits(page: Page) -> None:
    """A whole phone is on the screen at once: every button of a call inside its card."""
    size = page.viewport_size
    assert size
    assert page.evaluate("() => document.documentElement.scrollWidth") <= size["width"]
    inside = """(card) => [...card.querySelectorAll('.call button')].every((button) => {
      const [inner, outer] = [button.getBoundingClientRect(), card.getBoundingClientRect()];
      const within = inner.bottom <= outer.bottom && inner.top >= outer.top;
      return button.offsetParent === null || within;
    })"""
    for card in page.locator(".phone").all():
        assert card.evaluate(inside)
        box = card.bounding_box()
        assert box and box["height"] <= max(size["height"], 384)
