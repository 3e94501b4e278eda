"""A call, in a real browser, on the real line: to a card, to a peer, to nobody, to a voicemail."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.calling import CallingPhone
from tests.browser.opened import opened, surroundings
from tests.browser.phones import Phones

pytestmark = pytest.mark.browser
CONTACT, ANA, BO = "+12025550147", "+12025550111", "+12025550112"
RINGS_WITHIN = 15_000  # milliseconds: words at the door, a second of silence, one call a second
COMES_WITHIN = 15_000


@dataclass
class Evening:
    """The page with the contact's phone and two peers', who have agreed and are on."""

    phones: Phones
    contact: CallingPhone
    ana: CallingPhone
    bo: CallingPhone

    def behave(self, number: str, kind: str) -> None:
        """What a phone does by itself."""
        _ask(self.phones.page.url, "phone", {"number": number, "kind": kind})


@dataclass
class Open:
    """A line that runs, and the command beside it."""

    address: str
    folder: Path

    def hotline(self, *words: str, typed: str = "") -> None:
        done = subprocess.run(
            [sys.executable, "-m", "hotline", *words],
            cwd=self.folder, env=surroundings(), input=typed,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def line(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """Two peers were put on the roster and the rota, and said OK on their own phones."""
    folder = tmp_path_factory.mktemp("evening")
    with opened(folder) as address:
        line = Open(address, folder)
        for name, number in (("Ana", ANA), ("Bo", BO)):
            line.hotline("peers", "add", name, "-", typed=number)
            line.hotline("rota", "add", name, "mon-sun 00:00-24:00")
        phones = Phones(chromium.new_context().new_page())
        phones.open(address)
        for number in (ANA, BO):
            peer = phones.another(number)
            peer.text("ok")
            peer.reads("You're in")
        phones.page.context.close()
        yield line


@pytest.fixture
def evening(chromium: Browser, line: Open) -> Iterator[Evening]:
    _ask(line.address, "reset", {})
    phones = Phones(chromium.new_context(viewport={"width": 1280, "height": 1000}).new_page())
    phones.open(line.address)
    cards = phones.phone(1), phones.another(ANA), phones.another(BO)
    evening = Evening(phones, *map(CallingPhone, cards))
    yield evening
    for phone in (evening.ana, evening.bo):  # a peer's stays on for three seconds,
        with suppress(AssertionError):  # and a voicemail as long as it likes
            expect(phone.button("Hang up")).to_be_hidden(timeout=5_000)
    phones.page.context.close()
    assert phones.complaints == []


def test_a_card_is_read_aloud_and_comes_as_a_text(evening: Evening) -> None:
    evening.contact.dial()
    evening.contact.hears("In an emergency, press 1.")
    for key, words in (("3", "Recorded help."), ("1", "Naloxone, press 1."), ("1", "pharmacies")):
        evening.contact.press(key)
        evening.contact.hears(words, COMES_WITHIN)
    evening.contact.press("1")
    evening.contact.hears("The text is on its way.", COMES_WITHIN)
    evening.contact.button("Hang up").click()
    evening.contact.phone.reads("Here is what you asked for and how to get it: naloxone")


def test_a_peer_takes_it_and_two_people_talk(evening: Evening) -> None:
    evening.contact.dial()
    evening.contact.hears("Ringing people now.", RINGS_WITHIN)
    _answered(evening.ana)
    evening.ana.hears("Press 1 to take it.", COMES_WITHIN)
    evening.ana.press("1")
    evening.contact.hears("Here is a person.", COMES_WITHIN)
    evening.ana.hears("You are connected with somebody.", COMES_WITHIN)
    evening.ana.say("hello you")
    evening.contact.hears("hello you")
    evening.contact.button("Hang up").click()
    evening.ana.hears("They hung up. Thank you.", COMES_WITHIN)
    for phone in (evening.contact, evening.ana, evening.bo):
        shown = phone.phone.card.inner_text()
        assert not any(
            number in shown for number in (CONTACT, ANA, BO) if number not in _own(phone)
        )


def test_both_pass_and_it_is_said_at_once(evening: Evening) -> None:
    evening.contact.dial()
    for peer in (evening.ana, evening.bo):
        _answered(peer)
        peer.hears("Press 1 to take it.", COMES_WITHIN)
        peer.press("3")
    evening.contact.hears("To try again, 0.", COMES_WITHIN)


def test_a_voicemail_and_a_busy_phone_are_no_end(evening: Evening) -> None:
    evening.behave(ANA, "busy")
    evening.contact.dial()
    _answered(evening.bo)
    evening.bo.press("1")
    evening.contact.hears("Here is a person.", COMES_WITHIN)


def test_the_caller_hangs_up_while_a_peer_is_asked(evening: Evening) -> None:
    evening.contact.dial()
    _answered(evening.ana)
    evening.contact.button("Hang up").click()
    evening.ana.press("1")
    evening.ana.hears("They hung up before you got there.", COMES_WITHIN)


def test_nobody_is_on(evening: Evening, line: Open) -> None:
    for name in ("Ana", "Bo"):
        line.hotline("peers", "pause", name)
    try:
        evening.contact.dial()
        evening.contact.hears("That is on us, not on you.", RINGS_WITHIN)
        evening.contact.hears("Other lines, 6. Recorded help, 3.", COMES_WITHIN)
    finally:
        for name in ("Ana", "Bo"):
            line.hotline("peers", "resume", name)


def _answered(peer: CallingPhone) -> None:
    expect(peer.button("Answer")).to_be_visible(timeout=RINGS_WITHIN)
    peer.button("Answer").click()


def _own(phone: CallingPhone) -> str:
    return phone.phone.card.locator("header").inner_text()


def _ask(address: str, what: str, asked: dict[str, str]) -> None:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    headers = {"X-Rehearsal": "1", "Content-Type": "application/json"}
    connection.request("POST", f"/control/{what}", json.dumps(asked), headers)
    assert connection.getresponse().status == 200
    connection.close()
