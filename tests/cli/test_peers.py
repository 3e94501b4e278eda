"""The roster in the terminal: who is added is asked; no number is ever in an argument or shown."""

from __future__ import annotations

import pytest

from hotline.domain.peer_call import Asked, Ended, Event, PickedUp, Pressed, Refused
from tests.cli.running import ANA, Terminal

BO, SID = "+12025550112", "CA" + "1" * 32


def test_somebody_is_added_asked_and_listed_without_their_number(terminal: Terminal) -> None:
    added = terminal.run("peers", "add", "Ana", "-", "--languages", "es,en", input=ANA)
    assert (added.exit_code, "asked by text" in added.output) == (0, True)

    listed = terminal.run("peers", "list").output
    assert listed == "Ana  es, en  texts asked, calls asked\n"
    assert ANA in terminal.run("peers", "list", "--show-numbers").output

    terminal.agrees("Ana")
    terminal.add("Bo", BO, "--coordinator", "--calls")
    assert terminal.run("peers", "list").output.splitlines() == [
        "Ana  es, en  texts yes, calls yes          since 31 Dec 1969",
        "Bo   en      texts not asked, calls asked                     coordinator",
    ]


def test_a_number_in_an_argument_is_refused_and_not_repeated(terminal: Terminal) -> None:
    refused = terminal.run("peers", "add", "Ana", ANA)

    assert refused.exit_code == 2
    assert "never an argument" in refused.output
    assert ANA[-7:] not in refused.output


@pytest.mark.parametrize(
    ("words", "typed", "why"),
    [
        (("add", "Ana", "-"), "12", "not a whole phone number"),
        (("add", "Ana", "-"), "+44 7700 900123", "country"),
        (("add", "Ana", "-", "--languages", "xx"), ANA, "does not speak"),
        (
            ("add", "Ana", "-", "--rotation", "night"),
            ANA,
            'no rotation "night". Mend: one of peers',
        ),
        (("pause", "Nobody"), "", 'nobody is called "Nobody"'),
        (("pause", "Bo", "--for", "soon"), "", "not a while"),
        (("pause", "Bo", "--until", "2020-01-01"), "", "is over"),
        (("pause", "Bo", "--until", "tomorrow"), "", "not a time"),
        (("pause", "Bo", "--until", "2030-01-01", "--for", "2h"), "", "use one"),
        (("pin", "Bo", "-"), "1234", "no PIN"),
        (("pin", "Bo", "4711"), "", "never an argument"),
        (("add", "bo", "-"), ANA, "is called"),
    ],
)
def test_what_cannot_be_says_what_and_how_to_mend_it(
    terminal: Terminal, words: tuple[str, ...], typed: str, why: str
) -> None:
    terminal.add("Bo", BO)
    result = terminal.run("peers", *words, input=typed)

    assert (result.exit_code, why.lower() in result.output.lower()) == (2, True), result.output
    assert "Traceback" not in result.output


def test_pause_and_resume(terminal: Terminal) -> None:
    terminal.add("Bo", BO)
    assert "until resumed" in terminal.run("peers", "pause", "bo").output
    assert terminal.run("peers", "list").output.endswith("paused\n")

    terminal.run("peers", "resume", "Bo")
    assert "paused" not in terminal.run("peers", "list").output
    assert "paused until " in terminal.run("peers", "pause", "Bo", "--for", "3d").output
    until = terminal.run("peers", "pause", "Bo", "--until", "2090-12-24T18:00").output
    assert until == "Bo is paused until Sun 24 Dec 18:00.\n"


def test_a_phone_is_shut_out_and_let_in_again(terminal: Terminal) -> None:
    terminal.add("Bo", BO)
    assert "open Bo" in terminal.run("peers", "shut", "bo").output
    assert "shut out since" in terminal.run("peers", "list").output
    assert "in again" in terminal.run("peers", "open", "Bo").output
    assert "shut" not in terminal.run("peers", "list").output


def test_quiet_hours_and_a_cap(terminal: Terminal) -> None:
    terminal.add("Bo", BO)
    assert "quiet: 02:00-09:00" in terminal.run("peers", "quiet", "Bo", "02:00-09:00").output
    assert "no quiet hours" in terminal.run("peers", "quiet", "Bo", "none").output
    assert terminal.run("peers", "quiet", "Bo", "two").exit_code == 2
    assert "after 3 talks" in terminal.run("peers", "cap", "Bo", "3").output
    assert "as others" in terminal.run("peers", "cap", "Bo", "0").output


