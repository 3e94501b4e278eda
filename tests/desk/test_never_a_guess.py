"""What one of us writes goes to nobody by a guess: not after a talk has ended, nor where they are
the contact of another talk themselves."""

import re

import pytest

from hotline.desk.answer import answer_text
from hotline.domain.errands import RelayText
from hotline.domain.phone import Phone
from tests.desk.pretend import LINE, Line, default_edition
from tests.desk.test_peer_texts import ANA, BO, joined, said, works

CONTACT, OTHER = Phone("+12025550147"), Phone("+12025550148")


@pytest.fixture(scope="module")
def edition():
    return default_edition()


@pytest.fixture
def line(edition) -> Line:
    return Line(edition)


def asks(line: Line, contact: Phone = CONTACT) -> str:
    """Somebody asks for a person; the handle by which Bo is offered them."""
    said(line, "i want to talk to a person", contact)
    return handle_in(works(line, BO))


def handle_in(texts: list[str]) -> str:
    return next(found[0] for text in texts if (found := re.search(r"@\d{3,5}", text)))


def test_words_that_waited_for_one_who_is_gone_wait_for_nobody_else(line: Line) -> None:
    joined(line)
    joined(line, "Bo")
    gone, there = asks(line), asks(line, OTHER)
    said(line, f"take {gone}")
    said(line, f"take {there}")
    assert "Who is that for" in said(line, "are you ok")
    said(line, f"pass {there}")
    said(line, f"take {there}", BO)
    works(line)
    said(line, "forget", CONTACT)

    third = asks(line, Phone("+12025550149"))
    said(line, f"take {third}")
    assert f"ban {third}" not in said(line, f"ban {third}"), "no old question is in the way"
    assert "are you ok" not in said(line, "hello")


def test_who_is_a_contact_too_is_asked_whom_they_mean(line: Line) -> None:
    joined(line)
    joined(line, "Bo")
    said(line, "not breathing")
    own = handle_in(works(line, BO))
    said(line, f"take {own}", BO)
    handle = asks(line)
    said(line, f"take {handle}")
    works(line)

    assert "Who is that for" in said(line, "im at home, hes blue")
    assert works(line, CONTACT) == []
    said(line, f"{handle} one moment")
    assert works(line, CONTACT) == ["one moment"]


def test_a_yes_goes_to_whom_they_write_with_also_just_after_they_joined(line: Line) -> None:
    joined(line)
    handle = asks_of_one(line)
    said(line, f"take {handle}")
    works(line)

    assert said(line, "yes") == ""
    assert works(line, CONTACT) == ["yes"]


def asks_of_one(line: Line) -> str:
    said(line, "i want to talk to a person", CONTACT)
    return handle_in(works(line, ANA))


def test_a_take_that_came_too_late_takes_no_shift_in_its_place(line: Line) -> None:
    joined(line, "Ana", "mon-sun 09:00-20:00")
    joined(line, "Bo", "mon-sun 20:00-22:00")
    said(line, "cover today", BO)
    handle = asks_of_one(line)
    said(line, f"pass {handle}")

    assert said(line, "take") == "Nothing waits to be taken now."
    assert "is yours" in said(line, "take today")


def test_nobody_is_said_to_be_asked_while_there_is_no_worker_to_ask_them(line: Line) -> None:
    joined(line)
    line.store.beats["worker"] = line.now - 60

    assert said(line, "i want to talk to a person", CONTACT).startswith("Nobody could take it.")
    assert said(line, "not breathing", CONTACT).startswith("Do this now")
    line.store.beats["worker"] = line.now
    assert "being asked" in said(line, "0", CONTACT)


@pytest.mark.parametrize(
    "words", ["hello?", "hi", "Home", "hola", "bonjour", "took my phone", "private", "anonymous"]
)
def test_a_greeting_and_plain_talk_are_for_the_person_and_end_nothing(
    line: Line, words: str
) -> None:
    joined(line)
    handle = asks_of_one(line)
    assert said(line, words, CONTACT) == ""
    said(line, f"take {handle}")
    assert said(line, words, CONTACT) == ""
    waiting = [e.body for e in line.store.errands.values() if isinstance(e, RelayText)]
    assert waiting.count(words) == 2, "both are on their way to the person"


@pytest.mark.parametrize("word", ["MENU", "menu."])
def test_menu_is_how_a_contact_leaves(line: Line, word: str) -> None:
    joined(line)
    said(line, f"take {asks_of_one(line)}")

    assert "glad you wrote" in said(line, word, CONTACT)
    assert any("is over" in text for text in works(line, ANA))


