"""One of us writes to the line: short words for what they need, and anything as a contact."""

import re
from itertools import product

import pytest

from hotline.desk import roster
from hotline.desk.answer import answer_text
from hotline.desk.errands import do
from hotline.desk.rota import Promise, add_shifts, who_is_on
from hotline.domain.errands import SendText
from hotline.domain.peer_commands import COMMANDS
from hotline.domain.people import Person
from hotline.domain.phone import Phone
from hotline.domain.written_times import read_times
from tests.desk.pretend import LINE, Line, default_edition

ANA, BO, DEE = Phone("+12025550111"), Phone("+12025550112"), Phone("+12025550113")
NUMBERS = {"Ana": ANA, "Bo": BO, "Dee": DEE, "Zebrana": ANA, "Zebrabo": BO}
ALWAYS, EVENING = "mon-sun 00:00-24:00", "mon-sun 09:00-20:00"
HOUR = 3600.0


@pytest.fixture(scope="module")
def edition():
    return default_edition()


@pytest.fixture
def line(edition) -> Line:
    return Line(edition)


def joined(
    line: Line, name: str = "Ana", times: str = ALWAYS, *languages: str, **given: object
) -> Person:
    phone = NUMBERS[name]
    person = roster.add(line.desk(), name, phone, line=LINE, languages=languages, **given)  # type: ignore[arg-type]
    if times:
        promise = Promise(person, "peers", read_times(times, "America/New_York"))
        add_shifts(line.desk(), [promise])
    said(line, "ok", phone)
    works(line)
    return person


def coordinator(line: Line) -> Person:
    return joined(line, "Dee", "", "en", roles=("peer", "coordinator"))


def said(line: Line, body: str, sender: Phone = ANA, id: str = "") -> str:
    replies = answer_text(line.desk(), line.arrives(body, sender, id)).replies
    return replies[0].body if replies else ""


def works(line: Line, to: Phone | None = None) -> list[str]:
    """What a worker sends now, to this phone."""
    before = len(line.carrier.sent)
    for id in line.due():
        do(line.desk(), id)
    sent = line.carrier.sent[before:]
    return [str(text["body"]) for text in sent if to in {None, text["to"]}]


def on(line: Line) -> list[str]:
    return sorted(person.name for person in who_is_on(line.desk(), "peers", line.now))


def test_a_break_begins_and_ends_by_a_word(line: Line) -> None:
    joined(line)
    joined(line, "Bo")

    assert said(line, "break 20") == "Break till 11:20 am. Others on: 1. ON ends it sooner."
    assert on(line) == ["Bo"]
    assert said(line, "ON").startswith("You're on till")
    assert on(line) == ["Ana", "Bo"]


def test_a_break_ends_by_itself(line: Line) -> None:
    joined(line)
    joined(line, "Bo")
    said(line, "break")

    line.now += 30 * 60
    assert on(line) == ["Ana", "Bo"]


def test_the_last_one_on_is_asked_before_a_break(line: Line) -> None:
    joined(line)

    assert "Nobody else is on. 1 break" in said(line, "break 20")
    assert on(line) == ["Ana"]
    assert said(line, "1").startswith("Break till 11:20 am. Others on: 0.")
    assert on(line) == []


def test_or_stays_and_asks_for_cover(line: Line) -> None:
    joined(line)
    said(line, "break 20")

    assert "COVER SAT 20-02" in said(line, "2")
    assert on(line) == ["Ana"]


def test_a_digit_answers_our_question_for_two_minutes_only(line: Line) -> None:
    joined(line)
    said(line, "break 20")

    line.now += 121
    assert "Break" not in said(line, "1")
    assert on(line) == ["Ana"]


def test_off_lasts_for_the_rest_of_the_shift(line: Line) -> None:
    joined(line, "Ana", EVENING)
    joined(line, "Bo", EVENING)

    assert said(line, "off") == "Off till 8 pm. Others on: 1. ON brings you back."
    line.now += 8 * HOUR
    assert on(line) == ["Bo"]
    line.now += 16 * HOUR
    assert on(line) == ["Ana", "Bo"], "the next day is another shift"


def test_off_reaches_over_shifts_that_touch(line: Line) -> None:
    ana = joined(line, "Ana", EVENING)
    joined(line, "Bo", ALWAYS)
    late = read_times("mon-sun 20:00-22:00", "America/New_York")
    add_shifts(line.desk(), [Promise(ana, "peers", late)])

    assert said(line, "off").startswith("Off till 10 pm.")


def test_when_the_last_one_goes_off_coordinators_are_told(line: Line) -> None:
    coordinator(line)
    joined(line, "Ana", EVENING)

    assert said(line, "off").startswith("Nobody else is on. 1 off now")
    assert works(line) == []
    assert said(line, "1").startswith("Off till 8 pm. Others on: 0.")
    assert works(line, DEE) == ["Line: the last one on went off early. Nobody is on now."]
    assert on(line) == []


def test_or_they_stay(line: Line) -> None:
    joined(line, "Ana", EVENING)
    said(line, "off")

    assert said(line, "2") == "You're on till 8 pm."
    assert on(line) == ["Ana"]


