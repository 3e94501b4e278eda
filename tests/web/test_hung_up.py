"""A caller hangs up while a phone is rung straight from their call: nobody takes it for nothing."""

from __future__ import annotations

import re
from html import unescape

import pytest

from hotline.domain.counts import ANSWERED
from hotline.domain.people import Consent, Person
from hotline.domain.phone import Phone
from hotline.domain.ring.record import Ring
from hotline.domain.rota import Shift
from hotline.domain.times import Times
from tests.desk.pretend import LINE, NOON, Line, default_edition
from tests.twiml.twiml_check import check
from tests.web.pretend import URL, Webhooks, webhooks

CALL = "CA" + "1" * 32
ANA = Phone("+12025550199")


class Dialled:
    """Ana's phone, and the call that rings it: where a `Dial` of that leads, by what follows."""

    def __init__(self, line: Line) -> None:
        self.carrier = webhooks(line)
        dial = _dial(self.carrier, line)
        self.then, self.after = _led(dial, "Number", "url"), _led(dial, "Dial", "action")

    def hears(self, key: str = "") -> str:
        whose = {"CallSid": "CA" + "3" * 32, "ParentCallSid": CALL, "From": LINE.e164}
        answer = self.carrier.call(self.then, key, **whose, To=ANA.e164).text
        assert check(answer, "voice") == ([], []), answer
        self.then = _led(answer, "Gather", "action")
        return unescape(" ".join(re.findall(r">([^<>]+)</(?:Say|prosody)", answer)))


def _dial(carrier: Webhooks, line: Line) -> str:
    answer = carrier.call().text
    for _ in range(6):
        if "<Number" in answer:
            return answer
        line.now += 4
        answer = carrier.call(re.findall(URL + r'(/webhooks/call/turn/[^"#]+)#', answer)[0]).text
    raise AssertionError(answer)


def _led(document: str, verb: str, by: str) -> str:
    found = re.search(rf'<{verb} [^>]*{by}="{URL}(/webhooks/[^"#]+)#', document)
    return found[1] if found else ""


@pytest.fixture
def line() -> Line:
    """Ana is on, and no worker rings her."""
    line = Line(default_edition())
    line.people.people = (Person("ana", "Ana", (ANA,), ("en",), calls=Consent("given", NOON)),)
    line.rota.shifts = (Shift("s", "ana", "peers", Times(0, 1440, "UTC", tuple(range(7)))),)
    return line


def ring(line: Line) -> Ring:
    ((ring, _),) = line.rings.rings.values()
    return ring


@pytest.mark.parametrize("picked_up", [True, False])
def test_who_picks_up_or_presses_1_for_nobody_hears_so(line: Line, *, picked_up: bool) -> None:
    ana = Dialled(line)
    if picked_up:
        assert ana.hears().endswith("Press 1 to take it. Any other key passes.")
    ana.carrier.call("/webhooks/call/status", CallStatus="completed")

    assert ana.hears("1" if picked_up else "") == "They hung up before you got there. Thank you."
    assert not ana.then


def test_with_the_caller_there_nothing_more_is_said(line: Line) -> None:
    ana = Dialled(line)
    ana.hears()

    assert ana.hears("1") == ""


def test_nor_is_anything_with_the_store_away(line: Line) -> None:
    ana = Dialled(line)
    line.store.away = True

    assert ana.hears().endswith("Press 1 to take it. Any other key passes.")
    assert ana.hears("1") == ""


@pytest.mark.parametrize("talked", [True, False])
def test_an_end_that_only_the_dial_tells_is_one(line: Line, *, talked: bool) -> None:
    ana = Dialled(line)
    ended = {"CallStatus": "completed", "DialBridged": str(talked).lower()}
    answer = ana.carrier.call(ana.after, **ended).text

    assert "<Dial" not in answer and "<Gather" not in answer
    assert (ring(line).state, ring(line).outcome) == ("ended", "gone")
    assert line.store.counts[ANSWERED] == talked
