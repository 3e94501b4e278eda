"""Being looked after, as in the journeys: the real desk, worker and store, a pretend carrier."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hotline.desk import checkins
from hotline.desk.panic import panic
from hotline.domain.rota import Rota
from hotline.domain.times import Times
from hotline.errors import StoreAway
from hotline.flow.edition import Edition
from hotline.rehearsal.calls.phone import voicemail
from hotline.rehearsal.faults import MessageFault
from hotline.rehearsal.world import with_faults
from tests.desk.pretend import no_pause
from tests.evening.evening import ANA, BO, CONTACT, NINE_PM
from tests.evening.own_store import OwnStore
from tests.evening.real_evening import RealEvening
from tests.evening.talk import Talk

STRANGER = "+12025550177"
PHONES = {"contact": CONTACT, "ana": ANA, "bo": BO}
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


SET = """
+0 contact: check 20
  contact gets: It's on. In 20 min (9:20pm) we text you. No answer in 3 min: we call
  contact gets: If you don't answer, they:
"""


def test_j6_1_all_well(talk: Talk) -> None:
    talk.plays(SET)
    talk.plays("""
+16 contact: 3
  contact gets: Text where: door, floor, code. Only the person who takes the alarm hears it.
+30 contact: 4b back door code 12
  contact gets: Got it, erased when this is over. You can delete your text now.
+20 contact: ok
  contact gets: Noted. Still on for 9:20pm. DONE if you want to finish now.
+10:00
+8:38
  contact gets: 9:20pm. OK if all is well. MORE for 20 more. 0 for a person.
+40 contact: 👍
  contact gets: Good. It is over and erased. Text any time.
+10:00
  contact gets nothing
  ana gets nothing
""")


def test_over_is_said_exactly_else_it_is_asked_back(talk: Talk) -> None:
    talk.plays(SET)
    talk.plays("""
+60 contact: dose
  contact gets: Did you mean DONE? 1 finish 2 keep it on. No reply: it stays on for 9:20pm.
+20 contact: 2
  contact gets: It stays on for 9:20pm.
+20 contact: don
  contact gets: Did you mean DONE?
+20 contact: 3
  · not one of the answers: it is a number of the list
  contact gets: Here it is again.
+18:20
  contact gets: 9:20pm. OK if all is well.
+20 contact: done
  contact gets: Good. It is over and erased.
""")


def test_check_reads_it_back_without_the_place_and_more_puts_it_off(talk: Talk) -> None:
    talk.plays(SET)
    talk.plays("""
+16 contact: 3
  contact gets: Text where
+30 contact: 4b back door code 12
  contact gets: Got it
+20 contact: check
  contact gets: On for 9:20pm: a text, then calls, then a person. An ambulance only if they
+20 contact: more 15
  contact gets: OK. We ask at 9:35pm. DONE any time = over.
+20 contact: CHECK
  contact gets: On for 9:35pm
+20 contact: 1
  contact gets: If you don't answer, they:
+20 contact: 4
  contact gets: OK: texts only, we will not call this phone.
+20 contact: check
  contact gets: On for 9:35pm: texts, no calls, then a person. MORE 15, DONE, or 1 = change.
+20 contact: check 10
  contact gets: OK. We ask at 9:13pm. DONE any time = over.
""")


def test_an_unclear_answer_brings_a_person_and_the_clock_runs_on(
    talk: Talk, night: RealEvening
) -> None:
    talk.plays(SET)
    talk.plays("""
+20:00
  contact gets: 9:20pm. OK if all is well.
+30 contact: idk
  contact gets: Not sure what that means, so we are asking a person to look. Text OK if all is well.
  ana gets: (check-in) answered, but not clearly. English. TAKE and you write with them.
+60
  contact gets: Checking again. OK if all is well. We call this phone now.
""")
    assert night.ringing(CONTACT)


def test_yes_to_a_person_who_is_to_look_ends_nothing(talk: Talk, night: RealEvening) -> None:
    talk.plays(SET)
    talk.plays("""
+20:00
  contact gets: 9:20pm. OK if all is well.
+10 contact: idk
  contact gets: Not sure what that means, so we are asking a person to look. Text OK if all is well.
  ana gets: answered, but not clearly
+15 contact: yes
  contact gets: Not sure what that means.
+10 contact: yes please
  contact gets: Not sure what that means.
+10 contact: siii
  contact gets: Not sure what that means.
+45
  contact gets: Checking again.
+5 contact: yes im ok
  contact gets: Good. It is over and erased.
""")


def test_once_it_is_over_nobody_need_look_at_an_unclear_answer(talk: Talk) -> None:
    talk.plays(SET)
    talk.plays("""
+20:00
+10 contact: idk
  ana gets: answered, but not clearly
+15 contact: ok
  contact gets: Good. It is over and erased.
  ana gets: is not waiting any more. Thank you.
+20:00
  ana gets nothing
  contact gets nothing
""")


def test_who_asked_for_a_person_still_waits_once_it_is_over(talk: Talk) -> None:
    talk.plays(SET)
    talk.plays("""
+20:00
+10 contact: idk
  ana gets: answered, but not clearly
+5 contact: 0
+15 contact: ok
  contact gets: Good. It is over and erased.
+10 ana: take
  contact gets: a person has your texts now.
""")


@pytest.mark.parametrize(
    ("body", "said"),
    [("done", "Good. It is over and erased."), ("1", "OK. CHECK"), ("2", "Text your friend")],
)
def test_who_comes_is_not_asked_after_the_end_or_its_own_answer(
    talk: Talk, body: str, said: str
) -> None:
    talk.plays(f"""
+0 contact: check 20
  contact gets: It's on.
+1 contact: {body}
  contact gets: {said}
+20
  contact gets nothing
""")


def test_who_comes_is_not_asked_after_the_trouble_word(talk: Talk) -> None:
    talk.plays("""
+0 contact: check 20
  contact gets: It's on.
+1 contact: word tulip
  contact gets: Noted.
+1 contact: tulip
  contact gets: Good. It is over and erased.
  ana gets: no answer
+20
  contact gets nothing
""")


def test_a_phone_that_answers_by_itself_is_no_life(talk: Talk, night: RealEvening) -> None:
    talk.plays(SET)
    talk.plays("""
+20:00
  contact gets: 9:20pm. OK
+8 contact: I'm driving with Do Not Disturb While Driving turned on. I'll see your message later.
  contact gets: Text OK if all is well.
+82
  contact gets: Checking again.
""")
    assert night.ringing(CONTACT)


def test_a_friend_is_named_and_some_numbers_are_none(talk: Talk) -> None:
    talk.plays(SET)
    talk.plays("""
