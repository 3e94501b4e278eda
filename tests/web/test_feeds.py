"""A peer's own shifts in the calendar of their phone: an address that nobody guesses."""

from __future__ import annotations

from datetime import date

import pytest
from flask.testing import FlaskClient

from hotline.app import create_app
from hotline.desk import roster
from hotline.desk.feeds import new_feed, revoke_feed
from hotline.desk.rota import Promise, add_shifts, give
from hotline.domain.cover import held_on
from hotline.domain.people import CHANNELS
from hotline.domain.phone import Phone
from hotline.domain.written_times import read_times
from tests.desk.pretend import LINE, Line, default_edition
from tests.web.pretend import pretend_edge

NIGHTS = read_times("thu 20:00-02:00", "America/New_York")


@pytest.fixture
def line() -> Line:
    """Ana and Bo have nights."""
    line = Line(default_edition())
    for name, number in (("Ana", "+12025550111"), ("Bo", "+12025550112")):
        person = roster.add(line.desk(), name, Phone(number), line=LINE)
        for channel in CHANNELS:
            roster.consent_given(line.desk(), person.id, channel, line.now)
        add_shifts(line.desk(), [Promise(person, "peers", NIGHTS)])
    return line


@pytest.fixture
def client(line: Line) -> FlaskClient:
    return create_app(pretend_edge(line)).test_client()


def token(line: Line, name: str = "Ana") -> str:
    return new_feed(line.desk(), roster.find(line.desk(), name).id)


def test_it_shows_days_and_hours_and_nobody(line: Line, client: FlaskClient) -> None:
    answer = client.get(f"/feeds/{token(line)}")
    calendar = answer.text

    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "DTSTART:20260102T010000Z\r\nDTEND:20260102T070000Z\r\nSUMMARY:Line: on" in calendar
    assert calendar.count("BEGIN:VEVENT") == 13
    assert not [word for word in ("Ana", "Bo", "555", "peers") if word in calendar]


def test_what_was_taken_and_given_is_in_it(line: Line, client: FlaskClient) -> None:
    bo = roster.find(line.desk(), "Bo")
    (part,) = held_on(line.rota.rota, bo.id, date(2026, 1, 1), line.now)
    give(line.desk(), part, "")

    assert "20260102T010000Z" not in client.get(f"/feeds/{token(line, 'Bo')}").text
    assert "20260102T010000Z" in client.get(f"/feeds/{token(line, 'Ana')}").text


def test_a_new_address_or_none_makes_the_old_one_lead_nowhere(
    line: Line, client: FlaskClient
) -> None:
    old, new = token(line), token(line)
    assert [client.get(f"/feeds/{at}").status_code for at in (old, new)] == [404, 200]

    revoke_feed(line.desk(), roster.find(line.desk(), "Ana").id)
    assert client.get(f"/feeds/{new}").status_code == 404
    assert client.get("/feeds/").status_code == 404
    assert client.get(f"/feeds/{'A' * 22}").status_code == 404
    assert client.post(f"/feeds/{new}").status_code == 405


def test_who_is_removed_has_no_feed(line: Line, client: FlaskClient) -> None:
    address = f"/feeds/{token(line)}"
    roster.remove(line.desk(), roster.find(line.desk(), "Ana").id)

    assert client.get(address).status_code == 404


def test_with_the_store_away_a_calendar_asks_again_later(line: Line, client: FlaskClient) -> None:
    address = f"/feeds/{token(line)}"
    line.store.away = True

    assert client.get(address).status_code == 503


def test_the_token_is_in_no_log(
    line: Line, client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    address = token(line)
    for method in (client.get, client.post):
        method(f"/feeds/{address}")

    assert address not in caplog.text
