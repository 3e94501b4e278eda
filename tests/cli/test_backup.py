"""A store is destroyed, and the line is put back from a file and a passphrase."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from hotline.setting_values import secrets
from hotline.store import Store, open_store
from hotline.up.state import fresh_secret
from tests.cli.running import ANA, Terminal

WORDS = "six words that nobody would guess"


@pytest.fixture
def file(terminal: Terminal, tmp_path: Path) -> Path:
    """A backup of a line with somebody on it."""
    terminal.add("Ana")
    terminal.agrees("Ana")
    assert terminal.run("rota", "add", "Ana", "mon-fri 18:00-02:00").exit_code == 0
    assert terminal.run("shared", "add", "-", input="+12025550190").exit_code == 0
    assert terminal.run("switch", "hiatus").exit_code == 0
    path = tmp_path / "line.backup"
    result = terminal.run("backup", str(path), input=WORDS)
    assert result.exit_code == 0, result.output
    assert "people: 1, shifts: 1, shared numbers: 1" in result.output
    return path


def shown(terminal: Terminal) -> list[str]:
    """What a coordinator sees of the line."""
    looks = (("peers", "list"), ("rota", "show"), ("shared", "list", "--show-numbers"), ("switch",))
    said = [terminal.run(*words).output for words in looks]
    return [words.rpartition("\nShifts\n")[2] for words in said]  # before it: from this minute on


def test_a_destroyed_store_is_put_back_under_another_secret(
    terminal: Terminal, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shown(terminal)
    terminal.connection.flushall()
    monkeypatch.setenv("HOTLINE_SECRET", fresh_secret())
    assert shown(terminal) != before
    result = terminal.run("restore", str(file), input=WORDS)

    assert result.exit_code == 0, result.output
    assert "people: 1, shifts: 1, shared numbers: 1" in result.output
    assert "said STOP or changed their hours after that" in result.output
    assert shown(terminal) == before


def test_the_file_is_ours_alone_and_tells_nobody_anything(file: Path) -> None:
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    # Nothing of three letters is looked for: random bytes hold "Ana" now and then.
    for word in (ANA[2:], "+12025550190", WORDS):
        assert word.encode() not in file.read_bytes()


def test_a_wrong_passphrase_changes_nothing(terminal: Terminal, file: Path) -> None:
    terminal.connection.flushall()
    result = terminal.run("restore", str(file), input=WORDS + "!")

    assert result.exit_code == 1
    assert "does not open" in result.output
    assert "Nothing was changed" in result.output
    assert terminal.store.people.read().people == ()


def test_a_store_that_has_people_is_left_alone_unless_told(terminal: Terminal, file: Path) -> None:
    terminal.add("Bo", "+12025550112")
    refused = terminal.run("restore", str(file), input=WORDS)
    assert refused.exit_code == 2
    assert "--over" in refused.output
    assert "Bo" in terminal.run("peers", "list").output

    assert terminal.run("restore", str(file), "--over", input=WORDS).exit_code == 0
    assert "Bo" not in terminal.run("peers", "list").output
    assert opened(terminal).people.read().people[0].agreed("calls")


def opened(terminal: Terminal) -> Store:
    path = terminal.connection.connection_pool.connection_kwargs["path"]
    known = secrets("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8")
    return open_store(f"unix://{path}", known, web=True)


def test_flows_alone_are_no_reason_to_refuse(terminal: Terminal, file: Path) -> None:
    """Every line that starts puts its files there."""
    terminal.connection.flushall()
    terminal.store.flows.seed({"a.yaml": "a: 1"}, "r2")

    assert terminal.run("restore", str(file), input=WORDS).exit_code == 0


def test_a_passphrase_that_can_be_guessed_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    terminal.add("Ana")
    result = terminal.run("backup", str(tmp_path / "weak"), input="hunter2")

    assert result.exit_code == 2
    assert not (tmp_path / "weak").exists()


def test_a_passphrase_can_come_from_a_file(terminal: Terminal, tmp_path: Path) -> None:
    terminal.add("Ana")
    (tmp_path / "words").write_text(WORDS + "\n")
    words = ("--passphrase-file", str(tmp_path / "words"))
    assert terminal.run("backup", str(tmp_path / "b"), *words).exit_code == 0
    terminal.connection.flushall()

    assert terminal.run("restore", str(tmp_path / "b"), *words).exit_code == 0
    assert "Ana" in terminal.run("peers", "list").output


@pytest.mark.parametrize("folder", ["nowhere", "a.file"])
def test_a_place_that_is_none_is_said_before_the_passphrase_is_asked_for(
    terminal: Terminal, tmp_path: Path, folder: str
) -> None:
    (tmp_path / "a.file").touch()
    result = terminal.run("backup", str(tmp_path / folder / "line.backup"))

    assert (result.exit_code, "assphrase" in result.output) == (2, False)
    assert f"There is no folder {tmp_path / folder}" in result.output


def test_a_file_that_cannot_be_written_is_told_of(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError

    monkeypatch.setattr("os.fsync", full)
    result = terminal.run("backup", str(tmp_path / "line.backup"), input=WORDS)

    assert result.exit_code == 2
    assert "line.backup could not be written" in result.output
    assert not (tmp_path / "line.backup").exists()  # half a backup is none


def test_another_file_is_never_written_over(terminal: Terminal, file: Path) -> None:
    before = file.read_bytes()

    assert terminal.run("backup", str(file), input=WORDS).exit_code == 2
    assert file.read_bytes() == before
    assert terminal.run("restore", str(Path(__file__)), "--over", input=WORDS).exit_code == 1