+16 contact: 2
  contact gets: Text your friend's number. A person here rings them, and only if you don't answer.
+16 contact: 911
  contact gets: We can't ring that number from here. Text another one. 9 = skip
+16 contact: +1 202 555 0111
  · Ana's own
  contact gets: We can't ring that number from here.
+16 contact: 900 555 0100
  contact gets: We can't ring that number from here.
+16 contact: my friend kay
  contact gets: We can't ring that number from here.
+16 contact: (202) 555-0149
  contact gets: Want to say where? Text door, floor, code.
+16 contact: 9
  contact gets: OK. CHECK = see what is set.
+16 contact: check
  contact gets: On for 9:20pm: a text, then calls, then a person. They call your friend.
""")


def test_in_spanish(talk: Talk) -> None:
    talk.plays("""
+0 contact: revisa 20
  contact gets: Hecho. En 20 min (9:20pm) te escribimos.
  contact gets: Si no contestas:
+20 contact: 1
  contact gets: Bien. REVISA = ver lo que hay.
+16 contact: donde
  contact gets: LISTO = acabar? 1 acabar 2 seguir. Sin respuesta: sigue hasta las 9:20pm.
+19:30
  contact gets: 9:20pm. OK si todo va bien. MAS para 20 min. 0 para una persona.
+16 contact: mas
  contact gets: Bien. Preguntamos a las 9:40pm.
+16 contact: listo
  contact gets: Bien. Terminado y borrado.
""")


def test_in_french(talk: Talk) -> None:
    talk.plays("""
+0 contact: veille 20
  contact gets: C'est mis. Dans 20 min (21h20) on t'écrit.
+20:10
  contact gets: 21h20. OK si tout va bien. PLUS pour 20 min. 0 pour une personne.
+16 contact: A aimé « 21h20. OK si tout va bien. »
  contact gets: Bien. C'est fini et effacé.
""")


def filtered(night: RealEvening) -> None:
    """The next text of ours is kept back by a phone company."""
    fault = MessageFault(30007, times=1)
    night.board.exchange.change(
        lambda world, now: (with_faults(world, replace(world.faults, messages=(fault,))), None)
    )


def hears(night: RealEvening, words: str) -> None:
    """The contact's phone tells them this, now or in a moment."""
    for _ in range(8):
        if any(words in said for said in night.heard(CONTACT)[-3:]):
            return
        night.later(1)
    raise AssertionError(night.heard(CONTACT)[-5:])


def rung(night: RealEvening, phone: str = CONTACT, within: int = 12) -> None:
    """Till this phone rings; it is picked up."""
    for _ in range(within):
        if night.ringing(phone):
            night.board.answer(phone)
            return
        night.later(1)
    raise AssertionError("it did not ring")


def test_j6_4_the_ask_cannot_be_delivered(talk: Talk, night: RealEvening) -> None:
    talk.plays(SET)
    talk.plays("+10:00")
    filtered(night)
    talk.plays("+9:58")
    rung(night, within=20)
    hears(night, "This is the call you asked for. Press any key.")
    night.press(CONTACT, "5")
    hears(night, "Good. Press 1 if you're done. 2 for 20 more minutes. 0 for a person. With no key")
    night.press(CONTACT, "1")
    hears(night, "Good. It is over and erased. Goodbye.")
    talk.plays("""
+10:00
  contact gets nothing
  ana gets nothing
""")


def test_an_alarm_whose_only_text_is_filtered_rings_the_next_at_once(night: RealEvening) -> None:
    """Ana is on, and takes texts only; Bo would be rung a minute later."""
    night.peer("Ana", ANA, "en", times=EVENING, channels=("texts",))
    night.peer("Bo", BO, "en", times=None)
    talk = Talk(night, PHONES)
    talk.plays(SET)
    talk.plays("+22:45")
    filtered(night)
    talk.plays("+15")
    rung(night, BO, within=20)
    night.later(1)
    assert any("Check-in, no answer since" in said for said in night.heard(BO))


def test_one_key_is_life_and_no_more(talk: Talk, night: RealEvening) -> None:
    talk.plays(SET)
    talk.plays("+20:10")
    talk.plays("""
+80
  contact gets: Checking again. OK if all is well. We call this phone now.
""")
    rung(night)
    hears(night, "Press any key")
    night.press(CONTACT, "#")
    hears(night, "With no key, we ask again in 5 minutes.")
    night.later(14)
    hears(night, "OK. We ask again at")
    talk.plays("""
+4:30
  ana gets nothing
+30
  contact gets: OK if all is well. MORE for 20 more.
""")


def test_two_is_later_and_zero_is_a_person(talk: Talk, night: RealEvening) -> None:
    talk.plays(SET)
    talk.plays("+21:28")
    rung(night)
    hears(night, "Press any key")
    night.press(CONTACT, "1")
    hears(night, "0 for a person")
    night.press(CONTACT, "2")
    hears(night, "OK. We ask again at 9:41 pm. Goodbye.")
    talk.plays("+21:20")
    rung(night)
    hears(night, "Press any key")
    night.press(CONTACT, "1")
    hears(night, "0 for a person")
    night.press(CONTACT, "0")
    hears(night, "Ringing people now.")
    rung(night, ANA)
    talk_for_minutes(night)


def talk_for_minutes(night: RealEvening) -> None:
    """Ana, who picked up, takes it; and nothing of ours or the carrier's parts the two."""
    night.later(3)
    night.press(ANA, "1")
    night.later(300)
    assert night.talking(CONTACT, ANA)


def test_who_is_looked_for_and_calls_the_line_is_known_at_once_to_whoever_looks_for_them(
    talk: Talk, night: RealEvening
) -> None:
    talk.plays(SET)
    talk.plays("+23:30")
    ((check_in, _),) = night.desk.check_ins.all()
    one = f"@{check_in.handle}"
    talk.plays(f"""
+5 ana: take {one}
  ana gets: {one} is yours.
""")
    night.dial(CONTACT)
    night.later(5)
    rung(night, BO, within=60)
    night.later(3)
    night.press(BO, "1")
    talk.plays(f"""
+6
  ana gets: {one}'s number is on the phone with another of us now. It may be them.
  bo gets: who you talk with set a check-in for now.
+10 ana: close {one}
  ana gets: How did {one} end?
""")
    assert night.talking(CONTACT, BO)


def test_texts_only_is_never_called(talk: Talk, night: RealEvening) -> None:
    talk.plays(SET)
    talk.plays("""
+10 contact: 4
  contact gets: OK: texts only, we will not call this phone.
+20:00
  contact gets: 9:20pm. OK if all is well.
+90
  contact gets: Checking again. OK if all is well. Else a person here is told in a minute.
+60
""")
    assert not night.board.legs(CONTACT)


