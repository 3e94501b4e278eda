"""Where a caller is, sealed into the address of the next request: no store is needed to go on."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode

from hotline.errors import SealBroken
from hotline.flow.oncall import OnCall
from hotline.store import records
from hotline.store.vault import Envelope

_PURPOSE = "call"


class Calls:
    """As `desk.tools.Calls` describes them."""

    def __init__(self, envelope: Envelope) -> None:
        self._envelope = envelope

    def seal(self, on: OnCall, call: str) -> str:
        sealed = self._envelope.seal(records.pack_on_call(on), call, _PURPOSE)
        return urlsafe_b64encode(sealed).rstrip(b"=").decode("ascii")

    def open(self, token: str, call: str) -> OnCall | None:
        try:
            sealed = urlsafe_b64decode(token + "=" * (-len(token) % 4))
            return records.on_call(self._envelope.open(sealed, call, _PURPOSE))
        except (SealBroken, ValueError):
            return None
