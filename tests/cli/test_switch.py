"""`hotline switch`: one word that decides whether anybody is rung."""

from __future__ import annotations

from tests.cli.running import Terminal


def test_a_line_is_open_until_somebody_switches_it(terminal: Terminal) -> None:
    assert terminal.run("switch").output == "The line is open.\n"


def test_switching_shows_what_people_are_told_in_each_language(terminal: Terminal) -> None:
    shown = terminal.run("switch", "grief").output

    assert "The line is grief. Every process knows it within 5 seconds." in shown
    assert "en  We lost somebody and are grieving" in shown
    assert "es  Perdimos a alguien" in shown
    assert terminal.store.switch.read() == "grief"
    assert terminal.run("switch").output.startswith("The line is grief.\n")


def test_opening_it_again(terminal: Terminal) -> None:
    terminal.run("switch", "closed")
    terminal.run("switch", "open")

    assert terminal.run("switch").output == "The line is open.\n"


def test_a_state_that_there_is_not(terminal: Terminal) -> None:
    result = terminal.run("switch", "shut")

    assert result.exit_code == 2
    assert terminal.store.switch.read() == "open"