def test_a_voicemail_hears_one_sentence_and_no_more(talk: Talk, night: RealEvening) -> None:
    talk.plays(SET)
    night.board.behave(CONTACT, voicemail(4.0))
    talk.plays("+22:45")
    said = [words for words in night.heard(CONTACT) if words]
    assert set(said) == {"This is the call you asked for. Press any key."}


def test_j7_1_stop_by_accident(talk: Talk, night: RealEvening) -> None:
    talk.plays(SET)
    talk.plays("+10:00 contact: stop")
    rung(night, within=20)
    hears(
        night,
        "A text from this phone switched our texts off. Press 1 if you're finished. 2 to",
    )
    night.press(CONTACT, "2")
    hears(night, "OK. We call at 9:20 pm. Any key then means you're fine. To switch texts on, text")
    talk.plays("+9:35")
    rung(night, within=20)
    hears(night, "This is the call you asked for. Press any key.")
    night.press(CONTACT, "5")
    hears(night, "Press 1 if you're done")
    night.press(CONTACT, "1")
    hears(night, "It is over and erased")
    assert not [body for body in night.texts_to(CONTACT) if "OK if all is well" in body]


def test_who_said_stop_before_has_it_by_call_and_a_call_says_so(
    talk: Talk, night: RealEvening
) -> None:
    talk.plays("""
+0 contact: stop
+5:00 contact: check 20
""")
    rung(night, within=20)
    hears(
        night, "A text from this phone switched our texts off. Press 1 if you're finished. 2 to be"
    )
    night.press(CONTACT, "2")
    hears(night, "OK. We call at 9:25 pm. Any key then means you're fine. To switch texts on, text")
    talk.plays("+19:40")
    rung(night, within=40)
    hears(night, "This is the call you asked for. Press any key.")
    night.press(CONTACT, "5")
    hears(night, "Press 1 if you're done")
    night.press(CONTACT, "1")
    hears(night, "It is over and erased")
    assert len(night.texts_to(CONTACT)) == 1  # the carrier's own


def test_who_said_stop_before_and_does_not_pick_up_is_looked_for_all_the_same(
    talk: Talk, night: RealEvening
) -> None:
    night.board.behave(CONTACT, voicemail(4.0))
    talk.plays("""
+0 contact: stop
+60 contact: revisa 5
+5:00
+3:05
  ana gets: check-in
""")
    assert any("Un texto de este teléfono" in words for words in night.heard(CONTACT))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("check 500", "Nothing was set: we will not call you. Press 0 for a person."),
        ("check", "Nothing was set: we will not call you."),
        ("more 15", "Nothing was set: we will not call you."),
        ("veille 500", "Rien n'est mis: on ne t'appellera pas."),
        ("0", "You texted us, and our texts are off. Press 0 for a person."),
        ("not breathing", "You texted us, and our texts are off. Press 0 for a person."),
    ],
)
def test_j7_3_after_stop_what_cannot_wait_is_told_by_one_call(
    talk: Talk, night: RealEvening, words: str, said: str
) -> None:
    talk.plays("""
+0 contact: stop
+60 contact: supplies
+60
  contact gets nothing
""")
    assert not night.board.legs(CONTACT)
    talk.plays(f"+0 contact: {words}")
    rung(night, within=20)
    hears(night, said)
    night.press(CONTACT, "0")
    rung(night, ANA)
    talk_for_minutes(night)


def test_j7_3_after_stop_where_nobody_is_on(edition: Edition, own: OwnStore) -> None:
    talk = at(edition, own, -6)
    talk.plays("""
+0 contact: stop
+60 contact: check 20
""")
    assert isinstance(talk.night, RealEvening)
    rung(talk.night, within=20)
    hears(talk.night, "Nothing was set: we will not call you.")


def test_stop_where_they_wanted_texts_only_is_their_last_word(
    talk: Talk, night: RealEvening
) -> None:
    talk.plays(SET)
    talk.plays("""
+10 contact: 4
  contact gets: texts only
+60 contact: stop
+30:00
  ana gets nothing
""")
    assert not night.board.legs(CONTACT)


def test_stop_checking_is_asked_back(talk: Talk) -> None:
    talk.plays(SET)
    talk.plays("""
+60 contact: stop checking
  contact gets: Finish the check-in? 1 finish 2 keep it on. No reply: it stays on.
+10 contact: 2
  contact gets: It stays on for 9:20pm.
+10 contact: stop checking on me
  contact gets: Finish the check-in?
+10 contact: 1
  contact gets: Good. It is over and erased.
""")


def test_our_own_stop_says_that_it_goes_on_by_call(talk: Talk, night: RealEvening) -> None:
    talk.plays(SET)
    talk.plays("""
+60 contact: stop texting me
  contact gets: OK, no more texts from us. We still call at 9:20pm: any key then means you're fine.
+18:30
  contact gets nothing
""")
    rung(night, within=40)
    hears(night, "Press any key")


def test_who_asks_what_is_kept_hears_what_is_while_it_is_on(talk: Talk) -> None:
    talk.plays(SET)
    talk.plays("""
+60 contact: privacy
  contact gets: While your check-in is on we hold your number and what you told us for it
+10 contact: done
  contact gets: Good. It is over and erased. Text any time.
+10 contact: privacy
  contact gets: We don't keep your number or your words.
""")


def test_forget_asks_and_no_answer_keeps_it(talk: Talk) -> None:
    talk.plays(SET)
    talk.plays("""
+60 contact: FORGET
  contact gets: We still ask at 9:20pm whether all is well. 1 end that too, and erase all
+19:30
  contact gets: 9:20pm. OK if all is well.
+20 contact: FORGET
  contact gets: We still want to know if all is well. 1 end that too, and erase all
+10 contact: 2
  contact gets: OK if all is well. MORE
+20 contact: CLEAR
  contact gets: We still want to know
+10 contact: 1
  contact gets: Wiped on our side. Now delete this chat
+20:00
  contact gets nothing
  ana gets nothing
""")


def test_in_a_thread_ok_done_and_more_belong_to_it(talk: Talk) -> None:
    talk.plays("""
+0 contact: 0
  ana gets: wants a person by text
+5 ana: take
  contact gets: Auto: a person has your texts now.
+9 contact: check 5
  contact gets: Auto: It's on. In 5 min
  ana gets nothing
+60 contact: ok
  ana gets: ok
  contact gets nothing
+10 contact: more 5
  contact gets: Auto: OK. We ask at 9:10pm.
+10 contact: check
  contact gets: Auto: On for 9:10pm: a text, then calls, then a person. MORE 15 or DONE.
+4:30 contact: still here with you
+4:10
  contact gets: 9:10pm. OK if all is well.
+10 contact: ok
  contact gets: Auto: Good. It is over and erased.
  ana gets nothing
""")


