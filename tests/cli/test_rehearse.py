"""`hotline rehearse --call`: a pipe of keys, and what a caller hears."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from hotline.cli.rehearse import rehearse

FLOWS = str(Path(__file__).parents[2] / "flows")


def heard(keys: str, *options: str) -> list[str]:
    result = CliRunner().invoke(rehearse, [FLOWS, "--call", *options], input=keys)
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


def test_keys_are_pressed_and_an_empty_line_is_silence() -> None:
    door, recorded, card = heard("3\n6\n")
    assert door.startswith("< Hi, you're through.")
    assert recorded.startswith("< Recorded help.")
    assert card.startswith("< These have people.")


def test_nobody_picks_up_and_the_call_ends_with_a_word() -> None:
    assert heard("\n" * 9)[-2:] == [
        "< This number always gives recorded help. Goodbye.",
        "  (the call is over)",
    ]


def test_in_spanish_from_the_start() -> None:
    assert heard("\n", "--language", "es")[-1].startswith("< Estamos llamando a alguien.")
