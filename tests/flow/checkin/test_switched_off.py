"""Check-ins that a line does not have, or that nobody could have now: where they are offered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hotline.flow.check import check
from hotline.flow.document import CheckInStep, Example
from hotline.flow.edition import Edition
from hotline.flow.folder import read_folder
from hotline.flow.load import load
from hotline.flow.rehearsing.evening import Evening, Setting
from hotline.flow.rehearsing.replay import replay
from tests.conftest import FLOWS

OFF = "using.check_in"
ON = Setting(on=("Ana:en",))


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
    def only_of_check_ins(edition: Edition, example: Example) -> str | None:
        return replay(edition, example) if "check-in" in example.name else None

    files = read_folder(FLOWS)
    (using,) = (name for name in files if name.endswith("using.yaml"))
    files[using] = files[using].replace("alarm: peers", "alarm: peers\n      offered: no")
    found = [fault for fault in check(load(files), only_of_check_ins) if fault.code == "S10"]

    assert [fault.severity for fault in found] == ["note", "note"]
    assert all("needs what is switched off" in fault.what for fault in found)