def test_in_a_talk_a_yes_answers_the_peer_and_no_heart_ends_a_check_in(talk: Talk) -> None:
    talk.plays("""
+0 contact: 0
+5 ana: take
+9 contact: check 5
  contact gets: Auto: It's on. In 5 min
+5:00
  contact gets: OK if all is well.
+9 ana: do you feel like passing out?
  contact gets: do you feel like passing out?
+9 contact: yes
  ana gets: yes
  contact gets nothing
+9 contact: ❤️
  ana gets: ❤
+9 contact: ok
  contact gets: Auto: Good. It is over and erased.
""")


def test_thanks_after_an_ok_leaves_it_answered_and_help_does_not(
    talk: Talk, night: RealEvening
) -> None:
    talk.plays(SET)
    talk.plays("""
+24:00
+5 ana: take
  ana gets: is yours
+9 contact: ok
  ana gets: ok
+9 contact: sorry i fell asleep
  ana gets: sorry i fell asleep
+8:00
  bo gets nothing
""")
    ((check_in, _),) = night.desk.check_ins.all()
    assert check_in.state == "owned" and check_in.answered_at
    talk.plays("""
+9 contact: no wait help
  ana gets: no wait help
+2:30
  ana gets: Any news?
+4:00
  ana gets: so others are rung now
""")


def test_a_yes_to_the_second_ask_is_an_answer(talk: Talk) -> None:
    talk.plays(SET)
    talk.plays("""
+20:05 contact: mmh
  contact gets: we are asking a person to look
+1:30
  contact gets: Checking again. OK if all is well.
+9 contact: yes
  contact gets: It is over and erased.
""")


def test_a_pass_for_what_was_offered_gives_no_alarm_away(talk: Talk, night: RealEvening) -> None:
    talk.plays(SET)
    talk.plays("""
+24:00
+5 ana: take
  ana gets: is yours
""")
    night.text(STRANGER, "real person")
    night.later(5)
    talk.plays("+5 ana: pass")
    ((check_in, _),) = night.desk.check_ins.all()

    assert check_in.state == "owned"


def test_one_that_runs_out_is_not_said_to_be_set_by_phone(talk: Talk, night: RealEvening) -> None:
    talk.plays(SET)
    talk.plays("""
+24:00
+5 ana: take
  ana gets: is yours
""")
    says(night, "3", "2")
    night.press(CONTACT, "20#")
    night.press(CONTACT, "1")
    hears(night, "Nothing was set.")


def test_nor_is_one_that_is_on_for_texts_only_said_not_to_be(
    talk: Talk, night: RealEvening
) -> None:
    talk.plays(SET)
    talk.plays("""
+20 contact: 4
  contact gets: OK: texts only
""")
    says(night, "3", "2")
    night.press(CONTACT, "20#")
    night.press(CONTACT, "1")
    hears(night, "or this phone can't be called. Nothing was set.")
    assert not any("Nothing is on" in said for said in night.heard(CONTACT))


def test_a_fourth_key_alone_is_said_to_be_no_answer(talk: Talk, night: RealEvening) -> None:
    talk.plays(SET.replace("check 20", "check 20"))
    talk.plays("+20:10")
    for last in (False, False, False, True):
        rung(night, within=200)
        hears(night, "Press any key")
        night.press(CONTACT, "#")
        hears(
            night, "With no key, a person here is told." if last else "we ask again in 5 minutes."
        )
        night.later(14)
        hears(night, "A person here is told" if last else "We ask again at")
        night.later(0 if last else 290)


def test_until_somebody_takes_their_thread_the_plan_is_the_check_ins(talk: Talk) -> None:
    talk.plays("""
+0 contact: 0
  ana gets: wants a person by text
+9 contact: check 20
  contact gets: It's on. In 20 min
  contact gets: If you don't answer, they:
+16 contact: 3
  contact gets: Text where
+10 contact: 4b back door code 12
  contact gets: Got it, erased when this is over.
+5 contact: my sister is with me
  contact gets nothing
+5 ana: take
  contact gets: Auto: a person has your texts now.
  ana gets: my sister is with me
+5 contact: word tulip
  contact gets: Auto: Noted.
  ana gets nothing
""")


def test_in_a_thread_more_is_for_the_peer_where_none_is_on(talk: Talk) -> None:
    talk.plays("""
+0 contact: 0
+5 ana: take
+10 contact: 15 more
  ana gets: 15 more
  contact gets nothing
+5 contact: check on me for half an hour
  ana gets: check on me for half an hour
""")


ONE_OF_US = """
+0 ana: check 5
  ana gets: It's on. In 5 min (9:05pm)
+5:00
  ana gets: OK if all is well.
"""


@pytest.mark.parametrize("words", ["im good", "yes all good", "\U0001f44d"])
@pytest.mark.parametrize("before", ["", "+0 ana: me"])
def test_one_of_us_who_writes_with_nobody_is_understood(
    talk: Talk, before: str, words: str
) -> None:
    talk.plays(before)
    talk.plays(ONE_OF_US)
    talk.plays(f"""
+9 ana: {words}
  ana gets: It is over and erased.
""")


def test_one_of_us_asks_for_more_and_is_asked_what_nobody_understood(talk: Talk) -> None:
    """What they write is offered to the others only after ME."""
    talk.plays(ONE_OF_US)
    talk.plays("""
+9 ana: more
  ana gets: OK. We ask at 9:10pm.
+5:00
  ana gets: OK if all is well.
+9 ana: cant feel my legs
  ana gets: Not sure what that means.
  bo gets nothing
+5 ana: me
  ana gets: You're a contact now
+5 ana: cant feel my legs
  ana gets: we are asking a person to look
  bo gets: answered, but not clearly
+5 ana: me
  ana gets: You're one of us again
""")


def test_of_one_of_us_who_writes_with_somebody_or_just_did_only_ok_itself_is_an_ok(
    talk: Talk, night: RealEvening
) -> None:
    talk.plays("""
+0 contact: 0
+5 ana: take
  ana gets: is yours
""")
    talk.plays(ONE_OF_US)
    talk.plays("""
+9 ana: yes all good
  contact gets: yes all good
+9 contact: menu
  ana gets: is over
+9 ana: yes all good
  contact gets nothing
""")
    ((check_in, _),) = night.desk.check_ins.all()

    assert check_in.state == "asking"
    talk.plays("""
+9 ana: who
  ana gets: On till 2 am: 2.
+9 ana: ok
  ana gets: It is over and erased.
""")


