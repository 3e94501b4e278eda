"""The carrier's own library finds here what it expects: the same requests, the same answers."""

from __future__ import annotations

import warnings
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.http import HttpClient
from twilio.http.response import Response
from twilio.rest import Client

from .conftest import ACCOUNT, ANA, BO, LINE, START, TOKEN, Calls


class InProcess(HttpClient):
    """Requests go to the rehearsal's doors without a network."""

    def __init__(self, calls: Calls) -> None:
        super().__init__(None, False, None)
        self.web = calls.carrier.web

    def request(
        self, method: str, url: str, params: Any = None, data: Any = None, **more: Any
    ) -> Response:
        answer = self.web.open(
            urlsplit(url).path + ("?" + urlsplit(url).query if urlsplit(url).query else ""),
            method=method,
            query_string=params or None,
            data={k: v for k, v in (data or {}).items() if v is not None},
            auth=(ACCOUNT, TOKEN),
        )
        return Response(answer.status_code, answer.text)


@pytest.fixture
def client(calls: Calls) -> Client:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Client(ACCOUNT, TOKEN, http_client=InProcess(calls))


def test_a_call_is_made_looked_at_listed_ended_and_deleted(calls: Calls, client: Client) -> None:
    calls.documents(leg="<Pause length='60'/>")
    made = client.calls.create(
        to=BO,
        from_=LINE,
        url="http://localhost:8000/leg",
        timeout=18,
        status_callback="http://localhost:8000/leg-status",
        status_callback_event=["initiated", "ringing", "answered", "completed"],
    )
    assert (made.status, made.direction, made.from_formatted) == ("queued", "outbound-api", LINE)
    calls.board.at(2).answer(BO)
    calls.board.at(9)
    assert client.calls(made.sid).fetch().status == "in-progress"
    ended = client.calls(made.sid).update(status="completed")
    assert ended.duration == "7" and ended.end_time == datetime.fromtimestamp(START + 9, UTC)
    assert [c.sid for c in client.calls.list(to=BO, status="completed")] == [made.sid]
    assert client.calls(made.sid).delete()
    with pytest.raises(TwilioRestException) as gone:
        client.calls(made.sid).fetch()
    assert gone.value.status == 404
    calls.board.at(10)
    assert len(calls.line.to("/leg-status")) == 4


def test_rooms_and_who_sits_in_them(calls: Calls, client: Client) -> None:
    calls.documents(call="<Dial><Conference>blue</Conference></Dial><Pause length='9'/>")
    calls.dial(ANA)
    calls.dial(BO)
    (room,) = client.conferences.list(friendly_name="blue", status="in-progress")
    seats = client.conferences(room.sid).participants.list()
    assert [seat.muted for seat in seats] == [False, False]
    seat = client.conferences(room.sid).participants(seats[0].call_sid)
    assert seat.update(hold=True).hold is True
    assert seat.delete()
    assert client.conferences(room.sid).update(status="completed").status == "completed"


def test_the_account_tells_how_it_stands(client: Client) -> None:
    account = client.api.v2010.accounts(ACCOUNT)

    assert (account.fetch().status, account.fetch().type) == ("active", "Full")
    assert account.balance.fetch().currency == "USD"
    assert client.messaging.v1.services.list() == []


def test_a_numbers_addresses_are_set(calls: Calls, client: Client) -> None:
    (number,) = client.incoming_phone_numbers.list(phone_number=LINE, limit=1)
    changed = number.update(
        voice_url="http://localhost:8000/other",
        voice_method="POST",
        voice_fallback_url="http://localhost:9000/other",
        status_callback="http://localhost:8000/other-status",
    )
    assert changed.voice_url == "http://localhost:8000/other"
    calls.dial()
    calls.board.at(1)
    assert calls.line.to("/other") and calls.line.to("/other-status")
