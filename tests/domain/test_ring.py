"""A contact waits, peers are rung: what each hears, and when, without anything going wrong much."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from hotline.domain.errands import EndLeg, EndRoom, EraseCall, Errand, RingLeg, WatchRing
from hotline.domain.phone import Phone
from hotline.domain.ring import events as e
from hotline.domain.ring.record import Ring, ring_of
from hotline.domain.ring.replies import (
    AskToTake,
    Blocked,
    Breathe,
    Direct,
    DroppedOut,
    EnterRoom,
    GoBack,
    HandedOver,
    NotNeeded,
    OneMoment,
    Over,
    Passed,
    Rested,
    SomeoneHasIt,
    StarMenu,
    TheyHungUp,
    Wait,
    WantsCompany,
    YouHaveIt,
)
from hotline.domain.ring.step import begin, step
from hotline.domain.ring.watch import suspicious

NOON = 1767283200.0
ID = "r" * 22
LINE = Phone("+12025550100")


@dataclass
class Evening:
    """One ring from its start; time moves when it is told to."""

    order: tuple[str, ...] = ("ana", "bo", "cy")
    at_once: int = 2
    now: float = NOON
    options: dict[str, Any] = field(default_factory=dict)
    patience: float = 90.0

    def __post_init__(self) -> None:
        call = "CA" + "1" * 32
        asked = e.RingAsked(
            ID, LINE, call, "en", self.order, self.at_once, self.patience, **self.options
        )
        begun = begin(asked, self.now)
        self.ring: Ring = begun.ring
        self.errands: list[Errand] = [errand for _, errand in begun.errands]
        self.turns = 0

    def tell(self, event: Any) -> Any:
        stepped = step(self.ring, event, self.now)
        self.ring = stepped.ring
        self.errands = [errand for _, errand in stepped.errands]
        return stepped.reply

    def turn(self, after: float = 0.0, key: str = "") -> Any:
        self.now += after
        self.turns += 1
        return self.tell(e.TurnCame(self.turns, key))

    def rung(self) -> list[str]:
        """Peers whose leg is to be placed after the last happening."""
        legs = [errand.attempt for errand in self.errands if isinstance(errand, RingLeg)]
        return [a.peer for a in self.ring.attempts if a.id in legs]

    def leg(self, peer: str) -> str:
        return [a.id for a in self.ring.attempts if a.peer == peer][-1]

    def place(self, peer: str) -> str:
        """Its leg is asked for, and the carrier takes it."""
        leg = self.leg(peer)
        self.tell(e.LegAsked(leg))
        self.tell(e.LegPlaced(leg, f"CA-{peer}"))
        return leg

    def talk(self, peer: str) -> str:
        """The peer takes it, and the contact is in the room with them."""
        leg = self.place(peer)
        self.tell(e.PeerPressed(leg, "1"))
        self.tell(e.Beat(leg))
        assert isinstance(self.turn(1), EnterRoom)
        return leg


def kinds(errands: list[Errand], kind: type) -> list[Errand]:
    return [errand for errand in errands if isinstance(errand, kind)]


# Taking it.


def test_peers_are_rung_at_once_as_many_as_are_to_be() -> None:
    line = Evening()

    assert line.rung() == ["ana", "bo"]
    assert all(ring_of(a.id) == ID for a in line.ring.attempts)


def test_who_presses_1_has_it_and_the_contact_comes_with_their_next_turn() -> None:
    line = Evening()
    leg = line.place("ana")
    assert line.turn(3) == Wait(1)
    assert line.tell(e.PeerPicked(leg)) == AskToTake(1)

    assert line.tell(e.PeerPressed(leg, "1")) == YouHaveIt(leg, anchor=True)
    assert line.turn(1) == OneMoment()
    line.tell(e.Beat(leg))
    assert line.turn(2) == EnterRoom(leg, anchor=False)


def test_who_presses_1_has_it_also_when_the_record_lost_that_they_were_rung() -> None:
    line = Evening()
    leg = line.leg("ana")

    assert line.tell(e.PeerPressed(leg, "1")) == YouHaveIt(leg, anchor=True)
    assert [a.id for a in line.ring.attempts] == [leg]


def test_the_second_to_press_1_hears_that_someone_has_it_and_its_leg_is_ended() -> None:
    line = Evening()
    ana, bo = line.place("ana"), line.place("bo")
    line.tell(e.PeerPressed(ana, "1"))

    assert kinds(line.errands, EndLeg) == [EndLeg("CA-bo", line.now + 600)]
    assert line.tell(e.PeerPressed(bo, "1")) == SomeoneHasIt()
    assert line.tell(e.PeerPressed(ana, "1")) == YouHaveIt(ana, anchor=True)


def test_a_leg_that_comes_about_after_somebody_took_it_is_ended() -> None:
    line = Evening()
    ana, bo = line.place("ana"), line.leg("bo")
    line.tell(e.LegAsked(bo))
    line.tell(e.PeerPressed(ana, "1"))
    assert not kinds(line.errands, EndLeg)

    line.tell(e.LegPlaced(bo, "CA-bo"))
    assert kinds(line.errands, EndLeg) == [EndLeg("CA-bo", line.now + 600)]


def test_a_pass_ends_without_a_word_and_the_next_is_rung() -> None:
    line = Evening()
    leg = line.place("ana")

    assert line.tell(e.PeerPressed(leg, "3")) == Passed()
    assert line.rung() == ["cy"]
    assert line.tell(e.PeerPressed(leg, "1")) == SomeoneHasIt()


def test_a_voicemail_is_asked_twice_and_then_passes() -> None:
    line = Evening()
    leg = line.place("ana")

    assert line.tell(e.PeerPressed(leg, "", 1)) == AskToTake(2)
    assert line.tell(e.PeerPressed(leg, "", 2)) == Passed()
    assert "ana" in line.ring.passed


def test_the_next_is_rung_8_seconds_after_a_pick_up_without_a_key() -> None:
    line = Evening(at_once=1)
    leg = line.place("ana")
    line.tell(e.PeerPicked(leg))
    line.turn(7)
    assert line.rung() == []

    line.turn(1)
    assert line.rung() == ["bo"]
    assert line.tell(e.PeerPressed(leg, "1")) == YouHaveIt(leg, anchor=True)


def test_a_leg_whose_end_was_never_told_is_not_waited_for() -> None:
    line = Evening(at_once=1)
    line.place("ana")

    line.turn(34)
    assert line.rung() == ["bo"]


def test_a_leg_the_carrier_has_no_room_for_is_planned_again() -> None:
    line = Evening(at_once=1)
    leg = line.leg("ana")
    line.tell(e.LegAsked(leg))
    line.tell(e.LegPutOff(leg))

    line.tell(e.LegAsked(leg))
    assert line.ring.attempt(leg).status == "asked"  # type: ignore[union-attr]


def test_while_a_peers_phone_rings_for_another_contact_the_next_is_rung() -> None:
    line = Evening(order=("ana", "bo"), at_once=1)
    ana = line.leg("ana")
    line.tell(e.LegPutOff(ana, engaged=True))
    assert line.rung() == ["bo"]

    line.tell(e.LegFinal(line.place("bo")))
    line.now += 30
    line.tell(e.LegPutOff(ana, engaged=True))
    assert line.turn() == Wait(1)
    assert line.rung() == []
    assert line.tell(e.LegAsked(line.place("ana"))) is None
    assert line.tell(e.PeerPressed(ana, "1")) == YouHaveIt(ana, anchor=True)


def test_in_another_language_those_not_yet_rung_are_rung_in_another_order() -> None:
    line = Evening(order=("ana", "bo", "cy", "dee"), at_once=1)
    leg = line.place("ana")

    assert line.tell(e.LanguageChanged("es", ("dee", "cy", "stranger", "ana"))) is None
    assert line.ring.language == "es"
    assert line.rung() == []
    for peer in ("dee", "cy", "bo"):
        line.tell(e.LegFinal(leg))
        assert line.rung() == [peer]
        leg = line.place(peer)


# Nobody.


def test_after_its_patience_the_contact_hears_that_nobody_could_whatever_is_broken() -> None:
    line = Evening()
    line.place("ana")
    assert line.turn(89) == Wait(1)

    assert line.turn(1) == Over("nobody")
    assert line.turn(1) == Over("nobody")


def test_when_all_have_passed_nobody_waits_for_the_rest_of_the_time() -> None:
    line = Evening(order=("ana",))
    line.tell(e.PeerPressed(line.place("ana"), "3"))

    assert line.turn(1) == Over("nobody")


def test_who_did_not_answer_is_rung_again_after_a_pause() -> None:
    line = Evening(order=("ana",))
    leg = line.place("ana")
    line.now += 18
    line.tell(e.LegFinal(leg))
    assert line.rung() == []

    assert line.turn(2) == Wait(1)
    assert line.rung() == ["ana"]
    assert line.leg("ana") != leg


def test_somebody_who_took_it_and_never_came_is_not_the_end_of_it() -> None:
    line = Evening(at_once=1)
    line.tell(e.PeerPressed(line.place("ana"), "1"))

    line.turn(89)
    assert line.turn(1) == DroppedOut()
    assert line.rung() == ["bo"]
    assert line.turn(6) == Direct("bo")  # the worker is dead as well


def test_more_can_be_asked_while_it_rings() -> None:
    line = Evening(order=("ana",))
    line.tell(e.PeersAdded(("dee", "ana")))

    assert line.rung() == ["dee"]
    assert line.ring.order == ("ana", "dee")


def test_breaths_are_counted_until_a_voice_is_there_also_when_nobody_is() -> None:
    line = Evening(order=("ana",), patience=2700.0, options={"kind": "emergency"})
    leg = line.place("ana")
    assert line.turn(5) == Breathe(1)
    line.tell(e.PeerPressed(leg, "1"))
    assert line.turn(1) == Breathe(2)
    line.tell(e.LegFinal(leg))
    line.tell(e.PeersAdded(()))

    assert line.turn(1) == DroppedOut()
    assert line.turn(1) == Breathe(4)
    assert line.turn(2700) == Over("nobody")


# Out of the room.


def test_a_star_leads_the_peer_to_a_menu_and_back_into_the_same_room() -> None:
    line = Evening()
    leg = line.talk("ana")

    assert line.tell(e.PeerLeft(leg)) == StarMenu(1)
    assert line.tell(e.ContactLeft()) == OneMoment()
    assert line.turn(2) == OneMoment()
    assert line.tell(e.PeerChose(leg, "", 1)) == StarMenu(2)
    assert line.tell(e.PeerChose(leg, "9", 2)) == EnterRoom(leg, anchor=True)
    line.tell(e.Beat(leg))
    assert line.turn(2) == EnterRoom(leg, anchor=False)


def test_a_peer_who_only_listens_to_the_menu_is_back_after_half_a_minute() -> None:
    line = Evening()
    leg = line.talk("ana")
    line.tell(e.PeerLeft(leg))

    replies = [line.tell(e.PeerChose(leg, "", n)) for n in range(1, 7)]
    assert replies == [*(StarMenu(n) for n in range(2, 7)), EnterRoom(leg, anchor=True)]


def test_handing_over_rings_others_and_never_this_peer_again() -> None:
    line = Evening(order=("ana", "bo"), at_once=1)
    leg = line.talk("ana")
    line.tell(e.PeerLeft(leg))
    line.tell(e.ContactLeft())

    assert line.tell(e.PeerChose(leg, "2")) == HandedOver("", asks=False)
    assert line.rung() == ["bo"]
    assert not kinds(line.errands, EndLeg), "they are still told something"
    assert line.turn(2) == Wait(2)
    line.now += 60
    line.tell(e.LegFinal(line.place("bo")))
    assert line.rung() == ["bo"]
    assert line.turn(90) == Over("nobody else")


def test_it_is_handed_over_until_somebody_has_it() -> None:
    line = Evening(order=("ana", "bo"), at_once=1)
    leg = line.talk("ana")
    assert not line.ring.handed
    line.tell(e.PeerLeft(leg))
    line.tell(e.PeerChose(leg, "2"))
    assert line.ring.handed

    line.talk("bo")
    assert not line.ring.handed


def test_a_peer_can_end_it() -> None:
    line = Evening()
    leg = line.talk("ana")
    line.tell(e.PeerLeft(leg))
    line.tell(e.PeerChose(leg, "3"))

    assert line.tell(e.ContactLeft()) == Over("finished")


def test_the_contacts_star_asks_whether_to_go_back_and_then_goes_back() -> None:
    line = Evening()
    leg = line.talk("ana")
    assert line.tell(e.ContactLeft()) == OneMoment()
    line.tell(e.Beat(leg))

    assert line.turn(2) == GoBack()
    line.now += 4
    line.tell(e.Beat(leg))
    assert line.turn(1) == EnterRoom(leg, anchor=False)


def test_or_somebody_else_is_rung() -> None:
    line = Evening(order=("ana", "bo"), at_once=1)
    leg = line.talk("ana")
    line.tell(e.ContactLeft())
    line.tell(e.Beat(leg))
    line.turn(2)

    line.tell(e.Beat(leg))
    assert line.turn(2, key="1") == Wait(3)
    assert line.rung() == ["bo"]
    assert kinds(line.errands, EndRoom) == [EndRoom(leg, line.now + 600)]
    assert line.tell(e.PeerLeft(leg)) == SomeoneHasIt()


def test_when_the_peers_phone_dies_it_is_rung_first_and_the_contact_is_told() -> None:
    line = Evening(order=("bo", "ana"), at_once=1)
    line.tell(e.LegFinal(line.place("bo")))
    leg = line.talk("ana")
    line.tell(e.LegFinal(leg))

    assert line.rung() == ["ana"]
    assert kinds(line.errands, EraseCall)
    assert line.tell(e.ContactLeft()) == DroppedOut()
    assert line.turn(2) == Wait(2)


def test_when_it_stays_dead_the_next_is_rung() -> None:
    line = Evening(order=("ana", "bo"), at_once=1)
    line.tell(e.LegFinal(line.talk("ana")))
    line.tell(e.LegFinal(line.place("ana")))

    assert line.rung() == ["bo"]


def test_who_gave_it_to_a_second_is_out_and_the_second_has_it() -> None:
    line = Evening(order=("ana", "bo"), at_once=1, options={"mark": "a3f09c"})
    ana = line.talk("ana")
    line.tell(e.PeerLeft(ana))
    line.tell(e.PeerChose(ana, "1"))
    bo = line.place("bo")
    line.tell(e.PeerPressed(bo, "1"))
    line.turn(1)
    line.tell(e.PeerLeft(ana))
    assert line.tell(e.PeerLeft(bo)) == OneMoment()

    assert line.tell(e.PeerChose(ana, "2")) == HandedOver("bo", asks=True)
    assert line.tell(e.PeerLeft(bo)) == EnterRoom(ana, anchor=True)
    line.tell(e.Beat(bo))
    assert line.turn(1) == EnterRoom(ana, anchor=False)
    assert line.tell(e.PeerParted(ana, "1")) == Blocked("2", "ana", parted=True)
    line.tell(e.LegFinal(ana))
    assert line.ring.state == "talk"


def test_only_who_gave_it_on_keeps_the_phone_away_and_only_by_1() -> None:
    line = Evening(order=("ana", "bo"), at_once=1, options={"mark": "a3f09c"})
    ana = line.talk("ana")
    assert line.tell(e.PeerParted(ana, "1")) == Passed()
    line.tell(e.PeerLeft(ana))
    line.tell(e.PeerChose(ana, "2"))

    assert line.tell(e.PeerParted(ana, "2")) == Passed()
    assert line.tell(e.PeerParted(line.leg("bo"), "1")) == Passed()
    assert line.tell(e.PeerParted(ana, "1")) == Blocked("2", "ana", parted=True)


def test_just_after_a_talk_its_peer_may_rest_or_want_company() -> None:
    line = Evening(order=("ana", "bo"), at_once=1)
    ana = line.talk("ana")
    line.tell(e.ContactFinal())

    assert line.tell(e.PeerLeft(ana)) == TheyHungUp()
    assert line.tell(e.PeerFinished(ana, "")) == Passed()
    assert line.tell(e.PeerFinished(ana, "1")) == Rested("ana")
    assert line.tell(e.PeerFinished(ana, "2")) == WantsCompany("ana")
    assert line.tell(e.PeerFinished("somebody-9", "1")) == Passed()


def test_the_contact_hangs_up_before_the_peer_gets_there() -> None:
    line = Evening()
    leg = line.place("ana")
    line.tell(e.PeerPressed(leg, "1"))
    line.tell(e.ContactFinal())

    assert kinds(line.errands, EndRoom) == [EndRoom(leg, line.now + 600)]
    assert line.tell(e.PeerLeft(leg)) == TheyHungUp()


def test_a_room_entered_after_its_end_is_ended_again() -> None:
    line = Evening()
    leg = line.talk("ana")
    line.tell(e.ContactFinal())

    line.tell(e.Beat(leg))
    assert kinds(line.errands, EndRoom) == [EndRoom(leg, line.now + 600)]


# A second.


def test_a_second_comes_in_and_has_it_when_the_first_one_drops() -> None:
    line = Evening(order=("ana", "bo"), at_once=1, options={"kind": "stay"})
    ana = line.talk("ana")
    line.tell(e.PeerLeft(ana))
    assert line.tell(e.PeerChose(ana, "1")) == EnterRoom(ana, anchor=True)
    assert line.rung() == ["bo"]
    bo = line.place("bo")
    assert line.tell(e.PeerPressed(bo, "1")) == YouHaveIt(ana, anchor=False)

    line.tell(e.LegFinal(ana))
    assert not kinds(line.errands, EndRoom)  # the contact may be in it, with the second
    assert line.tell(e.PeerLeft(bo)) == EnterRoom(ana, anchor=True)
    line.tell(e.ContactLeft())
    line.tell(e.Beat(bo))
    assert line.turn(2) == EnterRoom(ana, anchor=False)


def test_a_second_is_rung_for_until_one_comes() -> None:
    line = Evening(order=("ana", "bo", "cy"), at_once=2, options={"kind": "stay"})
    bo = line.place("bo")
    ana = line.talk("ana")
    line.tell(e.LegFinal(bo))  # rung with ana, and ended when she took it
    line.tell(e.PeerLeft(ana))
    line.tell(e.PeerChose(ana, "1"))
    assert line.rung() == ["bo"]

    line.tell(e.PeerPressed(line.place("bo"), "3"))
    assert line.rung() == ["cy"]
    line.tell(e.LegFinal(line.place("cy")))
    assert line.rung() == []
    line.now += 20
    assert suspicious(line.ring, line.now)
    line.tell(e.WatchTold(contact=True, attempt=ana, peer=True))
    assert line.rung() == ["cy"]
    line.tell(e.PeerPressed(line.place("cy"), "1"))
    line.now += 20
    line.tell(e.TimePassed())
    assert line.rung() == []


# Without a worker.


def test_with_no_leg_at_the_carrier_the_contacts_own_call_dials() -> None:
    line = Evening()
    assert line.turn(5) == Wait(1)

    assert line.turn(1) == Direct("ana")
    assert line.tell(e.DirectEnded(talked=False)) == Direct("bo")
    assert line.tell(e.PeerPressed(f"{ID}-0", "1")) == SomeoneHasIt()
    assert line.tell(e.DirectEnded(talked=False)) == Direct("cy")
    assert line.tell(e.DirectEnded(talked=False)) == Wait(0)
    assert line.turn(13) == Wait(3)
    assert line.turn(1) == Direct("ana")
    assert line.turn(83) == Over("nobody")


def test_a_worker_whom_the_carrier_only_puts_off_is_helped() -> None:
    """Its door is shut, our token is no good there any more, it has too much to do: dialling from
    the contact's own call needs none of that."""
    line = Evening(order=("ana",))
    for _ in range(2):
        line.now += 2
        line.tell(e.LegAsked(line.leg("ana")))
        line.tell(e.LegPutOff(line.leg("ana")))
        assert line.turn() == Wait(line.turns)

    assert line.turn(2) == Direct("ana")