def test_who_needs_the_line_themselves_is_a_contact_for_hours_whatever_waited(line: Line) -> None:
    joined(line)
    joined(line, "Bo")
    for handle in [asks(line, CONTACT), asks(line, OTHER)]:
        said(line, f"take {handle}")
    works(line)
    assert "Who is that for" in said(line, "are you ok")
    assert "contact now" in said(line, "me")
    line.now += 3000

    assert "being asked" in said(line, "i want to talk to a person")
    said(line, "i relapsed")
    waiting = [e.body for e in line.store.errands.values() if isinstance(e, RelayText)]
    assert waiting.count("i relapsed") == 1
    assert not any("i relapsed" in text for text in works(line, CONTACT) + works(line, OTHER))


def test_words_that_go_as_one_text_are_not_cut_where_they_are_long(line: Line) -> None:
    joined(line)
    said(line, f"take {asks_of_one(line)}")
    got = works(line, ANA)
    for n in range(24):  # so many in a row that what waits goes as one
        said(line, f"text {n}", CONTACT)
        line.now += 3
        got += works(line, ANA)
    for letter in "abc":
        said(line, letter * 700, CONTACT)
    for _ in range(9):
        line.now += 3
        got += works(line, ANA)

    assert all(any(letter * 700 in text for text in got) for letter in "abc")


def waiting_words(line: Line) -> str:
    """Ana has two threads, and words of hers wait; the handle of one."""
    joined(line)
    joined(line, "Bo")
    one, two = asks(line), asks(line, OTHER)
    said(line, f"take {one}")
    said(line, f"take {two}")
    assert "Who is that for (are you ok)?" in said(line, "are you ok")
    return one


def test_a_harasser_is_banned_also_while_words_wait(line: Line) -> None:
    one = waiting_words(line)

    asked = said(line, f"ban {one}")
    assert asked == (
        f"What waited was not sent. Write it again. Ban {one} how? "
        "4 not me, tonight 5 not me, ever 6 nobody here, 7 days"
    )
    assert said(line, "1").startswith("That digit was for an older"), "a late answer bans nobody"
    assert said(line, "6").startswith(f"Done. {one} is closed.")
    works(line)
    assert all("are you ok" not in str(text["body"]) for text in line.carrier.sent[-3:])


def test_a_lost_phone_is_out_also_while_words_wait(line: Line) -> None:
    waiting_words(line)

    assert said(line, "shut bo").endswith("opens it? 4 shut 5 no")
    assert said(line, "4").startswith("Done")


def test_words_that_wait_for_nobody_any_more_are_said_to_be_unsent(line: Line) -> None:
    waiting_words(line)

    assert said(line, "me").startswith("What waited was not sent. Write it again. You're a contact")


def test_a_command_that_asks_nothing_leaves_the_words_waiting(line: Line) -> None:
    one = waiting_words(line)

    assert said(line, "who").startswith("On till")
    assert said(line, "1") == f"Sent to {one}."


def test_words_wait_five_minutes_however_much_is_written_meanwhile(line: Line) -> None:
    waiting_words(line)
    line.now += 240
    assert said(line, "still there?").endswith("We hold it 1 min.")
    line.now += 70

    assert said(line, "4") == "What waited was not sent. Write it again."


def test_a_handle_that_one_only_heard_of_takes_nobody(line: Line) -> None:
    joined(line)
    joined(line, "Bo", "mon-sun 20:00-22:00")
    handle = asks_of_one(line)

    assert said(line, f"take {handle}", BO) == (
        f"{handle} was not offered to you. ON first, then TAKE {handle}."
    )
    said(line, "on", BO)
    assert said(line, f"take {handle}", BO).startswith(f"{handle} is yours")
    assert said(line, f"take {handle}").startswith("Taken by someone else, or over.")


def test_who_was_asked_though_they_are_not_on_may_take_it(line: Line) -> None:
    joined(line)
    joined(line, "Bo", "mon-sun 20:00-22:00")
    handle = asks_of_one(line)
    line.now += 121
    works(line)
    assert handle in " ".join(works(line, BO))

    assert said(line, f"take {handle}", BO).startswith(f"{handle} is yours")


