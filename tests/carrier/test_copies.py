"""The carrier's copies through its own library: listed by date, redacted, deleted, not kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from hotline.carrier.twilio import Twilio
from hotline.domain.copies import Copy
from hotline.domain.errands import CopyKind
from hotline.domain.phone import Phone
from hotline.errors import NotFinal
from hotline.rehearsal import app, switchboard, texting
from hotline.rehearsal.config import Config
from hotline.rehearsal.faults import Faults, RestFault
from hotline.rehearsal.happenings import Answer
from hotline.rehearsal.message import Message
from hotline.rehearsal.world import with_faults
from tests.evening.evening import (
    ACCOUNT,
    CARRIER,
    CONTACT,
    JAIL,
    LINE,
    NINE_PM,
    TOKEN,
    Doors,
    seeds,
)

DAY = 86400.0


class Account:
    """A pretend carrier and the library that asks it; calls are over in seconds."""

    def __init__(self) -> None:
        config = Config(8700, ACCOUNT, TOKEN, (LINE, JAIL), "http://l/t", call_url="http://l/c")
        self.board = switchboard.in_process(config, _answered, NINE_PM, seeds())
        self.doors = Doors(app.create_app(config, self.board.exchange).test_client())
        self.warned: list[str] = []
        self.twilio = self.asking()

    def asking(self, *, redact: bool = False) -> Twilio:
        told: Callable[[], None] = lambda: self.warned.append("not redacted")  # noqa: E731
        twilio = Twilio(ACCOUNT, TOKEN, CARRIER, "http://l/", redact=redact, not_redacted=told)
        twilio._api.client.http_client._session.mount(CARRIER, self.doors)
        return twilio

    def send(self, twilio: Twilio) -> str:
        return twilio.send_text(
            line=Phone(LINE), to=Phone(CONTACT), body="zebra", receipt="r", valid=60, whatsapp=False
        )

    def text(self, sender: str, line: str = LINE) -> str:
        outcome = texting.send(self.board.exchange, sender, line, "zebra", 0)
        assert outcome
        return outcome.sid

    def arrange(self, faults: Faults) -> None:
        self.board.exchange.change(lambda world, now: (with_faults(world, faults), None))

    @property
    def messages(self) -> tuple[Message, ...]:
        return self.board.exchange.world.messages

    def listed(self, kind: CopyKind, since: float = 0.0) -> list[Copy]:
        page = self.twilio.copies(kind, since, "")
        found = list(page.copies)
        while page.next:
            page = self.twilio.copies(kind, since, page.next)
            found += page.copies
        return found


def _answered(url: str, *_: object) -> Answer:
    inside = '<Pause length="2"/>' if url.endswith("/c") else ""
    return Answer(200, "text/xml", f"<Response>{inside}</Response>")


@pytest.fixture
def account() -> Account:
    return Account()


def test_texts_in_both_directions_with_their_ends_and_state(account: Account) -> None:
    came = account.text(CONTACT)
    short = account.text("72345", JAIL)
    queued = account.send(account.twilio)
    line, jail, contact = Phone(LINE), Phone(JAIL), Phone(CONTACT)

    assert account.listed("text") == [
        Copy(queued, "text", frozenset({line, contact}), "under way", NINE_PM),
        Copy(short, "text", frozenset({jail}), "final", NINE_PM),
        Copy(came, "text", frozenset({line, contact}), "final", NINE_PM),
    ]
    account.board.later(0.6)
    assert account.listed("text")[0].state == "out"
    account.board.later(5)
    assert account.listed("text")[0].state == "final"


def test_calls_also_of_withheld_numbers(account: Account) -> None:
    call = account.board.dial(CONTACT, LINE, "anonymous")
    assert [copy.state for copy in account.listed("call")] == ["under way"]
    account.board.later(5)

    assert account.listed("call") == [
        Copy(call, "call", frozenset({Phone(LINE)}), "final", NINE_PM),
    ]


def test_it_is_asked_by_day_and_page_and_never_by_number(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hotline.carrier.copies._ON_A_PAGE", 2)
    old = [account.text(CONTACT) for _ in range(3)]
    account.board.later(2 * DAY)
    new = [account.text(CONTACT) for _ in range(3)]

    assert [copy.id for copy in account.listed("text")] == [*reversed(new), *reversed(old)]
    now = account.board.exchange.clock.now()
    assert [copy.id for copy in account.listed("text", now)] == list(reversed(new))
    account.listed("call", now)
    asked = account.board.exchange.world.asked
    assert any(request.endswith("DateSent%3E=2026-01-04&PageSize=2") for request in asked)
    assert any(request.endswith("StartTime%3E=2026-01-04&PageSize=2") for request in asked)
    assert not any("1202" in request for request in asked)
    assert account.board.exchange.world.errors == ()


def test_where_deleting_must_wait_the_words_go_at_once(account: Account) -> None:
    account.arrange(Faults(final_after=600.0))
    came, went = account.text(CONTACT), account.send(account.twilio)
    account.board.later(60)

    for sid in (came, went):
        with pytest.raises(NotFinal):
            account.twilio.erase_text(sid)
    assert [message.body for message in account.messages] == ["", ""]

    account.board.later(600)
    for sid in (came, went):
        account.twilio.erase_text(sid)
    assert account.messages == ()


def test_an_account_that_redacts_is_asked_to(account: Account) -> None:
    account.arrange(Faults(redaction=True))
    account.send(account.asking(redact=True))
    account.board.later(5)

    (message,) = account.messages
    assert (message.discard_body, message.obscure_address, message.body) == (True, True, "")
    (copy,) = account.listed("text")  # and is still known for ours
    assert copy.ends == {Phone(LINE)}
    assert account.warned == []


def test_an_account_that_does_not_redact_gets_the_text_all_the_same(account: Account) -> None:
    account.send(account.asking(redact=True))

    (message,) = account.messages
    assert (message.discard_body, message.obscure_address) == (False, False)
    assert account.warned == ["not redacted", "not redacted"]


def test_half_of_it_is_better_than_nothing(account: Account) -> None:
    refused = RestFault(on="create", answer="30030")
    account.arrange(replace(Faults(redaction=True), rest=(refused,)))
    account.send(account.asking(redact=True))

    (message,) = account.messages
    assert (message.discard_body, message.obscure_address) == (True, False)
