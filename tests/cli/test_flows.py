"""`hotline flows push`: what it tells about an edit that people would stumble over."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotline.flow.load import load
from tests.cli.running import Terminal
from tests.flow.folder import MAIN, base

_FIRST = "      - go: talk\n        en: talk with a peer\n        es: hablar con alguien\n"
_SECOND = "      - go: naloxone\n        en: get naloxone\n        es: conseguir naloxona\n"


@pytest.fixture
def folder(terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Files that are what is published."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOTLINE_FLOWS", "flows")
    for name, text in base().items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    book = load(base()).book
    assert book
    terminal.store.flows.seed(base(), book.revision)
    (tmp_path / "flows.base").write_text(book.revision, encoding="utf-8")
    return tmp_path


def test_an_option_that_moves_is_published_and_told_of(terminal: Terminal, folder: Path) -> None:
    text = base()[MAIN].replace(_FIRST + _SECOND, _SECOND + _FIRST)
    (folder / MAIN).write_text(text, encoding="utf-8")
    said = terminal.run("flows", "push").output

    assert said.startswith("Published as ")
    assert 'warning M07: "talk" was 1 in "home" and is now 2. Fix: add the line key: 1' in said
    assert "T02" not in said


def test_an_edit_that_moves_nothing_says_no_more(terminal: Terminal, folder: Path) -> None:
    (folder / MAIN).write_text(base()[MAIN] + "# a remark\n", encoding="utf-8")
    said = terminal.run("flows", "push").output

    assert said.startswith("Published as ")
    assert "Since the last time" not in said
