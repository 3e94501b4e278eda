"""The ways of texting with a peer: taken, relayed, joined, closed; and some left in the middle."""

from __future__ import annotations

import re
from time import monotonic

from tests.whole.handset import Handset
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
    first_of(line, tia, "close")
    answered(line, held, "0", "asked now")
    line.phone(held, f"{word} is what i want to say")
    answered(line, uma, "take", "is yours")
    line.phone(uma, f"for whom is {word}")
    line.phone(uma, f"call, {word}, may i")
    answered(line, uma, "call", "first")
    wait_for(lambda: got(line, held, "like to call"), 60, "the contact is asked")
    asked = monotonic()
    wait_for(lambda: monotonic() - asked > 7, 30, "a question is read before it is answered")
    line.phone(held, "1")
    called(line, uma, held)
    first_of(line, uma, "off")
    answered(line, waiting, "0", "asked now")
    line.phone(waiting, f"{word} waits for somebody")
    first_of(line, tia, "shut uma")
    line.phone(uma, f"{word} comes too late")


def first_of(line: WholeLine, number: str, body: str) -> None:
    """They write it, and answer what it asks by the first of its digits."""
    (asked,) = line.phone(number, body)["replies"]
    digit = re.search(r"(?<![@\d])(\d+) [a-z]", asked)
    assert digit, asked
    line.phone(number, digit[1])


def got(line: WholeLine, number: str, words: str) -> bool:
    """Whether this phone was sent such a text."""
    sent = line.control("GET", "state")[1]["messages"]
    return any(words in one["body"] for one in sent if one["recipient"] == number)


def called(line: WholeLine, peer: str, contact: str) -> None:
    """Both agreed: the peer is rung and waits, then the contact, and they are together."""
    theirs = Handset(line, peer).rings().answers("Press 1, then").presses("1")
    Handset(line, contact).rings().answers().presses("1").is_connected()
    theirs.is_connected().hangs_up()


def answered(line: WholeLine, number: str, body: str, answer: str) -> None:
    """What is on is known to the web some seconds later."""
    told: list[str] = []

    def as_expected() -> bool:
        told.append(str(line.phone(number, body)))
        return answer in told[-1]

    try:
        wait_for(as_expected, 60)
    except AssertionError:
        raise AssertionError(f"{body} is answered: {told[0]} … {told[-1]}") from None
