"""A call to one of us: what counts as an answer, in any order in which the carrier may tell."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from hotline.domain.peer_call import (
    Asked,
    Ended,
    Kind,
    PeerCall,
    PickedUp,
    Placed,
    Pressed,
    PutOff,
    Refused,
    State,
    step,
)
from hotline.domain.phone import Phone

SID = "CA1"
FRESH = PeerCall("call", "consent", "ana", Phone("+12025550100"), 1000.0)


def told(*events: object, kind: Kind = "consent") -> tuple[State, list[object]]:
    call, said = replace(FRESH, kind=kind), []
    for event in events:
        call, reply = step(call, event)  # type: ignore[arg-type]
        said.append(reply)
    return call.state, said


def test_it_is_asked_for_once_unless_the_carrier_had_no_room() -> None:
    assert told(Asked())[0] == "asked"
    assert told(Asked(), PutOff())[0] == "waits"
    assert told(Asked(), PutOff(), Asked(), Refused())[0] == "refused"
    assert told(Asked(), PickedUp(SID), PutOff())[0] == "answered", "it came after all"


@pytest.mark.parametrize(("key", "state"), [("1", "yes"), ("2", "no")])
def test_a_key_is_an_answer_and_the_same_one_when_asked_twice(key: str, state: State) -> None:
    after, said = told(PickedUp(SID), Pressed(SID, key, 1), Pressed(SID, key, 1))

    assert (after, said) == (state, ["ask", state, state])


def test_what_was_said_is_not_unsaid_by_another_key_or_silence() -> None:
    pressed = Pressed(SID, "2", 1)
    for later in (
        Pressed(SID, "1", 1),
        Pressed(SID, "", 2),
        Ended(SID, "completed"),
        PickedUp(SID),
    ):
        assert told(PickedUp(SID), pressed, later)[0] == "no"


@pytest.mark.parametrize("key", ["", "3", "9", "*", "#", "0"])
def test_nothing_else_is_consent_and_it_is_asked_twice(key: str) -> None:
    state, said = told(PickedUp(SID), Pressed(SID, key, 1), Pressed(SID, key, 2))

    assert (state, said) == ("silent", ["ask", "ask again", "goodbye"])


def test_any_key_says_that_it_rang_through() -> None:
    for key in "0123456789*#":
        assert told(PickedUp(SID), Pressed(SID, key, 1), kind="test")[0] == "yes"
    assert told(PickedUp(SID), Pressed(SID, "", 2), kind="test")[0] == "silent"


@pytest.mark.parametrize(
    ("how", "state"),
    [("busy", "busy"), ("no-answer", "unanswered"), ("canceled", "unanswered"),
     ("failed", "refused"), ("completed", "silent")],
)  # fmt: skip
def test_how_it_ended_says_how_it_went(how: str, state: State) -> None:
    assert told(Asked(), Placed(SID), Ended(SID, how))[0] == state


def test_a_key_counts_in_whatever_order_the_carrier_tells() -> None:
    happenings = (Placed(SID), PickedUp(SID), Pressed(SID, "1", 1), Ended(SID, "completed"))
    for order in permutations(happenings):
        assert told(Asked(), *order)[0] == "yes"