def test_a_worker_that_dies_in_the_middle_of_a_wait_is_helped_as_well() -> None:
    line = Evening(order=("ana",), patience=2700.0, options={"kind": "emergency"})
    nobody_picks_up(line, 140)
    assert line.ring.attempts

    assert line.turn(5) == Breathe(1)
    assert line.turn(1) == Direct("ana")


def test_a_leg_behind_many_is_no_sign_of_a_dead_worker() -> None:
    line = Evening(order=("ana", "bo", "cy"), at_once=3)
    line.now += 1
    line.place("ana")
    line.now += 5
    line.place("bo")

    assert line.turn(3) == Wait(1)


def test_where_a_leg_may_have_been_placed_the_call_dials_the_same_peer_and_ends_the_leg() -> None:
    line = Evening(order=("ana",))
    leg = line.leg("ana")
    line.tell(e.LegAsked(leg))
    assert line.turn(6) == Direct("ana")

    line.tell(e.LegPlaced(leg, "CA-ana"))
    assert kinds(line.errands, EndLeg) == [EndLeg("CA-ana", line.now + 600)]
    line.tell(e.LegFinal(leg))
    assert kinds(line.errands, EraseCall)


def test_nobody_is_dialled_before_the_steps_are_said_nor_without_breaths_between() -> None:
    line = Evening(order=("ana", "bo"), patience=2700.0, options={"kind": "emergency"})
    line.now += 30
    assert line.tell(e.TurnCame(1, may_dial=False)) == Breathe(1)
    assert line.tell(e.TurnCame(2)) == Direct("ana")
    line.now += 18

    assert line.tell(e.DirectEnded(talked=False)) == Breathe(0)
    assert line.turn(19) == Breathe(1)
    assert line.turn(1) == Direct("bo")