@pytest.mark.parametrize("word", ["forget", "CLEAR", "privacy", "borrar", "Effacer"])
def test_what_one_of_us_says_about_themselves_is_nobodys_to_read(line: Line, word: str) -> None:
    joined(line)
    handle = asks_of_one(line)
    said(line, f"take {handle}")
    works(line)

    answer = said(line, word)
    assert ("CLOSE ends a talk" in answer) == (word != "privacy")
    assert answer
    assert works(line, CONTACT) == []
    said(line, f"{handle} hello")
    assert works(line, CONTACT) == ["hello"], "and they still write with them"


def test_while_nothing_is_relayed_who_writes_hears_it_once(line: Line) -> None:
    joined(line)
    handle = asks_of_one(line)
    said(line, f"take {handle}")
    works(line)
    line.store.beats["worker"] = line.now - 60

    assert said(line, "are you there", CONTACT).startswith("Auto: the line is slow now")
    assert said(line, "hello", CONTACT) == ""
    line.store.beats["worker"] = line.now
    assert said(line, "still me", CONTACT) == ""
    line.store.beats["worker"] = line.now - 60
    assert "call this number" in said(line, "and again", CONTACT)


@pytest.mark.parametrize("body", ["take", "tske", "close @147", "@147 i am with you", "break 30"])
def test_with_the_store_away_no_word_of_ours_is_read_as_a_contacts(line: Line, body: str) -> None:
    joined(line)
    line.store.away = True

    assert "this may not reach them: send it again in 5 min." in said(line, body)
    assert said(line, "hes not breathing").startswith("Do this now")
    assert said(line, "hello").startswith("Hi, glad you wrote.")


def test_at_an_inside_number_nobody_gets_a_contacts_list_while_the_store_is_away(edition) -> None:
    inside = Phone("+12025550300")
    line = Line(edition, inside=(inside,))
    line.store.away = True

    def at(number: Phone, body: str) -> str:
        return answer_text(line.desk(), line.arrives(body, line=number)).replies[0].body

    assert at(inside, "take").startswith("Line: something is down, so nothing was done or sent.")
    assert at(inside, "i am with you").startswith("Line: something is down")
    assert at(inside, "hes not breathing").startswith("Do this now")
    assert at(LINE, "hello").startswith("Hi, glad you wrote.")


def in_her_own_talk(line: Line) -> None:
    """Ana writes with Bo as a contact; she said ME, and went back."""
    joined(line)
    joined(line, "Bo")
    said(line, "me")
    said(line, "0")
    own = handle_in(works(line, BO))
    said(line, f"take {own}", BO)
    said(line, "me")
    works(line)
    line.now += 5
    works(line)


def test_who_is_a_contact_too_can_say_that_words_are_for_their_own_person(line: Line) -> None:
    in_her_own_talk(line)
    handle = asks(line)
    said(line, f"take {handle}")
    works(line)

    assert said(line, "im so tired") == (
        f"Who is that for (im so tired)? 1 {handle} 2 ME 3 nobody. We hold it 5 min."
    )
    assert said(line, "2") == "Sent to the person you write with."
    line.now += 5
    assert [text for text in works(line, BO) if "im so tired" in text]
    assert works(line, CONTACT) == []


def test_just_after_one_is_gone_words_for_their_own_person_are_asked_about(line: Line) -> None:
    in_her_own_talk(line)
    handle = asks(line)
    said(line, f"take {handle}")
    said(line, "forget", CONTACT)

    assert said(line, "still there?").startswith("Who is that for (still there?)? 1 ME 2 nobody.")
    assert said(line, "are you?").startswith("Who is that for (still there? / are you?)? 3 ME")
    said(line, "3")
    line.now += 5
    assert "still there? are you?" in works(line, BO)[-1]


def test_me_is_said_once_whichever_number_is_written_to(edition) -> None:
    inside = tuple(Phone(f"+1202555030{n}") for n in range(3))
    line = Line(edition, inside=inside)
    joined(line)
    joined(line, "Bo")

    def at(number: Phone, body: str) -> str:
        event = line.arrives(body, ANA, line=number)
        return next((reply.body for reply in answer_text(line.desk(), event).replies), "")

    at(inside[1], "me")
    assert "being asked" in at(inside[0], "0")
    assert at(inside[2], "me") == "You're one of us again."
    assert "ME first if you need the line" in at(inside[1], "0")


def test_who_floods_them_keeps_nobody_from_banning(line: Line) -> None:
    joined(line)
    handle = asks_of_one(line)
    said(line, f"take {handle}")
    works(line)
    line.now += 5
    said(line, "ban")
    line.now += 1
    said(line, "you there? you there?", CONTACT)

    assert said(line, "3").startswith(f"Done. {handle} is closed.")
