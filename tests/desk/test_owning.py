"""The keys of whoever has a check-in, where things go wrong: the store, wrong hands, late keys."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from hotline.desk import checkin_promise, checkins, owning
from hotline.desk.errands import do
from hotline.desk.tools import Desk
from hotline.domain.checkin.events import (
    ClosedBy,
    OwnerGone,
    SaidStop,
    SaidTrouble,
    TimePassed,
    Wrote,
)
from hotline.domain.checkin.plan import Plan
from hotline.domain.checkin.record import CheckIn, alarm_name
from hotline.domain.contact import Contact
from hotline.domain.events import CallStarted, CallTurned, PeerCallTurned
from hotline.domain.people import Consent, Person
from hotline.domain.phone import Phone
from hotline.domain.replies import CallReply, Dial, HangUp, Listen, Say
from hotline.domain.ring.record import TALK_LIFE, Attempt, Ring
from hotline.domain.rota import Shift
from hotline.domain.times import Times
from hotline.flow.edition import Edition
from tests.desk.pretend import ANNA, LINE, NOON, Line

SID = "CA" + "0" * 32
ALWAYS = Times(0, 1440, "America/New_York", tuple(range(7)))
GIVEN = Consent("given", NOON)


class Alarmed:
    """A check-in that has become an alarm, and who is rung for it."""

    contact = ANNA

    def __init__(self, line: Line, plan: Plan) -> None:
        self.line, self.desk = line, line.desk()
        for place, name in enumerate(("ana", "bo")):
            number = Phone(f"+1202555011{place}")
            person = Person(name, name.title(), (number,), ("en",), calls=GIVEN, texts=GIVEN)
            line.people.people += (person,)
            line.rota.shifts += (Shift(f"shift-{name}", name, "peers", ALWAYS),)
        self.plan = plan
        self._is_alarmed()

    def again(self) -> Alarmed:
        """The same contact's next one, once the first is closed."""
        self._is_alarmed()
        return self

    def _is_alarmed(self) -> None:
        began = self.line.now
        wanted = checkin_promise.Wanted(Contact(LINE, self.contact), 1200.0, "en", self.plan)
        made = checkin_promise.set_up(self.desk, wanted)
        assert isinstance(made, CheckIn)
        self.id = made.id
        for minutes in range(20, 27):
            self.line.now = began + 60 * minutes
            checkins.look(self.desk, self.id)

    def beside(self, contact: Phone) -> CheckIn:
        """An alarm of another contact's."""
        mine, self.contact = self.id, contact
        self._is_alarmed()
        other, self.id, self.contact = self.check_in, mine, ANNA
        return other

    @property
    def check_in(self) -> CheckIn:
        found = self.desk.check_ins.read(self.id)
        assert found
        return found[0]

    def turned(self, person: str, key: str = "", ended: str = "") -> PeerCallTurned:
        return PeerCallTurned(SID, alarm_name(self.check_in, person, 1), key, ended)

    def taken_by(self, person: str) -> Desk:
        owning.pressed(self.desk, self.turned(person, "1"), 1)
        assert self.check_in.owner == person
        return self.desk

    def chose(self, key: str, person: str = "ana") -> tuple[CallReply, ...]:
        return owning.chose(self.desk, self.turned(person, key), 1)


@pytest.fixture
def line(edition: Edition) -> Line:
    return Line(edition)


@pytest.fixture
def alarmed(line: Line) -> Alarmed:
    return Alarmed(line, Plan("both", "ambulance", None, "4b, code 1274"))


def words(replies: tuple[CallReply, ...]) -> str:
    heard = [part for reply in replies for part in getattr(reply, "heard", (reply,))]
    return " ".join(part.words for part in heard if isinstance(part, Say))


def test_whoever_is_rung_for_it_may_talk_with_the_contact_as_long_as_anybody(
    alarmed: Alarmed,
) -> None:
    do(alarmed.desk, alarm_name(alarmed.check_in, "ana", 1))

    assert alarmed.line.carrier.placed[-1]["time_limit"] == TALK_LIFE