def test_who_took_it_while_another_number_was_dialled_has_it() -> None:
    line = Evening()
    leg = line.place("ana")
    line.tell(e.PeerPressed(leg, "1"))
    line.now += 15
    line.tell(e.Beat(leg))

    assert line.tell(e.DirectEnded(talked=False)) == EnterRoom(leg, anchor=False)


def test_a_peer_who_picked_up_in_the_last_second_is_waited_for() -> None:
    line = Evening(order=("ana",))
    nobody_picks_up(line, 80)
    leg = line.place("ana")
    line.now = line.ring.until - 1
    line.tell(e.PeerPicked(leg))

    assert line.turn(30) == Wait(1)
    assert line.tell(e.PeerPressed(leg, "1")) == YouHaveIt(leg, anchor=True)


def test_but_nobody_else_is_rung_any_more() -> None:
    line = Evening(order=("ana", "bo"), at_once=1)
    nobody_picks_up(line, 80)
    leg = line.place("ana")

    assert line.turn(10) == Wait(1)
    line.tell(e.PeerPressed(leg, "3"))
    assert line.rung() == []
    assert line.turn(1) == Over("nobody")


def test_but_no_longer_than_a_phone_can_ring() -> None:
    line = Evening(order=("ana",))
    nobody_picks_up(line, 80)
    line.place("ana")

    assert line.turn(32) == Wait(1)
    assert line.turn(1) == Over("nobody")


