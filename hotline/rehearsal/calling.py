"""Post a webhook, signed, with the tries and time limits that its address asks for."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from hotline.rehearsal import overrides, signing
from hotline.rehearsal.happenings import Answer, Params
from hotline.rehearsal.overrides import Overrides
from hotline.rehearsal.wire import NoAnswerError, NoConnectionError, Post

NOT_REACHED, NOT_ANSWERED, BAD_URL = 11205, 11200, 11100


@dataclass(frozen=True, slots=True)
class Caller:
    """The carrier's hand that reaches the line."""

    auth_token: str
    post: Post
    monotonic: Callable[[], float] = time.monotonic

    def call(self, url: str, params: Params, token: str, lost: bool = False) -> Answer:
        """What the line answers. `lost`: as if its first answer had not come in time."""
        limits = _limits(url)
        if limits is None:
            return Answer(0, failure=BAD_URL)
        end = self.monotonic() + limits.total / 1000
        answer = Answer(0, failure=NOT_ANSWERED)
        for nth in range(limits.retries + 1):
            outcome, answer = self._once(url, params, token, limits, end)
            if lost and nth == 0:
                outcome, answer = "rt", Answer(0, failure=NOT_ANSWERED)
            if not limits.again(outcome) or self.monotonic() >= end:
                break
        return answer

    def _once(
        self, url: str, params: Params, token: str, limits: Overrides, end: float
    ) -> tuple[str, Answer]:
        left = max(end - self.monotonic(), 0.05)
        connect, read = min(limits.connect / 1000, left), min(limits.read / 1000, left)
        body = urlencode(params).encode()
        try:
            answer = self.post(url, self._headers(url, params, token), body, connect, read)
        except NoConnectionError:
            return "ct", Answer(0, failure=NOT_REACHED)
        except NoAnswerError:
            return "rt", Answer(0, failure=NOT_ANSWERED)
        return _outcome(answer.status), answer

    def _headers(self, url: str, params: Params, token: str) -> dict[str, str]:
        return {
            "Accept": "*/*",
            "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
            "I-Twilio-Idempotency-Token": token,
            "User-Agent": "TwilioProxy/1.1",
            "X-Twilio-Signature": signing.signature(self.auth_token, url, params),
        }


def _limits(url: str) -> Overrides | None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    try:
        return overrides.read(url) if parts.port != 0 else None
    except (overrides.NotAnOverrideError, ValueError):  # a port that is none
        return None


def _outcome(status: int) -> str:
    return {4: "4xx", 5: "5xx"}.get(status // 100, "ok")
