"""The doctor: what is well, what to mend, what to judge; and nothing about anybody."""

from __future__ import annotations

import re
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import redis
from click.testing import CliRunner

from hotline.cli import main
from hotline.cli.checkup.address import address
from hotline.cli.checkup.check_ins import check_ins
from hotline.cli.checkup.data_keys import data_keys
from hotline.cli.checkup.environment import settings_of, variables_of_others
from hotline.cli.checkup.files import files
from hotline.cli.checkup.finding import Finding
from hotline.cli.checkup.machine import dumps_of_the_store, machine
from hotline.cli.checkup.parts import parts
from hotline.cli.checkup.served import served
from hotline.cli.checkup.store import store
from hotline.cli.checkup.words import words
from hotline.domain.checkin.record import State
from hotline.store import Store
from hotline.store.data_keys import Closed
from tests.cli.running import Terminal
from tests.test_settings import GOOD

NOW = 1767283200.0
SOUND = {
    "version": "7.2.4",
    "appendonly": "yes",
    "appendfsync": "always",
    "save": "",
    "maxmemory-policy": "noeviction",
    "cluster-enabled": "no",
    "slowlog-max-len": "0",
}


def levels(findings: list[Finding]) -> list[str]:
    return [finding.level for finding in findings]


def facts(**changed: str) -> list[Finding]:
    return store(SOUND | {name.replace("_", "-"): said for name, said in changed.items()})


def test_a_sound_store() -> None:
    assert levels(facts()) == ["ok", "ok"]


@pytest.mark.parametrize(
    ("changed", "level"),
    [
        ({"version": "7.0.15"}, "mend"),
        ({"version": ""}, "mend"),
        ({"appendonly": "no"}, "mend"),
        ({"appendfsync": "everysec"}, "look"),
        ({"appendfsync": "no"}, "mend"),
        ({"slowlog_max_len": "128"}, "look"),
        ({"save": "3600 1"}, "mend"),
        ({"maxmemory_policy": "allkeys-lru"}, "mend"),
        ({"cluster_enabled": "yes"}, "mend"),
    ],
)
def test_an_unsound_store(changed: dict[str, str], level: str) -> None:
    assert level in levels(facts(**changed))


def test_a_store_that_hides_its_options_is_to_be_asked_about() -> None:
    assert levels(store({"version": "7.4.0"})) == ["ok", "look"]


def test_a_store_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {**GOOD, "REDIS_URL": "unix:///nowhere"}.items():
        monkeypatch.setenv(name, value)
    said = CliRunner().invoke(main, ["doctor"]).output

    assert "mend  store     does not answer" in said
    assert "mend  worker" not in said  # nothing is known of it


def test_a_store_whose_memory_is_full_is_blamed_and_nobody_else(
    terminal: Terminal, connection: redis.Redis
) -> None:
    connection.config_set("maxmemory", 1)
    try:
        said = terminal.run("doctor").output
    finally:
        connection.config_set("maxmemory", 0)

    assert "mend  store     its memory is full (OOM)" in said
    assert not re.search("(worker|clock|keys|people|StoreAway)", said)


def test_a_replica_takes_nothing(terminal: Terminal, connection: redis.Redis) -> None:
    connection.replicaof("127.0.0.1", 1)
    try:
        said = terminal.run("doctor").output
    finally:
        connection.replicaof("NO", "ONE")

    assert "mend  store     is a replica, and takes nothing (READONLY)" in said
    assert "mend  worker" not in said