def test_of_one_of_us_who_looks_for_somebody_a_word_is_for_that_one(
    talk: Talk, night: RealEvening
) -> None:
    talk.plays("""
+0 contact: check 5
+6:00 ana: check 5
  ana gets: It's on. In 5 min
+2:30
  ana gets: no answer since
+9 ana: 1
  ana gets: is yours
+2:40
  ana gets: OK if all is well.
+9 ana: im good
  ana gets: Begin with {one}
+5 ana: close {one}
  ana gets: How did
+5 ana: 5
  ana gets: 9 fine
+5 ana: 9
  ana gets: Good. Thank you for tonight.
""")
    ((check_in, _),) = night.desk.check_ins.all()

    assert check_in.state == "asking"
    talk.plays("""
+5 ana: im good
  ana gets: It is over and erased.
""")


def test_a_digit_after_words_of_the_peer_is_for_the_peer(talk: Talk) -> None:
    talk.plays(SET)
    talk.plays("""
+16 contact: 0
+5 ana: take
  ana gets: is yours
+9 contact: forget
  contact gets: 1 end that too, and erase all 2 keep it on
+9 ana: from 1 to 10 how strong was it
  contact gets: from 1 to 10 how strong was it
+9 contact: 1
  ana gets: 1
  contact gets nothing
+9 contact: check
  contact gets: Auto: On for 9:20pm
+9 ana: ok
+9 contact: forget
  contact gets: 1 end that too, and erase all 2 keep it on
+9 contact: 1
  contact gets: is erased
""")


def test_so_is_one_after_a_question_of_their_thread(talk: Talk) -> None:
    talk.plays(SET)
    talk.plays("""
+16 contact: 0
+5 ana: take
  ana gets: is yours
+9 contact: forget
  contact gets: 1 end that too, and erase all 2 keep it on
+9 ana: off
  ana gets: 1
+5 ana: 2
  contact gets: 1 go on with someone new 2 enough for now
+9 contact: 1
  bo gets: TAKE
+9 contact: check
  contact gets: Auto: On for 9:20pm
""")


def test_the_last_question_is_what_a_digit_answers_while_people_are_asked(
    talk: Talk, night: RealEvening
) -> None:
    talk.plays("""
+0 contact: 0
+2:01
  contact gets: Still asking. 1 have us text you later 2 lines
+9 contact: check 20
  contact gets: If you don't answer, they:
+9 contact: 2
  contact gets: Text your friend's number
  ana gets nothing
+9 ana: take
  ana gets: is yours
""")


def test_and_where_they_were_told_later_that_people_are_still_asked_it_is_that(talk: Talk) -> None:
    talk.plays("""
+0 contact: 0
+1:40 contact: check 20
  contact gets: If you don't answer, they:
+20
  contact gets: Still asking. 1 have us text you later 2 lines
+5 contact: 2
  contact gets: Lines with people
  ana gets: is not waiting any more
""")


def test_life_in_a_thread_puts_the_ask_off_once(talk: Talk) -> None:
    talk.plays("""
+0 contact: 0
+5 ana: take
+10 contact: check 10
  contact gets: Auto: It's on.
+9:20 contact: still talking to you about my sister
  ana gets: still talking to you about my sister
+60
  contact gets nothing
+5:00
  contact gets: OK if all is well.
""")


def test_what_is_for_threads_is_not_said_to_have_closed_where_it_is_an_alarm(
    talk: Talk, night: RealEvening
) -> None:
    talk.plays(SET)
    talk.plays("+26:00")
    ((check_in, _),) = night.desk.check_ins.all()
    one = f"@{check_in.handle}"
    talk.plays(f"""
+5 ana: call {one}
  ana gets: {one} is not yours. If nobody has it: TAKE {one}.
+5 ana: take {one}
  ana gets: {one} is yours.
+5 ana: backup {one}
  ana gets: {one} is a check-in's alarm
+5 ana: ban {one}
  ana gets: Ban {one} how? 2 not me, tonight 3 not me, ever 4 nobody here, 7 days
+5 ana: 4
  ana gets: Done: for 7 days that phone reaches nobody here. {one} is still yours
""")


def test_a_word_of_their_own_looks_as_if_all_were_well(talk: Talk, night: RealEvening) -> None:
    talk.plays(SET)
    talk.plays("""
+60 contact: word
  contact gets: Text WORD and one of your own, like WORD TULIP.
+10 contact: word ok
  contact gets: That one already means something here.
+10 contact: word blue
  contact gets: That one already means something here.
+10 contact: WORD Tulip
  contact gets: Noted.
+60 contact: tulip
  contact gets: Good. It is over and erased. Text any time.
  ana gets: check-in
+5 ana: take
  ana gets: is yours
+5 ana: {one} hello
  ana gets: Not sent: they used their word for trouble
+5 contact: ok
  contact gets: Hi, glad you wrote.
+5 contact: check
  contact gets: We can ask you later if all is well.
+30:00
  contact gets nothing
""")
    assert not night.board.legs(CONTACT)


WORD = """
+16 contact: word tulip
  contact gets: Noted.
"""


def test_after_their_trouble_word_nobody_need_look_at_an_unclear_answer(talk: Talk) -> None:
    talk.plays(SET + WORD)
    talk.plays("""
+20:00
+10 contact: idk
  ana gets: answered, but not clearly
+15 contact: tulip
  contact gets: Good. It is over and erased. Text any time.
  ana gets: is not waiting any more. Thank you.
  ana gets: no answer since
+5 ana: take {one}
  ana gets: Taken by someone else, or over.
+20:00
  contact gets nothing
+5 contact: hello
  contact gets: Hi, glad you wrote.
""")


def test_after_their_trouble_word_who_takes_what_they_asked_for_reads_it_and_no_more(
    talk: Talk,
) -> None:
    talk.plays(SET + WORD)
    talk.plays("""
+5:00 contact: 0
  ana gets: wants a person by text
+5 contact: he is at the door
+15 contact: tulip
  contact gets: Good. It is over and erased. Text any time.
  ana gets: no answer since
+5 ana: take {one}
  ana gets: is yours
  ana gets: he is at the door
  contact gets nothing
+5 ana: hello
  ana gets: Not sent: they used their word for trouble
  contact gets nothing
""")


def test_nor_is_that_phone_told_that_nobody_takes_it(talk: Talk) -> None:
    talk.plays(SET + WORD)
    talk.plays("""
+5:00 contact: 0
  ana gets: wants a person by text
+15 contact: tulip
  contact gets: Good. It is over and erased. Text any time.
+20:00
  contact gets nothing
+5 contact: hello
  contact gets: Hi, glad you wrote.
""")


