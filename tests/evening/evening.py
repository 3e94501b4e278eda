"""An evening in one process: the real line, the pretend carrier, a held clock, and phones.

    night = Evening(edition)
    night.peer("Ana", ANA, "en", "es")
    night.board.dial(CONTACT, LINE)
    night.at(8)
    assert night.board.hears(ANA, "Press 1 to take it")

Only the store is pretended. Webhooks are signed and go through the web edge, the worker asks the
carrier through its library, and everything happens at the seconds in which it would.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import count
from typing import Any

import requests
from requests.adapters import BaseAdapter

from hotline.app import create_app, sorry_for
from hotline.carrier.signature import Signatures
from hotline.carrier.twilio import Twilio
from hotline.carrier.voice import Voice
from hotline.desk import callbacks, checkin_promise
from hotline.desk.errands import do
from hotline.desk.ready import ready
from hotline.desk.tools import Desk
from hotline.domain.checkin.plan import Plan
from hotline.domain.checkin.record import CheckIn
from hotline.domain.contact import Contact
from hotline.domain.people import Channel, Consent, Person, Role
from hotline.domain.phone import Phone
from hotline.domain.rota import Place, Shift
from hotline.domain.times import Times
from hotline.flow.document import NOWHERE
from hotline.flow.document import Line as PublicLine
from hotline.flow.edition import Edition, edition_of
from hotline.rehearsal import app as rehearsal
from hotline.rehearsal import switchboard
from hotline.rehearsal.calls.leg import Dialling
from hotline.rehearsal.config import Config
from hotline.rehearsal.happenings import Answer, TextTyped
from hotline.rehearsal.wire import NoConnectionError
from hotline.web.edge import Edge
from hotline.wiring import TEXT_STATUS, leg_addresses
from tests.desk.pretend import Line
from tests.twiml.twiml_check import check

LINE, JAIL, CONTACT = "+12025550100", "+12025550101", "+12025550147"
ANA, BO, CY, DEE = "+12025550111", "+12025550112", "+12025550113", "+12025550114"
URL, CARRIER = "http://localhost:8000", "http://carrier"
ACCOUNT, TOKEN = "AC" + "0" * 32, "a pretend token"
NINE_PM = 1_767_319_200.0  # 2026-01-01 21:00 in New York
NO_WISHES = Plan()
TICK = 0.25  # seconds between two looks of the clock
ALWAYS = Times(0, 1440, "America/New_York", tuple(range(7)))


class Evening:
    """The line with its people, and everybody's phones."""

    def __init__(
        self,
        edition: Edition,
        start: float = NINE_PM,
        *,
        inside: tuple[str, ...] = (),
        **desk: Any,
    ) -> None:
        self.line = Line(edition, now=start, inside=tuple(map(Phone, inside)))
        self.start, self.worker, self.web = start, True, True
        self.broken: list[str] = []
        self.texted = 0
        self.documents: list[str] = []
        config = Config(
            8700, ACCOUNT, TOKEN, (LINE, JAIL, *inside), f"{URL}/webhooks/text",
            call_url=f"{URL}/webhooks/call", call_status_url=f"{URL}/webhooks/call/status",
        )  # fmt: skip
        self.board = switchboard.in_process(config, self._post, start, seeds())
        doors = rehearsal.create_app(config, self.board.exchange)
        twilio = Twilio(ACCOUNT, TOKEN, CARRIER, URL + TEXT_STATUS, pause=lambda _: None)
        twilio._api.client.http_client._session.mount(CARRIER, Doors(doors.test_client()))
        self.desk: Desk = replace(
            self.line.desk(),
            carrier=lambda: twilio,
            addresses=lambda kind, name: leg_addresses(URL, kind, name),
            **desk,
        )
        self.client = create_app(self._edge()).test_client()

    def _edge(self) -> Edge:
        return Edge(
            desk=self.desk,
            signatures=Signatures(URL, [TOKEN]),
            account=ACCOUNT,
            lines=frozenset({Phone(LINE), Phone(JAIL), *self.line.inside}),
            status_url=URL + TEXT_STATUS,
            voice=Voice(URL),
            sorry=sorry_for(self.desk),
            ready=lambda: ready(self.desk),
        )

    def peer(
        self,
        name: str,
        phone: str,
        *languages: str,
        times: Times | None = ALWAYS,
        roles: tuple[Role, ...] = ("peer",),
        channels: tuple[Channel, ...] = ("calls",),
        id: str = "",
        place: Place = "first",
    ) -> Person:
        """Somebody who agreed to be rung, and is on shift (if `times` says so)."""
        given = Consent("given", self.start)
        person = Person(
            id or name.lower(), name, (Phone(phone),), languages or ("en",), roles, "peers",
            calls=given if "calls" in channels else Consent(),
            texts=given if "texts" in channels else Consent(),
        )  # fmt: skip
        self.line.people.people += (person,)
        if times:
            self.line.rota.shifts += (
                Shift(f"shift-{name}", person.id, "peers", times, channels, place),
            )
        return person

    def at(self, seconds: float) -> Evening:
        """Let it be so many seconds after the start."""
        while self.line.now < self.start + seconds:
            self._pass(min(TICK, self.start + seconds - self.line.now))
        return self

    def later(self, seconds: float) -> Evening:
        return self.at(self.line.now - self.start + seconds)

    def dial(self, phone: str = CONTACT, shown: str = "", line: str = LINE) -> str:
        return self.board.dial(phone, line, shown)

    def first_language(self, first: str) -> None:
        """The number has the languages of the flows in an order of its own."""
        book = self.line.edition.book
        order = (first, *(language for language in book.languages if language != first))
        line = PublicLine(NOWHERE, LINE, languages=order)
        self.line.edition = edition_of(replace(book, lines=(line,)))

    def direct_line(self, rotation: str) -> None:
        """The flows have a second number, which is a direct line."""
        jail = PublicLine(NOWHERE, JAIL, mode="direct", rotation=rotation)
        self.line.edition = edition_of(replace(self.line.edition.book, lines=(jail,)))

    def unanswered(self, phone: str) -> bool:
        """Whether this caller hears plain ringing, and nothing else."""
        leg = self.board.call(phone)
        return leg is not None and leg.answered is None

    def got_busy(self, phone: str) -> bool:
        """Whether this caller's last call was never answered, and found busy."""
        leg = self.board.legs(phone)[-1]
        return leg.status == "busy" and leg.answered is None

    def text(self, phone: str, words: str, line: str = LINE) -> None:
        """Somebody texts the line."""
        exchange = self.board.exchange
        self.texted += 1
        exchange.perform(exchange.happen(TextTyped(phone, line, words, 0, f"text {self.texted}")))

    def comes_on(self, name: str) -> None:
        """Somebody of the roster begins a shift now."""
        channels: tuple[Channel, ...] = ("calls", "texts")
        shift = Shift(f"shift-{name}", self._called(name).id, "peers", ALWAYS, channels)
        rota = self.desk.rota.read()
        assert self.desk.rota.write(rota, (*rota.shifts, shift))

    def brings_together(self, name: str, phone: str) -> None:
        """A peer and a contact, who agreed elsewhere, are both rung."""
        contact = Contact(Phone(LINE), Phone(phone))
        callbacks.ring_both(self.desk, self._called(name), contact, "en")

    def checked_on(
        self, phone: str, minutes: int, plan: Plan = NO_WISHES, language: str = "en"
    ) -> CheckIn:
        """A contact has asked for a check-in, and was told that it is on."""
        contact = Contact(Phone(LINE), Phone(phone))
        made = checkin_promise.set_up(
            self.desk, checkin_promise.Wanted(contact, minutes * 60.0, language, plan)
        )
        assert isinstance(made, CheckIn), made
        return made

    def _called(self, name: str) -> Person:
        person = self.desk.people.read().named(name)
        assert person
        return person

    def press(self, phone: str, keys: str) -> Evening:
        self.board.press(phone, keys)
        return self

    def heard(self, phone: str) -> list[str]:
        """All that was told to this phone, in order."""
        return self.board.heard_words(phone)

    def texts_to(self, phone: str) -> list[str]:
        """What was texted to this phone."""
        messages = self.board.exchange.world.messages
        return [message.body for message in messages if message.recipient == phone]

    def ringing(self, *phones: str) -> bool:
        return all((leg := self.board.call(p)) and leg.status == "ringing" for p in phones)

    def talking(self, *phones: str) -> bool:
        """Whether these, and nobody else, are in one room, and hear each other."""
        return set(phones) in [who for who, mixing in self._rooms() if mixing]

    def listening(self, phone: str, *phones: str) -> bool:
        """Whether this one sits with these, hears them, and nobody hears them."""
        rooms = self.board.exchange.world.calls.rooms
        seats = [{self._phone(s.call): s.muted for s in room.seats} for room in rooms]
        return {phone: True, **dict.fromkeys(phones, False)} in seats

    def connected(self, phone: str, other: str) -> bool:
        """Whether a dial straight from the first one's call has brought the two together."""
        leg = self.board.call(phone)
        doing = leg.doing if leg else None
        return (
            isinstance(doing, Dialling)
            and doing.bridged is not None
            and self._phone(doing.winner) == other
        )

    def in_a_room(self, phone: str) -> bool:
        return any(phone in who for who, _ in self._rooms())

    def fall_back_on(self, *numbers: Phone) -> None:
        """What is rung straight from a call while the store is away."""
        object.__setattr__(self.desk, "fallback", numbers)

    def _rooms(self) -> list[tuple[set[str], bool]]:
        rooms = self.board.exchange.world.calls.rooms
        return [
            ({self._phone(seat.call) for seat in room.seats if not seat.muted}, room.mixing)
            for room in rooms
        ]

    def _phone(self, sid: str) -> str:
        legs = self.board.exchange.world.calls.legs
        return next(leg.phone for leg in legs if leg.sid == sid)

    def _pass(self, seconds: float) -> None:
        self.board.later(seconds)
        self.line.now = self.board.exchange.clock.now()
        for _ in range(20):
            due = self.line.due() if self.worker else []
            if not due:
                return
            for id in due:
                do(self.desk, id)
            self.board.later(0)

    def _post(
        self, url: str, headers: Mapping[str, str], body: bytes, connect: float, read: float
    ) -> Answer:
        if not self.web:
            raise NoConnectionError
        self.line.now = self.board.exchange.clock.now()
        path = url.removeprefix(URL).partition("#")[0]
        answer = self.client.post(path, data=body, headers=dict(headers))
        kind = "voice" if "/text" not in path else "messaging"
        if answer.status_code != 200 or check(answer.text, kind) != ([], []):
            self.broken.append(f"{path.split('/')[2:4]} {answer.status_code}")
        self.documents.append(answer.text)
        return Answer(answer.status_code, answer.content_type or "", answer.text)


def seeds() -> Callable[[], str]:
    """The carrier's dice, the same each time."""
    numbers = count()
    return lambda: f"seed {next(numbers)}"


class Doors(BaseAdapter):
    """The carrier's REST doors, for its library, without a network."""

    def __init__(self, client: Any) -> None:
        super().__init__()
        self._client = client

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        answer = self._client.open(
            (request.path_url),
            method=request.method,
            headers=dict(request.headers),
            data=request.body,
        )
        made = requests.Response()
        made.status_code, made.headers = answer.status_code, dict(answer.headers)  # type: ignore[assignment]
        made._content, made.encoding = answer.data, "utf-8"
        return made

    def close(self) -> None:
        """Nothing is open."""
