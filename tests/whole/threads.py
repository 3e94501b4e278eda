"""The ways of texting with a peer: taken, relayed, joined, closed; and some left in the middle."""

from __future__ import annotations

from tests.whole.line import WholeLine, wait_for


def threads(
    line: WholeLine, word: str, peers: tuple[str, str], contacts: tuple[str, str, str]
) -> None:
    """Two who take texts, and three who ask for a person; one stays with a peer, one waits."""
    tia, uma = peers
    done, held, waiting = contacts
    for name, number in (("Tia", tia), ("Uma", uma)):
        assert line.command("peers", "add", name, "-", typed=number) == 0
        line.phone(number, "OK")
        assert line.command("rota", "add", name, "mon-sun 00:00-24:00", "--texts") == 0
    answered(line, done, "0", "asked now")
    line.phone(done, f"{word} and more")
    line.phone(done, "", media=1)
    answered(line, tia, "tske", "is yours")
    line.phone(tia, f"{word} to you too")
    line.phone(tia, "card narcan")
    line.phone(tia, "backup")
    answered(line, uma, "take", "You are in")
    line.phone(done, f"not breathing {word}")
    line.phone(tia, "ban")
    line.phone(tia, "9")
    line.phone(tia, "close")
    line.phone(tia, "1")
    answered(line, held, "0", "asked now")
    line.phone(held, f"{word} is what i want to say")
    answered(line, uma, "take", "is yours")
    line.phone(uma, f"for whom is {word}")
    answered(line, waiting, "0", "asked now")
    line.phone(waiting, f"{word} waits for somebody")


def answered(line: WholeLine, number: str, body: str, answer: str) -> None:
    """What is on is known to the web some seconds later."""
    wait_for(lambda: answer in str(line.phone(number, body)), 60, f"{body} is answered: {answer}")
