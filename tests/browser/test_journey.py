"""What somebody who typed `./up` can try, on the real line, in a real browser.

Of each text only a word or two is looked for: its wording belongs to coordinators.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.phones import Phone, Phones

pytestmark = pytest.mark.browser
NewNumber = Callable[[], str]
FOLLOWS_WITHIN = 35_000  # the card says 20 seconds


def test_hi_brings_the_list_and_a_misspelt_word_its_card(phones: Phones) -> None:
    one = phones.phone(1)
    one.text("hi")
    one.reads("This is automatic.")
    one.reads("1 supplies")
    one.text("narcn")
    one.reads("naloxone")
    expect(phones.phone(2).from_line).to_have_count(0)


def test_the_menu_is_walked_by_number(phones: Phones, new_number: NewNumber) -> None:
    phone = phones.another(new_number())
    phone.text("hi")
    phone.reads("1 supplies")
    phone.text("1")
    phone.reads("2 test strips")
    phone.text("two")
    phone.reads("1 line = fentanyl")
    phone.text("back")
    phone.reads("Which?")
    phone.text("#3")
    phone.reads("hep C")
    phone.text("MORE")
    phone.reads("bleach")
    phone.text("menu")
    phone.reads("6 other lines")


def test_two_phones_speak_two_languages(phones: Phones, new_number: NewNumber) -> None:
    english, spanish = phones.another(new_number()), phones.another(new_number())
    spanish.text("hola")
    spanish.reads("Hola")
    english.text("hi")
    english.reads("This is automatic.")
    spanish.text("1")
    spanish.reads("2 tiras reactivas")
    english.text("español")
    english.reads("1 materiales")
    english.text("4")
    english.reads("sobredosis")


def test_steps_come_at_once_and_more_follows_unless_it_was_cleared(
    phones: Phones, new_number: NewNumber
) -> None:
    cleared, kept = phones.another(new_number()), phones.another(new_number())
    phones.page.evaluate("() => { window.opened = 'once'; }")
    cleared.text("no respira")
    cleared.reads("Haz esto ya:")
    cleared.text("borra")
    cleared.reads("Borrado")
    kept.text("no respira")  # later than the other: what would follow there is due before this
    kept.reads("Haz esto ya:")
    kept.reads("Sigue.", within=FOLLOWS_WITHIN)
    expect(kept.from_line).to_have_count(2)
    expect(cleared.from_line).to_have_count(2)
    cleared.reads("Borrado")
    assert phones.page.evaluate("() => window.opened") == "once"  # nobody reloaded the page
    _call_off(kept, "borra", "Borrado")


def test_what_a_filter_blocks_is_said_and_comes_in_other_words(
    phones: Phones, new_number: NewNumber
) -> None:
    phone = phones.another(new_number())
    phones.show_trouble()
    phones.arrange("Next text out: blocked by a filter", "next text out: undelivered (30007)")
    phone.text("hes not brething")
    phone.reads("Nose spray", within=15_000)
    blocked = phone.from_line.first
    expect(blocked).to_contain_text("Not delivered. 30007: held back by a filter")
    expect(blocked).to_contain_text("Naloxone")
    expect(phone.from_line).to_have_count(2)
    expect(phones.page.locator("#arranged")).to_have_text("Nothing: everything works.")
    _call_off(phone, "clear", "Wiped")


def _call_off(phone: Phone, word: str, answer: str) -> None:
    """What would follow must not fall into the next test."""
    phone.text(word)
    phone.reads(answer)


def test_a_picture_is_answered_in_words(phones: Phones, new_number: NewNumber) -> None:
    phone = phones.another(new_number())
    phone.button("Picture").click()
    expect(phone.log.get_by_role("img", name="A picture")).to_be_visible()
    phone.reads("can't open pictures")


def test_what_was_typed_is_not_lost_while_the_carrier_is_down(
    phones: Phones, new_number: NewNumber
) -> None:
    phone = phones.another(new_number())
    phones.show_trouble()
    phones.arrange("The carrier is down", "the carrier is down")
    expect(phones.page.get_by_text("No text gets through, either way.")).to_be_visible()
    phone.text("narcan")
    expect(phone.card.get_by_text("Not sent: the carrier is down.")).to_be_visible()
    expect(phone.field).to_have_value("narcan")
    expect(phone.field).to_be_focused()
    phones.arrange("Everything works again", "Nothing: everything works.")
    phone.field.press("Enter")
    phone.reads("naloxone")
    assert len(phones.complaints) == 1, phones.complaints
    assert "503" in phones.complaints.pop()  # the browser's own word on what was not sent


def test_stop_is_the_carriers_and_start_undoes_it(phones: Phones, new_number: NewNumber) -> None:
    phone = phones.another(new_number())
    phone.text("STOP")
    expect(phone.log).to_contain_text("You have successfully been unsubscribed.")
    expect(phone.card.get_by_text("This phone has said STOP.")).to_be_visible()
    expect(phone.from_line).to_have_count(0)
    phone.text("START")
    phone.reads("You're back.")
    expect(phone.card.get_by_text("This phone has said STOP.")).to_be_hidden()
