"""Texting with a peer, as in the journeys: the real desk, worker and store, a pretend carrier."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hotline.desk import roster
from hotline.domain.times import Times
from hotline.flow.edition import Edition
from hotline.rehearsal import texting
from hotline.rehearsal.faults import MessageFault
from hotline.rehearsal.world import with_faults
from tests.evening.evening import ANA, BO, CONTACT, CY, LINE
from tests.evening.own_store import OwnStore
from tests.evening.real_evening import RealEvening
from tests.evening.talk import Talk

OTHER = "+12025550148"
PHONES = {"contact": CONTACT, "other": OTHER, "ana": ANA, "bo": BO, "cy": CY}
EVENING = Times(18 * 60, 26 * 60, "America/New_York", tuple(range(7)))
TEXTS = ("texts", "calls")


@pytest.fixture(scope="module")
def own() -> Iterator[OwnStore]:
    with tempfile.TemporaryDirectory() as folder:
        store = OwnStore(Path(folder))
        store.start()
        yield store
        store.kill()


@pytest.fixture
def night(edition: Edition, own: OwnStore) -> RealEvening:
    own.look.flushall()
    return RealEvening(edition, own)


@pytest.fixture
def talk(night: RealEvening) -> Talk:
    night.peer("Ana", ANA, "en", "es", times=EVENING, channels=TEXTS)
    night.peer("Bo", BO, "en", times=EVENING, channels=TEXTS)
    return Talk(night, PHONES)


def rung(night: RealEvening, phone: str) -> None:
    """Till this phone rings."""
    for _ in range(30):
        if night.ringing(phone):
            return
        night.later(1)
    raise AssertionError("it did not ring")


TAKEN = """
+0 contact: 0
  contact gets: A person is on till 2 am, being asked now. Write anything, they will see it.
  ana gets: Line: {one} wants a person by text, English. First TAKE gets it. PASS is fine.
  bo gets: Line: {one} wants a person by text, English.
+5 contact: cant stop shakin not sure what was in it
  contact gets nothing
+20 ana: tske
  ana gets: {one} is yours (English). Your next text goes to them. CLOSE when over. They wrote:
  ana gets: {one}: cant stop shakin not sure what was in it
  bo gets: Line: {one} is taken. Thank you.
  contact gets: Auto: a person has your texts now. We keep nothing you write.
"""


def test_j4_1_the_good_one(talk: Talk) -> None:
    talk.plays(TAKEN)
    talk.plays("""
+30 ana: hey im here with you. any chest pain?
  contact gets: hey im here with you. any chest pain?
+20 contact: yes
  ana gets: {one}: yes
  contact gets nothing
+60 contact: ok better. thx
  ana gets: {one}: ok better. thx
+20 ana: close
  ana gets: Close {one}? 1 close 2 send it to them as a text
+10 ana: 1
  contact gets: Auto: this talk is closed and erased here. 0 = a person again.
  ana gets: {one} is closed and erased here. You can delete this chat on your phone too.
""")


def test_what_is_closed_is_erased(talk: Talk, own: OwnStore) -> None:
    talk.plays(TAKEN)
    talk.plays("+9 ana: close {one}")
    kinds = {name.partition(":")[0] for name in own.held()}

    assert not kinds & {"thread", "talk", "threads"}


def test_j4_2_two_threads_and_never_a_guess(talk: Talk) -> None:
    talk.plays(TAKEN)
    talk.plays("""
+9 other: 0
  ana gets: Line: {two} wants a person by text, English.
+10 ana: take
  ana gets: {two} is yours too. Now start each text with one of {one} {two}.
+30 ana: drink some water, small sips
  ana gets: Who is that for (drink some water, sm...)? 1 {one} 2 {two} 3 nobody. We hold it 5 min.
  contact gets nothing
  other gets nothing
+10 ana: 1
  ana gets: Sent to {one}.
  contact gets: drink some water, small sips
  other gets nothing
+40 ana: @711 still there?
  ana gets: @711 is not open, so it was not sent. You have {one} {two}.
+30 ana: {two} how is the leg
  other gets: how is the leg
  contact gets nothing
+60 other: CLEAR
  other gets: Wiped on our side.
  ana gets: Line: {two} is over. Nothing you text now reaches them.