def test_a_talk_that_breaks_off_in_direct_mode_is_rung_on_for() -> None:
    line = Evening(options={"mode": "direct"})
    assert line.rung() == []
    assert line.turn() == Direct("ana")
    line.now += 300

    assert line.tell(e.DirectEnded(talked=True)) == DroppedOut()
    assert line.turn(1) == Direct("bo")


# What was lost.


def test_a_contact_of_whom_nothing_is_heard_is_asked_after() -> None:
    line = Evening()
    line.turn(3)
    assert not suspicious(line.ring, line.now + 14)
    assert suspicious(line.ring, line.now + 15)

    line.tell(e.WatchTold(contact=False, attempt="", peer=None))
    assert line.ring.outcome == "gone"


@pytest.mark.parametrize(("state", "after"), [("claimed", 8), ("parted", 6), ("away", 40)])
def test_between_two_rooms_it_must_not_take_too_long(state: str, after: float) -> None:
    line = Evening()
    if state == "claimed":
        line.tell(e.PeerPressed(line.place("ana"), "1"))
    else:
        leg = line.talk("ana")
        line.tell(e.ContactLeft() if state == "parted" else e.PeerLeft(leg))
    assert line.ring.state == state
    assert line.ring.watch <= line.now + after

    line.now += after
    if state == "away":
        line.turn()
    assert suspicious(line.ring, line.now)


