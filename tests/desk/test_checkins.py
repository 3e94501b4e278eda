"""What the desk sees to around a check-in: said only when it is kept, asked while it is wanted,
found again when it is lost, and never left without somebody who would come."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

import pytest

from hotline.clock import tick
from hotline.desk import callbacks, called, checkin_promise, checkins
from hotline.desk.alerting import tell_coordinators
from hotline.desk.answer import answer_text
from hotline.desk.blocking import block
from hotline.desk.checkin_promise import Wanted
from hotline.desk.errands import do, do_all
from hotline.desk.panic import panic
from hotline.desk.reports import text_reported
from hotline.desk.tools import Desk
from hotline.domain.blocks import SIZES
from hotline.domain.callback import Promise
from hotline.domain.checkin import events as e
from hotline.domain.checkin.admission import Refused
from hotline.domain.checkin.plan import Plan
from hotline.domain.checkin.record import CheckIn, due_of, is_ask
from hotline.domain.contact import Contact
from hotline.domain.errands import AlarmByCall, AlarmByText, AskByCall, AskByText
from hotline.domain.events import PeerCallTurned, TextReported
from hotline.domain.people import Consent, Person
from hotline.domain.phone import Phone
from hotline.domain.replies import Say
from hotline.domain.ring.record import Attempt, Ring
from hotline.domain.rota import Rota, Shift
from hotline.domain.times import Times
from hotline.errors import CarrierBusy, CarrierRefused, CarrierUnsure
from hotline.flow.edition import Edition
from tests.desk.pretend import ANNA, LINE, NOON, Line

ANA, BO, DEE = (Phone(f"+1202555011{place}") for place in (1, 2, 3))
WHOSE = Contact(LINE, ANNA)


@pytest.fixture
def line(edition: Edition) -> Line:
    """Ana is on all day; Bo takes texts only and is not; Dee looks after the line."""
    line = Line(edition)
    yes = Consent("given", line.now)
    line.people.people = (
        Person("ana", "Ana", (ANA,), ("en",), texts=yes, calls=yes),
        Person("bo", "Bo", (BO,), ("en",), texts=yes),
        Person("dee", "Dee", (DEE,), ("en",), ("coordinator",), texts=yes, calls=yes),
    )
    shift = Shift("shift", "ana", "peers", Times(0, 1440, "UTC", tuple(range(7))))
    desk = line.desk()
    desk.rota.write(desk.rota.read(), Rota((shift,)))
    return line


def checked(line: Line, minutes: int = 20, plan: Plan | None = None) -> CheckIn:
    found = checkin_promise.set_up(line.desk(), Wanted(WHOSE, 60.0 * minutes, "en", plan or Plan()))
    assert isinstance(found, CheckIn)
    return found


def later(line: Line, seconds: float) -> None:
    """The clock comes every few seconds, and a worker does all that is due."""
    end = line.now + seconds
    while line.now < end:
        line.now = min(end, line.now + 4)
        ids = line.due()
        do_all(line.desk(), [id for id in ids if id.startswith("check-")])
        for id in ids:
            if not id.startswith("check-"):
                do(line.desk(), id)


def texts_to(line: Line, phone: Phone) -> list[str]:
    return [str(text["body"]) for text in line.carrier.sent if text["to"] == phone]


def test_it_is_not_said_to_be_on_where_the_store_cannot_say_that_it_is_on_disk(line: Line) -> None:
    line.check_ins.on_disk = False

    said = checkin_promise.set_up(line.desk(), Wanted(WHOSE, 1200.0, "en"))

    assert said == Refused("not_kept")
    assert checkins.of(line.desk(), WHOSE) is None
    later(line, 1300)
    assert not texts_to(line, ANNA)


@pytest.mark.parametrize("part", ["worker", "clock"])
def test_it_is_not_set_while_who_would_ask_is_away(line: Line, part: str) -> None:
    line.store.beats[part] = line.now - 60

    assert checkin_promise.set_up(line.desk(), Wanted(WHOSE, 1200.0, "en")) == Refused("not_kept")
    assert checkins.of(line.desk(), WHOSE) is None


def test_where_nobody_would_be_there_it_is_refused_with_what_would_do(line: Line) -> None:
    desk = line.desk()
    shift = Shift("shift", "ana", "peers", Times(0, 13 * 60, "UTC", tuple(range(7))))
    desk.rota.write(desk.rota.read(), Rota((shift,)))
    line.now += (12 * 3600 - line.now) % 86400  # noon UTC: an hour is left

    assert checkin_promise.refusal(desk, Wanted(WHOSE, 1200.0, "en")) is None
    refused = checkin_promise.refusal(desk, Wanted(WHOSE, 3000.0, "en"))
    assert refused and (refused.why, refused.minutes, refused.until) == (
        "short", 30, line.now + 3600,
    )  # fmt: skip
    line.now += 7200
    refused = checkin_promise.refusal(desk, Wanted(WHOSE, 1200.0, "en"))
    assert refused and (refused.why, refused.opens > line.now) == ("nobody", True)


def test_none_is_promised_to_a_phone_that_reaches_nobody_here(line: Line) -> None:
    block(line.desk(), ANNA, [LINE])
    refused = checkin_promise.set_up(line.desk(), Wanted(WHOSE, 1200.0, "en"))

    assert refused == Refused("nobody")


def test_a_block_of_everybody_that_comes_after_it_was_set_keeps_nobody_from_its_alarm(
    line: Line,
) -> None:
    checked(line)
    block(line.desk(), ANNA, [LINE])
    later(line, 1200 + 310)

    assert ANA in [call["to"] for call in line.carrier.placed]
    assert texts_to(line, ANA) and texts_to(line, DEE)


def owned_by_ana(line: Line, **how: Consent) -> CheckIn:
    """Ana has it, and takes calls only."""
    ana, *others = line.people.people
    line.people.people = (replace(ana, **how), *others)
    check_in = checked(line)
    later(line, 1200 + 190)
    checkins.happened(line.desk(), check_in.id, e.Taken("ana"), answered="ana")
    return check_in


@pytest.mark.parametrize("words", ["help im at 5th floor back room", "ok im fine"])
def test_who_has_it_and_takes_no_texts_hears_by_a_call_what_the_contact_writes(
    line: Line, words: str
) -> None:
    owned_by_ana(line, texts=Consent())
    later(line, 30)
    before = len(line.carrier.placed)
    answer_text(line.desk(), line.arrives(words, ANNA))
    later(line, 20)

    assert [call["to"] for call in line.carrier.placed[before:]] == [ANA]


def test_who_takes_no_texts_is_not_rung_for_each_word(line: Line) -> None:
    check_in = owned_by_ana(line, texts=Consent())
    later(line, 30)
    before = len(line.carrier.placed)
    for place in range(20):
        answer_text(line.desk(), line.arrives(f"what is going on {place}", ANNA))
        checkins.happened(line.desk(), check_in.id, e.OwnerActed("ana"), answered="ana")
        later(line, 4)

    assert len(line.carrier.placed) == before + 1


@pytest.mark.parametrize("word", ["ok", "done", "more", "help", "0", "where are you"])
def test_after_stop_whoever_was_asked_three_times_is_still_understood(
    line: Line, word: str
) -> None:
    checked(line)
    later(line, 1200 + 140)
    answer_text(line.desk(), line.arrives("stop", ANNA))
    answer_text(line.desk(), line.arrives("START", ANNA))
    answer_text(line.desk(), line.arrives("stop", ANNA))
    answer_text(line.desk(), line.arrives(word, ANNA))


def test_a_yes_to_a_person_who_is_to_look_ends_nothing_where_the_call_was_brought_forward(
    line: Line,
) -> None:
    check_in = checked(line)
    later(line, 1205)
    checkins.happened(line.desk(), check_in.id, e.AskFailed(check_in.round))
    later(line, 10)
    answer_text(line.desk(), line.arrives("idk feeling weird", ANNA))
    answer_text(line.desk(), line.arrives("yes", ANNA))

    assert line.check_ins.held[check_in.id][0].state == "asking"


@pytest.mark.parametrize(
    "words",
    [
        "no wait im really not ok",
        "i lied",
        "please come",
        "i fell",
        "no",
        "ven",
        "no mentira no estoy bien ven",
        "j'ai menti",
        "help",
        "thanks but come",
        "a moi",
        "sorry?",
        "👎",
        "Loved “Do you need somebody?”",
        "",
        "0",
    ],
)
def test_who_said_ok_and_is_not_well_after_all_is_looked_for_again(line: Line, words: str) -> None:
    check_in = owned_by_ana(line)
    answer_text(line.desk(), line.arrives("im ok", ANNA))
    answer_text(line.desk(), line.arrives(words, ANNA))
    checkins.happened(line.desk(), check_in.id, e.OwnerGone("ana"))

    assert line.check_ins.held[check_in.id][0].state == "alarm"


@pytest.mark.parametrize(
    "words",
    [
        "thanks",
        "Thank you so much!",
        "sorry, i fell asleep",
        "gracias",
        "perdón",
        "merci à toi",
        "🙏",
        "😊",
        "❤️",
        "Loved “The person who looks for you gets this now.”",
        "yes",
    ],
)
def test_thanks_take_no_ok_back(line: Line, words: str) -> None:
    check_in = owned_by_ana(line)
    answer_text(line.desk(), line.arrives("im ok", ANNA))
    answer_text(line.desk(), line.arrives(words, ANNA))
    checkins.happened(line.desk(), check_in.id, e.OwnerGone("ana"))

    assert check_in.id not in line.check_ins.held


def test_who_takes_no_texts_is_rung_where_an_ok_is_taken_back(line: Line) -> None:
    owned_by_ana(line, texts=Consent())
    for words in ("idk", "im ok"):
        answer_text(line.desk(), line.arrives(words, ANNA))
        later(line, 30)
    before = len(line.carrier.placed)
    answer_text(line.desk(), line.arrives("no wait im not ok", ANNA))
    later(line, 20)

    assert [call["to"] for call in line.carrier.placed[before:]] == [ANA]


@pytest.mark.parametrize(
    "words", ["yes", "Yes!", "here", "im here", "si", "aquí", "si aqui estoy", "oui", "je suis là"]
)
@pytest.mark.parametrize("owned", [False, True])
def test_a_yes_to_text_anything_is_life_but_no_ok(line: Line, words: str, *, owned: bool) -> None:
    check_in = checked(line)
    later(line, 1200 + 180 + 130)
    assert texts_to(line, ANNA)[-1] == "We are still trying to get to you. Text anything."
    if owned:
        checkins.happened(line.desk(), check_in.id, e.Taken("ana"), answered="ana")
    (said,) = answer_text(line.desk(), line.arrives(words, ANNA)).replies
    found = line.check_ins.held[check_in.id][0]

    assert (found.wrote, found.answered_at) == (words, 0.0)
    assert found.state == ("owned" if owned else "alarm")
    assert owned or "OK s" in said.body or "OK if all is well" in said.body


@pytest.mark.parametrize("words", ["ok", "im ok", "yes im fine", "bien", "ça va", "alive", "👍"])
def test_an_ok_ends_an_alarm(line: Line, words: str) -> None:
    check_in = checked(line)
    later(line, 1200 + 180 + 130)
    answer_text(line.desk(), line.arrives(words, ANNA))

    assert check_in.id not in line.check_ins.held


def test_who_talks_with_them_is_not_rung_for_what_they_write(line: Line) -> None:
    check_in = owned_by_ana(line, texts=Consent())
    later(line, 30)
    talks = e.OwnerActed("ana", 1800.0)
    checkins.happened(line.desk(), check_in.id, talks, answered="ana")
    before = len(line.carrier.placed)
    answer_text(line.desk(), line.arrives("i am on the phone", ANNA))
    later(line, 20)

    assert len(line.carrier.placed) == before


def test_who_is_looked_for_and_sets_one_that_cannot_be_is_heard_all_the_same(line: Line) -> None:
    check_in = owned_by_ana(line)
    desk = line.desk()
    desk.rota.write(desk.rota.read(), Rota())
    answer_text(desk, line.arrives("check 30", ANNA))
    later(line, 10)

    assert line.check_ins.held[check_in.id][0].answered_at
    assert any("says that all is well" in text for text in texts_to(line, ANA))


def set_by_text(line: Line, words: str) -> tuple[Plan, str]:
    """Asked who comes, they answer with these words: the plan, and what they read."""
    answer_text(line.desk(), line.arrives("check 20", ANNA))
    (said,) = answer_text(line.desk(), line.arrives(words, ANNA)).replies
    ((check_in, _),) = line.check_ins.held.values()
    return check_in.plan, said.body


@pytest.mark.parametrize(
    "words",
    """