def test_what_that_phone_was_asked_before_is_answered_as_ever(talk: Talk) -> None:
    talk.plays(SET + WORD)
    talk.plays("""
+5:00 contact: 0
  ana gets: wants a person by text
+5:15
  contact gets: Nobody could take it.
+5 contact: tulip
  contact gets: Good. It is over and erased. Text any time.
+5 contact: hello
  contact gets: Hi, glad you wrote.
""")


IN_A_TALK = """
+0 contact: 0
  ana gets: wants a person by text
+5 ana: take
  contact gets: Auto: a person has your texts now.
+9 contact: check 5
  contact gets: Auto: It's on.
+5 contact: word tulip
  contact gets: Auto: Noted.
"""


def test_after_their_trouble_word_no_word_of_ours_goes_into_the_talk_they_were_in(
    talk: Talk,
) -> None:
    talk.plays(IN_A_TALK)
    talk.plays("""
+5:00
  contact gets: OK if all is well.
+9 contact: tulip
  contact gets: Auto: Good. It is over and erased.
  ana gets: no answer since
+5 ana: your word came, are you safe
  ana gets: Not sent: they used their word for trouble
  contact gets nothing
+5 ana: {one} where are you
  ana gets: Not sent: they used their word for trouble
  contact gets nothing
+5 ana: call {one}
  ana gets: Not sent: they used their word for trouble
  contact gets nothing
+5 ana: card narcan
  ana gets: Not sent: they used their word for trouble
  contact gets nothing
+5 ana: call
  ana gets: Not sent
  · what still comes from there is seen, and no clock says on that phone that nobody answers it
+5 contact: who is this
  ana gets: who is this
  contact gets nothing
+10:00
  contact gets nothing
+5 ana: close {one}
  ana gets: is closed and erased here
  contact gets nothing
+5 contact: hello
  contact gets: Hi, glad you wrote.
""")


def test_after_their_trouble_word_who_has_the_talk_gives_it_on_without_a_word_to_them(
    talk: Talk,
) -> None:
    talk.plays(IN_A_TALK)
    talk.plays("""
+9 contact: tulip
  contact gets: Auto: Good. It is over and erased.
+5 ana: pass {one}
  contact gets nothing
+5 bo: take {one}
  bo gets: is yours
  contact gets nothing
+5 bo: hello
  bo gets: Not sent: they used their word for trouble
  contact gets nothing
+150:00
  contact gets nothing
""")


def test_words_on_their_way_do_not_come_after_a_trouble_word(talk: Talk) -> None:
    talk.plays(IN_A_TALK)
    talk.plays("""
worker: away
+5 ana: are you safe
  contact gets nothing
+2 contact: tulip
  contact gets: Auto: Good. It is over and erased.
worker: back
+20
  ana gets: Not sent: they used their word for trouble
  contact gets nothing
""")


def test_words_that_waited_to_be_said_for_whom_are_not_said_to_be_sent(
    night: RealEvening,
) -> None:
    for name, phone in (("Ana", ANA), ("Bo", BO)):
        night.peer(name, phone, "en", times=EVENING, channels=TEXTS)
    talk = Talk(night, {**PHONES, "kay": STRANGER})
    talk.plays(IN_A_TALK)
    talk.plays("""
+5 kay: 0
  ana gets: wants a person by text
+5 ana: take {two}
  ana gets: is yours
+5 ana: are you safe
  ana gets: Who is that for
+9 contact: tulip
  contact gets: Auto: Good. It is over and erased.
+5 ana: 1
  ana gets: Not sent: they used their word for trouble
  contact gets nothing
  kay gets nothing
""")


def test_a_yes_to_a_call_from_before_a_trouble_word_rings_no_phone(
    talk: Talk, night: RealEvening
) -> None:
    talk.plays(IN_A_TALK)
    talk.plays("""
+5 ana: call {one}
  contact gets: call
+10 contact: tulip
  contact gets: Auto: Good. It is over and erased.
+9 contact: 1
  contact gets nothing
  ana gets: 1
+2:00
  contact gets nothing
""")
    assert not night.board.legs(CONTACT)


def test_nor_does_a_call_that_was_agreed_to_before_it(talk: Talk, night: RealEvening) -> None:
    talk.plays(IN_A_TALK)
    talk.plays("""
+5 ana: call {one}
  contact gets: call
+10 contact: 1
+2 contact: tulip
  contact gets: Auto: Good. It is over and erased.
""")
    night.board.answer(ANA)
    night.later(3)
    night.press(ANA, "1")
    talk.plays("""
+2:00
  contact gets nothing
""")
    assert not night.board.legs(CONTACT)


def asked_by_call(talk: Talk, night: RealEvening) -> None:
    """The ask has been picked up, and has said its sentence."""
    talk.plays(SET + WORD)
    talk.plays("+21:28")
    rung(night)
    hears(night, "Press any key")


@pytest.mark.parametrize("word", ["ok", "tulip"])
def test_a_call_that_asks_ends_without_a_word_once_the_text_said_that_it_is_over(
    talk: Talk, night: RealEvening, word: str
) -> None:
    asked_by_call(talk, night)
    before = night.heard(CONTACT)
    night.text(CONTACT, word)
    night.later(2)
    night.press(CONTACT, "1")
    night.later(4)

    assert night.heard(CONTACT) == before
    assert not night.board.call(CONTACT)


@pytest.mark.parametrize("word", ["ok", "tulip"])
def test_in_a_call_that_asks_zero_is_a_person_also_once_the_text_said_that_it_is_over(
    talk: Talk, night: RealEvening, word: str
) -> None:
    asked_by_call(talk, night)
    night.press(CONTACT, "5")
    hears(night, "0 for a person")
    night.text(CONTACT, word)
    night.later(2)
    night.press(CONTACT, "0")
    hears(night, "Ringing people now.")


@pytest.mark.parametrize("word", ["done", "tulip"])
def test_in_the_call_that_explains_a_stop_zero_is_a_person_also_once_it_is_over(
    talk: Talk, night: RealEvening, word: str
) -> None:
    talk.plays(SET + WORD)
    talk.plays("+9:40 contact: stop")
    rung(night, within=20)
    hears(night, "A text from this phone switched our texts off.")
    night.text(CONTACT, word)
    night.later(2)
    night.press(CONTACT, "0")
    hears(night, "Ringing people now.")


def at(edition: Edition, own: OwnStore, hours: float) -> Talk:
    """The same evening, so many hours from nine."""
    own.look.flushall()
    night = RealEvening(edition, own, start=NINE_PM + 3600 * hours)
    night.peer("Ana", ANA, "en", "es", times=EVENING, channels=TEXTS)
    return Talk(night, PHONES)