def test_another_number_is_asked_and_the_old_one_is_gone(terminal: Terminal) -> None:
    terminal.add("Bo", BO)
    terminal.agrees("Bo")
    moved = terminal.run("peers", "number", "Bo", "-", input=ANA)

    assert (moved.exit_code, "asked there by text" in moved.output) == (0, True)
    assert "texts asked, calls asked" in terminal.run("peers", "list").output
    shown = terminal.run("peers", "list", "--show-numbers").output
    assert (ANA in shown, BO in shown) == (True, False)
    assert "already" in terminal.run("peers", "number", "Bo", "-", input=ANA).output


def test_a_pin_is_asked_twice_or_read(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal.add("Bo", BO)
    assert terminal.run("peers", "pin", "Bo", "-", input="4711").exit_code == 0

    monkeypatch.setattr("hotline.cli.asking.at_a_keyboard", lambda: True)
    twice = terminal.run("peers", "pin", "Bo", input="4712\n4712\n")
    assert (twice.exit_code, "4712" in twice.output) == (0, False)
    assert terminal.run("peers", "pin", "Bo", input="4713\n4714\n").exit_code == 1


def test_who_is_removed_goes_with_their_shifts(terminal: Terminal) -> None:
    terminal.add("Bo", BO)
    terminal.run("rota", "add", "Bo", "mon-sun 00:00-24:00")
    assert "shifts of theirs: 1" in terminal.run("peers", "remove", "Bo").output

    assert terminal.run("peers", "list").output.startswith("Nobody yet")
    assert terminal.left() == []


def test_consent_is_asked_again_unless_given(terminal: Terminal) -> None:
    terminal.add("Bo", BO)
    assert terminal.run("peers", "consent", "Bo").exit_code == 0
    terminal.agrees("Bo")
    assert "agreed already" in terminal.run("peers", "consent", "Bo").output


def test_somebody_without_texts_is_asked_by_call(terminal: Terminal) -> None:
    added = terminal.run("peers", "add", "Bo", "-", "--by-call", input=BO)
    assert (added.exit_code, "phone rings once" in added.output) == (0, True)
    assert terminal.run("peers", "list").output == "Bo  en  texts not asked, calls asked by call\n"

    again = terminal.run("peers", "consent", "Bo", "--by-call")
    assert (again.exit_code, "may still ring" in again.output) == (2, True)
    terminal.agrees("Bo")
    assert "agreed to calls already" in terminal.run("peers", "consent", "Bo", "--by-call").output


def test_who_was_asked_by_text_can_be_asked_by_call(terminal: Terminal) -> None:
    terminal.add("Bo", BO)
    assert terminal.run("peers", "consent", "Bo", "--by-call").exit_code == 0
    assert "texts asked, calls asked by call" in terminal.run("peers", "list").output

    both = terminal.run("peers", "add", "Ana", "-", "--by-call", "--texts", input=ANA)
    assert (both.exit_code, "agreed to by text" in both.output) == (2, True)


@pytest.mark.parametrize(
    ("events", "told", "status"),
    [
        ((Asked(), PickedUp(SID), Pressed(SID, "1", 1)), "Bo's phone is set", 0),
        ((Asked(), PickedUp(SID), Pressed(SID, "", 2)), "perhaps a voicemail", 1),
        ((Asked(), Ended(SID, "busy")), "Busy, or the call was declined", 1),
        ((Asked(), Ended(SID, "no-answer")), "nobody answered", 1),
        ((Asked(), Refused()), "could not ring this number", 1),
        ((Asked(),), "has not said how it went", 1),
        ((), "placed no call", 1),
    ],
)
def test_a_test_call_is_waited_for_and_then_forgotten(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, events: tuple[Event, ...], told: str,
    status: int,
) -> None:  # fmt: skip
    terminal.add("Bo", BO)
    terminal.agrees("Bo")
    monkeypatch.setattr("hotline.cli.waiting.sleep", lambda _: terminal.rings(*events))
    monkeypatch.setattr("hotline.cli.waiting.PATIENCE", 0.3 if events[1:] == () else 50.0)
    tested = terminal.run("peers", "test", "Bo")

    assert (tested.exit_code, told in tested.output) == (status, True), tested.output
    assert BO[-7:] not in tested.output
    assert not list(terminal.connection.scan_iter("peer:*"))


def test_who_has_not_agreed_is_not_rung_for_a_test(terminal: Terminal) -> None:
    terminal.add("Bo", BO)
    refused = terminal.run("peers", "test", "Bo")

    assert (refused.exit_code, "has not agreed to be rung" in refused.output) == (2, True)


def test_without_a_store_there_is_a_sentence(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", "unix:///nowhere/at/all")
    result = terminal.run("peers", "list")

    assert result.exit_code == 1
    assert "store" in result.output
    assert "Traceback" not in result.output