texts only|text only|only texts|only texts, no calls|No calls|no calls pls|4 no calls pls
4 text only|dont call me|solo textos|textos nomas|sin llamadas|no me llamen por favor
pas d'appels|que des textos|textes seulement stp
""".strip().replace("\n", "|").split("|"),
)  # fmt: skip
def test_who_comes_only_texts_in_their_words_keeps_their_phone_silent(
    line: Line, words: str
) -> None:
    plan, said = set_by_text(line, words)
    later(line, 1300)

    assert plan.ways == "texts"
    assert said.startswith(("OK: texts only", "Bien: solo texto", "OK: textes seulement"))
    assert ANNA not in [call["to"] for call in line.carrier.placed]


@pytest.mark.parametrize(
    ("words", "plan", "said"),
    [
        ("1 just keep calling", Plan(), "OK. CHECK"),
        ("2 my sister", Plan(), "Text your friend's number."),
        ("Call my friend", Plan(), "Text your friend's number."),
        ("mi gente", Plan(), "Manda el numero"),
        ("ambulance", Plan(), "breath"),
        ("maybe an ambulance now please", Plan(), "breath"),
        ("my friend fell asleep", Plan(), "1 supplies"),
        (
            "2. 202 555 0188",
            Plan(wish="friend", friend=Phone("+12025550188")),
            "Want to say where?",
        ),
        ("3 apt 4b back door", Plan(wish="ambulance", place="apt 4b back door"), "bring police: 1"),
        ("3 please", Plan(wish="ambulance"), "bring police: 1"),
        ("3 and 2", Plan(wish="ambulance"), "bring police: 1"),
    ],
)
def test_who_comes_in_words_or_as_a_digit_with_what_stands_behind_it(
    line: Line, words: str, plan: Plan, said: str
) -> None:
    found, read = set_by_text(line, words)

    assert found == plan
    assert said in read


@pytest.mark.parametrize(
    "words",
    [
        "1 202 555 0188",
        "202 555 0188",
        "2 hours",
        "3 min",
        "15 more",
        "3 od",
        "2 help",
        "4th floor",
    ],
)
def test_who_comes_what_only_begins_with_a_digit_is_none_of_these(line: Line, words: str) -> None:
    plan, _ = set_by_text(line, words)

    assert plan == Plan()


@pytest.mark.parametrize("words", ["more", "more 15", "check 30"])
def test_who_is_looked_for_and_wants_another_time_hears_that_none_is_set(
    line: Line, words: str
) -> None:
    check_in = owned_by_ana(line)
    (said,) = answer_text(line.desk(), line.arrives(words, ANNA)).replies
    later(line, 10)

    assert said.body.startswith("Somebody is looking for you now. Nothing new is set")
    assert line.check_ins.held[check_in.id][0].answered_at
    assert any("CLOSE" in text for text in texts_to(line, ANA))


def test_who_is_looked_for_and_asks_what_is_set_hears_that_somebody_looks(line: Line) -> None:
    owned_by_ana(line)
    (said,) = answer_text(line.desk(), line.arrives("check", ANNA)).replies

    assert said.body.startswith("Somebody is looking for you now.")


def test_cover_that_is_lost_again_is_asked_for_again(line: Line) -> None:
    desk = line.desk()
    shifts = desk.rota.read()
    checked(line, minutes=90)
    desk.rota.write(desk.rota.read(), Rota())
    checkins.look_at_cover(desk)
    desk.rota.write(desk.rota.read(), shifts)
    checkins.look_at_cover(desk)
    line.now += 60
    wanted = Wanted(Contact(LINE, Phone("+12025550131")), 1800.0, "en")
    assert isinstance(checkin_promise.set_up(desk, wanted), CheckIn)
    desk.rota.write(desk.rota.read(), Rota())
    checkins.look_at_cover(desk)
    later(line, 10)

    assert len(texts_to(line, BO)) == 2


def test_an_ok_of_one_of_us_to_their_own_check_in_is_no_consent(line: Line) -> None:
    ana, bo, dee = line.people.people
    asked = Consent("asked", line.now)
    line.people.people = (ana, replace(bo, calls=asked, asked_from=LINE), dee)
    wanted = Wanted(Contact(LINE, BO), 1200.0, "en")
    check_in = checkin_promise.set_up(line.desk(), wanted)
    assert isinstance(check_in, CheckIn)
    later(line, 1210)
    (said,) = answer_text(line.desk(), line.arrives("ok", BO)).replies

    assert "It is over and erased" in said.body
    assert line.people.people[1].calls == asked


def test_the_twenty_first_of_a_minute_is_a_minute_later(line: Line) -> None:
    line.now += (-line.now) % 60
    for place in range(20):
        phone = Phone(f"+120255502{place:02}")
        assert isinstance(
            checkin_promise.set_up(line.desk(), Wanted(Contact(LINE, phone), 1200.0, "en")), CheckIn
        )

    said = checkin_promise.set_up(line.desk(), Wanted(WHOSE, 1200.0, "en"))
    assert said == Refused("full", 21)


def test_it_asks_then_rings_who_is_on_and_stops_where_somebody_takes_it(line: Line) -> None:
    check_in = checked(line)
    later(line, 1200 + 200)

    assert len(texts_to(line, ANNA)) == 2
    assert [call["to"] for call in line.carrier.placed][:2] == [ANNA, ANNA]
    assert line.carrier.placed[-1]["to"] == ANA
    checkins.happened(line.desk(), check_in.id, e.Taken("ana"), answered="ana")
    rung = len(line.carrier.placed)
    later(line, 110)
    assert len(line.carrier.placed) == rung


def test_who_takes_texts_only_reads_of_an_alarm_each_time_and_who_is_rung_once(line: Line) -> None:
    checked(line)
    later(line, 1200 + 180 + 500)

    rung = [call for call in line.carrier.placed if call["to"] == ANA]
    assert len(rung) >= 4
    assert len(texts_to(line, BO)) >= 3
    assert len(texts_to(line, ANA)) == 1


def test_who_was_asked_and_called_the_line_is_asked_by_the_peer_they_talk_with(line: Line) -> None:
    check_in = checked(line)
    later(line, 1200 + 100)
    desk = talks_with(line, "ana")
    later(line, 150)

    assert [text for text in texts_to(line, ANA) if "@" in text] == []
    assert "Line: who you talk with set a check-in for now" in texts_to(line, ANA)[-1]
    found = desk.check_ins.read(check_in.id)
    assert found and found[0].state == "armed"


def talks_with(line: Line, person: str) -> Desk:
    """The contact is on the phone with this one of us, by the ordinary rotation."""
    talk = Ring("ring", LINE, "CA1", "en", (person,), 1, 300.0, state="talk", owner="ring-1")
    talk = replace(talk, attempts=(Attempt("ring-1", person, "inside", line.now),), turned=line.now)
    desk = line.desk()
    desk.rings.write(talk, b"", (), line.now)
    desk.traces.ring(WHOSE, "ring", line.now)
    return desk


ASK_THEM = "Line: who you talk with set a check-in for now. Ask them how they are."


@pytest.mark.parametrize("silent", [False, True])
def test_who_is_looked_for_and_talks_with_bo_is_asked_by_bo_and_the_owner_reads_of_it(
    line: Line, *, silent: bool
) -> None:
    check_in = owned_by_ana(line)
    if silent:
        checkins.happened(line.desk(), check_in.id, e.SaidTrouble("SM1"))
    later(line, 10)
    written = len(texts_to(line, ANNA))
    desk = talks_with(line, "bo")
    for _ in range(2):  # two clocks
        do(desk, due_of(check_in.id))
    later(line, 130)

    assert texts_to(line, BO).count(ASK_THEM) == int(not silent)
    told = f"Line: @{check_in.handle}'s number is on the phone with another of us now."
    assert sum(text.startswith(told) for text in texts_to(line, ANA)) == 1
    found = line.check_ins.held[check_in.id][0]
    assert (found.state, found.answered_at, found.nudges) == ("owned", 0.0, 1)
    assert len(texts_to(line, ANNA)) == written, "nothing goes to the contact"


def test_while_nobody_has_it_all_who_are_rung_read_of_it_and_are_rung_all_the_same(
    line: Line,
) -> None:
    check_in = checked(line)
    later(line, 1200 + 190)
    talks_with(line, "bo")
    rung = len(line.carrier.placed)
    later(line, 240)

    told = [text for text in texts_to(line, ANA) if "number is on the phone with" in text]
    assert len(told) == 1
    assert [text for text in texts_to(line, DEE) if "number is on the phone with" in text] == told
    assert texts_to(line, BO).count(ASK_THEM) == 1
    assert line.check_ins.held[check_in.id][0].state == "alarm"
    assert [call["to"] for call in line.carrier.placed[rung:]].count(ANA) >= 2


def test_who_has_it_and_takes_no_texts_is_rung_once_for_a_talk_with_another_of_us(
    line: Line,
) -> None:
    check_in = owned_by_ana(line, texts=Consent())
    later(line, 30)
    before = len(line.carrier.placed)
    desk = talks_with(line, "bo")
    for _ in range(2):
        do(desk, due_of(check_in.id))
    later(line, 40)

    assert [call["to"] for call in line.carrier.placed[before:]] == [ANA]


def test_nor_is_their_phone_rung_twice_where_it_rings_for_a_nudge(line: Line) -> None:
    check_in = owned_by_ana(line, texts=Consent())
    owned_at = line.check_ins.held[check_in.id][0].active_at
    later(line, 235)
    before = len(line.carrier.placed)
    talks_with(line, "bo")
    later(line, owned_at + 250 - line.now)

    assert [call["to"] for call in line.carrier.placed[before:]] == [ANA]


def test_who_was_asked_and_then_called_the_line_answers_no_question_from_before(
    line: Line,
) -> None:
    for words in ("check 5", "3"):
        asked = answer_text(line.desk(), line.arrives(words, ANNA))
    assert "Text where" in asked.replies[0].body
    (check_in,) = checkins.running(line.desk())
    later(line, 300 + 88)
    line.now += 4
    checkins.happened(line.desk(), check_in.id, e.TimePassed(talks_with="ana"))
    answer_text(line.desk(), line.arrives("cant move", ANNA))
    found = checkins.of(line.desk(), WHOSE)

    assert found and (found.state, found.talks, found.plan.place) == ("armed", 1, "")


def test_a_filter_brings_the_call_forward(line: Line) -> None:
    check_in = checked(line)
    line.carrier.failing += [CarrierRefused(30007)]
    later(line, 1212)

    assert [call["to"] for call in line.carrier.placed] == [ANNA]
    assert line.check_ins.held[check_in.id][0].state == "asking"


def test_a_carrier_that_is_busy_is_asked_again_while_it_matters(line: Line) -> None:
    checked(line)
    line.carrier.failing += [CarrierBusy(20429)]
    later(line, 1212)

    assert len(texts_to(line, ANNA)) == 1


@pytest.mark.parametrize(
    ("failure", "waits"),
    [(CarrierBusy(20429), [1, 1, 1, 1, 2]), (CarrierUnsure(), [1, 2, 5, 10, 10])],
)
def test_a_crowded_carrier_is_asked_each_second_and_one_that_may_have_it_less_often(
    line: Line, failure: CarrierBusy | CarrierUnsure, waits: list[int]
) -> None:
    check_in = checked(line)
    line.now += 1200
    do(line.desk(), due_of(check_in.id))
    (ask,) = [id for id, errand in line.store.errands.items() if isinstance(errand, AskByText)]
    for wait in waits:
        line.carrier.failing.append(failure)
        assert do(line.desk(), ask) == "put off"
        assert line.store.due[ask] == line.now + wait
        line.now += wait


def test_an_ask_that_comes_late_asks_nothing_of_who_has_answered(line: Line) -> None:
    check_in = checked(line)
    line.now += 1200
    do(line.desk(), due_of(check_in.id))
    asks = [id for id, errand in line.store.errands.items() if isinstance(errand, AskByText)]
    checkins.happened(line.desk(), check_in.id, e.SaidOk("SM1"), answered="")

    assert [do(line.desk(), id) for id in asks] == ["nothing"]
    assert not texts_to(line, ANNA)


def test_an_alarm_that_comes_late_rings_nobody_once_somebody_has_it(line: Line) -> None:
    check_in = checked(line)
    later(line, 1196)
    line.now += 5
    do(line.desk(), due_of(check_in.id))
    line.now += 300
    do(line.desk(), due_of(check_in.id))
    line.now += 1
    do(line.desk(), due_of(check_in.id))
    rings = [i for i, x in line.store.errands.items() if isinstance(x, AlarmByCall | AlarmByText)]
    checkins.happened(line.desk(), check_in.id, e.Taken("bo"), answered="bo")

    assert rings and {do(line.desk(), id) for id in rings} == {"nothing"}


def alone_with_texts(line: Line) -> None:
    """Bo, who takes texts only, is on alone, and an alarm is about to begin."""
    desk = line.desk()
    shift = Shift("shift", "bo", "peers", Times(0, 1440, "UTC", tuple(range(7))))
    desk.rota.write(desk.rota.read(), Rota((shift,)))
    checked(line)
    later(line, 1200 + 172)


def failed(line: Line) -> None:
    """The carrier tells, a while later, that the last text did not come through."""
    text = line.carrier.sent[-1]
    assert text["to"] == BO
    code = TextReported(str(text["receipt"]), "SM" + "0" * 32, "undelivered", 30007)
    text_reported(line.desk(), code)


def test_where_the_only_text_of_an_alarm_fails_the_next_are_rung_at_once(line: Line) -> None:
    alone_with_texts(line)
    later(line, 16)
    assert len(texts_to(line, BO)) == 1 and not texts_to(line, ANA)
    failed(line)
    later(line, 8)

    assert [call["to"] for call in line.carrier.placed][-1] == ANA
    assert not texts_to(line, DEE)


def test_so_are_they_where_the_carrier_refuses_it(line: Line) -> None:
    alone_with_texts(line)
    line.carrier.failing += [CarrierRefused(21610)]
    later(line, 20)

    assert [call["to"] for call in line.carrier.placed][-1] == ANA


def test_who_reads_of_it_is_given_their_minute(line: Line) -> None:
    alone_with_texts(line)
    later(line, 40)

    assert not texts_to(line, ANA)


def test_a_text_that_fails_where_a_phone_rings_as_well_widens_nothing(line: Line) -> None:
    check_in = checked(line)
    later(line, 1200 + 190)
    text = line.carrier.sent[-1]
    assert text["to"] == ANA
    text_reported(line.desk(), TextReported(str(text["receipt"]), "SM" + "0" * 32, "failed", 30003))

    assert not line.check_ins.held[check_in.id][0].missed
    later(line, 30)
    assert not texts_to(line, BO)


def test_one_that_is_due_and_does_not_open_is_told_to_coordinators_and_not_skipped(
    line: Line,
) -> None:
    check_in = checked(line)
    line.check_ins.sealed.add(check_in.id)
    later(line, 1204)

    assert len(texts_to(line, DEE)) == 1
    later(line, 900)
    assert len(texts_to(line, DEE)) == 2
    line.check_ins.sealed.clear()  # the key is back: what was missed is done now
    later(line, 910)
    assert texts_to(line, ANNA)


def test_one_that_somebody_ended_meanwhile_frightens_nobody(line: Line) -> None:
    check_in = checked(line)
    checkins.happened(line.desk(), check_in.id, e.SaidDone("SM1"), answered="")

    assert do(line.desk(), due_of(check_in.id)) == "over"
    assert not line.carrier.sent


def test_where_the_last_one_goes_cover_is_looked_for_and_then_the_contact_told(line: Line) -> None:
    check_in = checked(line, minutes=60)
    desk = line.desk()
    desk.rota.write(desk.rota.read(), Rota())
    assert checkins.look_at_cover(desk) == 1
    later(line, 290)
    assert texts_to(line, DEE) and not texts_to(line, ANNA)
    later(line, 20)

    assert len(texts_to(line, ANNA)) == 1
    assert line.check_ins.held[check_in.id][0].told_uncovered


def test_who_was_asked_and_hears_that_nobody_would_come_answers_that(line: Line) -> None:
    check_in = checked(line)
    later(line, 1200 + 10)
    desk = line.desk()
    checkins.happened(desk, check_in.id, e.SaidMore("", 1200.0))
    desk.rota.write(desk.rota.read(), Rota())
    checkins.look_at_cover(desk)
    later(line, 310)
    assert "The last person on had to go." in texts_to(line, ANNA)[-1]
    answer = answer_text(line.desk(), line.arrives("1", ANNA))

    assert "It stays on for" in answer.replies[0].body
    assert checkins.of(line.desk(), WHOSE) is not None


def test_several_that_lose_their_cover_together_are_one_text_to_each_of_us(line: Line) -> None:
    desk = line.desk()
    for minutes, phone in ((20, ANNA), (60, Phone("+12025550131")), (30, Phone("+12025550132"))):
        wanted = Wanted(Contact(LINE, phone), 60.0 * minutes, "en")
        assert isinstance(checkin_promise.set_up(desk, wanted), CheckIn)
    desk.rota.write(desk.rota.read(), Rota())
    assert checkins.look_at_cover(desk) == 3
    checkins.look_at_cover(desk)
    later(line, 10)

    assert len(texts_to(line, DEE)) == 1
    (asked,) = texts_to(line, BO)
    assert "12:30pm" in asked, "till the last of them is over"


@pytest.mark.parametrize("after", [1204, 1390])
@pytest.mark.parametrize("owned", [False, True])
def test_stop_texting_me_once_they_are_asked_tells_of_no_time_that_is_past(
    line: Line, after: float, *, owned: bool
) -> None:
    check_in = checked(line)
    later(line, after)
    if owned:
        checkins.happened(line.desk(), check_in.id, e.Taken("ana"), answered="ana")
    (said,) = answer_text(line.desk(), line.arrives("stop texting me", ANNA)).replies

    assert said.body.startswith("OK, no more texts from us. We still want to know if all is well")
    assert "11:20" not in said.body
    assert check_in.id in line.check_ins.held


@pytest.mark.parametrize("words", ["stop texting me", "no me escriban", "arrête de m'écrire"])
@pytest.mark.parametrize("after", [300, 1204, 1390])
def test_who_wants_texts_only_and_then_none_is_asked_whether_it_is_to_be_over(
    line: Line, words: str, after: float
) -> None:
    check_in = checked(line, plan=Plan(ways="texts"))
    later(line, after)
    (said,) = answer_text(line.desk(), line.arrives(words, ANNA)).replies

    assert check_in.id in line.check_ins.held
    assert "1 finish" in said.body or "1 acabar" in said.body or "1 finir" in said.body
    answer_text(line.desk(), line.arrives("1", ANNA))
    assert check_in.id not in line.check_ins.held


def test_the_carriers_stop_is_the_last_word_of_who_wants_texts_only(line: Line) -> None:
    check_in = checked(line, plan=Plan(ways="texts"))
    later(line, 1204)
    answer_text(line.desk(), line.arrives("stop", ANNA))

    assert check_in.id not in line.check_ins.held


def test_after_start_what_is_set_is_read_back_and_asked_by_text_again(line: Line) -> None:
    checked(line)
    said = lambda body: answer_text(line.desk(), line.arrives(body, ANNA)).replies  # noqa: E731
    said("STOP")
    (back,) = said("START")
    later(line, 1205)

    assert "You're back" in back.body and "On for 11:20am: a text, then calls" in back.body
    assert any("OK if all is well" in text for text in texts_to(line, ANNA))


def test_after_a_trouble_word_nothing_goes_to_that_phone_and_it_finds_nothing(line: Line) -> None:
    check_in = checked(line)
    checkins.happened(line.desk(), check_in.id, e.SaidTrouble("SM1"), answered="")
    before = len(texts_to(line, ANNA))
    later(line, 2000)

    assert checkins.of(line.desk(), WHOSE) is None
    assert len(texts_to(line, ANNA)) == before
    assert ANNA not in [call["to"] for call in line.carrier.placed]
    assert texts_to(line, ANA)
    assert isinstance(checkin_promise.set_up(line.desk(), Wanted(WHOSE, 1200.0, "en")), CheckIn)


@pytest.mark.parametrize("way", ["text", "call"])
def test_after_a_trouble_word_no_promise_to_that_phone_is_kept(
    line: Line, way: Literal["text", "call"]
) -> None:
    desk, check_in = line.desk(), checked(line)
    promise = Promise(way, "peers", line.now + 7200)
    callbacks.promise(desk, callbacks.made(desk, WHOSE, promise, "en"))
    checkins.happened(desk, check_in.id, e.SaidTrouble("SM1"), answered="")
    before = len(texts_to(line, ANNA))
    later(line, 7500)

    assert not callbacks.offers(desk, line.people.people[0], line.now)
    assert len(texts_to(line, ANNA)) == before
    assert ANNA not in [call["to"] for call in line.carrier.placed]


@pytest.mark.parametrize(
    "words",
    ["tulip", "TULIP im ok", "ok tulip", "tulip ok", "im good tulip 👍", "tulip, thanks", "tulpi",
     "tulips im ok", "k tulip"],
)  # fmt: skip
@pytest.mark.parametrize("after", [600, 1204])
def test_a_trouble_word_beside_an_ok_or_with_a_slip_shows_no_more_than_the_word(
    line: Line, words: str, after: float
) -> None:
    check_in = checked(line)
    answer_text(line.desk(), line.arrives("word tulip", ANNA))
    later(line, after)
    (said,) = answer_text(line.desk(), line.arrives(words, ANNA)).replies
    found = line.check_ins.held[check_in.id][0]

    assert said.body == "Good. It is over and erased. Text any time."
    assert (found.state, found.silent) == ("alarm", True)


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ("tulip", "ok"),
        ("tulip", "im ok thanks"),
        ("greet", "great"),
        ("thanx", "thank you im ok"),
        ("heres", "here"),
        ("lol", "lol im ok"),
        ("sorry", "im ok sorry"),
    ],
)
def test_an_ok_that_is_like_the_trouble_word_is_one(line: Line, own: str, words: str) -> None:
    check_in = checked(line)
    answer_text(line.desk(), line.arrives(f"word {own}", ANNA))
    assert line.check_ins.held[check_in.id][0].plan.trouble == own
    later(line, 1204)
    answer_text(line.desk(), line.arrives(words, ANNA))

    assert check_in.id not in line.check_ins.held


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ("tulip", "i like tulips"),
        ("tulip", "tulip help"),
        ("tulip", "tuna"),
        ("tulip", "not ok"),
        ("stops", "stop"),
        ("menus", "menu"),
        ("overdosed", "overdose"),
    ],
)
def test_what_tells_more_than_the_trouble_word_is_read_as_it_is(
    line: Line, own: str, words: str
) -> None:
    check_in = checked(line)
    answer_text(line.desk(), line.arrives(f"word {own}", ANNA))
    later(line, 1204)
    answer_text(line.desk(), line.arrives(words, ANNA))

    assert not line.check_ins.held[check_in.id][0].silent


def test_a_trouble_word_before_the_time_is_told_with_the_time_when_it_came(line: Line) -> None:
    check_in = checked(line, 60)
    later(line, 600)
    checkins.happened(line.desk(), check_in.id, e.SaidTrouble("SM1"))
    later(line, 30)

    (text,) = (text for text in texts_to(line, ANA) if "no answer since" in text)
    when = line.desk().check_ins.read(check_in.id)
    assert when and when[0].at == NOON + 600
    assert "since 11:10am" in text


def test_who_does_not_speak_their_language_reads_which_it_is(line: Line) -> None:
    made = checkin_promise.set_up(line.desk(), Wanted(WHOSE, 1200.0, "es"))
    assert isinstance(made, CheckIn)
    later(line, 1200 + 400)

    assert any(text.endswith("They write español.") for text in texts_to(line, ANA))


def test_who_takes_calls_only_hears_what_the_call_is_about(line: Line) -> None:
    ana, bo, dee = line.people.people
    line.people.people = (ana, bo, replace(dee, texts=Consent()))
    tell_coordinators(line.desk(), "check.still_open", line.now)

    ((call, _),) = line.peer_calls.calls.values()
    heard = called.picked_up(line.desk(), PeerCallTurned("CA1", call.id))
    assert isinstance(heard[0], Say) and "nobody has taken it" in heard[0].words


def test_the_clock_has_several_looked_at_in_one_go(line: Line) -> None:
    for place in range(3):
        contact = Contact(LINE, Phone(f"+120255502{place:02}"))
        checkin_promise.set_up(line.desk(), Wanted(contact, 1200.0, "en"))
    line.now += 1201

    assert tick(line.desk()) == 3
    assert len(line.nudges.looked) == 3
    do_all(line.desk(), line.nudges.looked)
    assert len(line.carrier.sent) == 3


def test_where_the_carrier_is_slow_a_worker_is_free_again_after_each(line: Line) -> None:
    for place in range(3):
        contact = Contact(LINE, Phone(f"+120255502{place:02}"))
        checkin_promise.set_up(line.desk(), Wanted(contact, 1200.0, "en"))
    line.now += 1201
    tick(line.desk())
    due = list(line.nudges.looked)
    taken = line.carrier.send_text

    def slowly(**text: Any) -> str:
        line.now += 8
        return taken(**text)

    line.carrier.send_text = slowly  # type: ignore[method-assign, assignment]
    do_all(line.desk(), due)

    assert len(line.carrier.sent) == 1
    left = line.nudges.looked[len(due) :]
    assert len(left) == 2 and all(is_ask(id) for id in left)


def test_one_that_fails_takes_no_other_with_it(line: Line) -> None:
    ids = []
    for place in range(3):
        contact = Contact(LINE, Phone(f"+120255502{place:02}"))
        found = checkin_promise.set_up(line.desk(), Wanted(contact, 1200.0, "en"))
        assert isinstance(found, CheckIn)
        ids.append(found.id)
    line.check_ins.held[ids[1]] = ("of another build", b"")  # type: ignore[assignment]
    line.now += 1201

    with pytest.raises(AttributeError):
        do_all(line.desk(), [f"check-{id}" for id in ids])
    alone = list(line.nudges.looked)
    for id in alone:
        do(line.desk(), id)
    for id in line.nudges.looked[len(alone) :]:
        do(line.desk(), id)

    assert len(line.carrier.sent) == 2


def test_a_worker_that_is_killed_while_it_asks_costs_fifteen_seconds(line: Line) -> None:
    checked(line)
    line.now += 1201
    do(line.desk(), next(id for id in line.due() if id.startswith("check-")))
    (ask,) = line.nudges.looked
    line.carrier.failing = [KeyboardInterrupt()]  # type: ignore[list-item]
    with pytest.raises(KeyboardInterrupt):
        do(line.desk(), ask)

    line.now += 14
    assert do(line.desk(), ask) == "taken"
    line.now += 1
    assert do(line.desk(), ask) == "sent"
    assert len(texts_to(line, ANNA)) == 1


def test_one_that_cannot_be_read_wakes_a_coordinator_whatever_hours_they_keep(line: Line) -> None:
    asleep(line)
    check_in = checked(line)
    line.check_ins.sealed.add(check_in.id)

    later(line, 1210)

    assert any("cannot be read" in text for text in texts_to(line, DEE))
    assert DEE in [call["to"] for call in line.carrier.placed]


def asleep(line: Line, *, texts: bool = True) -> None:
    """Dee keeps quiet hours, all day long."""
    ana, bo, dee = line.people.people
    quiet = Times(0, 1440, "UTC", tuple(range(7)))
    agreed = dee.texts if texts else Consent()
    line.people.people = (ana, bo, replace(dee, quiet=quiet, texts=agreed))


def test_where_nobody_would_be_there_a_coordinator_reads_it_whatever_hours_they_keep(
    line: Line,
) -> None:
    asleep(line)
    checked(line, minutes=60)
    desk = line.desk()
    desk.rota.write(desk.rota.read(), Rota())
    checkins.look_at_cover(desk)
    later(line, 10)

    assert any("nobody is on till it is over" in text for text in texts_to(line, DEE))
    assert not line.carrier.placed, "a text is enough"


def test_so_is_an_alarm_that_nobody_has_taken_or_closed(line: Line) -> None:
    asleep(line)
    for word in ("still_open", "unfinished"):
        tell_coordinators(line.desk(), f"check.{word}", line.now)
    later(line, 10)

    told = " ".join(texts_to(line, DEE))
    assert "still not taken" in told and "counted as unfinished" in told


@pytest.mark.parametrize("texts", [True, False])
def test_what_can_wait_wakes_no_coordinator_and_is_not_said_to_be_known(
    line: Line, *, texts: bool
) -> None:
    asleep(line, texts=texts)

    assert tell_coordinators(line.desk(), "to_coordinator.shut", line.now) == 0
    later(line, 10)
    assert not texts_to(line, DEE) and not line.carrier.placed


def test_who_takes_calls_only_is_rung_for_what_cannot_wait(line: Line) -> None:
    asleep(line, texts=False)

    assert tell_coordinators(line.desk(), "check.cover", line.now) == 1
    later(line, 4)
    assert [call["to"] for call in line.carrier.placed] == [DEE]


def test_none_is_set_where_the_only_one_who_could_be_rung_is_the_contact(line: Line) -> None:
    line.people.people = line.people.people[:1]

    assert checkin_promise.set_up(line.desk(), Wanted(Contact(LINE, ANA), 1200.0, "en")) == (
        Refused("nobody")
    )


def test_nor_where_all_of_us_keep_their_phone_from_themselves(line: Line) -> None:
    line.people.people = line.people.people[:1]
    desk = line.desk()
    desk.blocks.add(desk.blocks.mark(LINE, ANNA), SIZES["2"], "ana")

    assert checkin_promise.set_up(desk, Wanted(WHOSE, 1200.0, "en")) == Refused("nobody")


def test_one_whose_rotation_the_flows_know_no_more_is_kept_by_whoever_is_there(line: Line) -> None:
    check_in = checked(line)
    desk = line.desk()
    gone = replace(check_in, rotation="of another evening")
    found = desk.check_ins.read(check_in.id)
    assert found and desk.check_ins.write(gone, found[1], (), line.now, durable=True)

    assert "MORE 15" not in answer_text(desk, line.arrives("more 15")).replies[0].body
    assert checkins.running(desk)[0].at == check_in.at + 900
    answer_text(desk, line.arrives("check 30"))
    assert checkins.running(desk)[0].at == line.now + 1800


def test_who_chose_another_language_is_asked_in_it(line: Line) -> None:
    answer_text(line.desk(), line.arrives("check 20"))
    answer_text(line.desk(), line.arrives("español"))
    later(line, 1210)

    assert "OK si todo va bien" in texts_to(line, ANNA)[-1]
    assert checkins.running(line.desk())[0].language == "es"


def test_a_panic_does_not_wait_for_a_slow_carrier_until_all_are_told(line: Line) -> None:
    for place in range(9):
        contact = Contact(LINE, Phone(f"+120255502{place:02}"))
        checkin_promise.set_up(line.desk(), Wanted(contact, 1200.0, "en"))
    taken, states = line.carrier.send_text, list[str]()

    def slowly(**text: Any) -> str:
        line.now += 8
        states.append(line.desk().switch.read())
        return taken(**text)

    line.carrier.send_text = slowly  # type: ignore[method-assign, assignment]
    done = panic(line.desk(), lambda _: None, hang_up=False)

    assert states == [*["open"] * 2, *["closed"] * 7], "and all is erased after ten seconds"
    assert (done.told, done.untold) == (9, 0)


def test_who_is_asked_by_call_is_rung_once_though_another_worker_comes_by(line: Line) -> None:
    """The carrier is slow, or crowded, with a call that another errand's worker places; the next
    one's turn comes meanwhile."""
    desk, plan = line.desk(), Plan(ways="calls")
    numbers = [Phone("+12025550177"), Phone("+12025550178")]
    for place, number in enumerate(numbers):
        wanted = Wanted(Contact(LINE, number), 1200.0 + place, "en", plan)
        made = checkin_promise.set_up(desk, wanted)
        assert isinstance(made, CheckIn)
    line.now += 1203
    for id in list(line.check_ins.held):
        checkins.look(desk, id)
    first, second = (id for id, one in line.store.errands.items() if isinstance(one, AskByCall))
    desk.dials.slot = line.now + 0.9
    assert do(desk, first) == "waits"
    line.now += 0.95
    place_call, came = line.carrier.place_call, []

    def slowly(**call: Any) -> str:
        if not came:
            came.append(call["to"])
            line.now += 1.15
            do(desk, first)
        return place_call(**call)

    line.carrier.place_call = slowly  # type: ignore[method-assign]
    do(desk, second)

    assert [call["to"] for call in line.carrier.placed].count(numbers[0]) == 1


