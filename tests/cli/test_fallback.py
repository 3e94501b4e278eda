"""`hotline fallback`: a document that works while nothing of ours does; numbers only if asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hotline.cli import main
from tests.test_settings import GOOD
from tests.twiml.twiml_check import check

FLOWS = str(Path(__file__).parents[2] / "flows")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    def asked(*words: str, numbers: str = "") -> Result:
        more = {"HOTLINE_FLOWS": FLOWS, "HOTLINE_FALLBACK_NUMBERS": numbers}
        for name, value in {**GOOD, **more}.items():
            monkeypatch.setenv(name, value)
        return CliRunner().invoke(main, ["fallback", *words])

    return asked


def test_a_text_gets_the_steps_in_every_language(run) -> None:  # type: ignore[no-untyped-def]
    said = run("text").stdout.strip()
    assert check(said, "messaging") == ([], [])
    assert "1 breath every 5 seconds" in said
    assert "1 soplo cada 5 segundos" in said


def test_a_call_rings_the_fallback_numbers_and_then_says_the_steps(run) -> None:  # type: ignore[no-untyped-def]
    said = run("call", "--show-numbers", numbers="+12025550161,+12025550162").stdout.strip()
    assert check(said, "voice") == ([], [])
    assert said.index("+12025550161") < said.index("+12025550162") < said.index("Give naloxone")


def test_numbers_are_shown_only_when_asked(run) -> None:  # type: ignore[no-untyped-def]
    hidden = run("call", numbers="+12025550161")
    assert hidden.exit_code == 1
    assert "5550101" not in hidden.output
    assert "--show-numbers" in hidden.output


def test_without_numbers_it_says_so_and_still_speaks(run) -> None:  # type: ignore[no-untyped-def]
    spoken = run("call")
    assert check(spoken.stdout.strip(), "voice") == ([], [])
    assert "rings nobody" in spoken.stderr
