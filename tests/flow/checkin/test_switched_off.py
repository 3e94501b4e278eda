"""Check-ins that a line does not have, or that nobody could have now: where they are offered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hotline.flow.check import check
from hotline.flow.document import CheckInStep
from hotline.flow.edition import Edition
from hotline.flow.load import load
from hotline.flow.rehearsing.evening import Evening, Setting
from hotline.flow.rehearsing.replay import replay
from tests.flow.folder import MAIN, base

OFF = "using.check_in"
ON = Setting(on=("Ana:en",))
STEP = """\
  check_in:
    check_in:
      offered: OFFERED
      alarm: peers
      consent: {en: We ask you later. How long?, es: Preguntamos luego.}
    title: {en: a check-in, es: ver que estes bien}
    words: {en: [look after me], es: [cuidenme]}
    otherwise: nobody
"""
EXAMPLE = """\
  - name: how long is asked
    on: [Ana]
    at: "12:30"
    text: [look after me]
    sees: [How long?]
"""


@pytest.fixture
def without(edition: Edition) -> Edition:
    """The line as it comes, with `offered: no`."""
    step = edition.book.places[OFF]
    assert isinstance(step, CheckInStep)
    places = {**edition.book.places, OFF: replace(step, offered=False)}
    return replace(edition, book=replace(edition.book, places=places))


def _said(edition: Edition, setting: Setting, *typed: str) -> str:
    evening = Evening(edition, setting)
    return "\n".join(shown.text for line in typed for shown in evening.play(line))


def test_a_line_without_check_ins_offers_none(without: Edition) -> None:
    said = _said(without, ON, "check 20", "using alone", ":call", "3", "2")

    assert "no one here would see" in said and "2 does nothing here" in said
    assert "check-in" not in said.lower()
    assert "What's going around, 3" in said  # numbers do not move


def test_whoever_was_told_that_nobody_would_come_is_offered_none(edition: Edition) -> None:
    for typed in (("check 20", "1"), ("using alone",)):
        said = _said(edition, Setting(), *typed)
        assert "These stay on the phone with you" in said and "check-in" not in said
    assert "1 a check-in" in _said(edition, ON, "using alone")


def test_what_the_card_has_as_a_text_keeps_its_key(edition: Edition) -> None:
    assert "To get this as a text, press 2" in _said(edition, Setting(), ":call", "3", "2")


def test_an_example_that_needs_what_is_switched_off_keeps_nobody_from_publishing() -> None:
    written = base()[MAIN].replace("examples:\n", f"{STEP}\nexamples:\n{EXAMPLE}", 1)

    def found(offered: str) -> list[tuple[str, str]]:
        main = written.replace("OFFERED", offered)
        faults = check(load({**base(), MAIN: main}), replay)
        return [(fault.severity, fault.what) for fault in faults if fault.code == "S10"]

    assert found("yes") == []
    [(severity, what)] = found("no")
    assert severity == "note" and "needs what is switched off" in what