def test_a_coordinator_without_texts_is_rung(line: Line) -> None:
    dee = coordinator(line)
    roster.texts_stopped(line.desk(), dee.id, line.now)
    joined(line, "Ana", EVENING)
    said(line, "off")
    said(line, "1")

    (call,) = (call for call, _ in line.peer_calls.calls.values())
    assert (call.kind, call.person) == ("look", dee.id)


def test_off_outside_of_a_shift_says_so(line: Line) -> None:
    joined(line, "Ana", "mon-sun 02:00-03:00")

    assert said(line, "off").startswith("You're not on now.")


def test_on_outside_of_a_shift_opens_one_for_four_hours_or_until_off(line: Line) -> None:
    joined(line, "Ana", "")

    assert on(line) == []
    assert said(line, "on") == "You're on till 3 pm."
    assert on(line) == ["Ana"]
    assert said(line, "on") == "You're on till 3 pm.", "said twice it is one shift"
    assert len(line.rota.shifts) == 1
    said(line, "off")
    said(line, "1")
    assert on(line) == []
    line.now += 4 * HOUR
    assert on(line) == []


def test_who_counts_and_never_names(line: Line) -> None:
    assert joined(line, "Ana", EVENING)
    joined(line, "Bo", "mon-sun 10:00-14:00")

    assert said(line, "who") == "On till 2 pm: 2. Names: call this number, PIN."
    line.now += 10 * HOUR
    assert said(line, "who").startswith("Nobody is on now.")


def test_next_tells_three_shifts_in_the_time_of_the_line(line: Line) -> None:
    joined(line, "Ana", "mon,thu 20:00-02:00", "es")

    assert said(line, "turnos") == (
        "Lo que sigue: jue 20:00-02:00, lun 20:00-02:00, jue 8 20:00-02:00."
    )


def test_who_has_no_shift_hears_so(line: Line) -> None:
    joined(line, "Ana", "")

    assert "No shift" in said(line, "next")


def test_hush_comes_and_goes(line: Line) -> None:
    joined(line)

    assert said(line, "hush").startswith("Hush till your shift is over")
    assert line.people.people[0].hush
    assert said(line, "hush") == "Calls ring again."
    assert not line.people.people[0].hush
    said(line, "hush")
    said(line, "on")
    assert not line.people.people[0].hush


def test_they_are_answered_in_their_own_language(line: Line) -> None:
    joined(line, "Ana", ALWAYS, "es")
    joined(line, "Bo")

    assert "ACTIVO" in said(line, "pausa 20")


def test_a_command_that_comes_twice_gets_the_same_answer(line: Line) -> None:
    joined(line)
    joined(line, "Bo")

    first = said(line, "break 20", id="SM" + "1" * 32)
    assert said(line, "break 20", id="SM" + "1" * 32) == first


@pytest.mark.parametrize("body", ["break forty", "break 900", "break 0"])
def test_a_break_that_is_written_otherwise_is_explained(line: Line, body: str) -> None:
    joined(line)

    assert said(line, body).startswith("BREAK 30 = a break of 30 minutes")


def test_a_name_or_a_day_that_is_missing_is_explained(line: Line) -> None:
    joined(line)

    assert said(line, "shut").startswith("SHUT and a name")
    assert said(line, "cover").startswith("COVER SAT")
    assert said(line, "swap sunny").startswith("SWAP SAT FRI")
    assert "ASK" not in said(line, "ask someone")


def test_me_makes_them_a_contact_until_they_say_it_again(line: Line) -> None:
    joined(line)
    joined(line, "Bo")

    assert "contact now" in said(line, "me")
    assert "Break" not in said(line, "break 20")
    assert "BREAK" not in said(line, "break forty")
    assert on(line) == ["Ana", "Bo"]
    assert "one of us again" in said(line, "ME")
    assert "Break" in said(line, "break 20")


def test_they_are_a_contact_for_four_hours(line: Line) -> None:
    joined(line)
    joined(line, "Bo")
    said(line, "me")

    line.now += 4 * HOUR + 1
    assert "Break" in said(line, "break 20")


def test_what_is_no_command_is_answered_as_anybodys(line: Line) -> None:
    joined(line)

    assert "Shout" in said(line, "my frend not brethin")
    assert "Shout" in said(line, "card not breathing")


def test_anybody_else_has_no_commands(line: Line) -> None:
    joined(line)

    assert "Break" not in said(line, "break 20", sender=Phone("+12025550163"))


def test_a_lost_phone_is_out_at_once(line: Line) -> None:
    coordinator(line)
    joined(line, "Ana")
    joined(line, "Bo")

    assert said(line, "shut ana", BO) == (
        "Shut that phone out until a coordinator or its PIN opens it? 1 shut 2 no"
    )
    assert on(line) == ["Ana", "Bo"]
    assert said(line, "1", BO).startswith("Done, that phone is out.")
    assert on(line) == ["Bo"]
    assert [body.startswith("Line: a phone of one of us") for body in works(line, DEE)] == [True]


