"""A pretend carrier that commands ask without a network."""

from __future__ import annotations

import base64
import itertools
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from hotline.rehearsal import app, switchboard
from hotline.rehearsal.config import Config
from hotline.rehearsal.happenings import Answer

LINE, OTHER_LINE = "+12025550100", "+12025550101"
ACCOUNT, TOKEN = "AC" + "0" * 32, "a1b2c3d4e5f60718"


class PretendCarrier:
    """Answers as the rehearsal does; `told` has other answers, by the end of a path."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *numbers: str, start: float = 0.0) -> None:
        config = Config(8700, ACCOUNT, TOKEN, numbers or (LINE, OTHER_LINE), "")
        seeds = itertools.count()
        nothing = Answer(200, "text/xml", "<Response/>")
        self.board = switchboard.in_process(
            config, lambda *_: nothing, start, lambda: f"seed {next(seeds)}"
        )
        self.doors = app.create_app(config, self.board.exchange).test_client()
        self.asked: list[tuple[str, str]] = []
        self.told: dict[str, tuple[int, Any]] = {}
        monkeypatch.setattr(requests.Session, "request", self._answer)

    def settings(self, number: str = LINE) -> dict[str, Any]:
        path = f"/2010-04-01/Accounts/{ACCOUNT}/IncomingPhoneNumbers.json"
        found = self.doors.get(path, headers=_HEADERS).json["incoming_phone_numbers"]
        return next(one for one in found if one["phone_number"] == number)

    def set(self, number: str = LINE, **settings: str) -> None:
        sid = self.settings(number)["sid"]
        path = f"/2010-04-01/Accounts/{ACCOUNT}/IncomingPhoneNumbers/{sid}.json"
        assert self.doors.post(path, data=settings, headers=_HEADERS).status_code == 200

    def changed(self) -> list[str]:
        """The paths of what was changed."""
        return [path for method, path in self.asked if method != "GET"]

    def _answer(self, method: str, url: str, **how: Any) -> requests.Response:
        path = urlsplit(url).path
        self.asked.append((method, path))
        answer = requests.Response()
        ending = next((end for end in self.told if path.endswith(end)), None)
        if ending:
            answer.status_code, body = self.told[ending]
            answer._content = requests.compat.json.dumps(body).encode()  # type: ignore[attr-defined]
            return answer
        found = self.doors.open(
            path,
            method=method,
            query_string=how["params"] or None,
            data=how["data"],
            headers=_HEADERS,
        )
        answer.status_code, answer._content = found.status_code, found.data
        return answer


_HEADERS = {"Authorization": "Basic " + base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()}