def test_somebody_alone_in_a_talk_is_looked_after_once_they_say_so() -> None:
    line = Evening()
    leg = line.talk("ana")
    line.now += 600
    for _ in range(4):
        line.now += 2
        line.tell(e.Beat(leg))

    assert suspicious(line.ring, line.now)
    line.tell(e.WatchTold(contact=False, attempt=leg, peer=True))
    assert kinds(line.errands, EndRoom) == [EndRoom(leg, line.now + 600)]


def test_a_look_comes_again_as_long_as_it_is_needed() -> None:
    line = Evening()
    line.now = line.ring.watch
    line.tell(e.TimePassed())

    assert [type(errand) for errand in line.errands] == [WatchRing]
    assert line.ring.watch > line.now


def test_a_look_that_was_lost_is_armed_anew() -> None:
    line = Evening(order=("ana",))
    line.place("ana")
    for _ in range(30):
        line.turn(2)
        if line.rung():
            line.place("ana")
    assert not line.errands

    line.turn(20)
    assert kinds(line.errands, WatchRing)


def test_the_answer_about_an_old_leg_does_not_touch_the_new_one() -> None:
    line = Evening(at_once=1)
    old = line.talk("ana")
    line.tell(e.LegFinal(old))
    line.tell(e.ContactLeft())
    line.talk("ana")

    line.tell(e.WatchTold(contact=True, attempt=old, peer=False))
    assert line.ring.state == "talk"


