"""Where a caller is, sealed into the address of the next request: no store is needed to go on."""

from __future__ import annotations

import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import replace

from hotline.domain.ring.record import TALK_LIFE
from hotline.errors import SealBroken
from hotline.flow.oncall import OnCall
from hotline.store import records
from hotline.store.keys import HOUR
from hotline.store.vault import Envelope

_PURPOSE = "call"
# Seconds after which no call asks for it any more. A signature is good for ever: without this, who
# once saw a request of a caller could have peers rung for nobody, any night.
LONGEST = TALK_LIFE + HOUR


class Calls:
    """As `desk.records.Calls` describes them."""

    def __init__(self, envelope: Envelope, now: Callable[[], float] = time.time) -> None:
        self._envelope, self._now = envelope, now

    def seal(self, on: OnCall, call: str) -> str:
        dated = replace(on, sealed=int(self._now()))
        sealed = self._envelope.seal(records.pack_on_call(dated), call, _PURPOSE)
        return urlsafe_b64encode(sealed).rstrip(b"=").decode("ascii")

    def open(self, token: str, call: str) -> OnCall | None:
        try:
            sealed = urlsafe_b64decode(token + "=" * (-len(token) % 4))
            on = records.one(OnCall, self._envelope.open(sealed, call, _PURPOSE))
        except (SealBroken, ValueError):
            return None
        late = on.sealed and self._now() - on.sealed > LONGEST  # 0: by a build before this one
        return None if late else replace(on, sealed=0)
