"""The doctor: what is well, what to mend, what to judge; and nothing about anybody."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from hotline.cli import main
from hotline.cli.checkup.address import address
from hotline.cli.checkup.environment import settings_of, variables_of_others
from hotline.cli.checkup.finding import Finding
from hotline.cli.checkup.machine import machine
from hotline.cli.checkup.parts import parts
from hotline.cli.checkup.store import store
from hotline.cli.checkup.words import words
from hotline.errors import StoreAway
from tests.test_settings import GOOD

SOUND = {
    "version": "7.2.4",
    "appendonly": "yes",
    "appendfsync": "always",
    "save": "",
    "maxmemory-policy": "noeviction",
    "cluster-enabled": "no",
}


def levels(findings: list[Finding]) -> list[str]:
    return [finding.level for finding in findings]


def facts(**changed: str) -> list[Finding]:
    return store(lambda: SOUND | {name.replace("_", "-"): said for name, said in changed.items()})


def test_a_sound_store() -> None:
    assert levels(facts()) == ["ok", "ok"]


@pytest.mark.parametrize(
    ("changed", "level"),
    [
        ({"version": "7.0.15"}, "mend"),
        ({"version": ""}, "mend"),
        ({"appendonly": "no"}, "mend"),
        ({"appendfsync": "everysec"}, "look"),
        ({"save": "3600 1"}, "mend"),
        ({"maxmemory_policy": "allkeys-lru"}, "mend"),
        ({"cluster_enabled": "yes"}, "mend"),
    ],
)
def test_an_unsound_store(changed: dict[str, str], level: str) -> None:
    assert level in levels(facts(**changed))


def test_a_store_that_hides_its_options_is_to_be_asked_about() -> None:
    assert levels(store(lambda: {"version": "7.4.0"})) == ["ok", "look"]


def test_a_store_that_is_away() -> None:
    def away() -> Mapping[str, str]:
        raise StoreAway

    assert levels(store(away)) == ["mend"]


def test_parts_by_their_signs_of_life() -> None:
    assert levels(parts({"worker": 99.0, "clock": 98.0}.get, 100.0)) == ["ok", "ok", "look"]
    assert levels(parts({"worker": 50.0}.get, 100.0)) == ["mend", "mend", "look"]
    fails = {"worker": 99.0, "clock": 99.0, "carrier": 10.0, "carrier.fails": 20.0}
    assert levels(parts(fails.get, 100.0))[-1] == "mend"


def test_settings_and_variables_of_others() -> None:
    settings, found = settings_of(GOOD)
    assert settings is not None
    assert levels(found) == ["ok", "look"]
    settings, found = settings_of({})
    assert settings is None
    assert set(levels(found)) == {"mend"}
    assert levels(variables_of_others({})) == ["ok"]
    told = variables_of_others({"GUNICORN_CMD_ARGS": "--access-logfile -", "DD_API_KEY": "hush"})
    assert levels(told) == ["look", "look"]
    assert "hush" not in "".join(map(str, told))


@pytest.mark.parametrize(
    ("swaps", "level"),
    [
        ("Filename\n", "ok"),
        ("Filename\n/dev/zram0 partition 1 0 5\n", "ok"),
        ("Filename\n/swapfile file 1 0 -2\n", "look"),
    ],
)
def test_swap(tmp_path: Path, swaps: str, level: str) -> None:
    (tmp_path / "swaps").write_text(swaps)
    assert levels(machine(tmp_path))[0] == level


def test_an_address_on_this_machine_cannot_be_reached() -> None:
    assert levels(address("http://localhost:8000")) == ["mend"]
    assert levels(address("https://localhost:1")) == ["look"]


def test_words_with_blanks_and_faults(tmp_path: Path) -> None:
    assert levels(words(tmp_path / "nowhere")) == ["mend"]
    (tmp_path / "main.yaml").write_text("a: [b\n")
    assert "mend" in levels(words(tmp_path))
    (tmp_path / "main.yaml").write_text("    checked_by: nobody yet\n" * 3)
    assert str(words(tmp_path)[-1]).startswith("look  words     3 blanks")


def test_a_translation_that_nobody_has_read_twice_is_told_of(tmp_path: Path) -> None:
    flow = "flow: main\nlanguages: [en, es]\ndrafts: [es]\nstart: home\n"
    (tmp_path / "main.yaml").write_text(flow)
    [draft] = [str(finding) for finding in words(tmp_path) if "second time" in str(finding)]
    assert draft.endswith("a second time: 1 (`drafts:`)")


def test_the_whole_of_it_in_an_empty_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in GOOD:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOTLINE_NUMBERS", "+12025550199x")
    result = CliRunner().invoke(main, ["doctor"])
    assert result.exit_code == 1
    assert all(re.match(r"(ok|mend|look) +\w+ +\S", line) for line in result.output.splitlines())
    assert "2025550199" not in result.output
