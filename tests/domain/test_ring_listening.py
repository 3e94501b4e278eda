"""Somebody who learns listens: when all three agree, to one peer's talk, while it is wanted."""

from __future__ import annotations

import pytest

from hotline.domain.errands import EndLeg
from hotline.domain.ring import events as e
from hotline.domain.ring.replies import (
    AskingThem,
    EnterRoom,
    GoBack,
    HandedOver,
    MayListen,
    OneMoment,
    StarMenu,
    TheySaid,
    YouHaveIt,
)
from tests.domain.test_ring import Evening, kinds


def asked(line: Evening) -> str:
    """Ana has it, and has asked for it; the contact has heard the question."""
    ana = line.talk("ana")
    assert line.tell(e.PeerLeft(ana)) == StarMenu(1, learner=True)
    line.tell(e.ContactLeft())
    assert line.tell(e.PeerChose(ana, "7")) == AskingThem()
    assert line.tell(e.PeerLeft(ana)) == OneMoment()
    assert line.turn(1) == MayListen()
    return ana


def listened(line: Evening) -> tuple[str, str]:
    """Ana has it, Cy listens, and the contact is with them."""
    ana = asked(line)
    line.turn(3, "1")
    assert line.tell(e.PeerLeft(ana)) == TheySaid(ana, agreed=True)
    line.tell(e.Beat(ana))
    assert line.turn(1) == EnterRoom(ana, anchor=False)
    cy = line.place("cy")
    assert line.tell(e.PeerPressed(cy, "1")) == YouHaveIt(ana, anchor=False)
    return ana, cy


@pytest.fixture
def line() -> Evening:
    return Evening(order=("ana", "bo"), at_once=1, options={"learners": ("cy",)})


@pytest.mark.parametrize("key", ["", "2", "0", "*"])
def test_only_a_1_is_yes_and_a_no_is_not_asked_again(line: Evening, key: str) -> None:
    ana = asked(line)
    assert line.turn(6, key) == OneMoment()

    assert line.tell(e.PeerLeft(ana)) == TheySaid(ana, agreed=False)
    assert line.rung() == []
    line.tell(e.Beat(ana))
    line.turn(1)
    assert line.tell(e.PeerLeft(ana)) == StarMenu(1)


def test_a_contact_who_cannot_be_asked_has_not_agreed(line: Evening) -> None:
    ana = asked(line)
    line.now += 30

    assert line.tell(e.PeerLeft(ana)) == TheySaid(ana, agreed=False)


def test_the_contact_sends_them_away_and_stays_with_their_peer(line: Evening) -> None:
    ana, cy = listened(line)
    line.now += 60
    line.tell(e.ContactLeft())
    assert line.turn(1) == GoBack(listener=True), "of two in a room neither is alone"

    assert line.turn(2, "2") == EnterRoom(ana, anchor=False)
    assert [errand.sid for errand in kinds(line.errands, EndLeg)] == ["CA-cy"]
    assert line.ring.attempt(cy).status == "void"  # type: ignore[union-attr]


def test_a_2_with_nobody_listening_forbids_nothing(line: Evening) -> None:
    ana = line.talk("ana")
    line.now += 60
    line.tell(e.ContactLeft())
    line.tell(e.Beat(ana))
    assert line.turn(1) == GoBack()
    line.turn(2, "2")

    assert line.tell(e.PeerLeft(ana)) == StarMenu(1, learner=True)


def test_they_are_no_company_and_no_heir(line: Evening) -> None:
    ana, _ = listened(line)
    line.tell(e.PeerLeft(ana))
    line.tell(e.ContactLeft())
    assert line.turn(1) == OneMoment(), "the contact is not sent to them alone"

    assert line.tell(e.PeerChose(ana, "2")) == HandedOver("", asks=False)
    assert line.rung() == ["bo"]
    assert [errand.sid for errand in kinds(line.errands, EndLeg)] == ["CA-cy"]


def test_where_breathing_stopped_nobody_is_asked() -> None:
    line = Evening(order=("ana",), options={"learners": ("cy",), "kind": "emergency"})
    ana = line.talk("ana")

    assert line.tell(e.PeerLeft(ana)) == StarMenu(1)
    assert line.tell(e.PeerChose(ana, "7")) == StarMenu(2)