def test_what_is_told_twice_is_done_once() -> None:
    line = Evening()
    leg = line.place("ana")
    first = line.tell(e.PeerPressed(leg, "3", id="CA1 1"))
    after = line.ring

    assert line.tell(e.PeerPressed(leg, "3", id="CA1 1")) is not None
    assert (first, line.ring, line.errands) == (Passed(), after, [])


EVENTS = [
    e.TurnCame(1), e.TurnCame(2, "1"), e.ContactLeft(), e.ContactFinal(), e.ContactChose(),
    e.DirectEnded(True), e.DirectEnded(False), e.PeersAdded(("dee",)), e.TimePassed(), e.Beat(),
    e.KindChanged("emergency", 2700.0, 9), e.LanguageChanged("es", ("bo",)),
    e.WatchTold(None, "", None), e.WatchTold(True, f"{ID}-0", False),
    *(
        event
        for n in range(3)
        for event in (
            e.LegAsked(f"{ID}-{n}"), e.LegPlaced(f"{ID}-{n}", "CA"), e.LegPutOff(f"{ID}-{n}"),
            e.LegPutOff(f"{ID}-{n}", True),
            e.LegNotPlaced(f"{ID}-{n}"), e.LegFinal(f"{ID}-{n}"), e.PeerPicked(f"{ID}-{n}"),
            e.PeerPressed(f"{ID}-{n}", "1"), e.PeerPressed(f"{ID}-{n}", ""),
            e.PeerLeft(f"{ID}-{n}"), e.PeerChose(f"{ID}-{n}", "1"),
            e.PeerChose(f"{ID}-{n}", "2"), e.PeerChose(f"{ID}-{n}", "9", 9), e.Beat(f"{ID}-{n}"),
            e.PeerChose(f"{ID}-{n}", "6"), e.PeerBlocked(f"{ID}-{n}", "9", 2),
        )
    ),
]  # fmt: skip


