"""Group mode: all who are on see each text of a contact; who writes first has it."""

from dataclasses import replace

import pytest

from hotline.domain.phone import Phone
from hotline.flow.edition import edition_of
from tests.desk.pretend import Line, default_edition
from tests.desk.test_never_a_guess import CONTACT, OTHER, handle_in
from tests.desk.test_peer_texts import ANA, BO, DEE, joined, said, works

ASKS = "i want to talk to a person"


@pytest.fixture(scope="module")
def edition():
    book = default_edition().book
    together = replace(book.rotations["peers"], texts="group")
    return edition_of(replace(book, rotations={"peers": together}))


@pytest.fixture
def line(edition) -> Line:
    line = Line(edition)
    joined(line)
    joined(line, "Bo")
    return line


def asks(line: Line, contact: Phone = CONTACT) -> str:
    """Somebody asks for a person; their handle."""
    said(line, ASKS, contact)
    return handle_in(all_of(line)[ANA])


def all_of(line: Line) -> dict[Phone, list[str]]:
    """What comes to each phone in the next seconds."""
    before = len(line.carrier.sent)
    for _ in range(6):
        line.now += 1
        works(line)
    came: dict[Phone, list[str]] = {phone: [] for phone in (ANA, BO, DEE, CONTACT, OTHER)}
    for text in line.carrier.sent[before:]:
        came[text["to"]].append(str(text["body"]))  # type: ignore[index]
    return came


def test_nobody_has_to_take_it_and_all_who_are_on_see_it(line: Line) -> None:
    assert "A person is being asked now." in said(line, ASKS, CONTACT)
    came = all_of(line)
    handle = handle_in(came[ANA])

    assert came[ANA] == came[BO]
    assert sorted(came[BO]) == [f"{handle}: {ASKS}", came[BO][0]]
    assert "All who are on see it: just write" in came[BO][0]


def test_who_writes_first_has_it_and_the_others_see_that_one_of_us_did(line: Line) -> None:
    handle = asks(line)
    assert said(line, "hey, im here", BO) == ""
    came = all_of(line)

    assert came[CONTACT] == [
        "Auto: a person has your texts now. We keep nothing you write.",
        "hey, im here",
    ]
    assert came[ANA] == [f"{handle}, another of us: hey, im here"]
    said(line, "im scared", CONTACT)
    came = all_of(line)
    assert came[ANA] == came[BO] == [f"{handle}: im scared"]
    said(line, "me too sometimes", ANA)
    came = all_of(line)
    assert (came[CONTACT], came[BO]) == (
        ["me too sometimes"],
        [f"{handle}, another of us: me too sometimes"],
    )


def test_who_says_pass_sees_no_more_of_it(line: Line) -> None:
    handle = asks(line)
    assert said(line, f"pass {handle}") == f"OK, {handle} is not for you. Thank you."
    said(line, "anybody?", CONTACT)
    came = all_of(line)

    assert (came[ANA], came[BO]) == ([], [f"{handle}: anybody?"])


def test_who_comes_on_sees_it_from_the_next_text_on_and_who_goes_off_no_more(line: Line) -> None:
    joined(line, "Dee", "mon-sun 20:00-22:00")
    handle = asks(line)
    said(line, "hey", BO)
    said(line, "on", DEE)
    said(line, "off", ANA)
    all_of(line)
    said(line, "are you all there?", CONTACT)
    came = all_of(line)

    assert came[ANA] == [
        f"{handle} goes on with those who are on. Nothing you text now reaches them."
    ]
    assert came[BO] == [f"{handle}: are you all there?"]
    assert f"{handle}: are you all there?" in came[DEE]


def test_any_of_them_closes_it_for_all_and_nothing_is_left(line: Line) -> None:
    handle = asks(line)
    said(line, "hey", BO)
    all_of(line)
    assert said(line, f"close {handle}", ANA).startswith(f"{handle} is closed and erased here.")

    assert all_of(line)[BO][-1].startswith(f"Line: {handle} is over.")
    assert line.threads.threads == {}


def test_words_for_two_are_asked_about_as_anywhere(line: Line) -> None:
    one, two = asks(line), asks(line, OTHER)

    assert f"1 {one} 2 {two} 3 nobody" in said(line, "hey")
    said(line, f"{two} hey")
    came = all_of(line)
    assert (came[OTHER][-1], came[CONTACT]) == ("hey", [])


def test_when_one_of_them_is_gone_the_others_go_on(line: Line) -> None:
    handle = asks(line)
    said(line, "hey", BO)
    said(line, f"pass {handle}", BO)
    came = all_of(line)

    assert came[ANA][-1].startswith(f"{handle} is yours")
    said(line, "still there?", CONTACT)
    came = all_of(line)
    assert (came[ANA], came[BO]) == ([f"{handle}: still there?"], [])


def test_it_ends_with_a_word_where_nobody_writes(line: Line) -> None:
    asks(line)
    for _ in range(12):
        line.now += 30
        came = all_of(line)
        if any("Nobody could take it" in text for text in came[CONTACT]):
            break
    else:
        pytest.fail("nobody was told")
    assert any("is over" in text for text in came[BO])


def test_with_inside_numbers_each_sees_it_where_they_have_room(edition) -> None:
    inside = tuple(Phone(f"+1202555030{n}") for n in range(2))
    line = Line(edition, inside=inside)
    joined(line)
    joined(line, "Bo")
    asks(line)
    asks(line, OTHER)

    words = [text for text in line.carrier.sent if text["to"] == ANA and ASKS in str(text["body"])]
    assert {text["line"] for text in words} == set(inside)


def test_who_has_it_and_goes_off_leaves_it_to_those_who_see_it(line: Line) -> None:
    handle = asks(line)
    said(line, "hey", BO)
    all_of(line)
    assert said(line, "off", BO) == f"Open: {handle}. 1 stay on 2 hand over, we ask them 3 close"
    assert said(line, "2", BO).startswith("Off till")
    came = all_of(line)

    assert came[CONTACT] == [], "nobody new, so nothing is asked"
    assert came[ANA] == [
        f"{handle} is yours (English). Your next text goes to them. CLOSE when over."
    ]


def test_who_takes_it_and_has_not_seen_it_is_said_to_be_new(line: Line) -> None:
    joined(line, "Dee", "mon-sun 20:00-22:00")
    handle = asks(line)
    line.now += 120
    assert any(handle in text for text in all_of(line)[DEE])
    said(line, f"take {handle}", DEE)

    assert "They have not seen what came before." in all_of(line)[CONTACT][-1]


def test_after_their_trouble_word_nobody_of_them_writes_to_that_phone(line: Line) -> None:
    handle = asks(line)
    said(line, "hey, im here", BO)
    all_of(line)
    said(line, "check 20", CONTACT)
    said(line, "word tulip", CONTACT)
    said(line, "tulip", CONTACT)
    all_of(line)

    for peer in (ANA, BO):
        assert "Not sent: they used their word for trouble" in said(line, "are you safe", peer)
        assert "Not sent" in said(line, f"{handle} are you safe", peer)
    came = all_of(line)
    assert not came[CONTACT]
    said(line, "who is this", CONTACT)
    assert f"{handle}: who is this" in all_of(line)[ANA]


def test_nor_does_who_would_have_been_the_first_of_them(line: Line) -> None:
    handle = asks(line)
    said(line, "check 20", CONTACT)
    said(line, "word tulip", CONTACT)
    said(line, "tulip", CONTACT)
    all_of(line)

    assert "Not sent" in said(line, f"{handle} hello", BO)
    assert not all_of(line)[CONTACT]
