"""The page itself: for eyes, for ears, for a keyboard, for a small old phone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.phones import Phone, Phones
from tests.browser.test_journey import NewNumber

pytestmark = pytest.mark.browser
NARROW = {"width": 320, "height": 568}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("a" * 160, "1 part · 160/160 · GSM-7"),
        ("a" * 161, "2 parts · 161/306 · GSM-7"),
        ("señal €", "1 part · 8/160 · GSM-7"),
        ("está", "1 part · 4/70 · UCS-2"),
        ("", ""),
    ],
)
def test_parts_are_counted_while_typing(phones: Phones, typed: str, told: str) -> None:
    phone = phones.phone(1)
    phone.field.fill("x")
    phone.field.fill(typed)
    expect(phone.count).to_have_text(told)


def test_everything_is_reached_by_keyboard_and_the_focus_is_seen(
    phones: Phones, new_number: NewNumber
) -> None:
    keyboard = phones.page.keyboard
    phone = phones.another(new_number())
    phones.page.reload()  # the keyboard begins at the top
    phones.page.locator("details").evaluate("(trouble) => { trouble.open = true; }")
    expect(phone.log).to_be_visible()
    expect(phones.page.get_by_role("button", name="Everything works again")).to_be_visible()
    reached: list[str] = []
    unseen: list[str] = []
    for _ in range(phones.page.locator(_REACHABLE).count()):
        keyboard.press("Tab")
        name, seen = phones.focused()
        reached.append(name)
        if not seen:
            unseen.append(name)
    assert unseen == []
    assert reached[0] == "To the phones"
    assert reached[1:5] == ["Texts on phone 1", "Text from this phone", "Picture", "Send"]
    assert reached.count("Send") == 3
    assert {"Another phone", "Trouble", "The carrier is down"} <= set(reached)
    assert reached[-1] == "Everything works again"
    expect(phone.from_line).to_have_count(0)


_REACHABLE = "a, button:visible, input, select:visible, textarea, summary, [role=log]"


def test_a_talk_is_held_by_keyboard_alone(phones: Phones, new_number: NewNumber) -> None:
    keyboard = phones.page.keyboard
    _tab_to(phones, "Number for another phone (may stay empty)")
    number = new_number()
    keyboard.type(number)
    keyboard.press("Enter")
    phone = phones.with_number(number)
    phone.field.focus()
    keyboard.type("hi")
    keyboard.press("Enter")
    phone.reads("1 supplies")
    keyboard.type("narcan")  # the field is still there to type in
    keyboard.press("Tab")
    keyboard.press("Tab")
    keyboard.press("Enter")
    phone.reads("naloxone")
    expect(phone.field).to_be_focused()
    keyboard.press("Tab")
    keyboard.press("Enter")
    phone.reads("can't open pictures")
    _tab_to(phones, "Trouble")
    keyboard.press("Enter")
    _tab_to(phones, "Texts in: 10 seconds late")
    keyboard.press("Enter")
    expect(phones.page.locator("#arranged")).to_have_text("texts in are 10 s late")


def _tab_to(phones: Phones, name: str) -> None:
    for _ in range(60):
        phones.page.keyboard.press("Tab")
        if phones.focused()[0] == name:
            return
    pytest.fail(f"the keyboard does not reach: {name}")


def test_a_small_screen_needs_no_sideways_scrolling(
    open_page: OpenPage, new_number: NewNumber
) -> None:
    phones = open_page(viewport=NARROW, is_mobile=True, has_touch=True)
    phone = phones.another(new_number())
    phones.show_trouble()
    phone.text("w" * 200)
    phone.reads("1 supplies")
    _fail_once(phones, phone)
    assert phones.width() == NARROW["width"]
    assert phone.log.evaluate("(log) => log.scrollWidth - log.clientWidth") <= 0
    tall = phone.card.bounding_box()
    assert tall and tall["height"] <= NARROW["height"]  # a whole phone is on the screen at once


def test_the_newest_text_is_in_sight(open_page: OpenPage, new_number: NewNumber) -> None:
    phones = open_page(viewport=NARROW, is_mobile=True, has_touch=True)
    phone = phones.another(new_number())
    for words, answer in (("hola", "1 materiales"), ("4", "sobredosis"), ("menu", "1 materiales")):
        phone.text(words)
        phone.reads(answer)
    left = "(log) => Math.abs(log.scrollHeight - log.scrollTop - log.clientHeight) < 2"
    assert phone.log.evaluate(left)


def test_dark_is_dark_and_light_is_light(open_page: OpenPage) -> None:
    ground, letters = open_page(color_scheme="light").colours()
    assert ground > 200 and letters < 60
    ground, letters = open_page(color_scheme="dark").colours()
    assert ground < 60 and letters > 200


def test_a_new_text_is_read_aloud_once(phones: Phones, new_number: NewNumber) -> None:
    """A screen reader says what is added to a live log: each text once, with who says it."""
    phone = phones.another(new_number())
    expect(phone.log).to_have_attribute("aria-live", "polite")
    expect(phone.log).to_have_attribute("aria-relevant", "additions")
    phone.log.evaluate(_LISTEN)
    phone.text("hi")
    phone.reads("1 supplies")
    phone.text("narcn")
    phone.reads("naloxone")
    heard = phone.log.evaluate("(log) => log.heard")
    assert [who for who, _ in heard] == ["This phone:", "The line:"] * 2
    assert [text for _, text in heard][::2] == ["hi", "narcn"]


_LISTEN = """(log) => {
  log.heard = [];
  new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach(
    (added) => log.heard.push(
      [".who", ".text"].map((part) => added.querySelector(part).textContent))
  ))).observe(log, { childList: true });
}"""


@pytest.mark.parametrize(
    "wishes",
    [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"viewport": NARROW}],
    ids=["light", "dark", "narrow"],
)
def test_the_page_is_accessible(
    open_page: OpenPage, new_number: NewNumber, wishes: dict[str, object]
) -> None:
    phones = open_page(**wishes)
    phone = phones.another(new_number())
    phones.show_trouble()
    phone.button("Picture").click()
    phone.reads("can't open pictures")
    _fail_once(phones, phone)
    phone.text("STOP")
    expect(phone.card.get_by_text("This phone has said STOP.")).to_be_visible()
    phone.field.fill("está")
    found = Axe().run(phones.page)
    assert found.violations_count == 0, found.generate_report()


def _fail_once(phones: Phones, phone: Phone) -> None:
    phones.arrange("Next text out: the phone is off", "next text out: undelivered (30003)")
    phone.text("naloxone")
    expect(phone.log).to_contain_text("Not delivered. 30003: the phone was off", timeout=10_000)


def test_a_foreign_script_is_refused(phones: Phones) -> None:
    """Also: what the other tests count on, that a breach of the policy is heard."""
    phones.page.evaluate(
        """() => {
          const foreign = document.createElement("script");
          foreign.textContent = "window.foreign = 1";
          document.body.append(foreign);
        }"""
    )
    assert phones.page.evaluate("() => window.foreign") is None
    assert any("refused by policy: script-src" in heard for heard in phones.complaints)
    phones.complaints.clear()