@pytest.mark.parametrize("mode", ["rest", "direct"])
@pytest.mark.parametrize("kind", ["plain", "emergency"])
def test_any_three_events_in_any_order_are_borne(mode: str, kind: str) -> None:
    start = Evening(order=("ana", "bo"), at_once=1, options={"mode": mode, "kind": kind}).ring
    rings, now = {start}, NOON
    for wait in (1.0, 7.0, 200.0):
        now += wait
        rings = {step(ring, event, now).ring for ring in rings for event in EVENTS}

    assert all(hash(ring) is not None for ring in rings)


def test_a_contact_who_went_for_something_else_unnoticed_is_not_rung_for_any_more() -> None:
    line = Evening(order=("ana",), patience=2700.0, options={"kind": "emergency"})
    line.turn(3)
    leg = line.place("ana")
    for _ in range(4):
        assert line.ring.state == "wait"
        line.now += 15
        line.tell(e.WatchTold(contact=True, attempt="", peer=None))

    assert line.ring.outcome == "other"
    assert line.tell(e.PeerPressed(leg, "1")) == NotNeeded()


def test_nor_is_somebody_left_in_the_room_for_them() -> None:
    line = Evening()
    line.turn(1)
    leg = line.place("ana")
    line.tell(e.PeerPressed(leg, "1"))
    line.now += 60
    line.tell(e.WatchTold(contact=True, attempt=leg, peer=True))

    assert kinds(line.errands, EndRoom) == [EndRoom(leg, line.now + 600)]
    assert line.tell(e.PeerLeft(leg)) == NotNeeded()