def everybody_leaves(night: RealEvening) -> None:
    night.desk.rota.write(night.desk.rota.read(), Rota())
    checkins.look_at_cover(night.desk)


def test_j6_3_nobody_is_on(edition: Edition, own: OwnStore) -> None:
    talk = at(edition, own, -6)
    talk.plays("""
+0 contact: check 20
  contact gets: We can't check on you now: nobody is on to come if you don't answer. From 6:00pm we
+9 contact: 1
  contact gets: Now no one here would see that you went quiet.
+9 contact: check 20
  contact gets: 1 lines that stay on with you 2 text me then
+9 contact: 2
  contact gets: We would send this phone one line
+20:00
  contact gets nothing
""")


def test_j6_3_the_shift_ends_too_soon(edition: Edition, own: OwnStore) -> None:
    talk = at(edition, own, 4 + 1 / 6)
    talk.plays("""
+0 contact: check 30
  contact gets: People are on till 2:00am, and one must be here half an hour after we ask: CHECK 20
+9 contact: check 19
  contact gets: It's on. In 19 min (1:29am)
+9 contact: more 15
  contact gets: People are on till 2:00am
+9 contact: check
  contact gets: On for 1:29am
""")


@pytest.mark.parametrize(
    ("check", "told", "fine"),
    [
        ("check 60", "1 that's fine 2 lines that are on.", "It stays on for 10:00pm."),
        ("revisa 60", "1 esta bien 2 otros servicios.", "Sigue para las 10:00pm."),
        ("veille 60", "1 ca va 2 lignes ouvertes.", "Ça reste prévu pour 22h00."),
    ],
)
def test_j6_3_the_last_one_has_to_go_and_a_digit_answers_that(
    talk: Talk, night: RealEvening, check: str, told: str, fine: str
) -> None:
    talk.plays(f"+0 contact: {check}\n+20 contact: 1")
    everybody_leaves(night)
    talk.plays(f"""
+5:20
  contact gets: {told}
+60 contact: 1
  contact gets: {fine}
+20 contact: 1
  · it was answered: now it is a number of the list
  contact gets: /
""")


def test_j6_3_lines_that_are_on_leave_it_on(talk: Talk, night: RealEvening) -> None:
    talk.plays("+0 contact: check 60\n+20 contact: 1")
    everybody_leaves(night)
    talk.plays("""
+5:20
  contact gets: nobody may be here after. 1 that's fine 2 lines that are on.
+60 contact: 2
  contact gets: 800-972-0590
+20 contact: check
  contact gets: On for 10:00pm
+60 contact: done
  contact gets: Good. It is over and erased.
""")


def test_j6_3_lengths_that_are_none(talk: Talk) -> None:
    talk.plays("""
+0 contact: check 4471
  contact gets: CHECK takes 1 to 180 minutes. Nothing is on.
+9 contact: check 0
  contact gets: CHECK takes 1 to 180 minutes. Nothing is on.
+9 contact: check 20
  contact gets: It's on.
+9 contact: check 181
  contact gets: CHECK takes 1 to 180 minutes. Still on for 9:20pm.
""")


def test_j6_3_a_full_minute_offers_the_next(talk: Talk, night: RealEvening) -> None:
    for n in range(20):
        night.text(f"+1202555{3000 + n}", "check 20")
    night.later(1)
    talk.plays("""
+1 contact: check 20
  contact gets: Many are asked at that minute, so that is not set. CHECK 21 is free.
+9 contact: check 21
  contact gets: It's on. In 21 min
""")


