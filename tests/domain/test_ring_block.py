"""A peer blocks a phone: only who has the talk, only in a size, and asked twice it is once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.domain.phone import Phone
from hotline.domain.ring import events as e
from hotline.domain.ring.record import Ring
from hotline.domain.ring.replies import (
    Blocked,
    EnterRoom,
    HowBlocked,
    NotBlocked,
    Passed,
    TheyHungUp,
)
from hotline.domain.ring.step import begin, step

NOW = 1_767_319_200.0
ASKED = e.RingAsked("r", Phone("+12025550100"), "CA1", "en", ("ana", "bo"), 2, 90.0, mark="a3f09c")
TAKEN = (
    e.LegAsked("r-0"), e.LegAsked("r-1"), e.PeerPicked("r-0"), e.PeerPressed("r-0", "1"),
    e.TurnCame(1, may_dial=False),
)  # fmt: skip


def told(ring: Ring, *happened: e.Event) -> Ring:
    for event in happened:
        ring = step(ring, event, NOW + 5).ring
    return ring


@pytest.fixture
def talk() -> Ring:
    """Ana has it, and has pressed star."""
    return told(begin(ASKED, NOW).ring, *TAKEN, e.PeerLeft("r-0"))


def reply(ring: Ring, event: e.Event) -> object:
    return step(ring, event, NOW + 6).reply


def test_six_asks_how_far_and_a_size_blocks_and_ends_the_talk(talk: Ring) -> None:
    assert reply(talk, e.PeerChose("r-0", "6")) == HowBlocked(1)
    blocked = step(talk, e.PeerBlocked("r-0", "3"), NOW + 8)
    assert blocked.reply == Blocked("3", "ana")
    assert (blocked.ring.state, blocked.ring.outcome) == ("ended", "finished")
    assert reply(blocked.ring, e.PeerBlocked("r-0", "3")) == Blocked("3", "ana")  # asked twice


def test_nine_or_silence_blocks_nothing_and_leads_back(talk: Ring) -> None:
    assert reply(talk, e.PeerBlocked("r-0", "", 1)) == HowBlocked(2)
    assert isinstance(reply(talk, e.PeerBlocked("r-0", "", 3)), EnterRoom)
    assert isinstance(reply(talk, e.PeerBlocked("r-0", "9", 1)), EnterRoom)


def test_who_hung_up_meanwhile_can_still_be_blocked(talk: Ring) -> None:
    gone = told(talk, e.ContactFinal())
    assert reply(gone, e.PeerChose("r-0", "")) == TheyHungUp()
    assert reply(gone, e.PeerChose("r-0", "6")) == HowBlocked(1)
    assert reply(gone, e.PeerFinished("r-0", "6")) == HowBlocked(1)
    assert reply(gone, e.PeerBlocked("r-0", "1", 1)) == Blocked("1", "ana")
    assert reply(gone, e.PeerFinished("r-0", "")) == Passed()


def test_a_phone_that_is_hidden_or_everybodys_cannot_be(talk: Ring) -> None:
    hidden = replace(talk, mark="")
    assert reply(hidden, e.PeerChose("r-0", "6")) == NotBlocked()
    assert not isinstance(reply(hidden, e.PeerBlocked("r-0", "3")), Blocked)


@given(st.sampled_from("123456789"), st.integers(0, 9), st.sampled_from(["r-1", "r-7", "other"]))
def test_nobody_blocks_who_does_not_have_the_talk(key: str, n: int, attempt: str) -> None:
    ring = told(begin(ASKED, NOW).ring, *TAKEN, e.PeerLeft("r-0"))
    after = step(ring, e.PeerBlocked(attempt, key, n), NOW + 6)
    assert not isinstance(after.reply, Blocked | HowBlocked)
    assert after.ring.state == ring.state