+20 ana: {two} you ok?
  ana gets: {two} is not open, so it was not sent. You have {one}.
  other gets nothing
+10 ana: and you?
  · for five minutes it may have been meant for the one who went
  ana gets: Who is that for (and you?)? 1 {one} 2 nobody.
  contact gets nothing
""")


def test_j4_3_a_text_is_blocked_and_a_call_is_offered(talk: Talk, night: RealEvening) -> None:
    talk.plays(TAKEN)
    fault = MessageFault(30007, times=1)
    night.board.exchange.change(
        lambda world, now: (with_faults(world, replace(world.faults, messages=(fault,))), None)
    )
    talk.plays("""
+9 ana: dont mix it with the xans
  ana gets: {one} did not get that (a phone company blocked it). Other words may pass, or CALL {one}
+9 ana: call {one}
  ana gets: We ask {one} first.
  contact gets: Auto: they'd like to call you on this phone. 1 now is OK 2 no, keep writing
+9 contact: 1
  contact gets: Auto: OK. This phone rings soon.
  ana gets nothing
""")
    rung(night, ANA)
    assert not night.ringing(CONTACT), "first the peer, so that nobody waits for one"
    night.board.answer(ANA)
    night.later(3).press(ANA, "1").later(6)
    night.board.answer(CONTACT)
    night.later(4).press(CONTACT, "1").later(6)
    assert night.talking(ANA, CONTACT)
    assert {leg.caller for leg in night.board.legs(CONTACT)} == {LINE}
    talk.plays("""
+9 contact: i can hear you
  ana gets: {one}: i can hear you
""")


def test_j4_3_they_do_not_pick_up(talk: Talk, night: RealEvening) -> None:
    talk.plays(TAKEN)
    talk.plays("+9 ana: call {one}\n+9 contact: 1")
    rung(night, ANA)
    night.board.answer(ANA)
    night.later(3).press(ANA, "1").later(6)
    talk.plays("""
+50
  ana gets: {one} did not pick up. Texts still work.
+9 contact: sorry
  ana gets: {one}: sorry
""")


def test_j4_3_her_own_phone_is_off(talk: Talk, night: RealEvening) -> None:
    talk.plays(TAKEN)
    talk.plays("""
+9 ana: call {one}
+9 contact: 1
+50
  ana gets: You were not reached, so {one} was not rung.
  contact gets: Auto: the call did not come about. Texts still work.
""")
    assert not night.board.legs(CONTACT)


def test_they_would_rather_write(talk: Talk, night: RealEvening) -> None:
    talk.plays(TAKEN)
    talk.plays("""
+9 ana: call {one}
+9 contact: 2
  contact gets: Auto: OK, no call. Keep writing.
  ana gets: {one} would rather write. No call.
+9 ana: call {one}
+9 contact: not now my mom is here
  ana gets: {one}: not now my mom is here
+9 contact: 1
  ana gets: {one}: 1
+9 ana: call {one}
+2:10
  ana gets: {one} has not said yes to a call. Texts still work.
+9 contact: 1
  ana gets: {one}: 1
""")
    assert not night.board.legs(ANA)


def test_a_digit_that_answers_the_peer_is_no_yes_to_a_call(talk: Talk, night: RealEvening) -> None:
    talk.plays(TAKEN)
    talk.plays("""
+9 ana: call {one}
+5 ana: or tell me 1 is it bad 2 is it ok
  contact gets: or tell me 1 is it bad 2 is it ok
+9 contact: 1
  ana gets: {one}: 1
+9 ana: call {one}
+9 contact: privacy
+9 contact: 1
  ana gets: {one}: 1
""")
    assert not night.board.legs(ANA)


def test_j4_4_ana_goes_silent_and_bo_takes_it(talk: Talk) -> None:
    talk.plays(TAKEN)
    talk.plays("""
+9 ana: hi
+9 contact: you there
  ana gets: {one}: you there
+3:00
  ana gets: {one} waits 3 min for you. PASS hands it over, no reason needed.
+2:00
  contact gets: Auto: they have not answered yet. 0 = someone else. Or just wait.
