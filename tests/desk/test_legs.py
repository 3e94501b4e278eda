"""Workers ring peers: in order, each once, and not when it does not matter any more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hotline.desk.calls import call_turned
from hotline.desk.errands import do
from hotline.desk.peer_calls import begin
from hotline.desk.ringing import begun, happened
from hotline.domain.errands import Due, EndLeg, EndRoom, EraseCall, SendText
from hotline.domain.events import CallStarted, CallTurned
from hotline.domain.pacing import Pace
from hotline.domain.people import Consent, Person
from hotline.domain.phone import Phone
from hotline.domain.ring import events as e
from hotline.domain.ring.record import Ring
from hotline.domain.ring.replies import Direct, SomeoneHasIt, YouHaveIt
from hotline.errors import CarrierBusy, CarrierRefused, CarrierUnsure, StoreAway
from hotline.flow.edition import Edition
from hotline.flow.lexicon import person_place
from hotline.flow.oncall import OnCall
from hotline.flow.session import Session
from tests.desk.pretend import ANNA, LINE, NOON, Line, default_edition

ID = "r" * 22
CALL = "CA" + "f" * 32
ANA, BO, CY, DEE = (Phone(f"+1202555011{n}") for n in range(4))


@pytest.fixture(scope="module")
def edition():
    return default_edition()


@pytest.fixture
def line(edition) -> Line:
    line = Line(edition)
    line.people.people = (peer("ana", ANA), peer("bo", BO), peer("cy", CY))
    begun(line.desk(), asked())
    return line


def asked(ring: str = ID, order: tuple[str, ...] = ("ana", "bo"), **other: object) -> e.RingAsked:
    patience = other.pop("patience", 90.0)
    return e.RingAsked(ring, LINE, CALL, "en", order, 2, patience, **other)  # type: ignore[arg-type]


def peer(name: str, phone: Phone) -> Person:
    return Person(name, name, (phone,), ("en",), calls=Consent("given", NOON))


def work(line: Line) -> list[str]:
    """What a worker makes of all that is due now."""
    return [do(line.desk(), id) for id in sorted(line.due())]


def ring(line: Line, id: str = ID) -> Ring:
    return line.rings.rings[id][0]


def rung(line: Line) -> list[object]:
    return [placed["to"] for placed in line.carrier.placed]


def test_workers_are_nudged_at_once_and_ring_one_peer_a_second(line: Line) -> None:
    assert line.nudges.looked == [f"{ID}-0-leg", f"{ID}-1-leg"]

    assert work(line) == ["rung", "waits"]
    assert rung(line) == [ANA]
    assert line.carrier.placed[0] == {
        "line": LINE,
        "to": ANA,
        "url": f"/leg/{ID}-0",
        "fallback": f"/sorry/{ID}-0",
        "status_url": f"/told/{ID}-0",
        "timeout": 18,
        "time_limit": 14400,
    }
    line.now += 1
    assert work(line) == ["rung"]
    assert rung(line) == [ANA, BO]
    assert [a.status for a in ring(line).attempts] == ["asked", "asked"]
    assert all(a.sid for a in ring(line).attempts)


def test_looking_twice_rings_once(line: Line) -> None:
    do(line.desk(), f"{ID}-0-leg")

    assert do(line.desk(), f"{ID}-0-leg") == "nothing"
    assert rung(line) == [ANA]


def test_whoever_looks_rings_the_most_urgent_one(line: Line) -> None:
    line.dials.slot = NOON + 1
    assert work(line) == ["waits", "waits"]
    begun(line.desk(), asked("e" * 22, ("cy",), kind="emergency"))
    assert do(line.desk(), f"{'e' * 22}-0-leg") == "waits"

    line.now += 1
    assert do(line.desk(), f"{ID}-0-leg") == "waits"
    assert rung(line) == [CY]


def test_a_leg_is_not_placed_when_somebody_has_it(line: Line) -> None:
    do(line.desk(), f"{ID}-0-leg")
    happened(line.desk(), ID, e.PeerPressed(f"{ID}-0", "1"))
    line.now += 1

    assert do(line.desk(), f"{ID}-1-leg") == "nothing"
    assert rung(line) == [ANA]


def test_nor_when_it_happens_between_reading_and_asking(line: Line) -> None:
    line.rings.racing.append(
        lambda: happened(line.desk(), ID, e.ContactFinal()),
    )

    assert do(line.desk(), f"{ID}-0-leg") == "nothing"
    assert rung(line) == []
    assert not line.dials.there


def test_a_worker_that_comes_back_rings_nobody_for_whom_the_call_itself_dials(line: Line) -> None:
    line.now += 6
    dialled = happened(line.desk(), ID, e.TurnCame(2))

    assert dialled and dialled.reply == Direct("ana")
    assert work(line) == ["nothing", "nothing"]
    assert rung(line) == []


def test_a_phone_does_not_ring_for_two_contacts_at_once(edition: Edition) -> None:
    line, other = Line(edition), "o" * 22
    line.people.people = (peer("ana", ANA), peer("bo", BO))
    begun(line.desk(), asked(order=("ana",)))
    assert work(line) == ["rung"]
    begun(line.desk(), asked(other, order=("ana", "bo")))
    line.now += 1

    assert set(work(line)) == {"engaged", "rung"}
    assert rung(line) == [ANA, BO]
    happened(line.desk(), ID, e.LegFinal(f"{ID}-0"))
    line.now += 2
    work(line)
    assert rung(line) == [ANA, BO, ANA]


@pytest.mark.parametrize("more_urgent", ["emergency", "plain"])
def test_a_phone_that_is_free_again_rings_for_the_most_urgent_whoever_looks_first(
    edition: Edition, more_urgent: str
) -> None:
    """Who waits as long as that, and for the same, is who came first."""
    line, first, second = Line(edition), "a" * 22, "b" * 22
    line.people.people = (peer("ana", ANA),)
    line.beliefs.rung("ana", "another", line.now, line.now + 45)
    kinds = ("plain", "emergency") if more_urgent == "emergency" else ("callback", "plain")
    for name, kind in zip((first, second), kinds, strict=True):
        begun(line.desk(), asked(name, ("ana",), kind=kind))
        assert do(line.desk(), f"{name}-0-leg") == "engaged"
        line.now += 1

    line.beliefs.free("ana", "another")
    assert do(line.desk(), f"{first}-0-leg") == "engaged"
    line.now += 1
    assert do(line.desk(), f"{second}-0-leg") == "rung"
    assert line.carrier.placed[0]["url"] == f"/leg/{second}-0"


def test_nor_does_it_wait_for_somebody_who_waits_no_more(edition: Edition) -> None:
    line, first, second = Line(edition), "a" * 22, "b" * 22
    line.people.people = (peer("ana", ANA),)
    line.beliefs.rung("ana", "another", line.now, line.now + 45)
    begun(line.desk(), asked(first, ("ana",)))
    begun(line.desk(), asked(second, ("ana",), kind="emergency"))
    assert set(work(line)) == {"engaged"}

    happened(line.desk(), second, e.ContactFinal())
    line.beliefs.free("ana", "another")
    assert do(line.desk(), f"{first}-0-leg") == "rung"


def test_who_talks_is_busy_though_another_call_rang_them_meanwhile(line: Line) -> None:
    other = "o" * 22
    do(line.desk(), f"{ID}-0-leg")
    happened(line.desk(), ID, e.PeerPressed(f"{ID}-0", "1"))
    line.now += 60
    begun(line.desk(), asked(other, order=("ana",)))
    assert do(line.desk(), f"{other}-0-leg") == "rung"

    happened(line.desk(), other, e.LegFinal(f"{other}-0"))
    assert line.beliefs.read(line.now + 60).busy == {"ana"}
    happened(line.desk(), ID, e.LegFinal(f"{ID}-0"))
    assert not line.beliefs.read(line.now).busy


def test_but_nobody_is_taken_for_engaged_for_ever(edition: Edition) -> None:
    line, other = Line(edition), "o" * 22
    line.people.people = (peer("ana", ANA),)
    begun(line.desk(), asked(other, order=("ana",), patience=300.0))
    for _ in range(23):
        line.beliefs.rung("ana", "another", line.now, line.now + 45)
        assert work(line)[0] == "engaged"
        line.now += 2

    line.beliefs.rung("ana", "another", line.now, line.now + 45)
    assert "rung" in work(line)


def test_who_could_not_be_rung_is_not_taken_for_engaged(line: Line) -> None:
    line.carrier.failing.append(CarrierBusy(10004))
    assert do(line.desk(), f"{ID}-0-leg") == "put off"
    line.now += 2
    assert do(line.desk(), f"{ID}-0-leg") == "rung"


def test_a_leg_that_may_have_been_placed_is_not_asked_for_again(line: Line) -> None:
    line.carrier.failing.append(CarrierUnsure())

    assert do(line.desk(), f"{ID}-0-leg") == "unsure"
    line.now += 30
    assert "rung" in work(line)
    assert rung(line) == [BO]
    taken = happened(line.desk(), ID, e.PeerPressed(f"{ID}-0", "1"))
    assert taken and isinstance(taken.reply, YouHaveIt)  # should it ring after all


def test_a_carrier_without_room_is_asked_again(line: Line) -> None:
    line.carrier.failing.append(CarrierBusy(10004))

    assert do(line.desk(), f"{ID}-0-leg") == "put off"
    line.now += 2
    assert do(line.desk(), f"{ID}-0-leg") == "rung"


def test_a_refused_leg_makes_way_for_the_next_peer(edition) -> None:
    line = Line(edition)
    line.people.people = (peer("bo", BO),)  # ana's phone was taken off the roster
    begun(line.desk(), e.RingAsked(ID, LINE, CALL, "en", ("ana", "bo", "cy"), 1, 90.0))

    assert do(line.desk(), f"{ID}-0-leg") == "refused"
    line.now += 1
    line.carrier.failing.append(CarrierRefused(21211))
    assert do(line.desk(), f"{ID}-1-leg") == "refused"
    assert ring(line).attempts[0].peer == "cy"


def test_a_talk_holds_its_place_at_the_carrier_and_a_leg_that_is_over_frees_it(line: Line) -> None:
    line.dials.pace = Pace(per_second=10, at_once=1)
    do(line.desk(), f"{ID}-0-leg")
    line.now += 1
    assert do(line.desk(), f"{ID}-1-leg") == "waits"

    happened(line.desk(), ID, e.LegFinal(f"{ID}-0"))
    line.now += 1
    assert do(line.desk(), f"{ID}-1-leg") == "rung"
    happened(line.desk(), ID, e.PeerPressed(f"{ID}-1", "1"))
    assert line.dials.there[f"{ID}-1-leg"] == line.now + 14400


def test_a_leg_whose_end_is_never_told_frees_its_place_and_its_peer_with_its_record(
    line: Line,
) -> None:
    do(line.desk(), f"{ID}-0-leg")
    happened(line.desk(), ID, e.PeerPressed(f"{ID}-0", "1"))
    line.now += 60
    happened(line.desk(), ID, e.ContactFinal())
    assert line.dials.there[f"{ID}-0-leg"] > line.now
    assert line.beliefs.read(line.now).busy == {"ana"}

    line.now = line.store.due[f"copy-{ID}-0"]
    assert line.now <= NOON + 200
    assert do(line.desk(), f"copy-{ID}-0") == "erased"
    assert f"{ID}-0-leg" not in line.dials.there
    assert line.beliefs.read(line.now).busy == frozenset()


def test_a_wait_that_becomes_an_emergency_goes_on_ringing_past_its_first_patience(
    edition: Edition,
) -> None:
    """Ana takes another call just before her turn comes again, so that she is waited for."""
    line, other = Line(edition), "x" * 22
    line.people.people = (peer("ana", ANA), peer("bo", BO), peer("cy", CY))
    begun(line.desk(), replace(asked(order=("ana", "bo", "cy")), at_once=1))
    for second in range(1, 600):
        line.now += 1
        if second == 50:
            begun(line.desk(), asked(other, ("ana",)))
        if second == 53:
            happened(line.desk(), other, e.PeerPicked(f"{other}-0"))
            happened(line.desk(), other, e.PeerPressed(f"{other}-0", "1"))
        if second == 72:
            happened(line.desk(), ID, e.KindChanged("emergency", 2700.0, 50, "k"))
        if second % 3 == 0:
            happened(line.desk(), ID, e.TurnCame(second, may_dial=True))
        work(line)
        for attempt in ring(line).attempts:
            if attempt.sid and attempt.status == "asked" and line.now - attempt.at >= 18:
                happened(line.desk(), ID, e.LegFinal(attempt.id))

    assert len(rung(line)) > 20


def test_a_leg_that_the_carrier_puts_off_while_another_worker_looks_at_it_is_asked_for_again(
    edition: Edition,
) -> None:
    line = Line(edition)
    line.people.people = (peer("ana", ANA), peer("bo", BO), peer("cy", CY))
    begun(line.desk(), replace(asked(order=("ana", "bo", "cy")), at_once=3))
    assert work(line) == ["rung", "waits", "waits"]
    place_call = line.carrier.place_call

    def busy(**_: object) -> str:
        line.carrier.place_call = place_call  # type: ignore[method-assign]
        assert do(line.desk(), f"{ID}-1-leg") == "taken", "it is being asked for"
        raise CarrierBusy

    line.carrier.place_call = busy  # type: ignore[method-assign]
    line.now += 1
    do(line.desk(), f"{ID}-2-leg")
    for _ in range(5):
        line.now += 2
        work(line)

    assert set(rung(line)) == {ANA, BO, CY}


def test_with_the_clock_away_the_contacts_turns_see_to_it_that_each_is_rung(line: Line) -> None:
    """No errand comes up by itself: a worker does only what it is nudged to."""
    desk = line.desk()
    step = person_place(desk.edition().book)
    on = OnCall("waiting", Session(language="en"), step=step, wants="person", ring=ID)
    for _ in range(20):
        line.now += 3
        turn = CallTurned(CallStarted(CALL, LINE, ANNA), desk.calls.seal(on, CALL), "")
        call_turned(desk, turn)
        nudged, line.nudges.looked = line.nudges.looked, []
        for id in nudged:
            do(desk, id)

    assert rung(line)[:2] == [ANA, BO]


def test_the_other_legs_are_ended_and_their_records_erased(line: Line) -> None:
    work(line)
    line.now += 1
    work(line)
    happened(line.desk(), ID, e.PeerPressed(f"{ID}-1", "1"))
    sid = f"CA{1:032x}"
    assert line.store.errands[f"{ID}-0-end"] == EndLeg(sid, line.now + 600)

    line.carrier.failing.append(CarrierUnsure())
    assert do(line.desk(), f"{ID}-0-end") == "put off"
    assert do(line.desk(), f"{ID}-0-end") == "done"
    assert line.carrier.ended == [sid]

    happened(line.desk(), ID, e.LegFinal(f"{ID}-0"))
    assert isinstance(line.store.errands[f"copy-{ID}-0"], EraseCall)
    assert do(line.desk(), f"copy-{ID}-0") == "erased"
    assert line.carrier.erased == [sid]


def test_a_room_that_does_not_show_yet_is_looked_for_again_then_left(line: Line) -> None:
    line.store.add(Due(NOON, "room"), EndRoom("name", NOON + 600))
    assert do(line.desk(), "room") == "put off"
    line.carrier.rooms.append("name")
    assert do(line.desk(), "room") == "done"
    assert line.carrier.ended == ["name"]

    line.store.add(Due(NOON, "other"), EndRoom("never", NOON + 600))
    assert [do(line.desk(), "other") for _ in range(4)] == ["put off"] * 3 + ["done"]


def test_a_contact_who_went_without_a_word_is_noticed(line: Line) -> None:
    watch = f"{ID}-watch"
    line.now = line.store.due[watch]
    line.carrier.states[CALL] = "in-progress"
    assert do(line.desk(), watch) == "asked"
    assert line.store.due[watch] > line.now

    line.now = line.store.due[watch]
    line.carrier.states[CALL] = "final"
    assert do(line.desk(), watch) == "nothing"
    assert ring(line).outcome == "gone"
    assert watch not in line.store.due


def test_a_contact_who_is_heard_of_is_not_asked_about(line: Line) -> None:
    work(line)
    line.now += 10
    happened(line.desk(), ID, e.TurnCame(1))
    line.now += 5

    assert do(line.desk(), f"{ID}-watch") == "well"
    assert line.store.due[f"{ID}-watch"] == NOON + 25


def test_a_carrier_that_does_not_answer_says_nothing_about_anybody(line: Line) -> None:
    line.now += 15
    line.carrier.failing.append(CarrierUnsure())

    assert do(line.desk(), f"{ID}-watch") == "asked"
    assert ring(line).state == "wait"


def test_two_who_press_at_the_same_time(line: Line) -> None:
    line.rings.racing.append(lambda: happened(line.desk(), ID, e.PeerPressed(f"{ID}-1", "1")))

    slower = happened(line.desk(), ID, e.PeerPressed(f"{ID}-0", "1"))

    assert slower and slower.reply == SomeoneHasIt()
    assert ring(line).owner == f"{ID}-1"


def test_a_ring_that_was_lost_is_none(line: Line) -> None:
    line.rings.rings.clear()

    assert happened(line.desk(), ID, e.TurnCame(1)) is None
    assert work(line) == ["nothing", "nothing"]
    assert rung(line) == []


def test_one_ring_of_a_name(line: Line) -> None:
    with pytest.raises(StoreAway):
        begun(line.desk(), asked())


def test_a_slow_worker_is_not_helped_by_another(line: Line) -> None:
    """The clock claims again after 30 s what a worker may still be at: it would go twice."""
    line.store.add(Due(NOON, "steps"), SendText(LINE, ANNA, "Keep going.", until=NOON + 180))
    became: list[str] = []
    send = line.carrier.send_text

    def slowly(**text: object) -> str:
        line.now += 31
        became.append(do(line.desk(), "steps"))
        return send(**text)

    line.carrier.send_text = slowly  # type: ignore[method-assign]
    assert do(line.desk(), "steps") == "sent"
    assert became == ["taken"]
    assert len(line.carrier.sent) == 1


def test_a_call_to_one_of_us_goes_behind_whoever_waits(line: Line) -> None:
    asked_by_call = replace(peer("dee", DEE), calls=Consent("asked", NOON, "call"))
    line.people.people += (asked_by_call,)
    call = begin(line.desk(), "consent", asked_by_call, LINE, 600)

    line.dials.slot = NOON + 1
    assert set(work(line)) == {"waits"}
    line.now += 1
    assert do(line.desk(), f"{call}-call") == "waits"
    assert rung(line) == [ANA], "a leg was placed in its stead"


def test_a_call_to_one_of_us_is_placed_once_even_when_nobody_knows_whether_it_was(
    edition: Edition,
) -> None:
    line = Line(edition)
    dee = replace(peer("dee", DEE), calls=Consent("asked", NOON, "call"))
    line.people.people = (dee,)
    call = begin(line.desk(), "consent", dee, LINE, 600)
    line.carrier.failing = [CarrierUnsure()]

    assert work(line) == ["unsure"]
    line.now += 60
    assert work(line) == [] and rung(line) == []
    assert line.peer_calls.calls[call][0].state == "asked"


def test_nor_when_they_answered_in_another_way_or_are_gone(edition: Edition) -> None:
    line = Line(edition)
    dee = replace(peer("dee", DEE), calls=Consent("asked", NOON, "call"))
    line.people.people = (dee,)
    begin(line.desk(), "consent", dee, LINE, 600)
    line.people.people = (peer("dee", DEE),)
    assert work(line) == ["nothing"]

    begin(line.desk(), "test", dee, LINE, 30)
    line.people.people = ()
    assert work(line) == ["nothing"]


def test_a_carrier_without_room_is_asked_again_and_one_that_refuses_is_not(
    edition: Edition,
) -> None:
    line = Line(edition)
    dee = peer("dee", DEE)
    line.people.people = (dee,)
    call = begin(line.desk(), "test", dee, LINE, 30)
    line.carrier.failing = [CarrierBusy(), CarrierRefused()]

    assert work(line) == ["put off"]
    line.now += 2
    assert work(line) == ["refused"]
    assert line.peer_calls.calls[call][0].state == "refused"
    assert not line.due()
