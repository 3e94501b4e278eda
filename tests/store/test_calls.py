"""A caller's place travels sealed: it opens for that call only; whatever else comes does not."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as some

from hotline.domain.ring.record import TALK_LIFE
from hotline.flow.oncall import OnCall
from hotline.flow.session import Session
from hotline.store.calls import Calls
from hotline.store.vault import Envelope

OLD, NEW = b"o" * 32, b"n" * 32
CALL = "CA" + "1" * 32
ON = OnCall(
    "flow",
    Session(language="es", place="main.naloxone", trail=("main.home", "main.supplies")),
    turn=7,
    missed=1,
    step="main.talk",
)


def test_it_comes_back_as_it_was_and_fits_into_an_address() -> None:
    token = Calls(Envelope([NEW])).seal(ON, CALL)

    assert Calls(Envelope([NEW])).open(token, CALL) == ON
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    assert len(token) < 1500


def test_it_opens_for_its_own_call_only() -> None:
    calls = Calls(Envelope([NEW]))
    assert calls.open(calls.seal(ON, CALL), "CA" + "2" * 32) is None


def test_a_call_that_began_under_the_old_secret_goes_on_under_the_new_one() -> None:
    token = Calls(Envelope([OLD])).seal(ON, CALL)

    assert Calls(Envelope([NEW, OLD])).open(token, CALL) == ON
    assert Calls(Envelope([NEW])).open(token, CALL) is None


@given(some.text())
def test_whatever_else_comes_opens_not(token: str) -> None:
    assert Calls(Envelope([NEW])).open(token, CALL) is None


def test_the_same_place_looks_different_each_time() -> None:
    calls = Calls(Envelope([NEW]))
    assert calls.seal(ON, CALL) != calls.seal(ON, CALL)
    assert calls.open(calls.seal(replace(ON, turn=8), CALL), CALL) == replace(ON, turn=8)


def test_a_request_that_was_seen_once_moves_nobody_the_night_after() -> None:
    now = [1_767_319_200.0]
    calls = Calls(Envelope([b"s" * 32]), lambda: now[0])
    token = calls.seal(OnCall(at="waiting", ring="r"), "CA1")

    now[0] += TALK_LIFE  # who leaves the longest talk is still known
    assert calls.open(token, "CA1")
    now[0] += 3601
    assert calls.open(token, "CA1") is None
