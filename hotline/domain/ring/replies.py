"""What is said now to whoever is on the leg that something happened on. The desk finds words."""

from __future__ import annotations

from dataclasses import dataclass

from hotline.domain.ring.record import Outcome

# To the contact.


@dataclass(frozen=True, slots=True)
class Wait:
    """Peers are being rung; the `n`th turn of waiting."""

    n: int


@dataclass(frozen=True, slots=True)
class Breathe:
    """The same, with somebody who counts breaths: one a turn."""

    n: int


@dataclass(frozen=True, slots=True)
class OneMoment:
    """Somebody has it, or is about to be back: a short turn."""


@dataclass(frozen=True, slots=True)
class DroppedOut:
    """Their person is gone; somebody else is being rung."""


@dataclass(frozen=True, slots=True)
class GoBack:
    """The contact left the room by star: 1 for someone else, or wait and you go back. `listener`: 2
    sends away the one who listens."""

    listener: bool = False


@dataclass(frozen=True, slots=True)
class MayListen:
    """May somebody who learns this listen, and say nothing? 1 yes; anything else is no."""


@dataclass(frozen=True, slots=True)
class Over:
    """No more is coming of this ring: what there is instead, by its outcome."""

    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Direct:
    """Dial this peer straight from the contact's call."""

    peer: str


# To a peer.


@dataclass(frozen=True, slots=True)
class AskToTake:
    """What kind of call it is, and: press 1 to take it. `n` counts the times it is said."""

    n: int


@dataclass(frozen=True, slots=True)
class YouHaveIt:
    """They pressed 1, first: a word, then the room."""

    room: str
    anchor: bool


@dataclass(frozen=True, slots=True)
class SomeoneHasIt:
    """Somebody else was faster. Thank you."""


@dataclass(frozen=True, slots=True)
class NotNeeded:
    """The contact chose something else, or waits no more, or somebody ended it. Thank you."""


@dataclass(frozen=True, slots=True)
class TheyHungUp:
    """The contact is gone. Thank you."""


@dataclass(frozen=True, slots=True)
class TheyDropped:
    """The contact is gone, and allowed to be rung back: whoever had them says whether."""


@dataclass(frozen=True, slots=True)
class NotThere:
    """The contact, whom we rang, did not come to the phone. Thank you."""


@dataclass(frozen=True, slots=True)
class Passed:
    """End the leg without a word: no question is ever asked about a pass."""


@dataclass(frozen=True, slots=True)
class StarMenu:
    """1 brings someone in, 2 hands over, 3 ends it, 6 blocks, 9 goes back. `n` counts the times;
    `learner`: and 7 asks whether somebody who learns may listen."""

    n: int
    learner: bool = False


@dataclass(frozen=True, slots=True)
class AskingThem:
    """The contact is being asked whether somebody may listen."""


@dataclass(frozen=True, slots=True)
class TheySaid:
    """Back into the room, with what the contact said to that."""

    room: str
    agreed: bool


@dataclass(frozen=True, slots=True)
class HandedOver:
    """This peer is out of it: others are being rung, or `to`, who was asked in, has it now. `asks`:
    and is asked whether ever to be given this phone again."""

    to: str
    asks: bool


@dataclass(frozen=True, slots=True)
class Rested:
    """It was heavy: `peer` is rung last for a while."""

    peer: str


@dataclass(frozen=True, slots=True)
class WantsCompany:
    """It was heavy, and `peer` wants to talk with somebody: they wait as a contact does."""

    peer: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The peer ended it."""


@dataclass(frozen=True, slots=True)
class HowBlocked:
    """From whom is this phone to be kept? 1, 2, 3 are the sizes, 9 goes back."""

    n: int


@dataclass(frozen=True, slots=True)
class NotBlocked:
    """It cannot be: the number is hidden, or many people's. The star menu goes on."""


@dataclass(frozen=True, slots=True)
class Blocked:
    """It is kept from `peer`, or from everybody, by the size of this key; and the talk is over.
    `parted`: for this peer, who gave it on."""

    key: str
    peer: str
    parted: bool = False


# To either.


@dataclass(frozen=True, slots=True)
class EnterRoom:
    """Into the room. When the `anchor` leaves it, everybody is back in turns."""

    room: str
    anchor: bool


Reply = (
    Wait
    | Breathe
    | OneMoment
    | DroppedOut
    | GoBack
    | MayListen
    | Over
    | Direct
    | AskToTake
    | YouHaveIt
    | SomeoneHasIt
    | NotNeeded
    | TheyHungUp
    | TheyDropped
    | NotThere
    | Passed
    | StarMenu
    | AskingThem
    | TheySaid
    | HandedOver
    | Rested
    | WantsCompany
    | HowBlocked
    | NotBlocked
    | Blocked
    | Finished
    | EnterRoom
)