def test_a_machine_that_picks_up_hears_no_place_no_plan_and_no_number(alarmed: Alarmed) -> None:
    said = words(owning.picked_up(alarmed.desk, alarmed.turned("ana")))
    said += words(owning.pressed(alarmed.desk, alarmed.turned("ana"), 1))

    assert "no answer since" in said
    assert not {"4b", "ambulance", "1274", ANNA.e164} & set(said.replace(",", " ").split())
    assert owning.pressed(alarmed.desk, alarmed.turned("ana"), 2) == (HangUp(),)
    assert alarmed.check_in.state == "alarm"


def test_a_wrong_key_is_asked_once_more(alarmed: Alarmed) -> None:
    again = words(owning.pressed(alarmed.desk, alarmed.turned("ana", "4"), 1))

    assert "Press 1 to take it" in again
    assert owning.pressed(alarmed.desk, alarmed.turned("ana", "4"), 2) == (HangUp(),)


def test_who_wrote_unclearly_is_not_said_to_have_given_no_answer(alarmed: Alarmed) -> None:
    checkins.happened(alarmed.desk, alarmed.id, Wrote("SM1", "mmh"))
    said = words(owning.pressed(alarmed.desk, alarmed.turned("ana", "1"), 1))

    assert "They wrote since. mmh" in said
    assert "No answer." not in said


def test_who_has_it_hears_in_the_call_that_they_talk_with_another_of_us_while_they_do(
    alarmed: Alarmed,
) -> None:
    desk, now = alarmed.taken_by("ana"), alarmed.line.now
    talk = Ring("ring", LINE, "CA1", "en", ("bo",), 1, 300.0, state="talk", owner="ring-1")
    talk = replace(talk, attempts=(Attempt("ring-1", "bo", "inside", now),), turned=now)
    desk.rings.write(talk, b"", (), now)
    desk.traces.ring(Contact(LINE, ANNA), "ring", now)

    assert "on the phone with another of us now" in words(alarmed.chose("9"))
    assert "on the phone with another of us now" in words(alarmed.chose(""))

    _, stamp = desk.rings.read("ring", now) or (talk, b"")
    desk.rings.write(replace(talk, state="ended"), stamp, (), now)
    assert "on the phone with another of us now" not in words(alarmed.chose("9"))


def test_the_code_of_a_door_is_said_digit_by_digit_and_twice(alarmed: Alarmed) -> None:
    alarmed.taken_by("ana")

    assert words(alarmed.chose("1")).count("1 2 7 4") == 2


def test_the_second_to_press_1_has_nothing_and_their_keys_do_nothing(alarmed: Alarmed) -> None:
    alarmed.taken_by("ana")

    assert "Someone has it" in words(owning.pressed(alarmed.desk, alarmed.turned("bo", "1"), 1))
    for key in "123456789":
        assert words(alarmed.chose(key, "bo")) == "Someone has it. Thank you."
    assert alarmed.check_in.owner == "ana"


def test_a_one_that_the_store_did_not_take_is_not_said_to_count(alarmed: Alarmed) -> None:
    turned = alarmed.turned("ana", "1")
    alarmed.line.store.away = True
    (reply,) = owning.pressed(alarmed.desk, turned, 1)

    assert isinstance(reply, Listen)
    assert "did not get through" in words((reply,))
    alarmed.line.store.away = False
    assert alarmed.check_in.state == "alarm"


def test_a_one_that_is_not_on_disk_is_not_said_to_count(alarmed: Alarmed) -> None:
    alarmed.line.check_ins.on_disk = False

    said = words(owning.pressed(alarmed.desk, alarmed.turned("ana", "1"), 1))
    assert "You have it" not in said


