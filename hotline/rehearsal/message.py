"""One text as the carrier keeps it."""

from __future__ import annotations

from dataclasses import dataclass

# Only these may be deleted; a message that was merely "sent" still awaits its receipt.
FINAL = frozenset({"delivered", "undelivered", "failed", "received", "canceled", "read"})
# The body may go as soon as the text has left (the carrier's own example redacts a "sent" one).
REDACTABLE = FINAL | {"sent"}

INBOUND = "inbound"
FROM_API = "outbound-api"
FROM_REPLY = "outbound-reply"


@dataclass(frozen=True, slots=True)
class Message:
    """A record in the carrier's store, either direction."""

    sid: str
    serial: int
    direction: str
    sender: str
    recipient: str
    body: str
    status: str
    created: float
    updated: float
    sent: float | None = None
    error: int | None = None
    media: int = 0
    parts: int = 1
    callback: str = ""
    validity: float = 36000.0
    discard_body: bool = False
    obscure_address: bool = False
    answers: str = ""  # SID of the incoming text that this one replies to
    by_carrier: bool = False  # the carrier's own words (STOP, START, HELP)

    @property
    def line(self) -> str:
        return self.recipient if self.direction == INBOUND else self.sender

    @property
    def contact(self) -> str:
        return self.sender if self.direction == INBOUND else self.recipient

    @property
    def moment(self) -> float:
        """The time that a filter by date looks at."""
        return self.created if self.sent is None else self.sent
