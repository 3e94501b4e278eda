"""Blocks in the terminal: how many, from whom, until when; never whose phone."""

from __future__ import annotations

from hotline.domain.blocks import SIZES
from hotline.domain.phone import Phone
from tests.cli.running import Terminal

LINE, EDE, SHELTER = Phone("+12025550100"), "+12025550147", "+12025550177"


def test_a_phone_is_blocked_listed_and_let_in_again(terminal: Terminal) -> None:
    assert "7 days" in terminal.run("block", "add", "-", input=EDE).output
    mark = terminal.store.blocks.mark(LINE, Phone(EDE))
    assert terminal.store.blocks.of(mark, ()).everybody
    terminal.store.blocks.add(mark, SIZES["1"], "a" * 22)

    listed = terminal.run("block", "list").output.splitlines()
    assert listed[0] == "Blocks: 3"  # one on each of our lines, and one peer's
    assert "1  from one peer   until" in listed[1]
    assert "2  from everybody  until" in listed[2]
    assert EDE[-7:] not in "".join(listed) and mark not in "".join(listed)

    assert "Lifted: from one peer" in terminal.run("block", "undo", "1").output
    assert terminal.run("block", "undo", "-", input=EDE).output == "Lifted: 2\n"
    assert "was not blocked" in terminal.run("block", "undo", "-", input=EDE).output
    assert terminal.run("block", "list").output == "Blocks: 0\n"


def test_what_cannot_be_is_said_and_a_number_in_the_clear_is_not_repeated(
    terminal: Terminal,
) -> None:
    for words in (("block", "add", EDE), ("block", "undo", EDE[1:])):
        clear = terminal.run(*words)
        assert (clear.exit_code, "never an argument" in clear.output) == (2, True)
        assert EDE[-7:] not in clear.output
    assert "no block 3" in terminal.run("block", "undo", "3").output
    terminal.run("shared", "add", "-", input=SHELTER)
    refused = terminal.run("block", "add", "-", input=SHELTER)
    assert (refused.exit_code, "shared" in refused.output) == (2, True)