def test_a_key_after_it_is_over_says_so(alarmed: Alarmed) -> None:
    alarmed.taken_by("ana")
    late = alarmed.turned("ana", "1")
    checkins.happened(alarmed.desk, alarmed.id, ClosedBy("ana", "answered"))

    assert "not needed any more" in words(owning.chose(alarmed.desk, late, 1))


def test_whose_phone_was_shut_out_hears_nothing_of_it(alarmed: Alarmed) -> None:
    alarmed.taken_by("ana")
    ana, bo = alarmed.line.people.people
    alarmed.line.people.people = (replace(ana, shut=NOON), bo)

    assert alarmed.chose("1") == (HangUp(),)
    assert owning.picked_up(alarmed.desk, alarmed.turned("ana")) == (HangUp(),)


def test_who_texted_stop_is_rung_and_who_wants_texts_only_is_not(line: Line) -> None:
    stopped = Alarmed(line, Plan("both"))
    stopped.taken_by("ana")
    checkins.happened(stopped.desk, stopped.id, SaidStop("SM1"))
    _, dial = stopped.chose("2")

    assert isinstance(dial, Dial)
    assert (dial.to, dial.line) == (ANNA, LINE)


def test_texts_only_is_kept_by_the_keys_too(line: Line) -> None:
    quiet = Alarmed(line, Plan("texts"))
    quiet.taken_by("ana")

    assert not any(isinstance(reply, Dial) for reply in quiet.chose("2"))
    assert "2, we ring them" not in words(quiet.chose("9"))


def test_a_friend_in_a_country_that_we_do_not_ring_is_not_rung(line: Line) -> None:
    dear = Alarmed(line, Plan("both", "friend", Phone("+442071838750")))
    dear.taken_by("ana")

    assert not any(isinstance(reply, Dial) for reply in dear.chose("4"))


def test_a_friend_hears_a_person_and_the_contact_one_neutral_sentence(line: Line) -> None:
    friend = Phone("+12025550177")
    both = Alarmed(line, Plan("both", "friend", friend))
    both.taken_by("ana")

    _, to_friend = both.chose("4")
    _, to_contact = both.chose("2")
    assert isinstance(to_friend, Dial)
    assert isinstance(to_contact, Dial)
    assert (to_friend.to, to_friend.whisper) == (friend, "")
    assert to_contact.whisper.startswith("alarm/them/alarm-")
    asked = CallTurned(CallStarted(SID, LINE, None), both.turned("ana").call)
    assert words(owning.they_picked_up(both.desk, asked)).startswith("This is the call you asked")
    assert owning.they_pressed(both.desk, asked) == (HangUp(),)
    assert owning.they_pressed(both.desk, replace(asked, key="4")) == ()


def test_whoever_picks_up_once_the_trouble_word_came_is_connected_with_nobody(
    alarmed: Alarmed,
) -> None:
    alarmed.taken_by("ana")
    alarmed.chose("2")
    asked = CallTurned(CallStarted(SID, LINE, None), alarmed.turned("ana").call)
    checkins.happened(alarmed.desk, alarmed.id, SaidTrouble("SM1"), answered="")

    assert owning.they_picked_up(alarmed.desk, asked) == (HangUp(),)
    assert owning.they_pressed(alarmed.desk, replace(asked, key="4")) == (HangUp(),)


def test_who_talks_with_the_contact_is_not_nudged_and_who_hung_up_is(alarmed: Alarmed) -> None:
    alarmed.taken_by("ana")
    alarmed.chose("2")
    asked = CallTurned(CallStarted(SID, LINE, None), alarmed.turned("ana").call, "1")
    owning.they_pressed(alarmed.desk, asked)
    alarmed.line.now += 900
    checkins.happened(alarmed.desk, alarmed.id, TimePassed())
    assert alarmed.check_in.nudges == 0

    owning.reported(alarmed.desk, alarmed.turned("ana", ended="completed"))
    alarmed.line.now += 130
    checkins.happened(alarmed.desk, alarmed.id, TimePassed())
    assert alarmed.check_in.nudges == 1


