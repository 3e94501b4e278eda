"""The program: help everywhere, three exit statuses, no traceback, no broken neighbour."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from hotline.cli import COMMANDS, main
from hotline.cli.lazy import LazyGroup
from hotline.errors import FaultySettings, StoreAway

NUMBER = "+12025550199"
ROOT = Path(__file__).parents[2]


def raising(error: BaseException) -> click.Command:
    @click.command()
    def command() -> None:
        raise error

    return command


wrong_settings = raising(FaultySettings(["A is wrong. Mend: a.", "B is wrong. Mend: b."]))
store_away = raising(StoreAway("The store is away."))
broken = raising(ValueError(NUMBER))
interrupted = raising(KeyboardInterrupt())
not_a_command = "words"


def run(place: str, *words: str) -> Result:
    table = {"it": place, "well": "hotline.cli.secret:secret"}
    group = LazyGroup("group", commands_by_name=table)
    return CliRunner().invoke(group, ["it", *words] if place else list(words))


def here(name: str) -> str:
    return f"{__name__}:{name}"


def test_faulty_settings_one_a_line_and_status_2() -> None:
    result = run(here("wrong_settings"))
    assert result.exit_code == 2
    assert result.stderr == "A is wrong. Mend: a.\nB is wrong. Mend: b.\n"


def test_an_error_of_ours_is_its_sentence() -> None:
    result = run(here("store_away"))
    assert (result.exit_code, result.stderr) == (1, "The store is away.\n")


def test_any_other_error_is_a_sentence_without_its_words() -> None:
    result = run(here("broken"))
    assert result.exit_code == 1
    assert result.stderr.startswith("Something went wrong inside hotline: ValueError at ")
    assert NUMBER not in result.output
    assert "Traceback" not in result.output


def test_ctrl_c_is_no_traceback() -> None:
    result = run(here("interrupted"))
    assert result.exit_code == 1
    assert "Traceback" not in result.output


@pytest.mark.parametrize("place", ["hotline.cli.nowhere:it", "tests_nowhere:it", here("no_such")])
def test_a_missing_command_says_so_and_the_others_work(place: str) -> None:
    assert run(place).exit_code == 1
    assert "Traceback" not in run(place).output
    table = {"it": place, "well": "hotline.cli.secret:secret"}
    group = LazyGroup("group", commands_by_name=table)
    listed = CliRunner().invoke(group, ["--help"])
    assert listed.exit_code == 0
    assert "Print a new secret" in listed.output
    assert CliRunner().invoke(group, ["well"]).exit_code == 0


def test_what_is_no_command_is_wrong_usage() -> None:
    assert CliRunner().invoke(main, ["dance"]).exit_code == 2
    assert CliRunner().invoke(main, ["secret", "--loud"]).exit_code == 2
    assert CliRunner().invoke(main, ["up", "--port", "99999"]).exit_code == 2


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_there_and_has_help(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert "Usage:" in result.output
    assert "(not in this installation)" not in result.output
    assert "(cannot be loaded)" not in result.output


def test_a_new_secret_each_time() -> None:
    first, second = (CliRunner().invoke(main, ["secret"]).output.strip() for _ in range(2))
    assert first != second
    assert len(base64.urlsafe_b64decode(first + "=")) == 32


@pytest.mark.whole
@pytest.mark.parametrize("name", ["web", "worker", "clock"])
def test_a_process_without_settings_names_them_all_and_ends_with_2(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "hotline", name],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOTLINE_SECRET": NUMBER},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert done.returncode == 2
    assert [line.split()[0] for line in done.stderr.splitlines()] == [
        "HOTLINE_SECRET",
        "HOTLINE_PUBLIC_URL",
        "HOTLINE_NUMBERS",
        "REDIS_URL",
        "TWILIO_ACCOUNT_SID",
        "TWILIO_AUTH_TOKEN",
    ]
    assert NUMBER not in done.stdout + done.stderr
