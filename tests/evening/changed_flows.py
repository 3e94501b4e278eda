"""The default flows, as a line with opening hours or a holiday would change them."""

from __future__ import annotations

from hotline.flow.check import check
from hotline.flow.edition import Edition, edition_of
from hotline.flow.folder import read_folder
from hotline.flow.load import load
from tests.desk.pretend import ROOT

FLOWS = read_folder(ROOT / "flows")
MAIN = next(name for name in FLOWS if name.endswith("main.yaml"))
LINES = next(name for name in FLOWS if name.endswith("lines.yaml"))
_STEPS = "steps:\n  talk:\n"
_HOLIDAY = """steps:
  talk:
    title: {{en: a person, es: una persona, fr: une personne}}
    choose:
      - {{when: {{date: {day}..{day}}}, go: new_year}}
      - {{otherwise: people}}
  people:
"""
_CARD = """cards:
  new_year:
    text:
      en: "We rest today and are back tomorrow."
      es: "Hoy descansamos, volvemos mañana."
      fr: "On se repose, on revient demain."
    offer: [lines.other]
"""


def opening(times: str) -> Edition:
    """People are brought in at these times of every day."""
    hours = f"hours:\n  ours: {{mon-sun: {times}}}\n\nrotations:"
    return _changed(
        ("rotations:", hours),
        ("    otherwise: nobody", "    open: ours\n    otherwise: nobody"),
        ("    hand_off: {to: peers}\n", "    hand_off: {to: peers}\n    open: ours\n"),
    )


def closed_on(day: str) -> Edition:
    """On this day a card stands in for people."""
    return _changed((_STEPS, _HOLIDAY.format(day=day)), ("cards:\n", _CARD))


def opened_by_pin() -> Edition:
    """A shift begins only once its peer has given the PIN."""
    return _changed(("  peers: ", "  peers: {shift_pin: yes} "))


def _changed(*edits: tuple[str, str]) -> Edition:
    files = dict(FLOWS)
    for before, after in edits:
        file = next((name for name in (MAIN, LINES) if before in files[name]), MAIN)
        assert before in files[file], before
        files[file] = files[file].replace(before, after, 1)
    loaded = load(files)
    faults = [str(fault) for fault in check(loaded) if fault.severity != "note"]
    assert loaded.book, faults
    assert faults == [], faults
    return edition_of(loaded.book)
