"""Asking the carrier to do something: send a text, place or end a call, delete its copy.

Errors say what can still be done.
What the library would keep or log (addresses, bodies, numbers) is cut off here.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import requests
from twilio.base.exceptions import TwilioException
from twilio.http import HttpClient
from twilio.http.response import Response
from twilio.rest import Client
from urllib3.exceptions import NewConnectionError

from hotline.domain.calls import CallState
from hotline.domain.phone import Phone
from hotline.errors import CarrierBusy, CarrierError, CarrierRefused, CarrierUnsure

_PARTS = ("messages", "calls", "conferences")
_TIMEOUT = (3.05, 10.0)  # seconds to connect, to answer; the library itself would wait for ever
_NOT_FINAL = 20009
_GONE = 20404
# An account's calls at once are all taken: refused, but not for good.
_CROWDED = frozenset({10004})
_STATES: Mapping[str, CallState] = {
    "queued": "ringing",
    "initiated": "ringing",
    "ringing": "ringing",
    "in-progress": "in-progress",
    **dict.fromkeys(("completed", "busy", "failed", "no-answer", "canceled"), "final"),
}
_EVENTS = ["initiated", "ringing", "answered", "completed"]
_REFUSED = 400
_SERVER_FAULT = 500
# Our token was exchanged, the account is suspended, a proxy wants a login, too slow, too much: none
# of it is about what we asked for, so that no erasure may be given up for it.
_NOT_NOW = frozenset({401, 403, 407, 408, 425, 429})
# What comes of the library reading what is no JSON, or no record.
_UNREADABLE = (ValueError, TypeError, AttributeError)


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
        own = self._api_url + "/" + url.split("/", 3)[-1]
        answer = self._session.request(
            method, own, params=params, data=data, headers=headers, auth=auth, timeout=_TIMEOUT,
            allow_redirects=False,
        )  # fmt: skip
        return Response(answer.status_code, answer.text, answer.headers)


class Twilio:
    """The carrier, as `desk.tools.Carrier` describes it."""

    def __init__(self, account: str, token: str, api_url: str, status_url: str) -> None:
        self._client = Client(account, token, http_client=_QuietHttp(api_url))
        self._status_url = status_url
        for part in _PARTS:  # read now, before any fork: the library itself waits for the first use
            getattr(self._client, part)

    def send_text(
        self, *, line: Phone, to: Phone, body: str, receipt: str, valid: int, whatsapp: bool
    ) -> str:
        kind = "whatsapp:" if whatsapp else ""
        message = self._asked(
            self._client.messages.create,
            to=kind + to.e164,
            from_=kind + line.e164,
            body=body,
            status_callback=self._status_url + receipt,
            validity_period=max(1, min(valid, 36000)),
            smart_encoded=False,
        )
        if not message.sid:
            raise CarrierUnsure
        return str(message.sid)

    def erase_text(self, id: str) -> None:
        try:
            self._asked(self._client.messages(id).delete)
        except CarrierRefused as refused:
            if refused.code == _NOT_FINAL:
                self._redact(id)
                raise CarrierBusy(_NOT_FINAL) from None
            if refused.code != _GONE:
                raise

    def place_call(
        self,
        *,
        line: Phone,
        to: Phone,
        url: str,
        fallback: str,
        status_url: str,
        timeout: int,
        time_limit: int,
    ) -> str:
        call = self._asked(
            self._client.calls.create,
            to=to.e164,
            from_=line.e164,
            url=url,
            fallback_url=fallback,
            status_callback=status_url,
            status_callback_event=_EVENTS,
            timeout=timeout,
            time_limit=time_limit,
        )
        if not call.sid:
            raise CarrierUnsure
        return str(call.sid)

    def end_call(self, sid: str) -> None:
        """`completed` ends a call in whatever state it is; `canceled` would not."""
        with suppress(CarrierRefused):  # it is over
            self._asked(self._client.calls(sid).update, status="completed")

    def end_room(self, room: str) -> bool:
        rooms = self._asked(
            self._client.conferences.list,
            friendly_name=room,
            status="in-progress",
            limit=1,
            page_size=1,
        )
        for found in rooms:
            with suppress(CarrierRefused):  # it has just ended
                self._asked(self._client.conferences(found.sid).update, status="completed")
        return bool(rooms)

    def call_state(self, sid: str) -> CallState:
        try:
            call = self._asked(self._client.calls(sid).fetch)
        except CarrierRefused as refused:
            if refused.code != _GONE:
                raise
            return "final"
        return _STATES.get(str(call.status), "unknown")

    def erase_call(self, sid: str) -> None:
        """First those that were dialled from it: by it they are found."""
        for child in self._asked(self._client.calls.list, parent_call_sid=sid, page_size=50):
            self._erase_call(str(child.sid))
        self._erase_call(sid)

    def _erase_call(self, sid: str) -> None:
        try:
            self._asked(self._client.calls(sid).delete)
        except CarrierRefused as refused:
            if refused.code == _NOT_FINAL:
                raise CarrierBusy(_NOT_FINAL) from None
            if refused.code != _GONE:
                raise

    def _redact(self, id: str) -> None:
        """Take the words out at once where the record itself cannot go yet."""
        try:
            self._asked(self._client.messages(id).update, body="")
        except CarrierError:
            return  # not final either: the deletion that follows takes them along

    def _asked(self, call: Any, **arguments: Any) -> Any:
        """One request. The library's own exceptions hold numbers and words: none leaves here."""
        failure: CarrierError
        try:
            return call(**arguments)
        except requests.ConnectionError as error:
            failure = CarrierBusy() if _never_sent(error) else CarrierUnsure()
        except (requests.RequestException, *_UNREADABLE):
            failure = CarrierUnsure()
        except TwilioException as error:
            failure = _failure(getattr(error, "status", None), getattr(error, "code", None))
        raise failure


def _never_sent(error: requests.ConnectionError) -> bool:
    """Whether not even a connection came about, so that nothing can have been taken."""
    cause = getattr(error.args[0] if error.args else None, "reason", None)
    return isinstance(error, requests.ConnectTimeout) or isinstance(cause, NewConnectionError)


def _failure(status: object, code: object) -> CarrierError:
    number = code if isinstance(code, int) else None
    if not isinstance(status, int) or status >= _SERVER_FAULT:
        return CarrierUnsure(number)
    if status < _REFUSED or status in _NOT_NOW or number in _CROWDED:
        return CarrierBusy(number)
    return CarrierRefused(number or status)
