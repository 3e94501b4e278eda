"""What happens, as values in the past tense."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from hotline.domain.contact import Contact
from hotline.domain.phone import Phone

Channel = Literal["text", "phone"]


@dataclass(frozen=True, slots=True)
class TextArrived:
    """Somebody's text reached one of our lines.

    `id` is the carrier's id of the text (deduplicate on it); `pictures` counts attachments, which
    are never opened; `whatsapp` says that the answer goes back that way.
    """

    id: str
    line: Phone
    sender: Phone
    body: str = field(repr=False)
    pictures: int = 0
    whatsapp: bool = False


@dataclass(frozen=True, slots=True)
class CallStarted:
    """Somebody's call reached one of our lines. `caller` is None when the number is hidden."""

    id: str
    line: Phone
    caller: Phone | None


@dataclass(frozen=True, slots=True)
class CallTurned:
    """A caller heard something out, or pressed a key meanwhile (`key` empty: nothing).

    `token` is the sealed place that travelled in the address; `talked`, after a dial, that somebody
    was on the other end.
    """

    call: CallStarted
    token: str
    key: str = ""
    talked: bool = False


@dataclass(frozen=True, slots=True)
class PinTyped:
    """A caller typed a PIN, or minutes, or nothing; `token` as in `CallTurned`."""

    call: CallStarted
    token: str
    pin: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class LegTurned:
    """The same on a leg that we placed: somebody, or a machine, is there, or no more.

    `final`: the carrier says that this call is over.
    """

    id: str
    attempt: str
    key: str = ""
    final: bool = False


@dataclass(frozen=True, slots=True)
class PeerCallTurned:
    """The same on a call of ours to one of us; `call` is our name for it, `ended` the carrier's
    word for how it ended, empty while it goes on; `pin` are the digits where several were typed.
    """

    id: str
    call: str
    key: str = ""
    ended: str = ""
    pin: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class TextReported:
    """The carrier told how far one of our texts came.

    `token` is ours (it travelled in the callback's address), `id` the carrier's id of the text,
    `code` its error number, None when there is none; `contact` is whom it was for.
    """

    token: str
    id: str
    status: str
    code: int | None = None
    contact: Contact | None = None

    @property
    def final(self) -> bool:
        """Whether nothing will follow this status (so that the carrier's copy can be deleted)."""
        return self.status in {"delivered", "undelivered", "failed", "read", "canceled"}