def test_nor_alone_in_a_room_that_they_never_came_to() -> None:
    """The word that sent them in was lost, and so was what they chose then."""
    line = Evening()
    leg = line.place("ana")
    line.tell(e.PeerPressed(leg, "1"))
    line.tell(e.Beat(leg))
    assert line.turn(1) == EnterRoom(leg, anchor=False)
    for _ in range(30):
        assert line.ring.state == "talk"
        line.now += 2
        line.tell(e.Beat(leg))
        line.tell(e.WatchTold(contact=True, attempt=leg, peer=True))
    line.now += 2
    line.tell(e.Beat(leg))
    line.tell(e.WatchTold(contact=True, attempt=leg, peer=True))

    assert line.ring.outcome == "other"
    assert kinds(line.errands, EndRoom) == [EndRoom(leg, line.now + 600)]
    assert line.tell(e.PeerLeft(leg)) == NotNeeded()


def test_nor_is_a_talk_ended_in_which_the_peer_was_alone_for_a_moment() -> None:
    line = Evening()
    leg = line.talk("ana")
    line.now += 600
    line.tell(e.Beat(leg))
    line.now += 2
    line.tell(e.Beat(leg))
    line.tell(e.WatchTold(contact=True, attempt=leg, peer=True))

    assert line.ring.state == "talk"


def test_a_turn_whose_answer_got_lost_leads_into_the_room_again() -> None:
    line = Evening()
    leg = line.place("ana")
    line.tell(e.PeerPressed(leg, "1"))
    line.tell(e.Beat(leg))
    assert line.tell(e.TurnCame(1, id="t1")) == EnterRoom(leg, anchor=False)
    line.now += 2
    line.tell(e.Beat(leg))

    assert line.tell(e.TurnCame(1, id="t1")) == EnterRoom(leg, anchor=False)
    assert line.ring.contact_in == leg


def test_whoever_never_met_anybody_is_not_asked_whether_to_go_back() -> None:
    line = Evening()
    leg = line.talk("ana")
    assert line.turn(3) == OneMoment()
    line.tell(e.Beat(leg))

    assert line.turn(2) == EnterRoom(leg, anchor=False)


def test_who_came_out_of_a_talk_without_a_word_is_asked() -> None:
    line = Evening()
    leg = line.talk("ana")
    line.now += 60
    line.tell(e.Beat(leg))

    assert line.turn(1) == GoBack()


# For long.


def nobody_picks_up(line: Evening, seconds: int) -> list[float]:
    """When peers are rung, as each phone rings out at once."""
    rung = [line.now] * len(line.ring.attempts)
    for _ in range(seconds):
        for attempt in line.ring.attempts:
            line.tell(e.LegFinal(line.place(attempt.peer)))
        line.now += 1
        line.tell(e.TimePassed())
        rung += [line.now] * len(line.rung())
    return rung


def test_the_pauses_between_waves_grow_also_where_breathing_stopped() -> None:
    line = Evening(order=("ana",), patience=2700.0, options={"kind": "emergency"})

    rung = nobody_picks_up(line, 300)
    assert [at - NOON for at in rung] == [0, 20, 40, 80, 140, 200, 260]


def test_a_wait_for_breath_is_long_also_when_people_were_rung_already() -> None:
    line = Evening(order=("ana",))
    nobody_picks_up(line, 85)
    line.tell(e.KindChanged("emergency", 2700.0, 50))

    rung = nobody_picks_up(line, 2600)
    assert line.turn(1) == Breathe(1)
    assert len(rung) > 40
    assert line.now - rung[-1] <= 60
