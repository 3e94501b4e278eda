"""A pretend carrier with a held clock, and a pretend line that answers it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.parse import parse_qsl

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hotline.rehearsal.app import create_app
from hotline.rehearsal.calling import Caller
from hotline.rehearsal.clock import Clock
from hotline.rehearsal.config import Config
from hotline.rehearsal.exchange import Exchange
from hotline.rehearsal.happenings import Answer
from hotline.rehearsal.lines import fresh
from hotline.rehearsal.switchboard import Switchboard

LINE, OTHER_LINE, ANA, BO = "+12025550100", "+12025550101", "+12025550147", "+12025550123"
ACCOUNT, TOKEN = "AC" + "0" * 32, "a pretend token"
START = 1_800_000_000.0
ROOT = f"/2010-04-01/Accounts/{ACCOUNT}"
OURS = {"X-Rehearsal": "1"}
CALL_URL = "http://localhost:8000/call"
FALLBACK_URL = "http://localhost:9000/call-fallback"
STATUS_URL = "http://localhost:8000/call-status"


def twiml(inside: str) -> Answer:
    return Answer(200, "text/xml; charset=utf-8", f"<Response>{inside}</Response>")


@dataclass(frozen=True)
class Call:
    url: str
    headers: Mapping[str, str]
    params: dict[str, str]
    read: float


@dataclass
class PretendLine:
    """Keeps what it was asked, and answers by path (or raises)."""

    answers: dict[str, Any] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)

    def __call__(
        self, url: str, headers: Mapping[str, str], body: bytes, connect: float, read: float
    ) -> Answer:
        params = dict(parse_qsl(body.decode(), keep_blank_values=True))
        self.calls.append(Call(url, headers, params, read))
        path = "/" + url.split("#")[0].split("?")[0].split("://")[1].split("/", 1)[1]
        found = self.answers.get(path, twiml(""))
        if isinstance(found, list):
            found = found.pop(0)
        if isinstance(found, type):
            raise found
        assert isinstance(found, Answer)
        return found

    def to(self, path: str) -> list[Call]:
        return [call for call in self.calls if call.url.split("#")[0].endswith(path)]


@dataclass
class Carrier:
    """The rehearsal through its doors."""

    web: FlaskClient
    line: PretendLine
    exchange: Exchange
    pauses: list[float]

    def control(self, path: str, **asked: Any) -> Any:
        answer = self.web.post(f"/control/{path}", json=asked, headers=OURS)
        assert answer.status_code == 200, answer.text
        return answer.json

    def text(self, body: str, sender: str = ANA, to: str = LINE, media: int = 0) -> Any:
        return self.control("text", **{"from": sender, "to": to, "body": body, "media": media})

    def later(self, seconds: float) -> None:
        self.control("clock", advance=seconds)

    def state(self) -> Any:
        return self.web.get("/control/state", headers=OURS).json

    def rest(self, method: str, path: str, **more: Any) -> TestResponse:
        more.setdefault("auth", (ACCOUNT, TOKEN))
        return self.web.open(ROOT + path, method=method, **more)

    def send(self, body: str = "hello", to: str = ANA, **more: Any) -> TestResponse:
        form = {"To": to, "From": LINE, "Body": body, **more}
        return self.rest("POST", "/Messages.json", data=form)

    def record(self, sid: str) -> Any:
        return self.rest("GET", f"/Messages/{sid}.json").json

    def delete(self, sid: str) -> TestResponse:
        return self.rest("DELETE", f"/Messages/{sid}.json")


@pytest.fixture
def config() -> Config:
    return Config(
        port=8700,
        account=ACCOUNT,
        token=TOKEN,
        numbers=(LINE, OTHER_LINE),
        text_url="http://localhost:8000/webhooks/text",
        fallback_url="http://localhost:9000/fallback",
        call_url=CALL_URL,
        call_fallback_url=FALLBACK_URL,
        call_status_url=STATUS_URL,
    )


@pytest.fixture
def seeds() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"seed {next(numbers)}"


@dataclass
class Calls:
    """The line's calls: pretend phones, REST, and what was asked of the line."""

    board: Switchboard
    line: PretendLine
    carrier: Carrier

    def documents(self, **by_path: str) -> None:
        """What stands at /call, /next and so on: the inside of a <Response>."""
        self.line.answers |= {f"/{path}": twiml(inside) for path, inside in by_path.items()}

    def dial(self, phone: str = ANA, line: str = LINE, shown: str = "") -> str:
        return self.board.dial(phone, line, shown)

    def ring(self, to: str, path: str = "/leg", **more: Any) -> str:
        """The line calls somebody by REST; the SID."""
        made = self.make(to, path, **more)
        assert made.status_code == 201, made.text
        return str(made.json["sid"])

    def make(self, to: str, path: str = "/leg", **more: Any) -> TestResponse:
        form = {"To": to, "From": LINE, "Url": f"http://localhost:8000{path}", **more}
        return self.carrier.rest("POST", "/Calls.json", data=form)

    def change(self, sid: str, **form: str) -> TestResponse:
        return self.carrier.rest("POST", f"/Calls/{sid}.json", data=form)

    def record(self, sid: str) -> Any:
        return self.carrier.rest("GET", f"/Calls/{sid}.json").json

    def statuses(self, path: str) -> list[str]:
        return [call.params["CallStatus"] for call in self.line.to(path)]

    def alerts(self) -> list[int]:
        return [alert.code for alert in self.board.exchange.world.alerts]

    def errors(self) -> list[str]:
        return [error.what for error in self.board.exchange.world.errors]


@pytest.fixture
def calls(carrier: Carrier) -> Calls:
    return Calls(Switchboard(carrier.exchange), carrier.line, carrier)


@pytest.fixture
def carrier(config: Config, seeds: Callable[[], str]) -> Iterator[Carrier]:
    line, pauses, ticks = PretendLine(), [], count()
    caller = Caller(TOKEN, line, lambda: next(ticks) * 0.001)
    exchange = Exchange(fresh(config), Clock(START), caller, seeds)
    app = create_app(config, exchange, pauses.append)
    yield Carrier(app.test_client(), line, exchange, pauses)
