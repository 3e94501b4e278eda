"""`hotline rehearse`: lines in a pipe, and what comes of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from hotline.cli.check import check
from hotline.cli.rehearse import rehearse
from tests.flow.folder import BASE

FLOWS = str(Path(__file__).parents[2] / "flows")


def heard(keys: str, *options: str) -> list[str]:
    result = CliRunner().invoke(rehearse, [FLOWS, "--call", *options], input=keys)
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


def test_keys_are_pressed_and_an_empty_line_is_silence() -> None:
    door, recorded, card = heard("3\n6\n")
    assert door.startswith("< Hi, glad you called.")
    assert recorded.startswith("< Recorded help.")
    assert card.startswith("< These have people.")


def test_nobody_picks_up_and_the_call_ends_with_a_word() -> None:
    assert heard("\n" * 9)[-2:] == [
        "< This number always gives recorded help. Goodbye.",
        "  (the call is over)",
    ]


def test_in_spanish_from_the_start() -> None:
    assert heard("\n", "--language", "es")[-1].startswith("< Estamos llamando a alguien.")


def evening(folder: Path | str, typed: str, *options: str) -> str:
    result = CliRunner().invoke(rehearse, [str(folder), *options], input=typed)
    assert result.exit_code == 0, result.output
    return result.output


def test_an_evening_with_a_text_a_wait_and_a_call_that_reaches_a_person() -> None:
    said = evening(FLOWS, "hi\n~2h\n3\n:call\n\n:take\n", "--on", "Ana:en,es", "--at", "sat 23:30")
    assert "< Hi, glad you wrote." in said
    assert "(Sunday 4 January 2026, 01:30 (America/New_York))" in said
    assert "That list had closed." in said
    assert "(Ana's phone rings: A call from the line, English." in said
    assert said.endswith("< Here is a person.\n")


def test_mistakes_are_answered_in_words_and_the_evening_goes_on() -> None:
    said = evening(FLOWS, ":foo\n~soon\n:take\n:help\nhi\n").splitlines()
    assert sum("(not done: " in line for line in said) == 3
    assert any("< Hi, glad you wrote." in line for line in said)


@pytest.mark.parametrize(
    "options", [["--at", "never"], ["--on", "5"], ["--line", "shut"], ["--language", "xx"]]
)
def test_an_evening_that_cannot_be_is_refused_with_the_mend(options: list[str]) -> None:
    result = CliRunner().invoke(rehearse, [FLOWS, *options])
    assert result.exit_code == 2
    assert "Mend: " in result.output


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "flows"))


def test_what_was_played_is_saved_and_every_check_replays_it(folder: Path) -> None:
    before = (folder / "main.yaml").read_text(encoding="utf-8")
    assert "(written to" in evening(folder, "hi\n~2h\n:call\n3\n:save one, evening\n")
    after = (folder / "main.yaml").read_text(encoding="utf-8")

    assert after.startswith(before)
    assert '- name: "one, evening"' in after
    checked = CliRunner().invoke(check, [str(folder)])
    assert checked.exit_code == 0, checked.output
    assert "there is an example called" in evening(folder, "hi\n:save one, evening\n")
    assert "needs a name" in evening(folder, "hi\n:save\n")
    assert "nothing was played" in evening(folder, ":save nothing\n")


def test_an_example_that_would_break_the_flows_is_not_written(folder: Path) -> None:
    path = folder / "main.yaml"
    broken = path.read_text(encoding="utf-8").replace("reaches: naloxone", "reaches: testing")
    path.write_text(broken, encoding="utf-8")

    assert "(not done: not written: " in evening(folder, "hi\n:save another\n")
    assert path.read_text(encoding="utf-8") == broken


def test_the_words_of_a_small_line_are_mistyped(folder: Path) -> None:
    result = CliRunner().invoke(rehearse, [str(folder), "--typos", "--each", "5"])
    assert result.exit_code in {0, 1}
    table = [line.split()[:3] for line in result.output.splitlines() if line[:6] == "labels"]
    assert [row[:2] for row in table] == [["labels", "en"], ["labels", "es"]]
