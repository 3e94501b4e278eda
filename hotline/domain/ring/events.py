"""What happens around a ring, in the past tense. `id` names the happening, to know it again.

An empty id is never known again: what it does must be harmless twice, and it is.
"""

from __future__ import annotations

from dataclasses import dataclass

from hotline.domain.phone import Phone
from hotline.domain.ring.record import Kind, Mode


@dataclass(frozen=True, slots=True)
class RingAsked:
    """A contact asked for a person.

    `order` are the ids of peers, first to last; `at_once` is how many are rung at the same time: 1
    is one by one, more are waves, a great many is all. `patience` is how long the contact waits
    (seconds), `mark` what blocks know their phone by. `hushed` are told by text, and are rung once
    they want it, `learners` may be asked in to listen. `callback`: the contact is not there, and is
    rung for this promise, `asked` for then, once a peer waits. `ring_back`: they allowed to be rung
    back, should their call drop.
    """

    ring: str
    line: Phone
    call: str
    language: str
    order: tuple[str, ...]
    at_once: int
    patience: float
    kind: Kind = "plain"
    mode: Mode = "rest"
    mark: str = ""
    callback: str = ""
    asked: float = 0.0
    hushed: tuple[str, ...] = ()
    learners: tuple[str, ...] = ()
    ring_back: bool = False


@dataclass(frozen=True, slots=True)
class TurnCame:
    """The contact, in turns, has heard the last one out; `key` is what they pressed in it.

    `may_dial`: whether their own call may dial somebody in this turn, if no leg gets placed.
    """

    n: int
    key: str = ""
    id: str = ""
    may_dial: bool = True


@dataclass(frozen=True, slots=True)
class ContactPlaced:
    """The carrier has the call by which we ring the contact."""

    sid: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class ContactCame:
    """The contact, whom we rang in this call, has pressed 1."""

    sid: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class ContactLeft:
    """The contact's Dial is over: they are out of the room, whoever's doing it was."""

    id: str = ""


@dataclass(frozen=True, slots=True)
class ContactFinal:
    """The contact's call is over."""

    id: str = ""


@dataclass(frozen=True, slots=True)
class ContactChose:
    """The contact went for something else: a call back, recorded help."""

    id: str = ""


@dataclass(frozen=True, slots=True)
class KindChanged:
    """The contact wants another kind of call than the one for which peers are rung: those who ring
    go on ringing, and whoever picks up from now on hears what it is. `patience` and `ring_back` as
    in `RingAsked`.
    """

    kind: Kind
    patience: float
    at_once: int
    id: str = ""
    ring_back: bool = False


@dataclass(frozen=True, slots=True)
class LanguageChanged:
    """The contact chose another language while peers are rung: `order` are the same peers, in the
    order in which those are to be rung who were not yet."""

    language: str
    order: tuple[str, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class DirectEnded:
    """A Dial straight from the contact's call is over; `talked` when a peer had pressed 1."""

    talked: bool
    id: str = ""


@dataclass(frozen=True, slots=True)
class PeersAdded:
    """More may be rung: backups, coordinators."""

    peers: tuple[str, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class PeerWilling:
    """A peer wants to be rung for whoever waits, now: by text, or on the phone after their PIN."""

    peer: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class SecondFound:
    """A peer said that they would come in, should they be asked."""

    peer: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class SecondCame:
    """A peer who was with this contact before their call dropped is here again, on the same leg."""

    peer: str
    sid: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class LegAsked:
    """A worker is about to ask the carrier for this leg."""

    attempt: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class LegPlaced:
    """The carrier has this leg, and so it calls it: told by its answer or any report of the leg."""

    attempt: str
    sid: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class LegPutOff:
    """The carrier had no room for this leg just now, or its peer's phone is `engaged` by another of
    our calls: it is still to be placed."""

    attempt: str
    engaged: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class LegNotPlaced:
    """The carrier refused this leg for good."""

    attempt: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class LegFinal:
    """A leg is over, or was never one."""

    attempt: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class PeerPicked:
    """Somebody, or a machine, answered the leg."""

    attempt: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class PeerPressed:
    """The prompt was heard out, the `n`th time; `key` is empty when nothing was pressed."""

    attempt: str
    key: str
    n: int = 1
    id: str = ""


@dataclass(frozen=True, slots=True)
class PeerLeft:
    """The peer's Dial is over: out of the room by star, hang-up, or because the room ended."""

    attempt: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class PeerChose:
    """The peer's star menu was heard out, the `n`th time; `key` is empty when nothing came."""

    attempt: str
    key: str
    n: int = 1
    id: str = ""


@dataclass(frozen=True, slots=True)
class PeerBlocked:
    """The peer was asked from whom this phone is to be kept, the `n`th time. `key` is empty when
    nothing came."""

    attempt: str
    key: str
    n: int = 1
    id: str = ""


@dataclass(frozen=True, slots=True)
class PeerParted:
    """The peer gave it on, and was asked whether ever to be given this phone again."""

    attempt: str
    key: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class PeerFinished:
    """The talk is over, and the peer's phone listened a little longer; `key` is mostly empty."""

    attempt: str
    key: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Beat:
    """Somebody is in the room, alone, now: an attempt's peer, or the contact (None)."""

    attempt: str | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class WatchTold:
    """The carrier was asked: whether the contact's call is still there, and this attempt's leg.

    None: it would not say, or there is no such leg.
    """

    contact: bool | None
    attempt: str
    peer: bool | None
    id: str = ""


@dataclass(frozen=True, slots=True)
class TimePassed:
    """Nothing happened, for a while."""

    id: str = ""


Event = (
    TurnCame
    | ContactPlaced
    | ContactCame
    | ContactLeft
    | ContactFinal
    | ContactChose
    | KindChanged
    | LanguageChanged
    | DirectEnded
    | PeersAdded
    | PeerWilling
    | SecondFound
    | SecondCame
    | LegAsked
    | LegPlaced
    | LegPutOff
    | LegNotPlaced
    | LegFinal
    | PeerPicked
    | PeerPressed
    | PeerLeft
    | PeerChose
    | PeerBlocked
    | PeerParted
    | PeerFinished
    | Beat
    | WatchTold
    | TimePassed
)