def test_a_phone_that_is_shut_out_gets_what_any_stranger_gets(line: Line) -> None:
    ana = joined(line, "Ana")
    joined(line, "Bo")
    stranger = said(line, "break 20", Phone("+12025550163"))
    roster.shut(line.desk(), ana.id, line.now)

    assert said(line, "break 20") == stranger
    assert "roster" not in said(line, "forget")
    roster.unshut(line.desk(), ana.id)
    assert "BREAK 30" in said(line, "break forty")


def test_whoever_says_no_shuts_nobody_out(line: Line) -> None:
    joined(line, "Ana")
    joined(line, "Bo")
    said(line, "shut ana", BO)

    assert said(line, "2", BO) == "Nothing is shut."
    assert on(line) == ["Ana", "Bo"]


def test_no_name_is_learned_by_trying_some(line: Line) -> None:
    joined(line, "Ana")
    joined(line, "Bo")

    asked = said(line, "shut ana", BO)
    line.now += 1801
    assert said(line, "shut zoe", BO) == asked
    assert said(line, "1", BO).startswith("Nobody here goes by that name")


def test_one_phone_in_the_wrong_hands_does_not_take_the_line_from_everybody(line: Line) -> None:
    for name in ("Ana", "Bo", "Dee"):
        joined(line, name)
    said(line, "shut bo")
    said(line, "1")
    said(line, "shut dee")

    assert said(line, "1").startswith("This phone has shut one out already.")
    assert on(line) == ["Ana", "Dee"]


def test_their_quiet_hours_are_as_a_pause(line: Line) -> None:
    ana = joined(line, "Ana")
    roster.set_quiet(line.desk(), ana.id, read_times("mon-sun 11:00-12:00", "America/New_York"))

    assert on(line) == []
    line.now += HOUR
    assert on(line) == ["Ana"]


_BEHIND = {
    "minutes": "20",
    "day": "sat 20-02",
    "offer": "sat",
    "name": "Zebrabo",
    "card": "naloxone",
}


@pytest.mark.parametrize("answer", ["", "1", "2"])
@pytest.mark.parametrize("row", COMMANDS, ids=lambda row: row.name)
def test_no_answer_to_a_command_names_a_person_a_place_or_a_plan(
    line: Line, row, answer: str
) -> None:
    """Whoever holds the phone of one of us learns nothing by text."""
    joined(line, "Zebrana", ALWAYS, "en")
    joined(line, "Zebrabo", ALWAYS, "en")
    words = line.edition.book.words[f"peer_{row.name}"].by_language
    told = []
    for word, language in product((w.text for ws in words.values() for w in ws), ["en", "es"]):
        line.people.people = tuple(
            Person(**{f: getattr(p, f) for f in p.__slots__} | {"languages": (language,)})
            for p in line.people.people
        )
        told.append(said(line, f"{word} {_BEHIND.get(row.needs, '')}".strip()))
        told.append(said(line, answer) if answer else "")
        told += works(line, ANA)
    secrets = {"zebr", "peers", *(phone.e164 for phone in NUMBERS.values())}
    places = {place.text.in_language("en") for place in _cards(line)}
    for reply in told:
        assert not any(secret in reply.casefold() for secret in secrets), reply
        assert not re.search(r"\d{5}", reply), reply
        assert answer or reply not in places, "a digit walks the menus, as anybody's"


def _cards(line: Line):
    return [p for p in line.edition.book.places.values() if hasattr(p, "text")]


def test_what_is_sent_to_us_waits_in_no_errand_for_long(line: Line) -> None:
    coordinator(line)
    joined(line, "Ana", EVENING)
    said(line, "off")
    said(line, "1")

    waiting = [e for e in line.store.errands.values() if isinstance(e, SendText)]
    assert all(errand.until <= line.now + 4 * HOUR for errand in waiting)


def test_practice_is_a_talk_with_nobody(line: Line) -> None:
    joined(line)

    assert "nobody real" in said(line, "practice")
    assert said(line, "take").startswith("Pretend: hey")
    assert said(line, "hi im here with you").startswith("Pretend: ok.")
    assert said(line, "im listening").startswith("Pretend: thx")
    assert said(line, "sleep well").startswith("That is all they say.")
    assert said(line, "close").startswith("Closed.")
    assert "Pretend" not in said(line, "hello")


def test_practice_ends_by_pass_or_by_itself(line: Line) -> None:
    joined(line)
    said(line, "practice")
    said(line, "take")
    assert said(line, "pass").startswith("Handed over")
    said(line, "practice")
    line.now += 901
    assert "Pretend" not in said(line, "take")


def test_who_needs_help_while_they_practise_gets_it(line: Line) -> None:
    joined(line)
    said(line, "practice")
    said(line, "take")

    assert "Shout" in said(line, "my friend is not breathing")
    assert said(line, "who").startswith("On till"), "and every other command is done"
    assert said(line, "ok im back").startswith("Pretend: ok.")


def test_what_is_offered_by_somebody_real_comes_before_practice(line: Line) -> None:
    joined(line, "Ana", "")
    joined(line, "Bo", EVENING)
    said(line, "practice")
    said(line, "cover fri", BO)

    assert said(line, "take fri").endswith("is yours.")
