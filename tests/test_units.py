"""The example units: what they start is ours, and safe to go live with."""

from __future__ import annotations

import re
import shlex
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hotline.cli import COMMANDS
from hotline.cli.checkup.machine import dumps_of_the_store
from hotline.cli.checkup.store import store as store_findings
from hotline.errors import StoreAway
from hotline.settings import MAY_COME_FROM_A_FILE
from hotline.store import open_store
from hotline.up.embedded import server_binary
from tests.conftest import SECRET

UNITS = Path(__file__).parents[1] / "docs" / "systemd"
SERVICES = sorted(UNITS.glob("*.service"))


def values(unit: Path, name: str) -> list[str]:
    text = unit.read_text(encoding="utf-8").replace("\\\n", " ")
    return re.findall(rf"^{name}=(.*)$", text, re.MULTILINE)


def test_every_secret_comes_from_a_file_in_memory_and_by_a_name_we_know() -> None:
    line = UNITS / "hotline@.service"
    words = " ".join(values(line, "Environment")).split()
    files = dict(word.split("=") for word in words if "_FILE=" in word)

    assert set(files) == {"HOTLINE_SECRET_FILE", "TWILIO_AUTH_TOKEN_FILE"}
    assert {name.removesuffix("_FILE") for name in files} <= set(MAY_COME_FROM_A_FILE)
    loaded = {value.split(":")[0] for value in values(line, "LoadCredentialEncrypted")}
    assert {path.removeprefix("%d/") for path in files.values()} == loaded


def test_what_is_started_by_the_name_of_a_unit_is_a_command_of_ours() -> None:
    (start,) = values(UNITS / "hotline@.service", "ExecStart")

    assert start.endswith("/hotline %i")
    named = re.findall(r"hotline@(\w+)\.service", (UNITS / "hotline-key.service").read_text())
    assert set(named) == {"web", "worker", "clock"}
    assert set(named) <= set(COMMANDS)


@pytest.mark.parametrize("name", ["hotline-store.service", "hotline@.service"])
def test_no_memory_of_it_goes_to_a_disk(name: str) -> None:
    assert values(UNITS / name, "LimitCORE") == ["0"]
    assert values(UNITS / name, "MemorySwapMax") == ["0"]
    assert values(UNITS / name, "UMask") == ["0077"]


@pytest.mark.parametrize("name", ["hotline-store.service", "hotline@.service"])
def test_what_dies_again_and_again_is_started_again_for_ever(name: str) -> None:
    """A disk full for a minute is five deaths in ten seconds, where systemd gives up by itself."""
    unit = UNITS / name
    assert values(unit, "Restart") == ["always"]
    assert values(unit, "RestartSec") == ["1"]
    before, _, _ = unit.read_text(encoding="utf-8").partition("[Service]")
    assert "\nStartLimitIntervalSec=0\n" in before


@pytest.fixture
def folder() -> Iterator[Path]:
    """With a short name: a socket is in it."""
    with tempfile.TemporaryDirectory(prefix="hl") as name:
        yield Path(name)


def test_the_doctor_has_nothing_against_the_store_of_the_unit(folder: Path) -> None:
    (start,) = values(UNITS / "hotline-store.service", "ExecStart")
    socket = folder / "s"
    words = [str(socket) if word == "/run/hotline/store" else word for word in shlex.split(start)]
    argv = ["/bin/sh", "-c", 'ulimit -c 0; exec "$@"', "sh", str(server_binary()), *words[1:]]
    with subprocess.Popen(argv, cwd=folder, stdout=subprocess.DEVNULL) as server:
        beats = open_store(f"unix://{socket}", [SECRET], web=False).beats
        end = time.monotonic() + 10
        facts = None
        while facts is None:
            assert time.monotonic() < end, "the store did not start"
            try:
                facts = beats.facts()
            except StoreAway:
                time.sleep(0.02)
        found = [*store_findings(facts), *dumps_of_the_store(facts["process"])]
        server.terminate()

    assert [finding.level for finding in found] == ["ok", "ok", "ok"], "\n".join(map(str, found))