def test_many_alarms_in_a_crowd_that_stays_are_left_before_their_job_is_ended(line: Line) -> None:
    began, tries = line.now, []

    def crowded(**text: Any) -> str:
        tries.append(line.now - began)
        line.now += 1.25
        raise CarrierBusy(20429)

    desk = line.desk()
    line.people.people = tuple(
        Person(f"p{n}", f"P{n}", (Phone(f"+1202555020{n}"),), ("en",), texts=Consent("given", 1.0))
        for n in range(4)
    )
    always = Times(0, 1440, "UTC", tuple(range(7)))
    rota = (Shift(f"s{p.id}", p.id, "peers", always) for p in line.people.people)
    desk.rota.write(desk.rota.read(), Rota(tuple(rota)))
    for n in range(8):
        contact = Contact(LINE, Phone(f"+1202555030{n}"))
        made = checkin_promise.set_up(desk, Wanted(contact, 1200.0, "en", Plan(ways="texts")))
        assert isinstance(made, CheckIn)
    for seconds in (1200, 90, 10, 30, 40):
        line.now += seconds
        for id in list(line.check_ins.held):
            checkins.look(desk, id)
    line.now += 230
    began, line.carrier.send_text = line.now, crowded  # type: ignore[method-assign]
    do_all(desk, [due_of(id) for id in line.check_ins.held])

    assert len(tries) > 5
    assert max(tries) < 16, "its job is ended after 30, and one request may take 14"
