"""Asking the carrier to do something: send a text, place or end a call, delete its copy."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress

from hotline.carrier.api import Api
from hotline.carrier.copies import copies
from hotline.domain.calls import CallState
from hotline.domain.copies import CopyPage
from hotline.domain.errands import CopyKind
from hotline.domain.phone import Phone
from hotline.errors import CarrierError, CarrierRefused, CarrierUnsure, NotFinal

_PARTS = ("messages", "calls", "conferences")
_NOT_FINAL = 20009
_GONE = 20404
_STATES: Mapping[str, CallState] = {
    "queued": "ringing",
    "initiated": "ringing",
    "ringing": "ringing",
    "in-progress": "in-progress",
    **dict.fromkeys(("completed", "busy", "failed", "no-answer", "canceled"), "final"),
}
# What is wished for where the account has Message Redaction, by the code that says it has not.
_WISHES = {30029: ("content_retention", "discard"), 30030: ("address_retention", "obfuscate")}
_EVENTS = ["initiated", "ringing", "answered", "completed"]


class Twilio:
    """The carrier, as `desk.tools.Carrier` describes it.

    `redact`: the account has Message Redaction, and texts are sent so that their words and the last
    digits of the number are never kept. Where it turns out not to, they are sent all the same, and
    `not_redacted` is told.
    """

    def __init__(
        self,
        account: str,
        token: str,
        api_url: str,
        status_url: str,
        *,
        redact: bool = False,
        not_redacted: Callable[[], None] = lambda: None,
        pause: Callable[[float], object] = time.sleep,
    ) -> None:
        self._api = Api(account, token, api_url, pause)
        self._status_url = status_url
        self._wishes = dict(_WISHES) if redact else {}
        self._not_redacted = not_redacted
        for part in _PARTS:  # read now, before any fork: the library itself waits for the first use
            getattr(self._api.client, part)

    def send_text(
        self, *, line: Phone, to: Phone, body: str, receipt: str, valid: int, whatsapp: bool
    ) -> str:
        kind = "whatsapp:" if whatsapp else ""
        return self._created(
            to=kind + to.e164,
            from_=kind + line.e164,
            body=body,
            status_callback=self._status_url + receipt,
            validity_period=max(1, min(valid, 36000)),
            smart_encoded=False,
        )

    def erase_text(self, id: str) -> None:
        try:
            self._api.ask(self._api.client.messages(id).delete)
        except CarrierRefused as refused:
            if refused.code == _NOT_FINAL:
                self._redact(id)
                raise NotFinal(_NOT_FINAL) from None
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
        call = self._api.ask_in_turn(
            self._api.client.calls.create,
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
            self._api.ask(self._api.client.calls(sid).update, status="completed")

    def end_room(self, room: str) -> bool:
        """With one in it, a room has not begun (`init`), and is there all the same."""
        same_name = self._api.ask(
            self._api.client.conferences.list, friendly_name=room, limit=20, page_size=20
        )
        rooms = [found for found in same_name if str(found.status) != "completed"]
        for found in rooms:
            with suppress(CarrierRefused):  # it has just ended
                self._api.ask(self._api.client.conferences(found.sid).update, status="completed")
        return bool(rooms)

    def whisper(self, room: str, sid: str, url: str) -> None:
        found = self._api.ask(
            self._api.client.conferences.list, friendly_name=room, limit=20, page_size=20
        )
        for there in (one for one in found if str(one.status) == "in-progress"):
            seat = self._api.client.conferences(there.sid).participants(sid)
            self._api.ask(seat.update, announce_url=url, announce_method="POST")

    def call_state(self, sid: str) -> CallState:
        try:
            call = self._api.ask(self._api.client.calls(sid).fetch)
        except CarrierRefused as refused:
            if refused.code != _GONE:
                raise
            return "final"
        return _STATES.get(str(call.status), "unknown")

    def erase_call(self, sid: str) -> None:
        """First those that were dialled from it: by it they are found."""
        for child in self._api.ask(self._api.client.calls.list, parent_call_sid=sid, page_size=50):
            self._erase_call(str(child.sid))
        self._erase_call(sid)

    def copies(self, kind: CopyKind, since: float, page: str) -> CopyPage:
        return copies(self._api, kind, since, page)

    def _created(self, **text: object) -> str:
        """A text that goes out redacted where it can: a wish that is refused is dropped. A crowd is
        waited out once, lest another worker take this one for gone."""
        wishes, ask = dict(self._wishes), self._api.ask_in_turn
        while True:
            try:
                message = ask(self._api.client.messages.create, **text, **dict(wishes.values()))
                break
            except CarrierRefused as refused:
                if wishes.pop(refused.code or 0, None) is None:
                    raise
            ask = self._api.ask
            self._not_redacted()
        if not message.sid:
            raise CarrierUnsure
        return str(message.sid)

    def _erase_call(self, sid: str) -> None:
        try:
            self._api.ask(self._api.client.calls(sid).delete)
        except CarrierRefused as refused:
            if refused.code == _NOT_FINAL:
                raise NotFinal(_NOT_FINAL) from None
            if refused.code != _GONE:
                raise

    def _redact(self, id: str) -> None:
        """Take the words out at once where the record itself cannot go yet."""
        try:
            self._api.ask(self._api.client.messages(id).update, body="")
        except CarrierError:
            return  # not final either: the deletion that follows takes them along
