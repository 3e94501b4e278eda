"""One of us is out at once: what was theirs is somebody else's, and nobody is left alone."""

import pytest

from hotline.desk import roster
from hotline.desk.commands.shutting import shut_out
from hotline.desk.leaving import leave
from hotline.desk.panic import panic
from hotline.desk.renewing import ask_whether_still
from hotline.domain.phone import Phone
from hotline.errors import Unfit
from tests.desk.pretend import LINE, Line, default_edition, no_pause
from tests.desk.test_peer_texts import ANA, BO, coordinator, joined, on, said, works

CONTACT = Phone("+12025550140")


@pytest.fixture(scope="module")
def edition():
    return default_edition()


@pytest.fixture
def line(edition) -> Line:
    line = Line(edition)
    coordinator(line)
    joined(line, "Ana")
    joined(line, "Bo")
    return line


def writing(line: Line, sender: Phone = CONTACT) -> str:
    """A contact writes with Ana; the handle."""
    said(line, "0", sender)
    said(line, "take")
    works(line)
    line.now += 5
    works(line)
    return next(t for t, _ in line.threads.live(line.now) if t.phone == sender).handle


def test_j12_5_what_a_lost_phone_wrote_in_is_theirs_who_shut_it_out(line: Line) -> None:
    handle = writing(line)
    said(line, "shut ana", BO)

    assert said(line, "1", BO).startswith(f"Done, coordinators know. Yours now: @{handle}.")
    assert works(line, CONTACT) == [
        "Auto: someone new has your texts now. They have not seen what came before."
    ]
    said(line, "are you there", CONTACT)
    assert works(line, BO) == [f"@{handle}: are you there"]
    assert works(line, ANA) == []


def test_late_words_of_that_phone_are_not_sent(line: Line) -> None:
    handle = writing(line)
    said(line, "shut ana", BO)
    said(line, "1", BO)
    works(line)

    assert said(line, f"@{handle} tell me where you are") == f"@{handle} has closed. Not sent."
    said(line, "tell me where you are")
    line.now += 10
    assert works(line, CONTACT) == []
    assert "Do this now" in said(line, f"@{handle} not breathing"), "a cry is always answered"


def test_shut_out_by_its_pin_the_others_are_asked_at_once(line: Line) -> None:
    handle = writing(line)
    shut_out(line.desk(), line.people.people[1], line.now)

    assert works(line, BO) == [f"Line: @{handle} needs someone new, English. First TAKE gets it."]
    said(line, "take", BO)
    assert works(line, CONTACT)[0].startswith("Auto: someone new has your texts now.")


def test_what_several_wrote_goes_together(line: Line) -> None:
    first, second = writing(line), writing(line, Phone("+12025550141"))
    said(line, "shut ana", BO)

    assert f"Yours now: @{first} @{second}." in said(line, "1", BO)


def test_nobody_is_their_own_peer(line: Line) -> None:
    said(line, "me", BO)
    handle = writing(line, BO)
    said(line, "me", BO)
    said(line, "shut ana", BO)

    assert handle not in said(line, "1", BO)


def test_who_is_taken_off_the_roster_leaves_nobody_alone(line: Line) -> None:
    handle = writing(line)
    ana = line.people.people[1]
    roster.remove(line.desk(), ana.id)
    leave(line.desk(), ana.id)

    assert works(line, BO)[0].startswith(f"Line: @{handle} needs someone new")


def test_who_says_stop_leaves_nobody_alone(line: Line) -> None:
    handle = writing(line)
    said(line, "stop")

    assert works(line, BO)[0].startswith(f"Line: @{handle} needs someone new")


def test_a_crash_in_between_is_mended_by_the_next_look(line: Line) -> None:
    handle = writing(line)
    roster.shut(line.desk(), line.people.people[1].id, line.now)
    said(line, "hello?", CONTACT)
    line.now += 181
    works(line)

    assert works(line, BO) == [f"Line: @{handle} needs someone new, English. First TAKE gets it."]


def test_a_second_who_knows_it_all_has_it_next(line: Line) -> None:
    handle = writing(line)
    said(line, "backup")
    said(line, "take", BO)
    works(line)
    said(line, "shut ana", BO)

    assert f"@{handle}" in said(line, "1", BO)
    assert works(line, CONTACT) == [], "they had both all the time"
    assert line.threads.live(line.now)[0][0].line == LINE


def test_off_with_threads_asks_before_it_is_off(line: Line) -> None:
    first, second = writing(line), writing(line, Phone("+12025550141"))

    assert (
        said(line, "off") == f"Open: @{first} @{second}. 1 stay on 2 hand over, we ask them 3 close"
    )
    assert on(line) == ["Ana", "Bo"]
    assert said(line, "1") == f"OK, @{first} stays yours.\nOK, @{second} stays yours."
    assert on(line) == ["Ana", "Bo"]


def test_who_hands_over_keeps_it_until_somebody_takes_it(line: Line) -> None:
    handle = writing(line)
    said(line, "off")

    assert said(line, "2").startswith("Off till")
    assert works(line, CONTACT) == [
        "Auto: the person you write with goes off at 11 am. "
        "1 go on with someone new 2 enough for now"
    ]
    assert on(line) == ["Bo"]
    said(line, "1", CONTACT)
    assert works(line, BO) == [f"Line: @{handle} needs someone new, English. First TAKE gets it."]
    said(line, "take", BO)
    assert works(line, ANA) == [
        f"@{handle} is with someone else now. Nothing you text now reaches them."
    ]


def test_who_closes_them_is_off_and_hears_to_delete(line: Line) -> None:
    writing(line)
    said(line, "off")

    assert "You can delete this chat on your phone too." in said(line, "3")
    assert works(line, CONTACT)[0].startswith("Auto: this talk is closed and erased here.")
    assert on(line) == ["Bo"]


def test_a_talk_by_text_counts_for_the_cap(line: Line) -> None:
    writing(line)
    ana = line.people.people[1].id

    assert line.beliefs.read(line.now).talks == {ana: 1}
    said(line, "backup")
    said(line, "hello")
    works(line)
    assert line.beliefs.read(line.now).talks == {ana: 1}, "the same talk"


def test_an_old_yes_that_is_asked_again_takes_no_word_out_of_a_talk(line: Line) -> None:
    writing(line)
    ask_whether_still(line.desk(), line.people.people[1], line.now)
    said(line, "ok")

    assert "ok" in works(line, CONTACT)
    assert line.threads.live(line.now)[0][0].owner == line.people.people[1].id
    assert line.beliefs.read(line.now).talks == {line.people.people[1].id: 1}


def test_nobody_is_added_under_a_number_of_the_lines_own(line: Line) -> None:
    with pytest.raises(Unfit, match="of the line's own"):
        roster.add(line.desk(), "Zed", LINE, line=LINE)


def test_after_a_panic_whoever_wrote_with_somebody_is_told_and_writes_to_nobody(line: Line) -> None:
    writing(line)
    panic(line.desk(), no_pause, hang_up=False)

    assert works(line, ANA)[-1].startswith("Line: all talks and check-ins are over and erased.")
    assert works(line, BO) == []
    assert said(line, "are you still there").startswith("Nothing of yours is open now, so that was")