@pytest.mark.parametrize("password", ["", ":wrong@"])
def test_a_password_that_is_wrong_or_missing(
    terminal: Terminal, connection: redis.Redis, monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    path = connection.connection_pool.connection_kwargs["path"]
    monkeypatch.setenv("REDIS_URL", f"unix://{password}{path}")
    connection.config_set("requirepass", "right")
    try:
        said = terminal.run("doctor").output
    finally:
        connection.config_set("requirepass", "")

    assert "mend  store     does not take the password, or wants one (AUTH)" in said
    assert "wrong" not in said


def test_what_it_writes_to_see_that_is_gone_in_a_minute(
    terminal: Terminal, connection: redis.Redis
) -> None:
    terminal.run("doctor")

    assert 0 < connection.ttl("beat:doctor") <= 60


def test_parts_by_their_signs_of_life() -> None:
    assert levels(parts({"worker": 99.0, "clock": 98.0}.get, 100.0)) == ["ok", "ok", "look"]
    assert levels(parts({"worker": 50.0}.get, 100.0)) == ["mend", "mend", "look"]
    fails = {"worker": 99.0, "clock": 99.0, "carrier": 10.0, "carrier.fails": 20.0}
    assert levels(parts(fails.get, 100.0))[-1] == "mend"


def test_settings() -> None:
    settings, found = settings_of(GOOD)
    assert settings is not None
    assert levels(found) == ["ok", "look"]
    settings, found = settings_of({})
    assert settings is None
    assert set(levels(found)) == {"mend"}


def test_what_watches_us_is_refused_and_what_only_reads_our_output_is_to_be_judged() -> None:
    """A tracker on a host's add-on page would be sent a caller's number with the first error."""
    nothing: dict[str, str] = {}
    assert levels(variables_of_others(nothing)) == ["ok"]
    told = variables_of_others(
        {"DD_API_KEY": "hush", "GUNICORN_CMD_ARGS": "--access-logfile -", "LOGDNA_KEY": "hush"}
    )
    assert levels(told) == ["mend", "look", "look"]
    assert "hush" not in "".join(map(str, told))
    assert levels(variables_of_others({"DD_TRACE_ENABLED": "false"})) == ["ok"]
    told = variables_of_others(nothing, lambda module: module == "newrelic")
    assert levels(told) == ["mend"]
    assert "newrelic" in str(told[0])


@pytest.mark.parametrize(
    ("swaps", "level"),
    [
        ("", "ok"),
        ("/dev/zram0 partition 1 0 5\n", "ok"),
        ("/dev/dm-1 partition 1 0 5\n", "ok"),
        ("/dev/dm-2 partition 1 0 5\n", "mend"),
        ("/dev/zram0 partition 1 0 5\n/swapfile file 1 0 -2\n", "mend"),
    ],
)
def test_swap_in_which_words_could_be_found_years_later(
    tmp_path: Path, swaps: str, level: str
) -> None:
    (tmp_path / "proc").mkdir()
    (tmp_path / "proc/swaps").write_text("Filename Type Size Used Priority\n" + swaps)
    for device, name in (("dm-1", "CRYPT-PLAIN-swap"), ("dm-2", "LVM-swap")):
        place = tmp_path / "sys/class/block" / device / "dm"
        place.mkdir(parents=True)
        (place / "uuid").write_text(name)

    assert levels(machine(tmp_path)) == [level]


@pytest.mark.parametrize(
    ("comm", "soft", "level"),
    [
        ("valkey-server", "0", "ok"),
        ("redis-server", "unlimited", "mend"),
        ("bash", "unlimited", "look"),  # the store is on another machine, where that number is
    ],
)
def test_a_store_that_would_leave_its_memory_behind(
    tmp_path: Path, comm: str, soft: str, level: str
) -> None:
    process = tmp_path / "proc/77"
    process.mkdir(parents=True)
    (process / "comm").write_text(comm + "\n")
    limits = f"Limit  Soft Limit  Hard Limit  Units\nMax core file size  {soft}  unlimited  bytes\n"
    (process / "limits").write_text(limits)

    assert levels(dumps_of_the_store("77", tmp_path)) == [level]
    assert levels(dumps_of_the_store("", tmp_path)) == ["look"]


def test_the_store_that_runs_here_is_found(store: Store) -> None:
    (found,) = dumps_of_the_store(store.beats.facts()["process"])

    assert found.level in {"ok", "mend"}


def test_a_secret_that_others_on_the_machine_can_read(tmp_path: Path) -> None:
    """A shared machine: another account reads the token, and with it every text at the carrier."""
    token, secret = tmp_path / "token", tmp_path / "state/secret"
    secret.parent.mkdir()
    environ = {"TWILIO_AUTH_TOKEN_FILE": str(token), "HOTLINE_STATE": str(secret.parent)}
    assert levels(files(environ, tmp_path)) == ["ok"]
    for path in (token, secret, tmp_path / ".env"):
        path.write_text("x")
        path.chmod(0o600)
    assert levels(files(environ, tmp_path)) == ["ok"]
    token.chmod(0o640)
    secret.chmod(0o604)
    (tmp_path / ".env").chmod(0o644)

    found = files(environ, tmp_path)
    assert levels(found) == ["mend", "mend", "mend"]
    assert "TWILIO_AUTH_TOKEN_FILE" in str(found[0])
    assert str(tmp_path) not in "".join(map(str, found))


def test_keys_while_a_secret_is_exchanged() -> None:
    assert levels(data_keys(Closed(3, 0, 0), 1)) == ["ok"]
    assert levels(data_keys(Closed(3, 0, 0), 2)) == ["look"]
    assert levels(data_keys(Closed(1, 2, 0), 2)) == ["look"]
    assert levels(data_keys(Closed(1, 0, 2), 1)) == ["mend"]


class Page(BaseHTTPRequestHandler):
    """Another server than ours; it says what it is, as they all do."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *words: object) -> None:
        """Quiet, for the test's sake."""


def test_another_server_than_ours_would_write_down_who_called() -> None:
    with HTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        found = served(server.server_port)
        thread.join()

    assert levels(found) == ["mend"]
    assert "BaseHTTP serves the web" in str(found[0])
    assert levels(served(server.server_port)) == ["look"]


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


def test_check_ins_need_a_disk_a_key_and_the_time() -> None:
    well = check_ins(on_disk=True, unreadable=0, running=[], latest=NOW - 5, now=NOW)
    ill = check_ins(on_disk=False, unreadable=3, running=[], latest=NOW, now=30.0)

    assert [finding.level for finding in well] == ["ok"]
    assert [finding.level for finding in ill] == ["mend"] * 3
    assert "append-only" in ill[0].what and "3 check-ins run" in ill[1].what
    assert "2026-01-01 16:00 UTC" in ill[2].what and "hotline clock --believe" in ill[2].what


def test_who_wants_to_stop_something_sees_how_many_check_ins_run_and_never_whose() -> None:
    def told(*states: State) -> list[str]:
        return [
            str(finding)
            for finding in check_ins(
                on_disk=True, unreadable=0, running=states, latest=NOW, now=NOW
            )
        ]

    assert len(told()) == 1
    assert "running: 2, alarms open: 0" in told("armed", "asking")[1]
    assert told("armed", "alarm", "owned")[1].startswith("look")
    assert "running: 3, alarms open: 2" in told("armed", "alarm", "owned")[1]


def test_a_store_without_a_file_cannot_say_that_something_is_on_disk(
    store: Store, connection: redis.Redis
) -> None:
    assert store.beats.on_disk(NOW) and store.beats.keeps()
    connection.config_set("appendonly", "no")
    try:
        assert not store.beats.on_disk(NOW)
        assert not store.beats.keeps()
    finally:
        connection.config_set("appendonly", "yes")