+3:00
  bo gets: Line: {one} needs someone new, English. First TAKE gets it.
  ana gets: {one} is being offered to others. If you write now it still reaches them.
+30 bo: take
  contact gets: Auto: someone new has your texts now. They have not seen what came before.
  ana gets: {one} is with someone else now.
  bo gets: {one} is yours
+9 ana: {one} sorry i was away
  ana gets: {one} has closed. Not sent.
  contact gets nothing
""")


def test_j4_4_nobody_takes_it(talk: Talk) -> None:
    talk.plays(TAKEN)
    talk.plays("""
+13:10
  contact gets: Auto: nobody is free now. That is on us. This talk is closed and erased here.
  ana gets: Line: {one} waited long, and nobody else was free. It is closed.
""")


def test_j4_5_somebody_else_is_wanted(talk: Talk) -> None:
    talk.plays(TAKEN)
    talk.plays("""
+30 contact: 0
  contact gets: Auto: you have a person. 1 wait for them 2 someone else, no reason needed 3 close
  ana gets nothing
+9 contact: 2
  contact gets: Auto: we ask for someone else.
  bo gets: Line: {one} needs someone new
+9 bo: take {one}
  contact gets: Auto: someone new has your texts now.
""")


def test_j4_5_the_shift_ends(edition: Edition, own: OwnStore) -> None:
    own.look.flushall()
    night = RealEvening(edition, own, start=1_767_337_200.0 - 20 * 60)  # 1:40 am in New York
    night.peer("Ana", ANA, "en", times=EVENING, channels=TEXTS)
    night.peer("Bo", BO, "en", times=Times(0, 1440, "America/New_York", tuple(range(7))),
               channels=TEXTS)  # fmt: skip
    talk = Talk(night, PHONES)
    talk.plays("""
+0 contact: 0
+20 ana: take
+9 ana: hello
+4:40
  ana gets: Your shift ends 2 am. {one} is open. 1 stay on 2 hand over, we ask them 3 close
+9 ana: 2
  ana gets: We ask {one} now. It is yours till someone takes it.
  contact gets: Auto: the person you write with goes off at 2 am. 1 go on with someone new
+9 contact: 1
  bo gets: Line: {one} needs someone new, English.
+9 bo: take
  contact gets: Auto: someone new has your texts now.
""")


def test_off_with_an_open_thread_asks_as_at_the_shifts_end(talk: Talk) -> None:
    talk.plays(TAKEN)
    talk.plays("""
+9 ana: off
  ana gets: Open: {one}. 1 stay on 2 hand over, we ask them 3 close
  contact gets nothing
+9 ana: 2
  ana gets: Off till 2 am. Others on: 1. We ask {one} now: yours till someone takes it.
  contact gets: 1 go on with someone new 2 enough for now
+9 contact: wait im still here
  ana gets: {one}: wait im still here
+9 ana: someone new will be with you
  contact gets: someone new will be with you
+9 contact: 0
+9 contact: 2
  bo gets: Line: {one} needs someone new
+9 bo: take
  contact gets: Auto: someone new has your texts now.
""")


def test_off_on_the_phone_hands_over(talk: Talk, night: RealEvening) -> None:
    talk.plays(TAKEN)
    by_phone(night, "2")
    talk.plays("""
+1
  contact gets: Auto: the person you write with goes off at
  ana gets: We ask {one} now. It is yours till someone takes it.
+9 contact: 1
  bo gets: Line: {one} needs someone new
""")


def test_j12_5_her_pin_shuts_her_own_phone_out(talk: Talk, night: RealEvening) -> None:
    talk.plays(TAKEN)
    by_phone(night, "9", "9")
    talk.plays("""
+1
  bo gets: Line: {one} needs someone new
  ana gets nothing
+9 bo: take
  contact gets: Auto: someone new has your texts now.
""")


def by_phone(night: RealEvening, *keys: str) -> None:
    """Ana calls the line, gives her PIN, and presses these."""
    roster.set_pin(night.desk, roster.find(night.desk, "Ana").id, "471108")
    night.dial(ANA)
    for pressed in ("*", "471108#", *keys):
        night.later(2).press(ANA, pressed)
    night.later(6)


def test_j5_2_everybody_is_busy_or_asleep(talk: Talk) -> None:
    talk.plays("""
