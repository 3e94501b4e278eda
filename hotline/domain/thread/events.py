"""What happens in a thread, in the past tense. `id` is the carrier's id of a text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from hotline.domain.phone import Phone

# Who is on, where all of them see it: each with the inside number on which they do, where there are
# any and they did not see it before.
Together = tuple[tuple[str, Phone | None], ...]
Why = Literal["erased", "stopped", "left", "banned", "enough", "not_now"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A contact asked for a person, in this text. `on` are those it is offered to; where it is for
    a group, nobody: `together` see it at once."""

    thread: str
    handle: str
    line: Phone
    phone: Phone = field(repr=False)
    language: str
    rotation: str
    on: tuple[str, ...]
    id: str
    body: str = field(repr=False)
    place: str = ""
    urgent: bool = False
    whatsapp: bool = False
    door: Phone | None = None  # which of our numbers offers it; None: the line
    together: Together = ()
    check_in: bool = False  # they answered one, and not clearly


@dataclass(frozen=True, slots=True)
class ContactWrote:
    """Words of the contact. `late`: nothing is relayed just now, and nobody knows until when."""

    id: str
    body: str = field(repr=False)
    late: bool = False
    together: Together = ()


@dataclass(frozen=True, slots=True)
class ContactSentPicture:
    """A picture without a word: it is not passed on."""

    id: str


@dataclass(frozen=True, slots=True)
class ContactAsked:
    """0 in a thread: they want somebody else, or to know that somebody is there."""

    id: str


@dataclass(frozen=True, slots=True)
class ContactWantsOther:
    """Somebody else, no reason needed; or somebody new where their person goes off."""

    id: str
    on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContactWaits:
    """They answered that they wait."""

    id: str


@dataclass(frozen=True, slots=True)
class ContactEnded:
    """Nothing of this contact may reach anybody any more, and nothing may reach them."""

    why: Why


@dataclass(frozen=True, slots=True)
class ContactSaidTrouble:
    """Their check-in's word for trouble: the phone may be in other hands from now on."""


@dataclass(frozen=True, slots=True)
class ContactAgreed:
    """They were asked whether they may be called, and this is their yes."""

    id: str


@dataclass(frozen=True, slots=True)
class ContactDeclined:
    """They keep writing."""

    id: str


@dataclass(frozen=True, slots=True)
class LineSpoke:
    """The line itself said something else to the contact: no digit answers us any more."""


@dataclass(frozen=True, slots=True)
class CallWanted:
    """CALL: this one would talk to the contact by phone. `body` is the question, in their words."""

    person: str
    body: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CallOver:
    """The call they agreed to has not come about; whether the contact was `rung`."""

    person: str
    rung: bool


@dataclass(frozen=True, slots=True)
class PeerTook:
    """TAKE. `ends` is when their shift does (seconds UTC, 0: not soon), `door` the inside number
    on which they see it from now on, where there are any."""

    person: str
    ends: float = 0.0
    door: Phone | None = None


@dataclass(frozen=True, slots=True)
class PeerPassed:
    """No to an offer; or, of the one who has it, a wish to hand it over to one of `on`."""

    person: str
    on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PeerGone:
    """They are out of it at once: shut out, or kept from this contact. Others (`on`) are asked,
    unless there is an `heir`, whose shift ends then (seconds UTC, 0: not soon)."""

    person: str
    on: tuple[str, ...] = ()
    heir: str = ""
    ends: float = 0.0


@dataclass(frozen=True, slots=True)
class PeerWrote:
    """Words of one who has it. `card`: the line's own words, which they chose; `ends` is when their
    shift does (seconds UTC, 0: not soon)."""

    person: str
    body: str = field(repr=False)
    card: bool = False
    ends: float = 0.0


@dataclass(frozen=True, slots=True)
class PeerClosed:
    """The talk is over. `banned`: because of what was written."""

    person: str
    banned: bool = False


@dataclass(frozen=True, slots=True)
class BackupAsked:
    """They want a second beside them; these are on."""

    person: str
    on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PeerStays:
    """Asked before their shift's end, they stay on for this one."""

    person: str


@dataclass(frozen=True, slots=True)
class PeerGoesOff:
    """They go off then (`at`, seconds UTC), and hand over: the contact is asked. `after`: somebody
    is on then."""

    person: str
    after: bool
    at: float


@dataclass(frozen=True, slots=True)
class TimePassed:
    """Somebody looked. `on` are those on shift for texts, `able` all who agreed to them, without
    those who are kept from this contact; `ends` is when the owner's shift does, `busy`: the owner
    is being asked something else."""

    on: tuple[str, ...] = ()
    able: tuple[str, ...] = ()
    ends: float = 0.0
    busy: bool = False


@dataclass(frozen=True, slots=True)
class TextAccepted:
    """The carrier took these items, in one text to this recipient."""

    items: tuple[str, ...]
    to: str


@dataclass(frozen=True, slots=True)
class TextUnsure:
    """The carrier could not say whether it took this item."""

    item: str


@dataclass(frozen=True, slots=True)
class TextPutOff:
    """The carrier did not take it now; it is asked again then."""

    item: str
    at: float


@dataclass(frozen=True, slots=True)
class TextReportedOn:
    """How far an item came, in the carrier's words."""

    item: str
    status: str
    code: int | None = None


Event = (
    ContactWrote
    | ContactSentPicture
    | ContactAsked
    | ContactWantsOther
    | ContactWaits
    | ContactEnded
    | ContactSaidTrouble
    | ContactAgreed
    | ContactDeclined
    | LineSpoke
    | CallWanted
    | CallOver
    | PeerTook
    | PeerPassed
    | PeerGone
    | PeerWrote
    | PeerClosed
    | BackupAsked
    | PeerStays
    | PeerGoesOff
    | TimePassed
    | TextAccepted
    | TextUnsure
    | TextPutOff
    | TextReportedOn
)
