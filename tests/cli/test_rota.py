"""The rota in the terminal: shifts come and go, a page a person can read, calendars in and out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.running import Terminal

BO = "+12025550112"
NIGHTS = "mon-fri 22:00-06:00"


@pytest.fixture
def staffed(terminal: Terminal) -> Terminal:
    """Ana has agreed, Bo has not."""
    terminal.add("Ana")
    terminal.add("Bo", BO)
    terminal.agrees("Ana")
    return terminal


def test_the_page_shows_by_day_who_is_on_and_where_nobody_is(staffed: Terminal) -> None:
    staffed.run("rota", "add", "Ana", "mon-sun 00:00-18:00")
    staffed.run("rota", "add", "Bo", "mon-sun 18:00-24:00")
    page = staffed.run("rota", "show", "--days", "3").output

    days = re.findall(r"(?m)^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d\d \w{3}", page)
    assert len(days) == 3
    assert page.count("00:00-18:00  Ana") >= 2
    assert page.count("18:00-24:00  — NOBODY —") >= 2
    assert "Bo  has not agreed to calls" in page
    assert "  Ana  mon-sun 00:00-18:00  America/New_York" in page
    assert max(map(len, page.splitlines())) < 80


def test_many_names_are_wrapped_to_the_screen(staffed: Terminal) -> None:
    names = [f"Somebody Called {letter}" for letter in "ABCDEFGH"]
    for at, name in enumerate(names):
        staffed.add(name, f"+1202555013{at}")
        staffed.agrees(name)
        staffed.run("rota", "add", name, "mon-sun 00:00-24:00")
    page = staffed.run("rota", "show").output

    assert max(map(len, page.splitlines())) < 80
    assert "NOBODY" not in page


def test_gaps_are_found_and_told_by_the_exit_status(staffed: Terminal) -> None:
    assert staffed.run("rota", "gaps").exit_code == 1
    staffed.run("rota", "add", "Bo", "mon-sun 00:00-24:00")
    assert staffed.run("rota", "gaps").exit_code == 1, "Bo has not agreed"

    staffed.run("rota", "add", "Ana", "mon-sun 00:00-12:00")
    staffed.run("rota", "add", "Ana", "mon-sun 12:00-24:00")
    assert staffed.run("rota", "gaps").output == "peers: somebody is on for 14 days\n"

    staffed.run("rota", "remove", "Ana", "mon-sun 12:00-24:00")
    gaps = staffed.run("rota", "gaps", "--days", "2")
    assert gaps.exit_code == 1
    assert re.search(r"\w{3} \d\d \w{3} 12:00 to \w{3} \d\d \w{3} 00:00 +\(12 h\)", gaps.output)


def test_a_shift_is_taken_off_by_its_times_or_when_it_is_the_only_one(staffed: Terminal) -> None:
    staffed.run("rota", "add", "Ana", NIGHTS)
    staffed.run("rota", "add", "Ana", "18:00-24:00", "--on", "2090-12-24")
    which = staffed.run("rota", "remove", "Ana")
    assert which.exit_code == 2
    assert '"mon-fri 22:00-06:00" (peers); "2090-12-24 18:00-24:00" (peers)' in which.output

    assert staffed.run("rota", "remove", "Ana", "--on", "2090-12-24").exit_code == 0
    assert staffed.run("rota", "remove", "Ana").exit_code == 0
    assert "no such shift" in staffed.run("rota", "remove", "Ana").output


def test_the_same_shift_twice_is_one(staffed: Terminal) -> None:
    staffed.run("rota", "add", "Ana", NIGHTS)

    assert "had this shift already" in staffed.run("rota", "add", "Ana", NIGHTS).output


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("Ana", "mon-fri"), "is not a time"),
        (("Ana", "mon-fri 25:00-26:00"), "is not a time"),
        (("Ana", "mon-fri 18:00-18:00"), "ends when it begins"),
        (("Ana", "mo-fr 18:00-20:00"), "not a day"),
        (("Ana", "18:00-20:00"), "not a day"),
        (("Ana", "mon 18:00-20:00", "--on", "2090-12-24"), "no days of the week"),
        (("Ana", "18:00-20:00", "--on", "24.12.2090"), "not a date"),
        (("Ana", "18:00-20:00", "--on", "2020-12-24"), "is over"),
        (("Ana", NIGHTS, "--zone", "Nowhere/Land"), "not a time zone"),
        (("Ana", NIGHTS, "--rotation", "pears"), 'no rotation "pears". Mend: one of peers'),
        (("Nobody", NIGHTS), "nobody is called"),
    ],
)
def test_what_cannot_be_says_what_and_how_to_mend_it(
    staffed: Terminal, words: tuple[str, ...], why: str
) -> None:
    result = staffed.run("rota", "add", *words)

    assert (result.exit_code, why.lower() in result.output.lower()) == (2, True), result.output
    assert "Mend: " in result.output


def shifts(staffed: Terminal) -> str:
    """What `rota show` says of shifts; the days above them begin at this minute."""
    return staffed.run("rota", "show").output.partition("Shifts")[2]


def test_a_calendar_goes_out_and_comes_back(staffed: Terminal, tmp_path: Path) -> None:
    staffed.run("rota", "add", "Ana", NIGHTS, "--texts")
    staffed.run("rota", "add", "Bo", "18:00-02:00", "--on", "2090-12-24", "--zone", "Europe/Madrid")
    staffed.run("rota", "add", "Ana", "sun 18:00-20:00", "--backup")
    before = shifts(staffed)
    assert "America/New_York  backup" in before
    calendar = tmp_path / "rota.ics"
    calendar.write_bytes(staffed.run("rota", "export").stdout_bytes)
    assert "0 shifts added, 3 were there" in staffed.run("rota", "import", str(calendar)).output

    staffed.run("rota", "remove", "Ana", NIGHTS)
    staffed.run("rota", "remove", "Ana", "sun 18:00-20:00")
    staffed.run("rota", "remove", "Bo")
    assert "3 shifts added" in staffed.run("rota", "import", str(calendar)).output
    assert shifts(staffed) == before


def test_what_is_otherwise_for_once_goes_out_too_and_comes_back_once(
    staffed: Terminal, tmp_path: Path
) -> None:
    staffed.run("rota", "add", "Ana", "mon-sun 20:00-02:00")
    staffed.run("rota", "give", "Ana", "2090-12-24", "Bo", "--hours", "22:00-24:00")
    staffed.run("rota", "holiday", "2090-12-25")
    calendar = tmp_path / "rota.ics"
    calendar.write_bytes(staffed.run("rota", "export").stdout_bytes)
    text = calendar.read_text()
    assert "EXDATE;TZID=America/New_York:20901225T200000" in text
    assert "RECURRENCE-ID;TZID=America/New_York:20901224T200000" in text
    assert "SUMMARY:Bo" in text
    assert "0 shifts added" in staffed.run("rota", "import", str(calendar)).output

    staffed.run("rota", "remove", "Ana", "mon-sun 20:00-02:00")
    assert "4 shifts added" in staffed.run("rota", "import", str(calendar)).output
    page = shifts(staffed)
    assert "2090-12-25 03:00-05:00" in page, "Bo's part, in the time of the calendar's"
    assert "nobody instead of Ana" in page


def test_a_calendar_with_a_fault_names_its_lines_and_adds_nothing(
    staffed: Terminal, tmp_path: Path
) -> None:
    calendar = tmp_path / "rota.ics"
    calendar.write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Ana\nDTSTART:20900101T180000\n"
        "DTEND:20900101T200000\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:Zoe\n"
        "DTSTART:20900101T180000\nDTEND:20900101T200000\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:Bo\n"
        "DTSTART:20900101T180000\nDTEND:20900101T200000\nRRULE:FREQ=MONTHLY\nEND:VEVENT\n"
        "END:VCALENDAR\n"
    )
    result = staffed.run("rota", "import", str(calendar))

    assert result.exit_code == 1
    assert "rota.ics:7: Nobody is called" in result.output
    assert "rota.ics:16: A shift is not repeated like this" in result.output
    assert "No shifts yet" in staffed.run("rota", "show").output


def test_a_shift_is_given_to_somebody_else_for_once(staffed: Terminal) -> None:
    staffed.run("rota", "add", "Ana", "20:00-02:00", "--on", "2090-12-24")
    given = staffed.run("rota", "give", "Ana", "2090-12-24", "Bo", "--hours", "22:00-24:00")
    assert given.exit_code == 0, given.output
    assert "Sun 24 Dec 22:00 to Mon 25 Dec 00:00 is Bo's." in given.output
    assert "Bo has not agreed yet" in given.output

    page = shifts(staffed)
    assert "For once" in page
    assert "Sun 24 Dec 22:00 to 00:00  Bo instead of Ana" in page
    assert "no such shift" in staffed.run("rota", "give", "Ana", "2090-12-25", "nobody").output
    back = staffed.run("rota", "give", "Bo", "2090-12-24", "nobody")
    assert "22:00 to Mon 25 Dec 00:00 is nobody's." in back.output
    assert "nobody instead of Ana" in shifts(staffed)


def test_a_holiday_comes_and_goes(staffed: Terminal) -> None:
    staffed.run("rota", "add", "Ana", "mon-sun 00:00-24:00")
    told = staffed.run("rota", "holiday", "2090-12-25")
    assert "2090-12-25 (peers): no weekly shift begins." in told.output
    assert "2090-12-25  holiday" in shifts(staffed)

    assert "as before" in staffed.run("rota", "holiday", "2090-12-25").output
    staffed.run("rota", "holiday", "2090-12-25", "--remove")
    assert "holiday" not in shifts(staffed)


def test_the_address_of_a_feed_is_new_each_time_and_never_kept(staffed: Terminal) -> None:
    one, other = (staffed.run("rota", "feed", "Ana").stdout.strip() for _ in range(2))
    assert re.fullmatch(r"https?://\S+/feeds/[\w-]{22,}", one)
    assert one != other
    (person,) = [p for p in staffed.store.people.read().people if p.name == "Ana"]
    assert person.feed not in other

    assert "No address leads" in staffed.run("rota", "feed", "Ana", "--revoke").output