+0 contact: 0
+1:00
  ana gets: Line: {one} still waits, 1 min, English. TAKE gets it.
+1:00
  contact gets: Still asking. 1 have us text you later 2 lines that are on.
+3:00
  contact gets: Nobody could take it. That is on us, not on you.
  ana gets: Line: {one} is not waiting any more. Thank you.
+9 ana: take {one}
  ana gets: Taken by someone else, or over. Thank you.
+40 contact: 1
  contact gets: We would send this phone one line: "You asked us to write."
+9 contact: 1
  contact gets: OK. One text, by
+2:05
  ana gets: Line: a person asked to be written to, English
+9 ana: take
  contact gets: You asked us to write. A person is on now: text 0.
  ana gets: They have the line we agreed on.
+9 contact: 0
  contact gets: being asked now
  ana gets: wants a person by text
  bo gets nothing
+1:00
  · for a minute they are hers first
  bo gets: wants a person by text
""")


def test_j5_2_while_people_are_asked_something_else_can_be_had(talk: Talk) -> None:
    talk.plays("""
+0 contact: 0
+2:00
  contact gets: Still asking. 1 have us text you later 2 lines that are on.
+9 contact: 2
  contact gets: 988
  ana gets: Line: {one} is not waiting any more. Thank you.
+9 contact: 0
+2:00
  contact gets: Still asking.
+9 contact: i can wait
  contact gets nothing
+9 contact: 1
  contact gets nothing
+9 ana: take
  ana gets: i can wait
""")


def test_j5_2_who_asks_for_a_person_again_is_offered_again(talk: Talk, own: OwnStore) -> None:
    talk.plays("""
+0 contact: 0
+5:00
  contact gets: Nobody could take it.
+9 contact: 0
  contact gets: being asked now
  ana gets: wants a person by text
+5:00
  contact gets: Nobody could take it.
+10:10
""")
    kinds = {name.partition(":")[0] for name in own.held()}
    assert not kinds & {"thread", "talk", "threads"}


def test_j1_coordinators_hear_of_one_who_is_alone_with_it(talk: Talk, night: RealEvening) -> None:
    night.peer("Cy", CY, "en", times=None, channels=TEXTS, roles=("coordinator",))
    talk.plays("""
+0 contact: not breathing
+1:40
+50
  contact gets: Nobody can write with you right now.
  cy gets: Line: not breathing, by text, and nobody took it in 2 min.
""")


def test_j5_2_those_who_are_not_on_are_asked_after_two_minutes(
    talk: Talk, night: RealEvening
) -> None:
    night.peer("Cy", CY, "en", times=None, channels=TEXTS)
    talk.plays("""
+0 contact: 0
  cy gets nothing
+2:05
  cy gets: Line: {one} wants a person by text
+9 cy: take
  contact gets: Auto: a person has your texts now.
""")


def test_j7_2_stop_in_a_thread(talk: Talk) -> None:
    talk.plays(TAKEN)
    talk.plays("""
+9 ana: do you want to go on or stop for tonight
+30 contact: stop
  ana gets: Line: {one} sent a word that makes phone companies block our texts.
+9 ana: {one} you there?
  ana gets: {one} has closed. Not sent.
+9 contact: start
+9 contact: 0
  contact gets: being asked now
  bo gets: wants a person by text
""")


def test_j1_1_not_breathing_by_text(talk: Talk) -> None:
    talk.plays("""
+0 contact: ayuda mi amigo no respira
  contact gets: Haz esto ya
  ana gets: wants a person by text, NOW.
  bo gets: wants a person by text, NOW.
+9 ana: take
  contact gets: Auto: ya te lee una persona. No guardamos lo que escribes.
  ana gets: is yours
+9 contact: si ya. poco
  ana gets: si ya. poco
+30 contact: ya no respira otra vez
  · emergency words are relayed, and answered
  ana gets: ya no respira otra vez
  contact gets: Haz esto ya
+30 ana: not breathing? keep going
  contact gets: not breathing? keep going
  ana gets nothing
+60 contact: borra
  contact gets: Borrado de nuestro lado.
  ana gets: is over. Nothing you text now reaches them.