def test_j6_3_set_is_said_only_once_it_is_on_disk(
    talk: Talk, night: RealEvening, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = type(night.desk.check_ins).write

    def unsure(self: object, *given: object, **more: object) -> bool:
        write(self, *given, **more)  # type: ignore[arg-type]
        raise StoreAway("it is not known to be on disk")

    monkeypatch.setattr(type(night.desk.check_ins), "write", unsure)
    talk.plays("""
+0 contact: check 20
  contact gets: We could not set that just now, so nothing is on. 0 = a person, or call this number.
""")
    monkeypatch.undo()
    talk.plays("""
+9 contact: check
  contact gets: We can ask you later if all is well.
+30:00
  contact gets nothing
""")


def test_without_a_store_nothing_pretends_to_be_set(talk: Talk, night: RealEvening) -> None:
    night.kill_store()
    talk.plays("""
+0 contact: check 20
  contact gets: We could not set that just now, so nothing is on.
""")
    talk.plays("""
+9 contact: ok
  contact gets: We could not write that down just now. Send it again in a minute, or call
""")
    night.start_store()


def test_the_step_offers_lengths_and_takes_any(talk: Talk) -> None:
    talk.plays("""
+0 contact: check on me
  contact gets: We can ask you later if all is well. If you don't answer, a person here is told.
+9 contact: 2
  contact gets: It's on. In 30 min (9:30pm)
+9 contact: done
  contact gets: It is over and erased.
+9 contact: using alone
  contact gets: 1 a check-in
+9 contact: 1
  contact gets: 1 20 min
+9 contact: 45 min
  contact gets: It's on. In 45 min
""")


def test_not_breathing_beats_every_question(talk: Talk) -> None:
    talk.plays(SET)
    talk.plays("""
+9 contact: 3
  contact gets: Text where
+9 contact: not breathing
  contact gets: Do this now
+9 contact: check
  contact gets: On for 9:20pm
""")


def says(night: RealEvening, *keys: str) -> None:
    """The contact calls, and finds the check-in among recorded help."""
    night.dial(CONTACT)
    night.later(3)
    for key in keys:
        night.press(CONTACT, key)
        night.later(3)


def test_one_is_set_up_by_phone_and_read_back(talk: Talk, night: RealEvening) -> None:
    says(night, "3", "2")
    hears(night, "In how many minutes do we call you? Type 1 to 180, then the pound key.")
    night.press(CONTACT, "30#")
    hears(night, "In 30 minutes, at 9:30 pm, we call this phone and only say: this is the call you")
    night.press(CONTACT, "1")
    hears(night, "It's on. We call at 9:30 pm, or, if one was on for this phone, at its time.")
    talk.plays("""
+29:20
  contact gets nothing
""")
    rung(night, within=60)
    hears(night, "This is the call you asked for. Press any key.")
    night.press(CONTACT, "5")
    hears(night, "Good. Press 1 if you're done. 2 for 30 more minutes.")
    night.press(CONTACT, "1")
    hears(night, "It is over and erased")
    assert not night.texts_to(CONTACT)


def test_who_is_called_and_sets_another_length_in_that_call_is_not_cut_off(
    talk: Talk, night: RealEvening
) -> None:
    talk.plays(SET)
    talk.plays("+21:28")
    rung(night)
    hears(night, "Press any key")
    for key in ("5", "0", "3", "2"):
        night.press(CONTACT, key)
        night.later(3)
    night.press(CONTACT, "30#")
    hears(night, "In 30 minutes")
    night.press(CONTACT, "1")
    hears(night, "It's on.")


def test_what_was_typed_can_be_mended_or_left(talk: Talk, night: RealEvening) -> None:
    says(night, "3", "2")
    night.press(CONTACT, "500#")
    hears(night, "That takes 1 to 180 minutes.")
    night.press(CONTACT, "#")
    hears(night, "In 20 minutes")
    night.press(CONTACT, "2")
    hears(night, "In how many minutes")
    night.press(CONTACT, "45#")
    hears(night, "In 45 minutes")
    night.press(CONTACT, "9")
    hears(night, "Nothing was set.")
    talk.plays("""
+60:00
  contact gets nothing
""")


def test_who_calls_learns_nothing_of_one_that_is_on(talk: Talk, night: RealEvening) -> None:
    talk.plays(SET)
    says(night, "3", "2")
    night.press(CONTACT, "5#")
    hears(night, "In 5 minutes")
    night.press(CONTACT, "1")
    hears(night, "It's on. We call at 9:05 pm, or, if one was on for this phone, at its time.")
    talk.plays("""
+9 contact: check
  contact gets: On for 9:20pm
""")


def test_by_phone_where_nobody_is_on(edition: Edition, own: OwnStore) -> None:
    night = at(edition, own, -6).night
    assert isinstance(night, RealEvening)
    says(night, "3", "2")
    hears(night, "Now no one here would see that you went quiet.")


def test_a_hidden_number_cannot_be_called(talk: Talk, night: RealEvening) -> None:
    night.dial(CONTACT, "anonymous")
    night.later(3)
    night.press(CONTACT, "3")
    night.later(3)
    night.press(CONTACT, "2")
    hears(night, "or this phone can't be called. Nothing was set.")


def test_before_a_panic_each_is_told_that_nobody_will_check_on_them(
    talk: Talk, night: RealEvening
) -> None:
    talk.plays(SET)
    done = panic(night.working, no_pause, hang_up=False)
    talk.plays("""
+1
  contact gets: Nobody will check on you. If you can, tell somebody near you.
+30:00
  contact gets nothing
  ana gets nothing
""")
    assert done.told == 1


def test_an_answer_that_comes_too_late_takes_nothing(talk: Talk) -> None:
    talk.plays(SET)
    talk.plays("""
+60 contact: stop checking
  contact gets: Finish the check-in? 1 finish 2 keep it on.
+3:00 contact: 1
  contact gets: 1 supplies
+9 contact: check
  contact gets: On for 9:20pm
""")


def test_what_may_be_a_cry_is_no_place(talk: Talk) -> None:
    talk.plays(SET)
    talk.plays("""
+9 contact: 3
  contact gets: Text where
+9 contact: took too much
  contact gets: Is someone not breathing?
""")


def test_at_the_ask_no_question_from_before_is_open(talk: Talk) -> None:
    talk.plays("""
+0 contact: check 5
  contact gets: It's on. In 5 min (9:05pm)
  contact gets: If you don't answer, they:
+9 contact: 3
  contact gets: Text where
+5:00
  contact gets: OK if all is well.
+20 contact: feel weird cant stand up
  contact gets: we are asking a person to look
""")


ASKED_WHERE = """
+0 contact: check 5
+9 contact: 3
  contact gets: Text where
+6:17
"""


def test_nor_is_one_after_a_key_in_the_call_that_asked(talk: Talk, night: RealEvening) -> None:
    """They are asked again in five minutes, and were asked no less for that."""
    talk.plays(ASKED_WHERE)
    rung(night)
    hears(night, "Press any key")
    night.press(CONTACT, "5")
    hears(night, "With no key, we ask again in 5 minutes.")
    talk.plays("""
+14 contact: cant move
  contact gets: we are asking a person to look
  ana gets: answered, but not clearly
""")


def test_nor_after_more_and_what_is_asked_after_it_is_open(talk: Talk, night: RealEvening) -> None:
    talk.plays(ASKED_WHERE)
    rung(night)
    hears(night, "Press any key")
    night.press(CONTACT, "5")
    hears(night, "2 for 5 more minutes")
    night.press(CONTACT, "2")
    hears(night, "OK. We ask again at")
    talk.plays("+5 contact: cant move")
    ((check_in, _),) = night.desk.check_ins.all()

    assert (check_in.state, check_in.plan.place) == ("armed", "")
    talk.plays("""
+5 contact: check
  contact gets: On for 9:
+5 contact: 1
  contact gets: If you don't answer, they:
+5 contact: 3
  contact gets: Text where
+5 contact: 4b back door
  contact gets: Got it, erased when this is over.
""")


def test_their_own_word_is_heard_also_where_we_asked_about_breathing(talk: Talk) -> None:
    talk.plays(SET)
    talk.plays("""
+9 contact: word tulip
  contact gets: Noted.
+9 contact: my friend od'd last year
  contact gets: Is someone not breathing?
+9 contact: tulip
  contact gets: Good. It is over and erased.
  ana gets: check-in
""")


def test_who_has_it_passes_it_on_once_the_contact_has_answered(talk: Talk) -> None:
    talk.plays(SET)
    talk.plays("""
+24:00
+5 ana: take
  ana gets: is yours
+9 contact: ok
  contact gets: gets this now
  ana gets: ok
+9 ana: pass
  ana gets: is over, nothing to do
+10:00
  bo gets nothing
""")


def test_who_wants_a_person_says_no_place(talk: Talk) -> None:
    talk.plays(SET)
    talk.plays("""
+9 contact: 3
  contact gets: Text where
+9 contact: real person
  ana gets: wants a person by text
""")


def test_help_at_the_ask_brings_a_person(talk: Talk) -> None:
    talk.plays(SET)
    talk.plays("""
+20:00
  contact gets: OK if all is well.
+9 contact: help
  contact gets: we are asking a person to look
  ana gets: (check-in) answered, but not clearly.
""")


def test_yes_to_whether_somebody_does_not_breathe_is_no_ok(talk: Talk) -> None:
    talk.plays(SET)
    talk.plays("""
+9 contact: took too much
  contact gets: Is someone not breathing?
+9 contact: yes
  contact gets: Do this now
""")


def test_a_list_that_is_long_gone_sets_nothing(talk: Talk) -> None:
    talk.plays("""
+0 contact: check
  contact gets: 2 30 min
+11:00 contact: 2
  contact gets: 2 30 min
+9 contact: 2
  contact gets: It's on. In 30 min
""")
