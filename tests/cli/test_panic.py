"""`hotline panic`: asked twice, then contacts are gone, and it is said what is not."""

from __future__ import annotations

import time

import pytest

from hotline.domain.contact import Contact
from hotline.domain.errands import Due, EndLeg, EraseText, SendText
from hotline.domain.phone import Phone
from hotline.domain.ring import events as e
from hotline.domain.ring.step import begin, step
from tests.cli.pretend_carrier import PretendCarrier
from tests.cli.running import Terminal
from tests.cli.test_held import ANNA, LINE, checked, texts
from tests.desk.pretend import no_pause

SURE = "PANIC\nPANIC\n"
CALL, LEG = "CA" + "1" * 32, "CA" + "2" * 32


def kinds(terminal: Terminal) -> set[str]:
    return {key.decode().partition(":")[0] for key in terminal.connection.scan_iter()}


@pytest.mark.parametrize("typed", ["\n", "y\n", "PANIC\n\n", "PANIC\npanic?\n", "panic\nPANIC\n"])
def test_without_the_word_twice_nothing_is_erased(terminal: Terminal, typed: str) -> None:
    texts(terminal)
    refused = terminal.run("panic", input=typed)

    assert (refused.exit_code, "nothing was erased" in refused.output) == (1, True)
    assert "session" in kinds(terminal)
    assert terminal.store.switch.read() == "open"


def test_contacts_are_gone_and_the_line_is_closed(terminal: Terminal) -> None:
    terminal.add("Ana")
    texts(terminal)
    terminal.store.marks.stop(Contact(LINE, Phone(ANNA)), "us")
    now = time.time()
    terminal.store.errands.add(Due(now + 60, "copy-of-a-token-22"), EraseText("SM1", now + 9e5))
    terminal.store.errands.add(Due(now + 60, "steps-of-a-token-1"),
                               SendText(LINE, Phone(ANNA), "zebra", now + 90))  # fmt: skip
    done = terminal.run("panic", input=SURE)

    assert done.exit_code == 0, done.output
    assert "a contact's place in the flows" in done.output
    assert "from now on: 1." in done.output
    assert "hotline switch open" in done.output
    stayed = {"key", "roster", "whose", "flows", "stop", "switch", "errand", "due"}
    assert kinds(terminal) == stayed
    assert terminal.store.errands.claim(time.time(), 30, 10) == ["copy-of-a-token-22"]
    assert terminal.store.switch.read() == "closed"
    again = terminal.run("panic", input=SURE)
    assert "There was nothing to erase." in again.output


def test_who_has_a_check_in_is_counted_and_told_first_as_far_as_that_goes(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked(terminal)
    carrier = PretendCarrier(monkeypatch, LINE.e164)
    done = terminal.run("panic", input=SURE)

    assert "Check-ins that run now: 1." in done.output
    assert (done.exit_code, "on them: 1 of 1." in done.output) == (0, True)
    assert sends(carrier) == 1
    assert terminal.store.check_ins.all() == []


def test_while_the_carrier_fails_all_is_erased_and_they_are_told_at_a_later_try(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked(terminal)
    carrier = PretendCarrier(monkeypatch, LINE.e164)
    carrier.told["Messages.json"] = (500, {})
    left: list[int] = []

    def back(_: float) -> None:
        left.append(len(terminal.store.check_ins.all()))
        carrier.told.clear()

    monkeypatch.setattr("hotline.cli.panic.sleep", back)
    done = terminal.run("panic", input=SURE)

    assert (done.exit_code, "on them: 1 of 1." in done.output) == (0, True)
    assert (left, sends(carrier)) == ([0], 2)  # nothing waits for the carrier to be back
    assert kinds(terminal) >= {"errand"}  # its copy of that text is deleted like any other


@pytest.mark.parametrize(
    ("code", "words", "input", "tries"),
    [
        (500, (), SURE, 4),
        (500, ("--all",), "EVERYTHING\nEVERYTHING\n", 4),
        (400, (), SURE, 1),  # refused: they said STOP, or the phone takes no texts
    ],
)
def test_who_could_not_be_told_is_told_of_and_the_command_fails(
    terminal: Terminal,
    monkeypatch: pytest.MonkeyPatch,
    code: int,
    words: tuple[str, ...],
    input: str,
    tries: int,
) -> None:
    checked(terminal)
    carrier = PretendCarrier(monkeypatch, LINE.e164)
    carrier.told["Messages.json"] = (code, {})
    monkeypatch.setattr("hotline.cli.panic.sleep", no_pause)
    done = terminal.run("panic", *words, input=input)

    assert done.exit_code == 1
    assert "NOT told, and now erased here: 1." in done.output
    assert (sends(carrier), terminal.store.check_ins.all()) == (tries, [])


def sends(carrier: PretendCarrier) -> int:
    return sum(path.endswith("Messages.json") for path in carrier.changed())


def waiting(terminal: Terminal) -> None:
    """Somebody waits, and one phone rings for them."""
    now, id = time.time(), "r" * 22
    ring = begin(e.RingAsked(id, LINE, CALL, "en", ("ana",), 1, 90.0), now).ring
    ring = step(ring, e.LegAsked(ring.attempts[0].id), now).ring
    ring = step(ring, e.LegPlaced(ring.attempts[0].id, LEG), now).ring
    terminal.store.rings.write(ring, b"", (), now)


@pytest.mark.parametrize(("words", "ended"), [((), set()), (("--hang-up",), {CALL, LEG})])
def test_calls_are_ended_only_where_it_is_asked_for_by_a_worker_if_the_carrier_is_away(
    terminal: Terminal, words: tuple[str, ...], ended: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWILIO_API_URL", "http://127.0.0.1:9")
    waiting(terminal)
    done = terminal.run("panic", *words, input=SURE)

    ids = terminal.store.errands.claim(time.time(), 30, 10)
    errands = [terminal.store.errands.read(id) for id in ids]
    assert {errand.sid for errand in errands if isinstance(errand, EndLeg)} == ended
    assert ("were not ended" in done.output) == (not ended)
    assert "ring" not in kinds(terminal)


def test_all_leaves_nothing_and_says_how_the_rest_becomes_noise(terminal: Terminal) -> None:
    terminal.add("Ana")
    texts(terminal)
    assert terminal.run("panic", "--all", input=SURE).exit_code == 1
    done = terminal.run("panic", "--all", input="EVERYTHING\nEVERYTHING\n")

    assert (done.exit_code, "noise once HOTLINE_SECRET is gone" in done.output) == (0, True)
    assert kinds(terminal) == {"switch"}
    assert terminal.store.switch.read() == "closed"