""")


def test_j12_4_a_harasser(talk: Talk) -> None:
    talk.plays(TAKEN)
    talk.plays("""
+9 ana: ban
  ana gets: Ban {one} how? 1 not me, tonight 2 not me, ever 3 nobody here, 7 days
+9 ana: 3
  ana gets: Done. {one} is closed. They keep the list and the steps, not people.
+60 contact: 0
  contact gets: People here will not take more from this phone for some days.
  bo gets nothing
+60 contact: hes not breathing
  contact gets: Do this now
  ana gets nothing
""")


def test_j12_4_not_me(talk: Talk) -> None:
    talk.plays(TAKEN)
    talk.plays("""
+9 ana: ban {one}
+9 ana: 1
  ana gets: Done. {one} reaches you no more. Others are asked now.
  bo gets: Line: {one} needs someone new
+9 bo: take
  contact gets: Auto: someone new has your texts now.
+60 ana: take
  ana gets: Nothing waits to be taken now.
""")


def test_j12_5_a_phone_is_seized(talk: Talk) -> None:
    talk.plays(TAKEN)
    talk.plays("""
+9 bo: shut ana
  bo gets: Shut that phone out until a coordinator or its PIN opens it? 1 shut 2 no
+9 bo: 1
  bo gets: Done. Yours now: {one}. Start each text with the handle.
  contact gets: Auto: someone new has your texts now. They have not seen what came before.
+9 ana: {one} where are you
  ana gets: {one} has closed. Not sent.
  contact gets nothing
+9 contact: are you there
  bo gets: {one}: are you there
  ana gets nothing
+9 bo: {one} i am
  contact gets: i am
""")


def test_a_second_joins_quietly_and_both_see_all_of_it(talk: Talk) -> None:
    talk.plays(TAKEN)
    talk.plays("""
+9 ana: backup
  bo gets: Line: a second is wanted beside a peer in {one}, English. TAKE joins.
+9 bo: take
  bo gets: You are in {one} beside a peer (English). Both of you see all of it.
  ana gets: A second is in {one} with you.
  contact gets nothing
+9 contact: im scared
  ana gets: {one}: im scared
  bo gets: {one}: im scared
+9 bo: we are both here
  contact gets: we are both here
  ana gets: {one}, another of us: we are both here
""")


def test_a_card_goes_into_the_thread(talk: Talk) -> None:
    talk.plays(TAKEN)
    talk.plays("""
+9 ana: card narcan
  contact gets: Auto:
  ana gets: Sent to {one}:
+9 ana: card unicorns
  ana gets: No card has that name. Nothing was sent.
""")


def test_hello_is_said_to_a_person_and_ends_nothing(talk: Talk) -> None:
    talk.plays(TAKEN)
    talk.plays("""
+9 contact: hello?
  ana gets: {one}: hello?
  contact gets nothing
+9 contact: hola
  ana gets: {one}: hola
""")


def test_not_now_and_the_list_end_it(talk: Talk) -> None:
    talk.plays("""
+0 contact: 0
+9 contact: 2
  contact gets: OK, nobody is asked any more.
  ana gets: Line: {one} is not waiting any more. Thank you.
+9 contact: 0
+9 bo: take
+9 contact: menu
  contact gets: 1 supplies
  bo gets: is over. Nothing you text now reaches them.
""")


def test_what_waits_longer_than_ten_minutes_is_dropped_and_that_is_told(
    talk: Talk, night: RealEvening
) -> None:
    talk.plays(TAKEN)
    night.worker = False
    talk.plays("+9 ana: are you still there")
    night.later(1500)
    night.worker = True
    talk.plays("""
+5
  ana gets: {one} did not get your text
""")


def test_who_is_not_well_is_offered_a_person_first(talk: Talk) -> None:
    talk.plays("""
+0 contact: im so scared
  contact gets: A person is on till 2 am, being asked now.
  ana gets: wants a person by text
""")


def test_pictures_are_refused_kindly_and_nothing_else_is(talk: Talk, night: RealEvening) -> None:
    talk.plays(TAKEN)
    night.later(5)
    texting.send(night.board.exchange, CONTACT, LINE, "", 1)
    night.later(5)

    assert "can't see pictures" in night.texts_to(CONTACT)[-1]