def test_a_key_of_the_contact_that_comes_once_the_owner_has_hung_up_is_no_talk(
    alarmed: Alarmed,
) -> None:
    alarmed.taken_by("ana")
    alarmed.chose("2")
    asked = CallTurned(CallStarted(SID, LINE, None), alarmed.turned("ana").call, "1")
    owning.reported(alarmed.desk, alarmed.turned("ana", ended="completed"))
    owning.they_pressed(alarmed.desk, asked)

    assert alarmed.check_in.active_at == alarmed.line.now


def test_nor_is_one_whose_write_is_overtaken_by_the_hang_up(alarmed: Alarmed) -> None:
    alarmed.taken_by("ana")
    alarmed.chose("2")
    asked = CallTurned(CallStarted(SID, LINE, None), alarmed.turned("ana").call, "1")
    write = alarmed.line.check_ins.write

    def overtaken(*given: Any, **more: Any) -> bool:
        alarmed.line.check_ins.write = write  # type: ignore[method-assign]
        owning.reported(alarmed.desk, alarmed.turned("ana", ended="completed"))
        return write(*given, **more)

    alarmed.line.check_ins.write = overtaken  # type: ignore[method-assign]
    owning.they_pressed(alarmed.desk, asked)

    assert alarmed.check_in.active_at == alarmed.line.now


def test_silence_at_the_keys_takes_nothing_back_that_was_passed_on(alarmed: Alarmed) -> None:
    desk = alarmed.taken_by("ana")
    checkins.happened(desk, alarmed.id, OwnerGone("ana"))
    alarmed.chose("")
    assert not alarmed.check_in.owner

    alarmed.chose("9")
    assert alarmed.check_in.owner == "ana", "a key is meant"


@pytest.mark.parametrize("ended", ["completed", ""])
def test_nor_does_the_end_of_a_ringing_phone(alarmed: Alarmed, ended: str) -> None:
    desk = alarmed.taken_by("ana")
    alarmed.chose("2")
    checkins.happened(desk, alarmed.id, OwnerGone("ana"))
    owning.rang_them(desk, alarmed.turned("ana", ended=ended), talked=False)

    assert (alarmed.check_in.state, alarmed.check_in.owner) == ("alarm", "")


def test_who_hangs_up_while_it_rings_is_expected_to_do_something_from_then_on(
    alarmed: Alarmed,
) -> None:
    desk = alarmed.taken_by("ana")
    alarmed.chose("2")
    assert owning.rang_them(desk, alarmed.turned("ana", ended="completed"), talked=False) == ()

    assert (alarmed.check_in.owner, alarmed.check_in.active_at) == ("ana", alarmed.line.now)


def test_what_they_write_while_the_keys_are_said_is_said_with_them(alarmed: Alarmed) -> None:
    alarmed.taken_by("ana")
    checkins.happened(alarmed.desk, alarmed.id, Wrote("SM1", "5th floor, room 512"))

    assert "5th floor, room 5 1 2" in words(alarmed.chose(""))


def test_who_rings_a_friend_and_is_never_heard_of_again_has_it_for_forty_minutes_at_most(
    line: Line,
) -> None:
    alarmed = Alarmed(line, Plan("both", "friend", Phone("+12125550177")))
    alarmed.taken_by("ana")
    alarmed.chose("4")
    line.now += 40 * 60
    checkins.look(alarmed.desk, alarmed.id)

    assert alarmed.check_in.state == "alarm"


def test_silence_at_the_keys_leaves_it_theirs_and_says_so(alarmed: Alarmed) -> None:
    alarmed.taken_by("ana")
    replies = owning.chose(alarmed.desk, alarmed.turned("ana"), owning.MENUS)

    assert "It stays yours" in words(replies)
    assert alarmed.check_in.owner == "ana"
