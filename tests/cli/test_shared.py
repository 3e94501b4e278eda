"""Shared numbers in the terminal: never in an argument, shown only when asked for."""

from __future__ import annotations

import time

from hotline.domain.phone import Phone
from tests.cli.running import Terminal
from tests.store.looking import assert_only_known_keys

LINE = Phone("+12025550100")
TRUNK, SHELTER = "+12025550188", "+12025550177"


def test_numbers_are_added_counted_shown_and_removed(terminal: Terminal) -> None:
    assert terminal.run("shared", "add", "-", "--line", "1", input=TRUNK).exit_code == 0
    assert terminal.run("shared", "add", "-", input=SHELTER).exit_code == 0
    terminal.run("shared", "add", "-", input=SHELTER)

    listed = terminal.run("shared", "list").output
    assert listed == "Shared numbers: 2\n"
    shown = terminal.run("shared", "list", "--show-numbers").output
    assert shown == f"Shared numbers: 2\n{TRUNK}  number 1\n{SHELTER}\n"

    assert terminal.run("shared", "remove", "-", input=TRUNK).exit_code == 0
    gone = terminal.run("shared", "remove", "-", input=TRUNK)
    assert (gone.exit_code, "not on the list" in gone.output) == (2, True)


def test_what_cannot_be_is_said(terminal: Terminal) -> None:
    clear = terminal.run("shared", "add", TRUNK)
    assert (clear.exit_code, "never an argument" in clear.output) == (2, True)
    assert TRUNK[-7:] not in clear.output
    assert terminal.run("shared", "add", "-", input="12").exit_code == 2
    assert "no number 9" in terminal.run("shared", "add", "-", "--line", "9", input=TRUNK).output


def test_who_was_turned_away_is_a_count(terminal: Terminal) -> None:
    terminal.run("shared", "add", "-", "--line", "1", input=TRUNK)
    for _ in range(3):
        terminal.store.shared.turned_away(LINE, time.time())

    assert "Turned away today, number 1: 3" in terminal.run("shared", "list").output
    assert_only_known_keys(terminal.connection)
    for key in terminal.connection.scan_iter():
        held = key + (terminal.connection.get(key) or b"")
        assert b"5550188" not in held and b"5550100" not in held
