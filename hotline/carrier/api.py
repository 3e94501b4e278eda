"""One request to the carrier: its library on our terms.

It gives up in time, and remembers and logs nothing: what the library would keep or log (addresses,
bodies, numbers) is cut off here. Errors say what can still be done.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

import requests
from twilio.base.exceptions import TwilioException
from twilio.http import HttpClient
from twilio.http.response import Response
from twilio.rest import Client
from urllib3.exceptions import NewConnectionError

from hotline.errors import CarrierBusy, CarrierError, CarrierRefused, CarrierUnsure

_TIMEOUT = (3.05, 10.0)  # seconds to connect, to answer; the library itself would wait for ever
# An account's calls at once are all taken: refused, but not for good.
_CROWDED = frozenset({10004})
_REFUSED = 400
_SERVER_FAULT = 500
_TOO_MANY = 20429  # at once, from this account: not taken, and in a moment there is room again
# Seconds between tries in such a crowd; together less than one, so that nobody else waits long.
_MOMENTS = (0.05, 0.1, 0.2, 0.4)
# Our token was exchanged, the account is suspended, a proxy wants a login, too slow, too much: none
# of it is about what we asked for, so that no erasure may be given up for it.
_NOT_NOW = frozenset({401, 403, 407, 408, 425, 429})
# What comes of the library reading what is no JSON, or no record.
_UNREADABLE = (ValueError, TypeError, AttributeError)
# Services of messaging have a host of their own at the carrier itself.
_CARRIER, _MESSAGING = "https://api.twilio.com", "https://messaging.twilio.com"


class Api:
    """The carrier's library. `ask(api.client.…, …)` makes one request of it."""

    def __init__(
        self,
        account: str,
        token: str,
        api_url: str,
        pause: Callable[[float], object] = time.sleep,
    ) -> None:
        self.client = Client(account, token, http_client=_QuietHttp(api_url))
        self._pause = pause

    def ask(self, call: Any, **arguments: Any) -> Any:
        """One request. The library's own exceptions hold numbers and words: none leaves here.

        Raises CarrierError.
        """
        failure: CarrierError
        try:
            return call(**arguments)
        except requests.ConnectionError as error:
            failure = CarrierBusy() if _never_sent(error) else CarrierUnsure()
        except (requests.RequestException, *_UNREADABLE):
            failure = CarrierUnsure()
        except TwilioException as error:
            failure = _failure(_status(error), getattr(error, "code", None))
        raise failure

    def ask_in_turn(self, call: Any, **arguments: Any) -> Any:
        """The same, of what somebody waits for: in a crowd of requests it keeps its place in ours
        for a moment. Raises CarrierError."""
        began = time.monotonic()
        for moment in _MOMENTS:
            try:
                return self.ask(call, **arguments)
            except CarrierBusy as busy:
                slow = time.monotonic() - began > sum(_MOMENTS)  # even in saying no
                if busy.code != _TOO_MANY or slow:
                    raise
            self._pause(moment)
        return self.ask(call, **arguments)


class _QuietHttp(HttpClient):  # type: ignore[misc]  # the library has no types
    """Speaks HTTP to the carrier's address of our choice, remembers and logs nothing."""

    def __init__(self, api_url: str) -> None:
        super().__init__(logging.getLogger("hotline.carrier"), is_async=False)
        self._api_url = api_url.rstrip("/")
        self._session = requests.Session()
        self._session.trust_env = False

    def request(
        self,
        method: str,
        url: str,
        params: Any = None,
        data: Any = None,
        headers: Any = None,
        auth: Any = None,
        **_: Any,
    ) -> Response:
        answer = self._session.request(
            method, self._own(url), params=params, data=data, headers=headers, auth=auth,
            timeout=_TIMEOUT, allow_redirects=False,
        )  # fmt: skip
        return Response(answer.status_code, answer.text, answer.headers)

    def _own(self, url: str) -> str:
        _, _, host, path = url.split("/", 3)
        real = self._api_url == _CARRIER and host.startswith("messaging.")
        return f"{_MESSAGING if real else self._api_url}/{path}"


def _never_sent(error: requests.ConnectionError) -> bool:
    """Whether not even a connection came about, so that nothing can have been taken."""
    cause = getattr(error.args[0] if error.args else None, "reason", None)
    return isinstance(error, requests.ConnectTimeout) or isinstance(cause, NewConnectionError)


def _status(error: TwilioException) -> object:
    """Where a listing fails, the library keeps the answer only."""
    answers = (part.status_code for part in error.args if isinstance(part, Response))
    return getattr(error, "status", None) or next(answers, None)


def _failure(status: object, code: object) -> CarrierError:
    number = code if isinstance(code, int) else None
    if not isinstance(status, int) or status >= _SERVER_FAULT:
        return CarrierUnsure(number)
    if status < _REFUSED or status in _NOT_NOW or number in _CROWDED:
        return CarrierBusy(number)
    return CarrierRefused(number or status)
